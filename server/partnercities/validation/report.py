"""What a validation found: findings in the languages of the shapes, and what was checked at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from partnercities.problems import Place

SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, doubtful or missing."""

    severity: str
    about: str
    """The thing it is about: the focus node, or the value that a rule over the whole dataset names."""
    path: str
    value: str
    messages: Mapping[str, str] = field(hash=False)
    shape: str
    """The shape or rule that found it."""
    component: str = ""
    """The kind of constraint that does not hold, by the local name of its component: `MinCount`, `Datatype`, `SPARQL`."""
    statement: tuple[str, str, str] = ("", "", "")
    """What is wrong, as terms of N-Triples: subject, predicate and object, the last two empty where it is the whole thing."""
    place: Place | None = None
    """Where in the data it stands, if that is known."""
    hints: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What may have been meant, by language."""
    reasons: tuple["Finding", ...] = ()
    """Why a shape that the constraint refers to does not hold."""
    graph: str = ""
    """The named graph that says it, where the data has several."""

    def message(self, language: str) -> str:
        """The message in a language, else in English, else in any."""
        return in_language(self.messages, language)

    def hint(self, language: str) -> str:
        """The hint in a language, else in English, else in any; empty where there is none."""
        return in_language(self.hints, language)


class Sources(Protocol):
    """The texts behind a report, which are looked into only for findings that are shown."""

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The same findings in the same order, with place, hints and reasons as far as they can be known."""

    def cause(self, alike: Sequence["Finding"], amount: int) -> "Finding | None":
        """What findings about references to one thing have their reason in, with its place; None where nobody knows."""

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """The lines of a text from one number to another, counted from 1; none where the text is not at hand."""


@dataclass(frozen=True)
class Unseen:
    """Sources of which nothing is at hand: findings stay as they are."""

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings as they are."""
        return findings

    def cause(self, alike: Sequence[Finding], amount: int) -> Finding | None:
        """Nothing."""

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """No lines."""
        return ()


@dataclass(frozen=True)
class Report:
    """The outcome of a validation; `checked` counts the focus nodes of each shape that has a target."""

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    graph: bytes
    """The report in the words of SHACL, as N-Triples."""
    files: tuple[str, ...] = ()
    """What was checked, by the names of the files."""
    triples: int = 0
    """How many triples the files hold."""
    seconds: float = 0.0
    """How long it took."""
    notes: tuple[Mapping[str, str], ...] = ()
    """What else there is to say, by language: imports that were not followed, what was left out."""
    known: int = 0
    """How many findings are left out because a baseline knows them."""
    mended: tuple[str, ...] = ()
    """The lines of a baseline that were not found any more."""
    beyond: Mapping[str, int] = field(default_factory=dict)
    """How many findings there are besides, by severity, where only a part of them is here."""
    unfinished: tuple[str, ...] = ()
    """The rules of which nothing is known, as their queries took too long; each has a finding that says so."""
    sources: Sources = field(default=Unseen(), compare=False, repr=False)

    def count(self, severity: str) -> int:
        """How many findings have a severity, with those that are only counted."""
        return sum(finding.severity == severity for finding in self.findings) + self.beyond.get(severity, 0)

    def worst(self, threshold: str) -> bool:
        """Whether there is a finding at least as severe as the threshold."""
        passing = SEVERITIES[SEVERITIES.index(threshold) + 1 :]
        # A severity of one's own is at least as severe as any.
        return any(severity not in passing for severity in self._found)

    @property
    def severities(self) -> tuple[str, ...]:
        """The severities that a summary tells: the three of the standard, and others that occur."""
        return *SEVERITIES, *sorted(self._found - set(SEVERITIES))

    @property
    def _found(self) -> set[str]:
        return {finding.severity for finding in self.findings} | self.beyond.keys()

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The shapes whose targets matched nothing."""
        return tuple(shape for shape, count in self.checked.items() if not count)

    @property
    def nothing_checked(self) -> bool:
        """Whether no node was in the focus of any shape, so that the verdict means nothing."""
        return not self.findings and not self.known and not any(self.checked.values())


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else in English, else in any; empty where there is none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def rank(severity: str) -> int:
    """The place of a severity in a report, the worst first; one that the standard does not know stands before all."""
    return SEVERITIES.index(severity) + 1 if severity in SEVERITIES else 0
