"""A report over a text in memory: findings by what is said in them, and sources that know their places."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from partnercities.model.vocabulary import DEF, ID, SHAPES
from partnercities.problems import Place
from partnercities.validation.report import Finding, Report

TEXT = """<city/bg/sofia> a pc:City ;
\tpc:start "not-a-date"^^xsd:date ;
    skos:prefLabel "東京都"@ja , "x" .
"""


@dataclass(frozen=True)
class Shelf:
    """Sources that hold texts by name, and count how often they are asked to complete findings."""

    texts: Mapping[str, str]
    asked: list[int] = field(default_factory=list)

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        self.asked.append(len(findings))
        return findings

    def cause(self, alike: Sequence[Finding], amount: int) -> Finding | None:
        return None

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        return self.texts.get(source, "").split("\n")[first - 1 : last]


WRONG = Finding(
    "Violation",
    ID + "city/bg/sofia",
    DEF + "start",
    "not-a-date",
    {"en": "The start is no day. Write one.", "bg": "Началото не е ден. Напишете такъв."},
    SHAPES + "Project-start",
    "Datatype",
    (
        f"<{ID}city/bg/sofia>",
        f"<{DEF}start>",
        '"not-a-date"^^<http://www.w3.org/2001/XMLSchema#date>',
    ),
    Place(2, 11, "data/projects.ttl", 2, 33),
    {"en": 'did you mean "2011-05-01"?', "bg": "може би „2011-05-01“?"},
)


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """A finding about a wrong date, with some of it changed."""
    return lambda **changes: replace(WRONG, **changes)


@pytest.fixture
def report() -> Callable[..., Report]:
    """A report with these findings over the text, with more of it as named."""

    def make(*findings: Finding, **more: object) -> Report:
        said = {
            "checked": {SHAPES + "Project": 3, SHAPES + "Fund": 0},
            "graph": b"",
            "files": ("data/projects.ttl",),
            "triples": 1234,
            "seconds": 0.42,
            "sources": Shelf({"data/projects.ttl": TEXT}),
        }
        return Report(findings, **(said | more))  # type: ignore[arg-type]

    return make
