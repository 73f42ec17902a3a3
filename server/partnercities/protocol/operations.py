"""The SPARQL 1.1 Protocol without a web server: a message comes in, a query comes out or a problem is raised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import punctuation
from urllib.parse import parse_qsl, quote

from partnercities.problems import BadRequest, MethodNotAllowed, UnsupportedMediaType

FORM = "application/x-www-form-urlencoded"
SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_PARAMETERS = ("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
DIRECT = {SPARQL_QUERY: "query", SPARQL_UPDATE: "update"}
"""The types of bodies that are a text as it is, and what text that is."""


@dataclass(frozen=True)
class Message:
    """What of an HTTP request matters to the protocol."""

    method: str
    query_string: str = ""
    content_type: str = ""
    body: bytes = b""
    base_iri: str | None = None
    """What relative IRIs are relative to: the address of the endpoint."""

    @property
    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return _content_type(self.content_type)[0]


@dataclass(frozen=True)
class Query:
    """A query with the dataset that the protocol asks for; None means that the query itself or the store decides."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base_iri: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    """The other parameters of the request, such as `format`; the first of each name."""


@dataclass(frozen=True)
class Update:
    """An update with the graphs that the protocol has it read; None means that the update itself decides."""

    text: str
    using_default: tuple[str, ...] | None = None
    using_named: tuple[str, ...] | None = None
    base_iri: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)


def read(message: Message) -> Query | Update | None:
    """The query or update of a message, or None for a GET without any, which asks for the description of the service.

    Raises MethodNotAllowed, UnsupportedMediaType and BadRequest as the protocol has them (SPARQL 1.1 Protocol, 2.1).
    """
    parameters = _pairs(message.query_string, "query string")
    if message.method in ("GET", "HEAD"):
        return _safe(parameters, message) if any(name in _PARAMETERS for name, _ in parameters) else None
    if message.method != "POST":
        raise MethodNotAllowed(message.method, METHODS)
    media_type, charset = _content_type(message.content_type)
    if media_type == FORM:
        return _operation(parameters + _pairs(_decode(message.body, "form"), "form"), message)
    if media_type in DIRECT:
        what = DIRECT[media_type]
        if charset not in ("", "utf-8", "utf8"):
            raise UnsupportedMediaType(f"The {what} is sent in UTF-8, not in {charset}.")
        if any(name in ("query", "update") for name, _ in parameters):
            raise BadRequest(f"One {what} stands in the body, something else in the address.", hint=f"Send one {what}.")
        return _operation([*parameters, (what, _decode(message.body, what))], message)
    raise UnsupportedMediaType(
        f"A POST of {message.content_type or 'no type'} is not understood.",
        hint=f"Send {FORM} with query=… or update=…, or {SPARQL_QUERY} or {SPARQL_UPDATE} with the text as body.",
    )


def fields(message: Message) -> str:
    """The query string that says what a message says in its address and, where it is a form, in its body."""
    form = quote(message.body, safe=punctuation) if message.media_type == FORM else ""
    return "&".join(part for part in (message.query_string, form) if part)


def _safe(pairs: Sequence[tuple[str, str]], message: Message) -> Query:
    """What a GET asks for, which changes nothing."""
    operation = _operation(pairs, message)
    if isinstance(operation, Update):
        raise BadRequest("An update is sent by POST, so that following an address never changes anything.")
    return operation


def _operation(pairs: Sequence[tuple[str, str]], message: Message) -> Query | Update:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    queries, updates = values.pop("query", []), values.pop("update", [])
    if queries and updates:
        raise BadRequest("The request has a query and an update.", hint="Send one of them.")
    if len(queries + updates) != 1:
        raise BadRequest(
            f"The request has {len(queries + updates)} {'updates' if updates else 'queries'}.",
            hint="Send exactly one parameter query=… or update=….",
        )
    reads, other = (_USING, _DATASET) if updates else (_DATASET, _USING)
    for name in other:
        if name in values:
            raise BadRequest(f"{name} is no parameter of {'an update' if updates else 'a query'}.")
    default, named = (values.pop(name, None) for name in reads)
    given = default is not None or named is not None
    # One of the two alone leaves the other empty; neither leaves the dataset to the text and the store.
    graphs = tuple(default or ()) if given else None
    named_graphs = tuple(named or ()) if given else None
    options = {name: several[0] for name, several in values.items()}
    if updates:
        return Update(updates[0], graphs, named_graphs, message.base_iri, options)
    return Query(queries[0], graphs, named_graphs, message.base_iri, options)


_DATASET = ("default-graph-uri", "named-graph-uri")
_USING = ("using-graph-uri", "using-named-graph-uri")


def _pairs(encoded: str, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {where} is not UTF-8.", hint="Percent-encode the bytes of UTF-8.") from error
    except ValueError as error:
        raise BadRequest(f"The {where} has too many parameters.") from error


def _decode(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {what} is not UTF-8: byte {error.start} is wrong.") from error


def _content_type(header: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip() for part in header.lower().split(";"))
    charsets = [
        value.strip('"')
        for name, _, value in (parameter.partition("=") for parameter in parameters)
        if name == "charset"
    ]
    return media_type, charsets[0] if charsets else ""
