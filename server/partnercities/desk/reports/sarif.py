"""A report as SARIF 2.1.0, which services read that show findings beside the lines of a change (OASIS standard)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from partnercities import __version__
from partnercities.desk.baseline import fingerprint
from partnercities.desk.reports.naming import file, message, rule, sentence, subject
from partnercities.desk.reports.words import word
from partnercities.model.vocabulary import BASE
from partnercities.problems import Place
from partnercities.validation.report import Finding, Report, in_language, rank

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_FINGERPRINT = "finding/v1"
Json = Mapping[str, object]


def as_sarif(report: Report, language: str) -> Json:
    """The report as one run of SARIF, with messages in a language."""
    findings = report.sources.complete(report.findings)
    rules = _rules(findings, language)
    numbers = {item["id"]: number for number, item in enumerate(rules)}
    driver = {"name": "partnercities", "semanticVersion": __version__, "informationUri": BASE, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(report, language)],
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": list(_results(findings, numbers, language)),
        "properties": {"checked": dict(report.checked), "unmatched": list(report.unmatched), "known": report.known},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(report: Report, language: str) -> Json:
    notes = [{"level": "note", "message": {"text": in_language(note, language)}} for note in report.notes]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _rules(findings: Iterable[Finding], language: str) -> list[Json]:
    """Each rule once, as bad as the worst finding of it, with its address where it has one."""
    worst: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda finding: -rank(finding.severity)):
        worst[_rule_id(finding)] = finding
    return [_rule(name, finding, language) for name, finding in sorted(worst.items())]


def _rule(name: str, finding: Finding, language: str) -> Json:
    level = _LEVELS.get(finding.severity, "error")
    described = {"id": name, "shortDescription": {"text": message(finding, language)}}
    address = {"helpUri": finding.shape} if finding.shape.startswith(("http://", "https://")) else {}
    return {**described, **address, "defaultConfiguration": {"level": level}}


def _rule_id(finding: Finding) -> str:
    # A shape without a name of its own is told by its kind of constraint.
    return (finding.component or "shape") if finding.shape.startswith("_:") else rule(finding.shape)


def _results(findings: Sequence[Finding], numbers: Mapping[object, int], language: str) -> Iterator[Json]:
    seen: Counter[str] = Counter()
    for finding in findings:
        line = fingerprint(finding)
        seen[line] += 1
        name = _rule_id(finding)
        yield {
            "ruleId": name,
            "ruleIndex": numbers[name],
            "level": _LEVELS.get(finding.severity, "error"),
            "message": {"text": _text(finding, language)},
            "locations": [_location(finding)],
            "partialFingerprints": {_FINGERPRINT: _digest(f"{line}\t{seen[line]}")},
            "properties": {
                "severity": finding.severity,
                "component": finding.component,
                "statement": finding.statement,
            },
        }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _text(finding: Finding, language: str) -> str:
    hint = finding.hint(language)
    said = [f"{subject(finding)}: {message(finding, language)}", *_because(finding.reasons, language, "")]
    return "\n".join([*said, *([f"{word('hint', language)}: {sentence(hint)}"] if hint else [])])


def _because(reasons: Iterable[Finding], language: str, indent: str) -> Iterator[str]:
    for reason in reasons:
        yield f"{indent}- {subject(reason)}: {message(reason, language)}"
        yield from _because(reason.reasons, language, indent + "  ")


def _location(finding: Finding) -> Json:
    named = {"logicalLocations": [{"fullyQualifiedName": finding.about, "kind": "resource"}]}
    return {**_physical(finding.place), **named}


def _physical(place: Place | None) -> Json:
    if place is None:
        return {}
    end = {"endLine": place.end_line, "endColumn": place.end_column} if place.end_line else {}
    region = {"startLine": place.line, "startColumn": place.column, **end}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.source)}, "region": region}}


def _uri(source: str) -> str:
    """The address of a file: relative to where the command was called, if it lies below."""
    name = file(source)
    return Path(name).as_uri() if Path(name).is_absolute() else quote(name)
