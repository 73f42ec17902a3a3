"""Files of the suites and answers of servers, in each format, as values that can be compared."""

import csv
import io
import re
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from .comparing import XSD, Table, Term, graph

CSV = "text/csv"
RESULTS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
# Early tests write the rows they expect in Turtle.
_WRITTEN_ROWS = """
PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
SELECT ?row ?column ?value WHERE { [] a rs:ResultSet ; rs:solution ?row . ?row rs:binding [ rs:variable ?column ; rs:value ?value ] }
"""


def quads(file: Path, base: str) -> list[Quad]:
    """The statements of a data file; its blank nodes are not those of another file."""
    kind = RdfFormat.from_extension(file.suffix[1:])
    return list(parse(file.read_bytes(), kind, base_iri=base, rename_blank_nodes=True))


def expected(file: Path, base: str) -> tuple[str, bool | Table]:
    """The media type to ask for and the answer to compare with, by the name of a file of results."""
    if file.suffix == ".csv":
        return CSV, answer(file.read_bytes(), CSV)
    if file.suffix in RESULTS:
        media_type = RESULTS[file.suffix]
        return media_type, answer(file.read_bytes(), media_type)
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads(file, base)]
    rows = _written_rows(triples)
    return (RESULTS[".srj"], rows) if rows else (RdfFormat.N_TRIPLES.media_type, graph(triples))


def answer(body: bytes, media_type: str) -> bool | Table:
    """What a server says. Raises ValueError for a media type that no answer has, SyntaxError for text that is none."""
    if media_type.partition(";")[0].strip() == CSV:
        return _plain_table(body.decode())
    if results := QueryResultsFormat.from_media_type(media_type):
        return _table(parse_query_results(body, results))
    kind = RdfFormat.from_media_type(media_type)
    if kind is None:
        raise ValueError(f"No answer has the media type {media_type!r}.")
    return graph(Triple(quad.subject, quad.predicate, quad.object) for quad in parse(body, kind, base_iri="base:"))


def _table(results: QuerySolutions | QueryBoolean | QueryTriples) -> bool | Table:
    if isinstance(results, QueryBoolean):
        return bool(results)
    assert isinstance(results, QuerySolutions)
    columns = tuple(variable.value for variable in results.variables)
    return Table(columns, tuple(tuple(row) for row in results))


def _plain_table(text: str) -> Table:
    """A table of CSV: it does not tell an IRI from text, so neither do we; what looks like a number is one."""
    columns, *rows = csv.reader(io.StringIO(text, newline=""))
    return Table(tuple(columns), tuple(tuple(map(_cell, row)) for row in rows))


def _cell(text: str) -> Term:
    if text.startswith("_:"):
        return BlankNode(text[2:])
    return Literal(text, datatype=NamedNode(XSD + "double")) if _NUMBER.fullmatch(text) else Literal(text)


def _written_rows(triples: list[Triple]) -> Table | None:
    """The rows that a graph describes, if it describes rows."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    found = store.query(_WRITTEN_ROWS)
    assert isinstance(found, QuerySolutions)
    rows: dict[Term, dict[str, Term]] = {}
    for solution in found:
        row, column, value = solution
        rows.setdefault(row, {})[column.value] = value
    columns = tuple(sorted({column for row in rows.values() for column in row}))
    return Table(columns, tuple(tuple(map(row.get, columns)) for row in rows.values())) if rows else None
