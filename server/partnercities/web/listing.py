"""A list as a file, at the address of its page: `/cities.csv`, `/cities?format=csv`, or `/cities` for who accepts CSV.

A view has the form chosen first, makes the page itself, and has everything else sent from here:

    @blueprint.get("/cities")
    @blueprint.get("/cities.<suffix>")
    def cities(suffix: str = "") -> Response:
        chosen = form(suffix, *KINDS)  # Kind.LIST, and Kind.PLACES, Kind.NETWORK, Kind.GRAPH as the list has them
        listing = Listing("/cities", "Cities", columns, records(table), places=True, things="city")
        return send(page(listing), PAGE, "/cities") if chosen is PAGE else send_listing(listing, chosen)

The address has a row in `web/addresses.py`, with `suffixed=True`. A network is made by `network_of`, of rows that join two
things, with what `known` knows of these.
"""

from urllib.parse import urlencode

from flask import Response, request

from partnercities.desk.exporting import write
from partnercities.desk.listing import Listing
from partnercities.model.vocabulary import LICENCE
from partnercities.protocol.formats import Format, of_kind
from partnercities.web.answers import complete
from partnercities.web.context import desk
from partnercities.web.negotiated import encoded

# What does not change which rows there are.
_NO_FILTER = ("format", "page")


def suffixes(listing: Listing) -> tuple[str, ...]:
    """The suffixes of the files of a list, for links: the address of one is the path of the list, a dot and a suffix."""
    return tuple(format.suffix for format in of_kind(*listing.kinds))


def addresses(listing: Listing) -> dict[str, str]:
    """The address of each file of the list as it is asked for now, with its filters, by suffix."""
    return {suffix: _address(listing, suffix) for suffix in suffixes(listing)}


def send_listing(listing: Listing, chosen: Format) -> Response:
    """All rows of a list as a file, whichever page was asked for; 304 if the client has it already.

    It has a name to be saved under, its own address and its licence. Raises NotAcceptable for a format that it has not.
    """
    response = complete(write(desk(), listing, chosen, encoded(listing.path) + _asked()), chosen)
    response.headers["Content-Location"] = _address(listing, chosen.suffix)
    name = listing.path.strip("/").replace("/", "-")
    response.headers["Content-Disposition"] = f"inline; filename={name}.{chosen.suffix}"
    response.headers.add("Link", f'<{LICENCE}>; rel="license"')
    return response


def _address(listing: Listing, suffix: str) -> str:
    return f"{encoded(listing.path)}.{suffix}{_asked()}"


def _asked() -> str:
    """What narrows the list, as it stands in an address; what is left empty does not."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if value and name not in _NO_FILTER]
    return f"?{urlencode(pairs)}" if pairs else ""
