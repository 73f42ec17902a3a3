"""`/queries`: the stored queries, each an address with parameters and formats."""

import re
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request, url_for

from partnercities.catalogue.stored import StoredQuery
from partnercities.desk import describing
from partnercities.problems import BadParameter
from partnercities.protocol.formats import PAGE, QUERY, RECORDS, Format, Kind, among, of_kind
from partnercities.protocol.negotiation import choose_among, prefers_html
from partnercities.protocol.query_text import is_fickle
from partnercities.store import parse
from partnercities.web.answers import complete, respond
from partnercities.web.context import accept, address, desk
from partnercities.web.site import queries
from partnercities.web.site.language import language
from partnercities.web.sparql import asked_seconds, chooser

blueprint = Blueprint("queries", __name__)
_RESERVED = ("format", "limit", "timeout", "page")
_DAY = 86_400.0


@blueprint.get("/queries")
@blueprint.get("/queries.<suffix>")
def index(suffix: str = "") -> Response:
    """What can be asked by name: as a page, as a list in JSON, or as RDF."""
    chosen = _index_form(suffix or request.args.get("format", ""))
    if chosen is PAGE:
        return queries.listed()
    if chosen is RECORDS:
        return complete(jsonify([_entry(query) for query in desk().catalogue.values()]).data, RECORDS)
    return complete(describing.queries(desk(), address("/sparql"), chosen), chosen)


def _index_form(wanted: str) -> Format:
    forms = (RECORDS, *of_kind(Kind.GRAPH))
    if wanted:
        return among(wanted, (PAGE, *forms), "the list of queries")
    return PAGE if prefers_html(accept()) else choose_among(accept(), forms, "the list of queries")


@blueprint.get("/queries/<id>.rq")
def text(id: str) -> Response:
    """The text of a stored query as its file has it, with its head."""
    return complete(desk().stored(id).text.encode(), QUERY)


@blueprint.get("/queries/<name>")
def one(name: str) -> Response:
    """The answer to a stored query; a suffix or `format=` chooses the format, else Accept does."""
    id, _, suffix = name.partition(".")
    query = desk().stored(id)
    values = {parameter: request.args.getlist(parameter) for parameter in request.args if parameter not in _RESERVED}
    # A language chooses the names in an answer; a query without names has no use for it.
    if not any(parameter.name == "lang" for parameter in query.parameters):
        values.pop("lang", None)
    format = suffix or request.args.get("format", "")
    if format == "html" or (not format and prefers_html(accept())):
        return _show(query, values)
    return respond(
        desk().run(query, values, _chooser(format), limit=_limit(), seconds=_seconds()),
        lasting=not is_fickle(query.text),
    )


def _show(query: StoredQuery, values: dict[str, list[str]]) -> Response:
    """The page of a query; names are in the language of the page unless another is asked for."""
    if any(parameter.name == "lang" for parameter in query.parameters):
        values.setdefault("lang", [language()])
    rows = query.kind is Kind.BINDINGS
    answer = (
        desk().run(query, values, _chooser("json" if rows else "turtle"), limit=_limit(), seconds=_seconds()).read()
    )
    return queries.answered(query, values, parse(answer) if rows else None, "" if rows else answer.decode())


def _limit() -> int | None:
    given = request.args.get("limit", "")
    if given and not re.fullmatch("[0-9]{1,9}", given):
        raise BadParameter(f"limit is {given[:20]!r}, which is not a whole number below a billion.")
    return int(given) if given else None


def _seconds() -> float | None:
    given = request.args.get("timeout")
    return asked_seconds(given, _DAY) if given else None


def _chooser(format: str) -> Callable[[Kind], Format]:
    return chooser(format, accept())


def _entry(query: StoredQuery) -> dict[str, object]:
    return {
        "id": query.id,
        "address": address(url_for("queries.one", name=query.id)),
        "title": dict(query.title),
        "description": dict(query.description),
        "tags": list(query.tags),
        "columns": list(query.columns),
        "parameters": [
            {
                "name": item.name,
                "type": item.type,
                "many": item.many,
                "default": query.defaults(item.name),
                "label": dict(item.label),
            }
            for item in query.parameters
        ],
    }
