"""Rows of answers as Python values, for those parts of us that read answers instead of passing them on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from partnercities.problems import EndpointFailed
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.store.base import Store


@dataclass(frozen=True)
class Term:
    """One RDF term of an answer; `kind` is `uri`, `literal` or `bnode`."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    def __str__(self) -> str:
        return self.value


Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a SELECT, in order, with None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Each row as a mapping from column to text; unbound columns are empty."""
        for row in self.rows:
            yield {column: str(term) if term else "" for column, term in zip(self.columns, row, strict=True)}


def select(store: Store, text: str) -> Table:
    """The rows of a SELECT from any store. Raises what the store raises."""
    return parse(b"".join(store.answer(Query(text), Kind.BINDINGS, named("json", Kind.BINDINGS))))


def parse(body: bytes) -> Table:
    """The rows of an answer in the JSON format. Raises EndpointFailed if it is no such answer."""
    try:
        answer = json.loads(body)
        columns = tuple(answer["head"]["vars"])
        bindings = answer["results"]["bindings"]
        rows = tuple(tuple(_bound(binding.get(column)) for column in columns) for binding in bindings)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointFailed("The endpoint did not answer with SPARQL results in JSON.") from error
    return Table(columns, rows)


def _bound(json_term: dict[str, str] | None) -> Term | None:
    return None if json_term is None else term_of(json_term)


def term_of(json_term: dict[str, str]) -> Term:
    """A term as the JSON format of answers writes it. Raises KeyError for a term without type or value."""
    kind = "literal" if json_term["type"] == "typed-literal" else json_term["type"]
    if kind == "triple":
        return Term(kind, json.dumps(json_term["value"], ensure_ascii=False))
    return Term(kind, json_term["value"], json_term.get("xml:lang", ""), json_term.get("datatype", ""))
