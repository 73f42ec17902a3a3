"""The findings that are known already, in a file with one line for each, so that only new ones fail.

A line says which shape and constraint does not hold for which statement. It names no place, so it stays the same when
lines move, and a difference between two such files shows what was mended and what is new.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from partnercities.model.vocabulary import SHAPES
from partnercities.problems import BadData, CannotRead, Place
from partnercities.validation.report import Finding, Report

HEAD = "# Findings that `partnercities validate --baseline` lets pass: version 1"
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def fingerprint(finding: Finding) -> str:
    """What makes a finding the same one tomorrow: rule, kind of constraint and statement, on one line.

    Names of blank nodes change with each reading, so all of them are alike here; findings that differ in nothing else
    are told apart by how many there are.
    """
    subject, predicate, value = finding.statement
    about = (_name(subject or finding.about), _name(predicate or finding.path), _name(value) or _raw(finding.value))
    return "\t".join(
        (_name(finding.shape).removeprefix(SHAPES), finding.component or "-", *(part or "-" for part in about))
    )


def written(report: Report) -> str:
    """The text of a baseline that knows all findings of a report."""
    lines = sorted(fingerprint(finding) for finding in report.findings)
    return "\n".join([HEAD, *lines, ""])


def read(path: Path) -> Counter[str]:
    """The lines of a baseline, with how often each stands there. Raises CannotRead, and BadData for another file."""
    try:
        # Other signs that Python takes for ends of lines may stand in a value.
        head, *lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}.", hint="--write-baseline makes it.") from error
    except UnicodeDecodeError as error:
        raise BadData(f"It is no text in UTF-8, at byte {error.start}.", place=Place(1, 1, str(path))) from error
    if head != HEAD:
        raise BadData(
            "It is no baseline of version 1.", hint="--write-baseline makes one.", place=Place(1, 1, str(path))
        )
    return Counter(line for line in lines if line and not line.startswith("#"))


def without(report: Report, known: Counter[str]) -> Report:
    """The report without the findings that are known, with their number, and with what is mended."""
    if not known:
        return report
    left = known.copy()
    fresh = []
    for finding in report.findings:
        line = fingerprint(finding)
        if left[line]:
            left[line] -= 1
        else:
            fresh.append(finding)
    mended = tuple(sorted(left.elements()))
    return replace(report, findings=tuple(fresh), known=len(report.findings) - len(fresh), mended=mended)


def _name(term: str) -> str:
    return "_:" if term.startswith("_:") else _raw(term)


def _raw(text: str) -> str:
    return text.translate(_ESCAPES)
