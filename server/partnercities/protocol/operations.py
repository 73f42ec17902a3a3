"""The SPARQL 1.1 Protocol without a web server: a message comes in, a query comes out or a problem is raised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from partnercities.problems import BadRequest, MethodNotAllowed, UnsupportedMediaType

FORM = "application/x-www-form-urlencoded"
SPARQL_QUERY = "application/sparql-query"
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_PARAMETERS = ("query", "update", "default-graph-uri", "named-graph-uri")


@dataclass(frozen=True)
class Message:
    """What of an HTTP request matters to the protocol."""

    method: str
    query_string: str = ""
    content_type: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Query:
    """A query with the dataset that the protocol asks for; None means that the query itself or the store decides."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base_iri: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    """The other parameters of the request, such as `format`; the first of each name."""


def read(message: Message) -> Query | None:
    """The query of a message, or None for a GET without any, which asks for the description of the service.

    Raises MethodNotAllowed, UnsupportedMediaType and BadRequest as the protocol has them (SPARQL 1.1 Protocol, 2.1).
    """
    parameters = _pairs(message.query_string, "query string")
    if message.method in ("GET", "HEAD"):
        return _query(parameters) if any(name in _PARAMETERS for name, _ in parameters) else None
    if message.method != "POST":
        raise MethodNotAllowed(message.method, METHODS)
    media_type, charset = _content_type(message.content_type)
    if media_type == FORM:
        return _query(parameters + _pairs(_decode(message.body, "form"), "form"))
    if media_type == SPARQL_QUERY:
        if charset not in ("", "utf-8", "utf8"):
            raise UnsupportedMediaType(f"A query is sent in UTF-8, not in {charset}.")
        if any(name == "query" for name, _ in parameters):
            raise BadRequest("The query stands in the address and in the body.", hint="Send one query.")
        return _query([*parameters, ("query", _decode(message.body, "query"))])
    raise UnsupportedMediaType(
        f"A POST of {message.content_type or 'no type'} is not understood.",
        hint=f"Send {FORM} with query=…, or {SPARQL_QUERY} with the query as body.",
    )


def _query(pairs: Sequence[tuple[str, str]]) -> Query:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    texts = values.pop("query", [])
    if "update" in values:
        raise BadRequest("This endpoint is read-only: it takes no update.")
    if len(texts) != 1:
        raise BadRequest(f"The request has {len(texts)} queries.", hint="Send exactly one parameter query=….")
    default, named = values.pop("default-graph-uri", None), values.pop("named-graph-uri", None)
    dataset = default is not None or named is not None
    return Query(
        texts[0],
        # One of the two alone leaves the other empty; neither leaves the dataset to the query and the store.
        tuple(default or ()) if dataset else None,
        tuple(named or ()) if dataset else None,
        options={name: given[0] for name, given in values.items()},
    )


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
