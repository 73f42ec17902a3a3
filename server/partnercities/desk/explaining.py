"""Findings explained when they are shown: where in the texts they stand, why, and what may have been meant."""

from collections.abc import Sequence
from dataclasses import replace

from partnercities.dataset.given import Given
from partnercities.desk.texts import Located
from partnercities.sources.positions import Statement
from partnercities.validation.by_tables import Checked
from partnercities.validation.report import Finding


class Explained(Located):
    """The texts of a check, and what the check knows beyond its report."""

    def __init__(self, given: Given, checked: Checked, context: Given | None = None) -> None:
        super().__init__(given)
        self._checked = checked
        self._beside = Located(context or Given(()))

    def cause(self, alike: Sequence[Finding], amount: int) -> Finding | None:
        """What findings about references to one thing have their reason in; it may stand in what they refer to."""
        found = self._checked.cause(alike, amount)
        if found is None:
            return None
        (here,) = super().complete([found])
        (there,) = [here] if here.place else self._beside.complete([found])
        return there

    def lines(self, source: str, first: int, last: int) -> Sequence[str]:
        """The lines of a file that was checked or that took part."""
        return super().lines(source, first, last) or self._beside.lines(source, first, last)

    def _sought(self, finding: Finding) -> Statement:
        computed_from = self._checked.origin(finding)
        return Statement(*computed_from) if computed_from else super()._sought(finding)

    def complete(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings with their places, reasons and hints, as far as they can be known."""
        checked = self._checked
        graphs = self._given.graphs({finding.statement for finding in findings})
        return [
            replace(
                found,
                reasons=checked.reasons(finding),
                hints=found.hints or checked.hints(finding),
                graph=graphs.get(finding.statement, ""),
            )
            for finding, found in zip(findings, super().complete(findings), strict=True)
        ]
