"""What a validation found: findings in the languages of the shapes, and what was checked at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    def message(self, language: str) -> str:
        """The message in a language, else in English, else in any."""
        return self.messages.get(language) or self.messages.get("en") or next(iter(self.messages.values()), "")


@dataclass(frozen=True)
class Report:
    """The outcome of a validation; `checked` counts the focus nodes of each shape that has a target."""

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    graph: bytes
    """The report in the words of SHACL, as N-Triples."""

    def count(self, severity: str) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def worst(self, threshold: str) -> bool:
        """Whether there is a finding at least as severe as the threshold."""
        passing = SEVERITIES[SEVERITIES.index(threshold) + 1 :]
        # A severity of one's own is at least as severe as any.
        return any(finding.severity not in passing for finding in self.findings)

    @property
    def severities(self) -> tuple[str, ...]:
        """The severities that a summary tells: the three of the standard, and others that occur."""
        return *SEVERITIES, *sorted({finding.severity for finding in self.findings} - set(SEVERITIES))

    @property
    def nothing_checked(self) -> bool:
        """Whether no node was in the focus of any shape, so that the verdict means nothing."""
        return not self.findings and not any(self.checked.values())
