"""Reports: messages in the language asked for, counts, and the severity that makes a run fail."""

import pytest

from partnercities.validation.report import Finding, Report


def finding(severity: str = "Violation", **messages: str) -> Finding:
    return Finding(severity, "urn:x", "", "", messages, "urn:shape")


@pytest.mark.parametrize(
    ("messages", "language", "expected"),
    [
        ({"en": "Wrong", "bg": "Грешно"}, "bg", "Грешно"),
        ({"en": "Wrong", "bg": "Грешно"}, "en", "Wrong"),
        ({"en": "Wrong"}, "bg", "Wrong"),
        ({"de": "Falsch"}, "bg", "Falsch"),
        ({}, "en", ""),
    ],
)
def test_a_message_comes_in_the_language_or_the_next_best(messages: dict[str, str], language: str, expected: str):
    assert finding(**messages).message(language) == expected


@pytest.mark.parametrize(
    ("severity", "threshold", "failing"),
    [
        ("Violation", "Violation", True),
        ("Violation", "Info", True),
        ("Warning", "Violation", False),
        ("Warning", "Warning", True),
        ("Info", "Warning", False),
        ("Info", "Info", True),
    ],
)
def test_a_run_fails_from_the_threshold_on(severity: str, threshold: str, failing: bool):
    assert Report((finding(severity),), {}, b"").worst(threshold) is failing


def test_findings_are_counted_by_severity():
    report = Report((finding(), finding("Info"), finding()), {}, b"")
    assert [report.count(severity) for severity in ("Violation", "Warning", "Info")] == [2, 0, 1]


@pytest.mark.parametrize(("checked", "nothing"), [({}, True), ({"a": 0}, True), ({"a": 0, "b": 1}, False)])
def test_a_report_knows_when_nothing_was_checked(checked: dict[str, int], nothing: bool):
    assert Report((), checked, b"").nothing_checked is nothing
