"""The table of addresses: what each takes and gives, from which `/openapi.json` is made.

An address of pages and documents is one row. Lists are described in `web/lists.py`, what speaks a protocol of its own in
`web/protocols.py`, and each stored query describes itself by its head.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST

from partnercities.problems import (
    AddressTooLong,
    BadQuery,
    BadRequest,
    Busy,
    EndpointFailed,
    NotFound,
    OutOfMemory,
    Problem,
    TimedOut,
    TooLarge,
    TooManyRequests,
    Unsupported,
)
from partnercities.protocol.formats import CSV, DESCRIPTION, PAGE, QUERY, RECORDS, SARIF, Format, Kind, of_kind
from partnercities.protocol.formats import TEXT as REPORT
from partnercities.web.dump import GZIP, TEXT
from partnercities.web.operations import JSON

Schema = Mapping[str, object]
PAGES, THINGS, DOCUMENTS, QUERIES, PROTOCOLS, WATCHING = (
    "Pages and lists",
    "Things",
    "Documents",
    "Stored queries",
    "Protocols",
    "Watching",
)
_GRAPH = of_kind(Kind.GRAPH)
ALWAYS: tuple[type[Problem], ...] = (BadRequest, AddressTooLong, TooManyRequests)
"""What can go wrong at every address."""
WORK: tuple[type[Problem], ...] = (Busy, TimedOut, OutOfMemory, EndpointFailed)
"""What can go wrong where something is asked of the engine."""
ASKING: tuple[type[Problem], ...] = (BadQuery, Unsupported, TooLarge, *WORK)
"""What can go wrong with a query."""


@dataclass(frozen=True)
class Input:
    """A parameter: its name, its schema, what it means, and where it stands, in the path or in the query."""

    name: str
    schema: Schema
    meaning: str
    where: str = "query"
    example: str = ""
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method of an address: what it takes, the media types it gives by status, and the problems it may have."""

    path: str
    summary: str
    tag: str
    gives: Mapping[int, Sequence[str]]
    inputs: Sequence[Input] = ()
    problems: Sequence[type[Problem]] = ()
    method: str = "get"
    takes: Mapping[str, Schema] = field(default_factory=dict)
    """The bodies that are understood, by media type."""
    closed: Literal["", "some", "all"] = ""
    """Whether the token is needed: for some of what can be done here, or for all."""
    details: str = ""


@dataclass(frozen=True)
class Address:
    """An address that is read, in one of some forms; `suffixed` if each form has an address of its own too."""

    path: str
    summary: str
    tag: str
    forms: Sequence[Format]
    inputs: Sequence[Input] = ()
    suffixed: bool = False
    problems: Sequence[type[Problem]] = WORK
    details: str = ""


def text(name: str, meaning: str, example: str = "", where: str = "path") -> Input:
    """A parameter that is any text, in the path unless something else is said."""
    return Input(name, {"type": "string", "minLength": 1}, meaning, where, example, required=where == "path")


def choice(name: str, values: Sequence[str], meaning: str, where: str = "query") -> Input:
    """A parameter that has one of some values."""
    return Input(name, {"type": "string", "enum": list(values)}, meaning, where, required=where == "path")


def _suffixes(kinds: Sequence[Kind]) -> list[str]:
    return sorted({format.suffix for format in (PAGE, *of_kind(*kinds))})


# Less than a second is understood too, but is seldom enough to answer in.
TIMEOUT = Input(
    "timeout",
    {"type": "number", "minimum": 1, "maximum": 999_999, "multipleOf": 0.001},
    "The most seconds that it may take.",
)
PAGE_NUMBER = Input("page", {"type": "integer", "minimum": 1, "maximum": 1_000_000}, "The page of a long list, from 1.")
_KEY = text("key", "The key of a thing; its slashes may stand as they are or percent-encoded.", "bg/sofia")
_TYPE = text("type", "The type of a thing, as in its key.", "city")
_ONE_PAGE = (PAGE, *_GRAPH)

ADDRESSES: tuple[Address, ...] = (
    Address("/", "What this is, with live counts", PAGES, (PAGE,)),
    Address("/data", "What there is to take away, its licence, credits and gaps", DOCUMENTS, (PAGE,)),
    Address("/about", "How recurrence is counted, and what the figures cannot show", DOCUMENTS, (PAGE,)),
    Address("/problem", "The kinds of problems", DOCUMENTS, (PAGE,)),
    Address(
        "/problem/{slug}",
        "A kind of problem",
        DOCUMENTS,
        (PAGE,),
        (text("slug", "Its short name.", "bad-query"),),
        problems=(NotFound,),
    ),
    Address(
        "/validate",
        "Whether the stored data conforms",
        PROTOCOLS,
        (PAGE, RECORDS, REPORT, CSV, SARIF, *_GRAPH),
        suffixed=True,
    ),
    Address(
        "/queries",
        "The stored queries",
        QUERIES,
        (PAGE, RECORDS, *_GRAPH),
        (
            Input("q", {"type": "string", "maxLength": 100}, "Words of titles and descriptions; for the page."),
            text("tag", "A tag that a query has; for the page.", "pairs", "query"),
        ),
        suffixed=True,
    ),
    Address(
        "/queries/{id}.rq",
        "The text of a stored query",
        QUERIES,
        (QUERY,),
        (text("id", "The id of the query.", "cities-across-networks"),),
        problems=(NotFound, *WORK),
    ),
    Address(
        "/queries/{id}.{suffix}",
        "The answer to a stored query in a format, with the parameters of the query",
        QUERIES,
        (*of_kind(Kind.BINDINGS, Kind.GRAPH), PAGE),
        (
            text("id", "The id of the query.", "cities-across-networks"),
            choice("suffix", _suffixes((Kind.BINDINGS, Kind.GRAPH)), "The format.", "path"),
        ),
        problems=(NotFound, *ASKING),
    ),
    Address(
        "/{type}/{key}",
        "What is known of a thing, with its evidence and what points to it",
        THINGS,
        (PAGE, *of_kind(Kind.GRAPH, Kind.DATASET)),
        (_TYPE, _KEY, PAGE_NUMBER),
        problems=(NotFound, *WORK),
    ),
    Address("/def", "The ontology", DOCUMENTS, _ONE_PAGE, suffixed=True),
    Address(
        "/def/{edition}",
        "An edition of the ontology",
        DOCUMENTS,
        _ONE_PAGE,
        (text("edition", "Its number.", "1.0.0"),),
        problems=(NotFound, *WORK),
    ),
    Address("/shapes", "The shapes that data is checked against", DOCUMENTS, _ONE_PAGE, suffixed=True),
    Address(
        "/shapes/{edition}",
        "An edition of the shapes",
        DOCUMENTS,
        _ONE_PAGE,
        (text("edition", "Its number.", "1.0.0"),),
        problems=(NotFound, *WORK),
    ),
    Address(
        "/graph/{key}",
        "A named graph: all that one source says",
        DOCUMENTS,
        _ONE_PAGE,
        (text("key", "The key of the graph.", "conet-page"), PAGE_NUMBER),
        problems=(NotFound, *WORK),
    ),
    Address("/.well-known/void", "The description of the service and its data (VoID, DCAT)", DOCUMENTS, _GRAPH),
    Address("/openapi.json", "This description", DOCUMENTS, (DESCRIPTION,)),
)
"""What is read in forms that are negotiated."""

PLAIN: tuple[Operation, ...] = (
    Operation(
        "/id/{type}/{key}",
        "The permanent address of a thing leads to what is known of it",
        THINGS,
        {303: ()},
        (_TYPE, _KEY),
    ),
    Operation("/ontology", "The way to the ontology", DOCUMENTS, {308: ()}),
    Operation(
        "/shapes/examples/{kind}/{name}.ttl",
        "An example of data that a rule finds right or wrong",
        DOCUMENTS,
        {200: (of_kind(Kind.GRAPH)[0].media_type,)},
        (choice("kind", ("valid", "invalid"), "Right or wrong.", "path"), text("name", "Its name.", "city-with-label")),
        problems=(NotFound,),
    ),
    Operation("/dump.nq.gz", "Everything as N-Quads in gzip", DOCUMENTS, {200: (GZIP,)}),
    Operation("/dump.nq.gz.sha256", "The checksum of the dump", DOCUMENTS, {200: (TEXT,)}),
    Operation("/terms.json", "What an editor of queries completes", DOCUMENTS, {200: (JSON,)}),
    Operation("/health", "Whether the server lives, and what it holds", WATCHING, {200: (JSON,)}),
    Operation("/ready", "Whether queries are answered now", WATCHING, {200: (JSON,)}, problems=(Busy,)),
    Operation("/metrics", "Numbers for Prometheus", WATCHING, {200: (CONTENT_TYPE_LATEST,)}),
)
"""What has one form."""
