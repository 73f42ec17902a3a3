"""Findings explained when they are shown: where in the texts they stand, why, and what may have been meant."""

from collections.abc import Sequence
from dataclasses import replace

from partnercities.dataset.given import Given
from partnercities.desk.texts import Located
from partnercities.validation.by_tables import Checked
from partnercities.validation.report import Finding


class Explained(Located):
    """The texts of a check, and what the check knows beyond its report."""

    def __init__(self, given: Given, checked: Checked) -> None:
        super().__init__(given)
        self._checked = checked

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
