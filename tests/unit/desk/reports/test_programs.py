"""The forms of a report for programs: JSON, SARIF, annotations of GitHub, CSV and the words of SHACL."""

import csv
import io
import json
import os
import warnings
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker
from sarif_pydantic import Sarif

from partnercities.desk.reports import FORMS, NAMES, Manner, write
from partnercities.model.vocabulary import DEF, ID, SHAPES
from partnercities.problems import Place

SCHEMA = os.environ.get("SARIF_SCHEMA", "")


def told(report, name: str, language: str = "en") -> str:
    return write(report, NAMES[name], Manner(language)).decode()


def test_every_form_tells_an_empty_report(report):
    for form in FORMS:
        assert isinstance(write(report(), form, Manner()), bytes)


def test_json_has_every_field(report, finding):
    known = told(report(finding(reasons=(finding(component="MinCount"),)), known=2, mended=("a\tb",)), "json", "bg")
    values = json.loads(known)
    assert values["version"] == 1
    assert values["conforms"] is False
    assert values["counts"] == {"Violation": 1, "Warning": 0, "Info": 0}
    assert (values["files"], values["triples"], values["seconds"]) == (["data/projects.ttl"], 1234, 0.42)
    assert (values["checked"], values["unmatched"]) == ({SHAPES + "Project": 3, SHAPES + "Fund": 0}, [SHAPES + "Fund"])
    assert values["baseline"] == {"known": 2, "mended": ["a\tb"]}
    (item,) = values["findings"]
    assert item["message"] == "Началото не е ден. Напишете такъв."
    assert set(item["messages"]) == {"en", "bg"}
    assert item["place"] == {"file": "data/projects.ttl", "line": 2, "column": 11, "endLine": 2, "endColumn": 33}
    assert item["statement"][1] == f"<{DEF}start>"
    assert item["reasons"][0]["component"] == "MinCount"
    assert item["fingerprint"].startswith("Project-start\tDatatype\t")


def test_sarif_points_to_the_place_and_to_the_rule(report, finding):
    (run,) = json.loads(told(report(finding()), "sarif"))["runs"]
    (result,) = run["results"]
    assert result["level"] == "error"
    assert result["message"]["text"].endswith('hint: did you mean "2011-05-01"?')
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "data/projects.ttl"
    assert physical["region"] == {"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 33}
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["helpUri"]) == ("Project-start", SHAPES + "Project-start")


def test_fingerprints_of_sarif_survive_moved_lines_and_differ(report, finding):
    def prints(*findings: object) -> list[str]:
        (run,) = json.loads(told(report(*findings), "sarif"))["runs"]
        return [result["partialFingerprints"]["finding/v1"] for result in run["results"]]

    assert prints(finding()) == prints(finding(place=Place(99, 1, "b.ttl")))
    assert len(set(prints(finding(), finding(), finding(component="MinCount")))) == 3


def test_files_of_sarif_are_addresses(report, finding, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    places = [Place(1, 1, str(tmp_path / "a b#.ttl")), Place(1, 1, "/elsewhere/x.ttl")]
    (run,) = json.loads(told(report(*(finding(place=place) for place in places)), "sarif"))["runs"]
    uris = [item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in run["results"]]
    assert uris == ["a%20b%23.ttl", "file:///elsewhere/x.ttl"]


def faults_by_models(told: str) -> list[str]:
    """What models of SARIF 2.1.0 do not take, or would not give back."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = Sarif.model_validate_json(told)
    back = json.loads(read.model_dump_json(by_alias=True, exclude_none=True, exclude_unset=True))
    return [] if back == json.loads(told) else ["they do not give back what they read"]


def faults_by_schema(told: str) -> list[str]:
    """What the schema of OASIS finds."""
    judge = Draft4Validator(json.loads(Path(SCHEMA).read_text(encoding="utf-8")), format_checker=FormatChecker())
    return [error.message for error in judge.iter_errors(json.loads(told))]


@pytest.mark.parametrize("faults", [faults_by_models, *([faults_by_schema] if SCHEMA else [])])
def test_sarif_keeps_to_its_standard(report, finding, faults):
    every = report(
        finding(),
        finding(place=None, severity="Warning", hints={}),
        finding(place=Place(1, 1, "x y.ttl"), severity="Info", shape="_:b1"),
        finding(severity="Own", shape="urn:x:shape", messages={}, reasons=(finding(),)),
        notes=({"en": "An import was not followed.", "bg": "Внос не е последван."},),
    )
    for language in ("en", "bg"):
        assert faults(told(every, "sarif", language)) == []
    assert faults(told(report(), "sarif")) == []


def test_annotations_stand_at_their_lines_with_nothing_that_ends_them_early(report, finding):
    evil = finding(messages={"en": "100 %, see:\n::error::x"}, shape="http://e.example/a,b", hints={})
    (line,) = told(report(evil), "github").splitlines()
    assert line == (
        "::error file=data/projects.ttl,line=2,col=11,endColumn=33,"
        "title=violation[Datatype] http%3A//e.example/a%2Cb::"
        "city/bg/sofia pc:start: 100 %25, see: ::error::x"
    )


@pytest.mark.parametrize(
    ("severity", "command"), [("Violation", "error"), ("Warning", "warning"), ("Info", "notice"), ("Own", "error")]
)
def test_each_severity_has_its_command(report, finding, severity, command):
    assert told(report(finding(severity=severity, place=None)), "github").startswith(f"::{command} title=")


def test_annotations_begin_with_the_worst_and_end_a_long_mark_with_its_line(report, finding):
    found = report(finding(severity="Info"), finding(place=Place(2, 3, "a.ttl", 4, 1)))
    lines = told(found, "github").splitlines()
    assert lines[0].startswith("::error file=a.ttl,line=2,endLine=4,title=")
    assert lines[1].startswith("::notice ")


def test_rows_hold_what_is_said_however_it_is_written(report, finding):
    strange = 'a "quote", a\nline'
    rows = list(csv.DictReader(io.StringIO(told(report(finding(value=strange)), "csv"), newline="")))
    assert [row["value"] for row in rows] == [strange]
    assert (rows[0]["file"], rows[0]["line"], rows[0]["column"]) == ("data/projects.ttl", "2", "11")
    assert rows[0]["about"] == ID + "city/bg/sofia"


def test_the_words_of_shacl_come_as_the_engine_gave_them(report):
    triple = b'<http://e.example/a> <http://www.w3.org/ns/shacl#conforms> "false" .\n'
    written = write(report(graph=triple), NAMES["ntriples"], Manner())
    assert written == triple
