"""What `/sparql` is for browsers: a page to write queries on, with the answer below; for others, the service's description."""

from dataclasses import dataclass
from string import punctuation
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from partnercities.desk.labels import labels
from partnercities.desk.showing import Shown, show
from partnercities.desk.views import Views, is_number
from partnercities.model.vocabulary import PREFIXES
from partnercities.problems import EndpointFailed, Place, Problem
from partnercities.protocol.formats import PAGE, Kind, of_kind
from partnercities.protocol.negotiation import prefers_html
from partnercities.protocol.operations import Message, Query, read
from partnercities.protocol.query_text import is_fickle
from partnercities.web import errors
from partnercities.web.answers import complete
from partnercities.web.context import accept, address, described, desk, services, time_limit
from partnercities.web.headers import SCRIPTED
from partnercities.web.site.cells import Cells
from partnercities.web.site.island import script
from partnercities.web.site.language import language
from partnercities.web.site.pictures import PICTURES
from partnercities.web.site.snippets import snippets
from partnercities.web.sparql import asked_seconds, chooser

blueprint = Blueprint("sparql", __name__)
_KEPT = ("query", "default-graph-uri", "named-graph-uri", "timeout")
_LONGEST = 60_000
"""The longest query string that an address of ours is made of."""
_FIRST = f"""PREFIX pc: <{PREFIXES["pc"]}>
PREFIX skos: <{PREFIXES["skos"]}>

SELECT ?city ?name (COUNT(DISTINCT ?project) AS ?projects)
WHERE {{
  ?project pc:participatingCity ?city .
  ?city skos:prefLabel ?name FILTER(LANG(?name) = "en")
}}
GROUP BY ?city ?name
ORDER BY DESC(?projects) ?name
LIMIT 20
"""


@dataclass(frozen=True)
class Answered:
    """An answer as the page shows it: its part, how its terms are written, the views, the one chosen, its picture."""

    shown: Shown
    cells: Cells | None = None
    views: tuple[str, ...] = ()
    view: str = "table"
    numbers: frozenset[str] = frozenset()
    """The columns of numbers."""
    picture: Markup | str = ""


@blueprint.get("/sparql")
def sparql() -> Response:
    """The page, or what this service is."""
    format = request.args.get("format")
    if format or not prefers_html(accept()):
        chosen = chooser(format, accept())(Kind.GRAPH)
        return complete(described(chosen), chosen)
    asked = read(Message("GET", quote(request.query_string, safe=punctuation), base_iri=address("/sparql")))
    if not isinstance(asked, Query):
        return _typed(complete(_page(_example()).encode(), PAGE))
    try:
        answered = _answer(asked)
    except Problem as problem:
        return _refused(asked, problem)
    response = complete(_page(asked.text, answered=answered).encode(), PAGE)
    if is_fickle(asked.text):
        response.headers.remove("ETag")
        response.headers["Cache-Control"] = "no-store"
    return _typed(response)


def _example() -> str:
    """The text that the page begins with: that of the stored query which is asked for, else a small one."""
    wanted = request.args.get("example")
    return desk().stored(wanted).body if wanted else _FIRST


def _answer(query: Query) -> Answered:
    """Answer a query within the limits of the protocol. Raises what the protocol raises."""
    leading = services()
    seconds = asked_seconds(query.options.get("timeout"), time_limit())
    try:
        shown = show(desk(), leading.led(query) if leading else query, seconds)
    except EndpointFailed as problem:
        raise (leading.named(problem) if leading else problem) from None
    if shown.kind is not Kind.BINDINGS:
        return Answered(shown)
    views, cells = Views(shown.table), Cells(labels(desk(), shown.table), language())
    wanted = query.options.get("view", "")
    view = wanted if wanted in views.offered else views.offered[0]
    picture = PICTURES[view](views, cells) if view in PICTURES else ""
    return Answered(shown, cells, views.offered, view, views.numbers, picture)


def _refused(query: Query, problem: Problem) -> Response:
    """The page with what is wrong with its query, under the status of the problem."""
    body = _page(query.text, problem=problem, source=_source(query.text, problem.place))
    response = Response(body, status=problem.status, content_type=PAGE.content_type)
    response.headers.extend(errors.headers(problem))
    return _typed(response)


def _source(text: str, place: Place | None) -> tuple[str, str]:
    """The line that a problem is in, and one that has a caret below its place; tabs are as wide in both."""
    lines = text.split("\n")
    if not place or not 0 < place.line <= len(lines):
        return "", ""
    line = lines[place.line - 1].rstrip("\r")
    before = line[: place.column - 1]
    return line, "".join("\t" if letter == "\t" else " " for letter in before) + "^"


def _page(text: str, **values: object) -> str:
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name in _KEPT]
    fits = len(urlencode(pairs)) < _LONGEST
    answered = values.get("answered")
    return render_template(
        "sparql.html",
        text=text,
        **values,
        path="/sparql",
        queries=desk().catalogue.values(),
        fits=fits,
        to=lambda format: "/sparql?" + urlencode([*pairs, ("format", format)]),
        formats=of_kind(answered.shown.kind) if isinstance(answered, Answered) else (),
        programs=snippets(address("/sparql"), pairs, answered.shown.kind) if isinstance(answered, Answered) else {},
        others_given=[pair for pair in pairs if pair[0] != "query"],
        script=script("editor"),
        is_number=is_number,
    )


def _typed(response: Response) -> Response:
    """A response that says what it depends on and what it may run."""
    response.headers["Content-Security-Policy"] = SCRIPTED
    return response
