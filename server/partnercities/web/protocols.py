"""`/sparql`, `/graphs` and `/validate` in the table of addresses: what can be sent to them, and what they give."""

from collections.abc import Sequence

from partnercities.problems import (
    BadData,
    BadShapes,
    NotConforming,
    NotFound,
    NothingChecked,
    PreconditionFailed,
    Problem,
    Refused,
    TooLarge,
    Unauthorized,
    UnreadableShapes,
    UnsupportedMediaType,
)
from partnercities.protocol.formats import PAGE, RECORDS, Kind, of_kind
from partnercities.protocol.operations import FORM, SPARQL_QUERY, SPARQL_UPDATE
from partnercities.web.addresses import (
    ASKING,
    PAGE_NUMBER,
    PROTOCOLS,
    TIMEOUT,
    WORK,
    Input,
    Operation,
    Schema,
    choice,
    text,
)
from partnercities.web.reporting import REPORTS
from partnercities.web.submitting import MULTIPART

_TEXT: Schema = {"type": "string"}
_IRIS: Schema = {"type": "array", "items": {"type": "string", "format": "iri"}}
_WRITING: tuple[type[Problem], ...] = (
    Unauthorized,
    Refused,
    NotConforming,
    PreconditionFailed,
    TooLarge,
    UnsupportedMediaType,
    *WORK,
)

_KEPT = {200: [RECORDS.media_type]}
"""What a token that warns gets for a change that breaks the rules."""
_QUERY = text("query", "The query.", "ASK { ?s ?p ?o }", "query")
_DATASET = (
    Input("default-graph-uri", _IRIS, "Graphs whose merge is the default graph."),
    Input("named-graph-uri", _IRIS, "Graphs that can be named."),
)
_UPDATE_DATASET = ("using-graph-uri", "using-named-graph-uri")
_TARGET = (
    Input("default", {"type": "string", "enum": [""]}, "The default graph."),
    Input("graph", {"type": "string", "format": "iri"}, "The graph of this absolute IRI."),
)


def _types(*kinds: Kind) -> list[str]:
    return list(dict.fromkeys(format.media_type for format in of_kind(*kinds)))


def _form() -> Schema:
    """A form of SPARQL 1.1: a query or an update, each with its dataset."""
    texts = dict.fromkeys(("query", "update", "format", "timeout"), _TEXT)
    graphs = dict.fromkeys((*(item.name for item in _DATASET), *_UPDATE_DATASET), _IRIS)
    return {"type": "object", "properties": {**texts, **graphs}}


def _names(kinds: Sequence[Kind]) -> list[str]:
    return sorted({name for format in of_kind(*kinds) for name in (format.name, format.suffix)})


_FORMAT = choice("format", _names((Kind.BINDINGS, Kind.GRAPH)), "The format of the answer; it goes before Accept.")
_GRAPH_BODIES: dict[str, Schema] = dict.fromkeys(_types(Kind.GRAPH), _TEXT)

_FIELDS = ("data", "data-file", "format", "shapes", "shapes-file", "alone")

PROTOCOL: tuple[Operation, ...] = (
    Operation(
        "/sparql",
        "Answer a query; without one, describe the service",
        PROTOCOLS,
        {200: [*_types(Kind.BINDINGS, Kind.BOOLEAN, Kind.GRAPH), PAGE.media_type]},
        (_QUERY, *_DATASET, _FORMAT, TIMEOUT),
        (*ASKING, Refused),
        details="SPARQL 1.1 Protocol, query via GET.",
    ),
    Operation(
        "/sparql",
        "Answer a query, or carry out an update",
        PROTOCOLS,
        {200: [*_types(Kind.BINDINGS, Kind.BOOLEAN, Kind.GRAPH), PAGE.media_type], 204: ()},
        (*_DATASET, _FORMAT, TIMEOUT),
        (*ASKING, NotConforming, Refused, Unauthorized, UnsupportedMediaType),
        "post",
        {FORM: _form(), SPARQL_QUERY: _TEXT, SPARQL_UPDATE: _TEXT},
        "some",
        details="SPARQL 1.1 Protocol, by form and direct. An update needs the token, a query does not.",
    ),
    Operation(
        "/graphs",
        "A graph",
        PROTOCOLS,
        {200: _types(Kind.GRAPH)},
        (*_TARGET, choice("format", _names((Kind.GRAPH,)), "The format; it goes before Accept.")),
        (NotFound, *WORK),
        details="SPARQL 1.1 Graph Store Protocol.",
    ),
    *(
        Operation("/graphs", summary, PROTOCOLS, gives, _TARGET, _WRITING, method, takes, closed="all")
        for method, summary, gives, takes in (
            ("put", "Put a graph in the place of another", {**_KEPT, 201: (), 204: ()}, _GRAPH_BODIES),
            ("post", "Add to a graph, or make a new one", {**_KEPT, 201: (), 204: ()}, _GRAPH_BODIES),
            ("delete", "Delete a graph", {**_KEPT, 204: ()}, {}),
        )
    ),
    Operation(
        "/validate",
        "Check data against our shapes or others",
        PROTOCOLS,
        {200: [PAGE.media_type, *(form.media_type for form in REPORTS)]},
        (
            Input("alone", {"type": "boolean"}, "Leave our own data out of it."),
            Input(
                "strict",
                {"type": "boolean"},
                "Answer 422 where nothing was checked, and 504 where a rule took too long to be.",
            ),
            choice("format", [form.suffix for form in (PAGE, *REPORTS)], "The form; it goes before Accept."),
            PAGE_NUMBER,
        ),
        (BadData, BadShapes, NothingChecked, TooLarge, UnreadableShapes, UnsupportedMediaType, *WORK),
        method="post",
        takes={
            **dict.fromkeys(_types(Kind.GRAPH, Kind.DATASET), _TEXT),
            MULTIPART: {"type": "object", "properties": dict.fromkeys(_FIELDS, _TEXT)},
        },
        details="A report of data that does not conform is 200 too. A long one comes in pages, which a Link leads to.",
    ),
)
"""What the addresses of protocols take and give."""
