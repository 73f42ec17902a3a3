"""Regular expressions as SPARQL has them, evaluated by the query engine, whose time grows with the text and not faster."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

_CHUNK = 1_000
"""How many texts one query is asked about: fewer cost more for each, more cost memory."""


def readable(pattern: str, flags: str = "") -> bool:
    """Whether a regular expression can be read."""
    rows = _select(f"SELECT (REGEX('', {ox.Literal(pattern)}, {ox.Literal(flags)}) AS ?fits) {{}}")
    return any(row["fits"] is not None for row in rows)


def fitting(texts: Collection[str], pattern: str, flags: str = "") -> set[str]:
    """Those of the texts that have a part which fits a regular expression."""
    condition = f"REGEX(?text, {ox.Literal(pattern)}, {ox.Literal(flags)})"
    found = set()
    for chunk in _chunks(texts):
        values = " ".join(str(ox.Literal(text)) for text in chunk)
        rows = _select(f"SELECT ?text {{ VALUES ?text {{ {values} }} FILTER({condition}) }}")
        found |= {row[0].value for row in rows}
    return found


def _select(query: str) -> Iterator[ox.QuerySolution]:
    rows = ox.Store().query(query)
    assert isinstance(rows, ox.QuerySolutions)
    return iter(rows)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    left = iter(texts)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
