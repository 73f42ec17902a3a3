"""Queries and data written at random."""

from collections.abc import Callable
from random import Random

import pyoxigraph as ox
import pytest

from partnercities.shacl.terms import Term

E = "http://example.org/"
NODES = [ox.NamedNode(E + name) for name in "abcd"]
PREDICATES = [ox.NamedNode(E + name) for name in "pqr"]
LITERALS = [ox.Literal(1), ox.Literal("x")]

VARIABLES = ["$this", "?value", "?x", "?y"]
PATHS = ["e:p", "e:q", "e:p/e:q", "^e:p", "e:p*", "e:p+", "e:q?", "(e:p|e:q)", "e:p/e:q*", "?z"]
TESTS = ["$this != ?value", "$this = e:d", "?x != ?y", "?value = e:d", "$this = ?x", "BOUND(?x)", "!BOUND(?y)"]
TESTS += ["EXISTS { ?x e:p $this } || ?x = e:d", "EXISTS { ?value e:p ?y . ?y e:q ?x }"]
# Each a group that another stands in; the last ones are SELECT with what mixes solutions or cuts them.
FORMS = [
    "OPTIONAL {{ {} }}",
    "{{ {} }} UNION {{ {} }}",
    "{{ {} }}",
    "FILTER EXISTS {{ {} }}",
    "FILTER NOT EXISTS {{ {} }}",
    "FILTER (!EXISTS {{ {} }})",
    "{{ SELECT DISTINCT $this ?x WHERE {{ {} }} }}",
    "{{ SELECT $this (COUNT(?x) AS ?y) WHERE {{ {} }} GROUP BY $this }}",
    "{{ SELECT $this ?y WHERE {{ {} }} ORDER BY ?y ?x LIMIT 1 }}",
]

Statements = list[tuple[Term, Term, Term]]


class Writer:
    """Writes queries and data at random, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._names = 0

    def body(self) -> str:
        return " ".join(self._element(2) for _ in range(self._random.randint(1, 4)))

    def statements(self) -> Statements:
        pick = self._random.choice
        objects: list[Term] = [*NODES, *NODES, *LITERALS]
        return [(pick(NODES), pick(PREDICATES), pick(objects)) for _ in range(12)]

    def _element(self, depth: int) -> str:
        pick = self._random.choice
        if not depth or self._random.random() < 0.4:
            return f"{pick(VARIABLES)} {pick(PATHS)} {pick([*VARIABLES, *VARIABLES, 'e:d', '1'])} ."
        if self._random.random() < 0.2:
            return f"FILTER ({pick(TESTS)})"
        if self._random.random() < 0.1:
            self._names += 1
            return f"BIND($this AS ?b{self._names}) FILTER(?b{self._names} != ?x)"
        return pick(FORMS).format(self._group(depth), self._group(depth))

    def _group(self, depth: int) -> str:
        return " ".join(self._element(depth - 1) for _ in range(self._random.randint(1, 3)))


@pytest.fixture(scope="session")
def written() -> Callable[[int], Writer]:
    """Who writes the queries and data of a seed."""
    return Writer
