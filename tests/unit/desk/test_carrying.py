"""A report is the same on the other side of a process; of a long one a part comes, and all are counted."""

import json
from dataclasses import fields

from partnercities.desk import carrying
from partnercities.problems import Place
from partnercities.validation.report import Finding, Report

REASON = Finding(
    "Violation", "x:b", "", "", {"en": "No role."}, "x:R", reasons=(Finding("Info", "x:c", "", "", {}, "x:Q"),)
)
FINDING = Finding(
    "Warning",
    "x:a",
    "x:p",
    "1",
    {"en": "Odd.", "bg": "Странно."},
    "x:S",
    "Datatype",
    ("<x:a>", "<x:p>", '"1"'),
    Place(3, 4, "data.ttl"),
    {"en": "Did you mean 2?"},
    (REASON,),
)
REPORT = Report(
    (FINDING, REASON),
    {"x:S": 2},
    b"<x:r> <x:p> <x:o> .",
    files=("data.ttl",),
    triples=5,
    seconds=0.5,
    notes=({"en": "A note."},),
    beyond={"Info": 3},
)


def test_a_report_is_the_same_on_the_other_side():
    assert carrying.heard(json.loads(json.dumps(carrying.told(REPORT)))) == REPORT


def test_nothing_of_a_report_is_forgotten_but_the_texts_behind_it():
    assert {field.name for field in fields(Report)} - carrying.told(REPORT).keys() == {"sources"}


def test_of_a_long_report_a_part_comes_and_all_are_counted():
    long = Report((FINDING,) * 3 + (REASON,) * 4, {}, b"")
    part = carrying.part(long, 2, 3)
    assert part.findings == (FINDING, REASON, REASON)
    assert (part.count("Warning"), part.count("Violation")) == (3, 4)
    assert "3" in part.notes[0]["en"]
    assert carrying.part(long, 0, 7) == long
    assert carrying.part(long, 100, 7).findings == ()


def test_a_severity_that_is_only_counted_counts():
    part = carrying.part(Report((FINDING, REASON), {}, b""), 0, 1)
    assert part.worst("Violation")


def test_a_report_about_nothing_says_so():
    assert "nothing was checked" in carrying.noted(Report((), {"x:S": 0}, b"")).notes[0]["en"]
    assert carrying.noted(REPORT) == REPORT
