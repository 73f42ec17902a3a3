"""What there is, for both doors: the description of the service and the counts of the front page."""

from dataclasses import dataclass

from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import DEF
from partnercities.protocol.description import Facts, describe, ntriples
from partnercities.protocol.formats import Format
from partnercities.store.convert import from_ntriples

_COUNTS = """
PREFIX pc: <{pc}>
SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?thing WHERE {{ {pattern} }} }}
"""
# What the front page counts, in its order: a name and the pattern that finds it.
_COUNTED = {
    "projects": "?thing a pc:Project",
    "cities": "?project pc:participatingCity ?thing",
    "networks": "?thing a pc:Network",
    "programmes": "?thing a pc:Programme",
    "funds": "?thing a pc:Fund",
    "evidence": "?thing a pc:Evidence",
}


@dataclass(frozen=True)
class Overview:
    """How much there is of what."""

    counts: dict[str, int]


def overview(desk: Desk) -> Overview:
    """Live counts of what the graph holds."""
    return Overview({name: _count(desk, pattern) for name, pattern in _COUNTED.items()})


def description(desk: Desk, endpoint: str, format: Format) -> bytes:
    """The service description of an endpoint at its address, in a format of graphs."""
    dataset = desk.dataset
    facts = Facts(endpoint, dataset.triples, dataset.graphs, desk.merged) if dataset else Facts(endpoint)
    return from_ntriples(ntriples(describe(facts)).encode(), format)


def _count(desk: Desk, pattern: str) -> int:
    rows = [row["n"] for row in desk.select(_COUNTS.format(pc=DEF, pattern=pattern))]
    return int(rows[0]) if rows and rows[0].isdecimal() else 0
