"""All that can be done over HTTP, one operation after the other: the tables of addresses, and the stored queries by their heads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from partnercities.catalogue.parameters import Parameter
from partnercities.catalogue.stored import StoredQuery
from partnercities.problems import NotAcceptable
from partnercities.protocol.formats import PAGE, of_kind
from partnercities.web.addresses import (
    ADDRESSES,
    ASKING,
    PLAIN,
    QUERIES,
    TIMEOUT,
    Address,
    Input,
    Operation,
    Schema,
    choice,
)
from partnercities.web.lists import LISTS
from partnercities.web.protocols import PROTOCOL

_LIMIT = Input("limit", {"type": "integer", "minimum": 0, "maximum": 999_999_999}, "The most rows.")
_DIGITS = 10**18 - 1
# What each type of parameter of a stored query is in JSON Schema.
_TYPES: Mapping[str, Schema] = {
    "integer": {"type": "integer", "minimum": -_DIGITS, "maximum": _DIGITS},
    "date": {"type": "string", "format": "date"},
    "boolean": {"type": "boolean"},
    "country": {"type": "string", "pattern": "^[A-Za-z]{2}$"},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$"},
    "thing": {"type": "string"},
    "text": {"type": "string"},
}


def operations(catalogue: Mapping[str, StoredQuery]) -> Iterator[Operation]:
    """Everything that can be done, address by address."""
    for row in (*ADDRESSES, *LISTS, *map(_stored, catalogue.values())):
        yield from _read(row)
    yield from (*PLAIN, *PROTOCOL)


def _stored(query: StoredQuery) -> Address:
    inputs = [_parameter(query, item) for item in query.parameters]
    return Address(
        f"/queries/{query.id}",
        query.title["en"],
        QUERIES,
        (*of_kind(query.kind), PAGE),
        (*inputs, _LIMIT, TIMEOUT),
        problems=ASKING,
        details=query.description["en"],
    )


def _parameter(query: StoredQuery, parameter: Parameter) -> Input:
    one = _TYPES[parameter.type]
    defaults = [_default(parameter, value) for value in query.defaults(parameter.name)]
    schema: Schema = {"type": "array", "items": one} if parameter.many else one
    if defaults:
        schema = {**schema, "default": defaults if parameter.many else defaults[0]}
    return Input(parameter.name, schema, parameter.label["en"])


def _default(parameter: Parameter, value: str) -> object:
    read: Mapping[str, Callable[[str], object]] = {"integer": int, "boolean": lambda text: text == "true"}
    return read.get(parameter.type, str)(value)


def _read(row: Address) -> Iterator[Operation]:
    gives = {200: list(dict.fromkeys(format.media_type for format in row.forms))}
    negotiated = len(row.forms) > 1 and "{suffix}" not in row.path
    inputs = (
        (*row.inputs, choice("format", _names(row), "The form; it goes before Accept.")) if negotiated else row.inputs
    )
    problems = (*row.problems, NotAcceptable) if negotiated else row.problems
    yield Operation(row.path, row.summary, row.tag, gives, inputs, problems, details=row.details)
    if row.suffixed:
        suffix = choice("suffix", sorted({format.suffix for format in row.forms}), "The form.", "path")
        path, summary = row.path + ".{suffix}", row.summary + ", in one form"
        yield from _read(replace(row, path=path, summary=summary, inputs=(suffix, *row.inputs), suffixed=False))


def _names(row: Address) -> list[str]:
    return sorted({name for format in row.forms for name in (format.name, format.suffix)})
