"""`/def`, `/shapes` and `/graph/…`: documents of many things, each a page and data at one address."""

from string import punctuation
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request

from partnercities.desk import documents, rules
from partnercities.model.vocabulary import BASE, GRAPH
from partnercities.protocol.formats import PAGE, Kind, named, of_kind
from partnercities.web.answers import complete, respond
from partnercities.web.context import address, desk
from partnercities.web.naming import Names, link
from partnercities.web.negotiated import encoded, form, located, page, send, split
from partnercities.web.site.ontology import page as ontology_page
from partnercities.web.site.shapes import page as shapes_page

blueprint = Blueprint("documents", __name__)
_SUFFIXES = tuple(format.suffix for format in of_kind(Kind.GRAPH))


@blueprint.get("/def")
@blueprint.get("/def.<suffix>")
@blueprint.get("/def/<path:edition>")
def ontology(suffix: str = "", edition: str = "") -> Response:
    """The ontology; an edition of it is the same document as long as there is one."""
    path, suffix = _address("def", suffix, edition)
    if edition:
        documents.require(desk(), BASE + path)
    chosen = form(suffix, Kind.GRAPH)
    if chosen is PAGE:
        return located(ontology_page(f"/{path}"), chosen, f"/{path}")
    return located(respond(documents.write_ontology(desk(), chosen)), chosen, f"/{path}")


@blueprint.get("/ontology")
def by_name() -> Response:
    """The ontology has one address; people guess another."""
    asked = f"?{quote(request.query_string, safe=punctuation)}" if request.query_string else ""
    return Response(status=308, headers={"Location": address("/def") + asked})


@blueprint.get("/shapes")
@blueprint.get("/shapes.<suffix>")
@blueprint.get("/shapes/<path:edition>")
def shapes(suffix: str = "", edition: str = "") -> Response:
    """The shapes that data is checked against."""
    path, suffix = _address("shapes", suffix, edition)
    if edition:
        documents.require(documents.shapes(), BASE + path)
    chosen = form(suffix, Kind.GRAPH)
    if chosen is PAGE:
        return located(shapes_page(f"/{path}"), chosen, f"/{path}")
    return located(respond(documents.write_shapes(chosen)), chosen, f"/{path}")


@blueprint.get("/shapes/examples/<kind>/<name>.ttl")
def example(kind: str, name: str) -> Response:
    """The text of an example of right or wrong as its file has it."""
    return complete(rules.example(kind, name), named("turtle", Kind.GRAPH))


@blueprint.get("/graph/<path:key>")
def graph(key: str) -> Response:
    """A named graph: all that one source says."""
    stem, suffix = split(key, Kind.GRAPH)
    iri = GRAPH + encoded(stem)
    chosen = form(suffix, Kind.GRAPH)
    if chosen is PAGE:
        found = documents.graph(desk(), iri, page())
        names, path = Names(found.names), encoded(f"/graph/{stem}")
        body = render_template("graph.html", graph=found, names=names, link=link, path=path, suffixes=_SUFFIXES)
        return send(body, chosen, f"/graph/{stem}")
    return located(respond(documents.write_graph(desk(), iri, chosen)), chosen, f"/graph/{stem}")


def _address(document: str, suffix: str, edition: str) -> tuple[str, str]:
    """The path without suffix, and the suffix."""
    if not edition:
        return document, suffix
    stem, suffix = split(edition, Kind.GRAPH)
    return f"{document}/{encoded(stem)}", suffix
