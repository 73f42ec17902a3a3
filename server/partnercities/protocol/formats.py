"""The one table of formats: what exists, what it is called in each place, and for which kinds of answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from partnercities.problems import UnknownFormat


class Kind(Enum):
    """What an answer is; it decides which formats there are for it."""

    BINDINGS = "rows"
    BOOLEAN = "a yes or no"
    GRAPH = "a graph"
    DATASET = "a dataset"
    LIST = "a list"
    PLACES = "a list of places"
    NETWORK = "a network"


@dataclass(frozen=True)
class Format:
    """One format: `media_types` has the name we send first, then others we understand in Accept and Content-Type."""

    name: str
    media_types: tuple[str, ...]
    suffix: str
    kinds: frozenset[Kind]
    iri: str = ""
    """The format's address in the W3C list of formats, where it has one."""
    aliases: tuple[str, ...] = ()
    """Other names that `format=` understands."""
    charset: str = ""

    @property
    def media_type(self) -> str:
        """The media type that answers carry."""
        return self.media_types[0]

    @property
    def content_type(self) -> str:
        """The media type with its charset, where the type is a text whose encoding would else be guessed."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


_W3C = "http://www.w3.org/ns/formats/"
_XML = ("application/xml", "text/xml")
_ROWS = frozenset({Kind.BINDINGS, Kind.BOOLEAN})
_GRAPH = frozenset({Kind.GRAPH})
_DATASET = frozenset({Kind.DATASET})
_LIST = frozenset({Kind.LIST})
_PLACES = frozenset({Kind.PLACES})
_NETWORK = frozenset({Kind.NETWORK})

# In order of preference: the first that is acceptable and fits the kind is taken where a client has no preference.
# fmt: off
TABLE: tuple[Format, ...] = (
    #      name        media types: ours, then others that are understood          suffix   kinds     in the W3C list                aliases     charset
    Format("json",     ("application/sparql-results+json", "application/json"),    "json",  _ROWS,    _W3C + "SPARQL_Results_JSON", ("srj",)),
    Format("xml",      ("application/sparql-results+xml", *_XML),                  "xml",   _ROWS,    _W3C + "SPARQL_Results_XML",  ("srx",)),
    Format("records",  ("application/json",),                                      "json",  _LIST,    aliases=("json", "list")),
    Format("csv",      ("text/csv",),                                              "csv",   _ROWS | _LIST, _W3C + "SPARQL_Results_CSV",  (),         "utf-8"),
    Format("tsv",      ("text/tab-separated-values",),                             "tsv",   _ROWS,    _W3C + "SPARQL_Results_TSV",  (),         "utf-8"),
    Format("geojson",  ("application/geo+json", "application/vnd.geo+json"),       "geojson", _PLACES),
    Format("gexf",     ("application/gexf+xml",),                                  "gexf",  _NETWORK),
    Format("graphml",  ("application/graphml+xml",),                               "graphml", _NETWORK),
    Format("turtle",   ("text/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"), "ttl", _GRAPH, _W3C + "Turtle",            ("n3",),    "utf-8"),
    Format("ntriples", ("application/n-triples", "text/plain"),                    "nt",    _GRAPH,   _W3C + "N-Triples",           ("n-triples",), "utf-8"),
    Format("rdfxml",   ("application/rdf+xml", *_XML),                             "rdf",   _GRAPH,   _W3C + "RDF_XML",             ("xml", "rdf+xml")),
    Format("jsonld",   ("application/ld+json", "application/json"),                "jsonld", _GRAPH,  _W3C + "JSON-LD",             ("json-ld", "json")),
    Format("nquads",   ("application/n-quads",),                                   "nq",    _DATASET, _W3C + "N-Quads",             ("n-quads",), "utf-8"),
    Format("trig",     ("application/trig",),                                      "trig",  _DATASET, _W3C + "TriG",                (),         "utf-8"),
)
# fmt: on


PAGE = Format("html", ("text/html",), "html", frozenset(), charset="utf-8")
"""A page for people. It stands outside the table: browsers say in ways of their own that they want it."""
TEXT = Format("text", ("text/plain",), "txt", frozenset(), aliases=("plain",), charset="utf-8")
"""A report for people at a terminal."""
SARIF = Format("sarif", ("application/sarif+json",), "sarif", frozenset())
"""A report for services that show findings beside the lines of a change."""
ANNOTATIONS = Format("github", ("text/plain",), "log", frozenset(), charset="utf-8")
"""A report as commands in the log of a workflow, which become notes at lines."""
QUERY = Format("rq", ("application/sparql-query",), "rq", frozenset(), charset="utf-8")
"""The text of a query."""
DESCRIPTION = Format("openapi", ("application/json",), "json", frozenset())
"""The description of the addresses."""
RECORDS = next(format for format in TABLE if format.name == "records")
"""A list of ours for programs, in plain JSON."""
CSV = next(format for format in TABLE if format.name == "csv")
"""Rows for programs and tables."""


def of_kind(*kinds: Kind) -> tuple[Format, ...]:
    """The formats for kinds of answers, the preferred one first."""
    return tuple(format for format in TABLE if not format.kinds.isdisjoint(kinds))


def named(name: str, *kinds: Kind) -> Format:
    """The format that `format=`, `-f` or a suffix means: by name, alias, suffix or media type.

    Raises UnknownFormat with the names that exist for these kinds.
    """
    return among(name, of_kind(*kinds), words(kinds))


def among(name: str, formats: Sequence[Format], what: str) -> Format:
    """The format of a name among some, for `what` they are. Raises UnknownFormat with those that there are."""
    wanted = name.strip().lower().replace(" ", "+")
    for format in formats:
        if wanted in (format.name, format.suffix, *format.aliases, *format.media_types):
            return format
    raise UnknownFormat(f"{name!r} is no format for {what}.", hint="There are: " + names(formats) + ".")


def words(kinds: Iterable[Kind]) -> str:
    """Kinds of answers in words, for a message to a person."""
    return " or ".join(kind.value for kind in kinds)


def by_media_type(media_type: str, kind: Kind | None = None) -> Format | None:
    """The format of a body by its Content-Type, without parameters; None if no format (of this kind) has it."""
    bare = media_type.partition(";")[0].strip().lower()
    return next((format for format in (of_kind(kind) if kind else TABLE) if bare in format.media_types), None)


def names(formats: Iterable[Format]) -> str:
    """The names and media types, for a message to a person."""
    return ", ".join(f"{format.name} ({format.media_type})" for format in formats)
