"""Every address of the data: the permanent one of a thing leads to the one that is its page and its data."""

import re
from collections.abc import Iterator
from string import punctuation
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request

from partnercities.desk.provenance import grounded
from partnercities.desk.things import Thing, look_up
from partnercities.model.vocabulary import thing
from partnercities.problems import NotFound
from partnercities.protocol.formats import PAGE, Kind, of_kind
from partnercities.web.context import address, desk
from partnercities.web.naming import Names, link
from partnercities.web.negotiated import encoded, form, page, send, split
from partnercities.web.site.profiles import profile
from partnercities.web.site.properties import property_name

blueprint = Blueprint("things", __name__)
_KINDS = (Kind.GRAPH, Kind.DATASET)
# What an IRI cannot hold (RFC 3987) and what would end its path is percent-encoded in it.
_NO_PART_OF_IRI = re.compile(r"""[\x00-\x20<>"{}|^`\\?#%\x7f-\x9f\ud800-\udfff]""")


@blueprint.get("/id/<type>/<path:key>")
def identified(type: str, key: str) -> Response:
    """See other: a city or a project is no document, and its page tells what is known of it."""
    asked = f"?{quote(request.query_string, safe=punctuation)}" if request.query_string else ""
    return Response(status=303, headers={"Location": address(encoded(f"/{type}/{key}")) + asked})


@blueprint.get("/<type>/<path:key>")
def one(type: str, key: str) -> Response:
    """What is known of one thing, as a page or as data."""
    path = f"{type}/{key}"
    stem, suffix = split(path, *_KINDS)
    try:
        found = _first(stem)
    except NotFound:
        if not suffix:
            raise
        # The suffix may be a part of the key.
        stem, suffix, found = path, "", _first(path)
    chosen = form(suffix, *_KINDS)
    body = _page(found, stem) if chosen is PAGE else found.write(chosen)
    return _linked(send(body, chosen, f"/{stem}"), found, stem)


def _first(key: str) -> Thing:
    """The thing of a key, which can stand in an IRI as it is or percent-encoded. Raises NotFound."""
    *others, last = _iris(key)
    for iri in others:
        try:
            return look_up(desk(), iri, page())
        except NotFound:
            continue
    return look_up(desk(), last, page())


def _iris(key: str) -> Iterator[str]:
    plain = thing(_NO_PART_OF_IRI.sub(lambda match: quote(match[0], errors="surrogatepass"), key))
    if not plain.isascii():
        yield thing(quote(key, safe="/-._~!$&'()*+,;=:@", errors="surrogatepass"))
    yield plain


def _page(found: Thing, stem: str) -> str:
    formats = [format.suffix for format in of_kind(*_KINDS)]
    shown = profile(stem.partition("/")[0], found)
    return render_template(
        shown.template,
        thing=found,
        grounds=grounded(found),
        names=Names(found.names),
        link=link,
        property_name=property_name,
        path=encoded(f"/{stem}"),
        formats=formats,
        suffixes=formats,
        behind=shown.behind,
        **shown.context,
    )


def _linked(response: Response, found: Thing, stem: str) -> Response:
    near = {"prev": found.page - 1, "next": found.page + 1}
    for relation, number in near.items():
        if 0 < number <= found.pages:
            response.headers.add("Link", f'<{encoded(f"/{stem}")}?page={number}>; rel="{relation}"')
    return response
