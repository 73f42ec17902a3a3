"""Which form of one address is sent: a page for people or a format of data, by suffix, `format=` or Accept."""

from urllib.parse import quote

from flask import Response, request

from partnercities.problems import BadParameter
from partnercities.protocol.formats import PAGE, Format, Kind, among, of_kind, words
from partnercities.protocol.negotiation import choose, prefers_html
from partnercities.web.answers import complete
from partnercities.web.context import accept

# What stays as it is in the path of an address; everything else is percent-encoded.
_PLAIN = "/-._~!$&'()*+,;=:@"
_LAST_PAGE = 1_000_000


def split(name: str, *kinds: Kind) -> tuple[str, str]:
    """A path without the suffix of a form, and that suffix; nothing where it has none."""
    stem, _, suffix = name.rpartition(".")
    known = {format.suffix for format in (PAGE, *of_kind(*kinds))}
    return (stem, suffix) if stem and not stem.endswith("/") and suffix in known else (name, "")


def form(suffix: str, *kinds: Kind) -> Format:
    """The form that the request asks for. Raises UnknownFormat and NotAcceptable with those that there are."""
    wanted = suffix or request.args.get("format", "")
    if wanted:
        return among(wanted, (PAGE, *of_kind(*kinds)), words(kinds))
    return PAGE if prefers_html(accept()) else choose(accept(), *kinds)


def send(body: str | bytes, format: Format, path: str) -> Response:
    """A complete answer in the form chosen, which says the address of this very form."""
    response = complete(body.encode() if isinstance(body, str) else body, format)
    return located(response, format, path)


def located(response: Response, format: Format, path: str) -> Response:
    """A response with the address of its form, so that it can be asked for again whatever Accept says."""
    asked = f"?page={page()}" if page() > 1 else ""
    response.headers["Content-Location"] = f"{encoded(path)}.{format.suffix}{asked}"
    return response


def page() -> int:
    """The number of the page that is asked for, from 1. Raises BadParameter if it is none."""
    given = request.args.get("page", "1")
    if not (given.isascii() and given.isdecimal() and 0 < int(given[:9]) <= _LAST_PAGE and len(given) < 9):
        raise BadParameter(f"page is {given[:20]!r}, which is not a number from 1 to {_LAST_PAGE:,}.")
    return int(given)


def encoded(path: str) -> str:
    """A path as it stands in an address."""
    return quote(path, safe=_PLAIN)
