"""The table of addresses: what each takes and gives, from which `/openapi.json` is made.

An address of pages and lists is one row. What speaks a protocol of its own is described in `web/protocols.py`, and each
stored query describes itself by its head.
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
from partnercities.protocol.formats import DESCRIPTION, PAGE, QUERY, RECORDS, Format, Kind, of_kind
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

_LISTS = (PAGE, *of_kind(Kind.LIST))
_THINGS = (PAGE, *of_kind(Kind.LIST, Kind.GRAPH))
_PLACES = (PAGE, *of_kind(Kind.LIST, Kind.PLACES, Kind.GRAPH))
_NETWORKS = (PAGE, *of_kind(Kind.LIST, Kind.NETWORK))


def _filter(name: str, meaning: str, example: str) -> Input:
    return text(name, meaning, example, "query")


_NETWORK = _filter("network", "Only what is of this network.", "network/urbact")
_PROGRAMME = _filter("programme", "Only what is of this programme.", "programme/urbact-2")
_FUND = _filter("fund", "Only what this fund pays for.", "fund/erdf")
_COUNTRY = Input("country", {"type": "string", "pattern": "^[A-Za-z]{2}$"}, "Only of this country.", example="BG")
_PERIOD = (
    _filter("from", "Only what may run in this year or after, or on this day or after.", "2008"),
    _filter("to", "Only what may run in this year or before, or on this day or before.", "2013"),
)
_LEAST = Input("min", {"type": "integer", "minimum": 0, "maximum": 10_000}, "At least so many.")
_WORDS = Input("q", {"type": "string", "maxLength": 100}, "What the name is like, in any spelling.", example="Sofija")
_BY = ("network", "programme", "fund", "project")

ADDRESSES: tuple[Address, ...] = (
    Address("/", "What this is, with live counts", PAGES, (PAGE,)),
    Address(
        "/recurrence",
        "Cities that recur across networks, programmes, funds or projects",
        PAGES,
        _PLACES,
        (
            choice("by", _BY, "What they recur across."),
            _LEAST,
            *_PERIOD,
            _COUNTRY,
            _filter("exclude", "What is left out; may be given again.", "network/urbact"),
            _filter("with", "What they all meet; may be given again.", "network/eurocities"),
            Input("projects-only", {"type": "boolean"}, "Count projects, and no memberships."),
            Input("columns", {"type": "integer", "minimum": 1, "maximum": 1_000}, "The part of the columns."),
            PAGE_NUMBER,
        ),
        suffixed=True,
    ),
    Address(
        "/proof",
        "What is behind a number: the projects and memberships of a city, and where it is said",
        PAGES,
        _LISTS,
        (
            Input("city", {"type": "string"}, "The city.", example="city/nl/rotterdam", required=True),
            _filter("with", "Another city that it meets.", "city/bg/sofia"),
            _NETWORK,
            _PROGRAMME,
            _FUND,
            _filter("project", "Only this project.", "project/conet"),
            *_PERIOD,
            Input("projects-only", {"type": "boolean"}, "Leave memberships out."),
        ),
        suffixed=True,
    ),
    Address(
        "/pairs",
        "Cities that meet again",
        PAGES,
        _NETWORKS,
        (_LEAST, _filter("city", "Only pairs with this city.", "city/bg/sofia"), _COUNTRY, _NETWORK, PAGE_NUMBER),
        suffixed=True,
    ),
    Address(
        "/meetings",
        "Who meets whom, as a network",
        PAGES,
        _NETWORKS,
        (_LEAST, _filter("city", "The city in the middle.", "city/bg/sofia"), _COUNTRY, _NETWORK),
        suffixed=True,
    ),
    Address(
        "/cities",
        "Cities",
        PAGES,
        _PLACES,
        (
            _WORDS,
            _COUNTRY,
            _NETWORK,
            _PROGRAMME,
            _FUND,
            _filter("role", "Only in this role.", "role/lead"),
            *_PERIOD,
            _LEAST,
            choice("sort", ("projects", "networks", "memberships", "met", "country", "name"), "The order."),
            PAGE_NUMBER,
        ),
        suffixed=True,
    ),
    Address(
        "/projects",
        "Projects",
        PAGES,
        _THINGS,
        (
            _WORDS,
            _NETWORK,
            _PROGRAMME,
            _FUND,
            _COUNTRY,
            *_PERIOD,
            choice("sort", ("name", "start", "cities"), "The order."),
            PAGE_NUMBER,
        ),
        suffixed=True,
    ),
    *(
        Address(f"/{name}", f"All {name}", PAGES, _THINGS, suffixed=True)
        for name in ("networks", "programmes", "funds", "organisations", "sources")
    ),
    Address(
        "/map",
        "Cities by their places",
        PAGES,
        (PAGE, *of_kind(Kind.LIST, Kind.PLACES)),
        (_NETWORK, _PROGRAMME, _COUNTRY, *_PERIOD, _LEAST),
        suffixed=True,
    ),
    Address("/timeline", "Projects by their years", PAGES, _LISTS, (_NETWORK, _PROGRAMME, _COUNTRY), suffixed=True),
    Address("/search", "What has a name like this, in any language", PAGES, _LISTS, (_WORDS,), suffixed=True),
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
        (PAGE, RECORDS, *_GRAPH),
        suffixed=True,
    ),
    Address("/terms.json", "What an editor of queries can complete", DOCUMENTS, (RECORDS,)),
    Address("/queries", "The stored queries", QUERIES, (PAGE, RECORDS, *_GRAPH), suffixed=True),
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
