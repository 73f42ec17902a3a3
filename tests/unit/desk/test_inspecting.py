"""Checks of strangers' data: in a process of its own, within its limits, reaching for nothing."""

import sys
import time
from collections.abc import Iterator
from threading import Event, Thread, Timer

import pytest

from partnercities.desk import confined, inspecting
from partnercities.desk.inspecting import Bounds, Inspector
from partnercities.desk.submission import Submission, Text
from partnercities.engine.blocking import ASKER, Asker
from partnercities.problems import (
    BadData,
    BadShapes,
    Broken,
    Busy,
    Internal,
    OutOfMemory,
    Problem,
    TimedOut,
    UnreadableShapes,
)
from partnercities.validation.report import Report

E = "@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
_COMPUTING = """from partnercities.desk.closing import bound
bound(0)
while True: pass"""
MANY = E + " ".join(f":city-{number} a :City ; :name '{number}' ." for number in range(300))
_PRODUCT = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(6))
_EVERY = ", ".join(f"STR(?c{n})" for n in range(6))
DATA = E + ":a a :City ; :name 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' ."
NAMED = E + ":S a sh:NodeShape ; sh:targetClass :City ; sh:property :N . :N a sh:PropertyShape ; "
MISSING = NAMED + "sh:path :title ; sh:minCount 1 ; sh:message 'No title. Give one.'@en , 'Няма заглавие.'@bg ."
SPARQL = NAMED + "sh:path :name . :S sh:sparql [ sh:select '''{}''' ] ."
_ENDLESS = f"SELECT $this {{ $this <http://e.example/name> ?o . {_PRODUCT} FILTER(STRLEN(CONCAT({_EVERY})) < 0) }}"
ENDLESS = f"{NAMED} sh:path :name . :S sh:sparql :Endless . :Endless sh:select '''{_ENDLESS}''' ."
AMPLE = 1_000 << 20
HEAD = {"graph": False, "first": 0, "most": 10, "seconds": 60}


def submission(data: str = DATA, shapes: str = MISSING, suffix: str = "ttl") -> Submission:
    """Data that stands alone, as looking things up in the shipped data takes some seconds."""
    return Submission(Text(data.encode(), suffix), Text(shapes.encode()), alone=True)


def test_a_finding_comes_in_both_languages_with_the_report_of_the_standard():
    report = Inspector(60, AMPLE).inspect(submission(), graph=True)
    (finding,) = report.findings
    assert (finding.about, finding.severity) == ("http://e.example/a", "Violation")
    assert finding.messages == {"en": "No title. Give one.", "bg": "Няма заглавие."}
    assert report.checked == {"http://e.example/S": 1}
    assert report.seconds > 0
    assert b"ValidationReport" in report.graph


@pytest.mark.parametrize(
    ("given", "problem", "words"),
    [
        ({"data": ":a a"}, BadData, "prefix"),
        ({"data": "@prefix : <http://e.example/> .\n:a :b 'open .\n"}, BadData, ""),
        ({"data": "{", "suffix": "jsonld"}, BadData, ""),
        ({"data": "@prefix : <http://e.example/> . :a :b " + "[" * 50_000}, BadData, ""),
        ({"data": '{"@context": "http://127.0.0.1:9/", "a": 1}', "suffix": "jsonld"}, BadData, "context"),
        ({"data": '{"@context": {"@import": "http://127.0.0.1:9/"}}', "suffix": "jsonld"}, BadData, "context"),
        ({"shapes": E + ":S sh:targetClass"}, UnreadableShapes, ""),
        ({"shapes": NAMED + "sh:minCount 1 ."}, BadShapes, ""),
        ({"shapes": SPARQL.format("SELECT $this WHERE { $this")}, BadShapes, ""),
        ({"shapes": SPARQL.format("SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }")}, BadShapes, "SERVICE"),
        ({"shapes": SPARQL.format("SELECT $this FROM <file:///etc/passwd> { $this ?p ?o }")}, BadShapes, "FROM"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused_in_words(given: dict[str, str], problem: type[Problem], words: str):
    with pytest.raises(problem) as refused:
        confined._check(submission(**given), HEAD)
    assert words in refused.value.detail


def test_what_is_about_nothing_is_said_to_conform_and_to_be_unchecked():
    report = Inspector(60, AMPLE).inspect(submission(DATA.replace("City", "Town")), graph=True)
    assert report.nothing_checked
    assert report.checked == {"http://e.example/S": 0}
    assert b'conforms> "true"' in report.graph


def test_imports_of_shapes_are_not_followed():
    report = confined._check(
        submission(shapes=MISSING + " <http://e.example/> owl:imports <http://127.0.0.1:9/> ."), HEAD
    )
    assert len(report.findings) == 1


def test_of_many_findings_a_part_comes_and_all_are_counted():
    many = E + " ".join(f":city-{number} a :City ." for number in range(30))
    report = Inspector(60, AMPLE).inspect(submission(many), first=10, most=5)
    assert len(report.findings) == 5
    assert report.count("Violation") == 30
    assert report.findings[0].about == sorted(f"http://e.example/city-{number}" for number in range(30))[10]


def test_too_many_findings_are_no_report_in_the_words_of_shacl(monkeypatch):
    monkeypatch.setattr(confined, "MOST_RESULTS", 0)
    told = confined._answer(submission(), HEAD | {"graph": True, "most": 1})
    assert (len(told["findings"]), told["graph"]) == (1, "")


def test_a_query_that_takes_too_long_is_stopped_and_the_rest_is_told():
    shapes = ENDLESS + " :S sh:property [ sh:path :title ; sh:minCount 1 ] ."
    report = Inspector(8, AMPLE).inspect(submission(MANY, shapes), graph=True)
    assert report.count("Violation") == 301
    assert report.unfinished == ("http://e.example/Endless",)
    (unknown,) = [finding for finding in report.findings if finding.shape == "http://e.example/Endless"]
    assert "took too long" in unknown.message("en")
    assert "твърде дълго" in unknown.message("bg")
    assert b"took too long" in report.graph


def test_a_check_that_takes_too_long_is_stopped():
    # Each query may take a part of the time, and there are more of them than parts.
    more = "".join(f" :S sh:sparql :More{n} . :More{n} sh:select '''{_ENDLESS}''' ." for n in range(4))
    with pytest.raises(TimedOut) as stopped:
        Inspector(2.5, AMPLE).inspect(submission(MANY, ENDLESS + more))
    assert "2.5 s" in stopped.value.detail


def test_a_check_that_takes_too_much_memory_is_stopped():
    large = E + " ".join(f":city-{number} a :City ; :name '{number}' ." for number in range(100_000))
    with pytest.raises(OutOfMemory):
        Inspector(60, 50 << 20).inspect(submission(large))


@pytest.mark.thorough
@pytest.mark.parametrize(("alone", "wrong"), [(False, False), (True, True)])
def test_what_data_refers_to_is_looked_up_unless_it_stands_alone(alone: bool, wrong: bool):
    data = """@base <https://w3id.org/partnercities/id/> . @prefix pc: <https://w3id.org/partnercities/def#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <programme/example> a pc:Programme ; skos:prefLabel "Example"@en , "Пример"@bg ; pc:fund <fund/erdf> .""".encode()
    report = confined._check(Submission(Text(data), alone=alone), HEAD)
    assert (report.count("Violation") > 0) is wrong


def test_an_error_of_syntax_names_its_line_across_the_processes():
    with pytest.raises(BadData) as refused:
        Inspector(60, AMPLE).inspect(submission(E + "\n:a a :City ;\n  :b c:d ."))
    assert refused.value.place
    assert refused.value.place.line == 3


def test_no_more_are_checked_at_once_than_may(monkeypatch):
    begun, end = Event(), Event()

    def hang(*_: object, **__: object) -> Report:
        begun.set()
        end.wait(10)
        return Report((), {}, b"")

    monkeypatch.setattr(inspecting, "confined", hang)
    inspector, given = Inspector(1, AMPLE, most=1), Submission(Text(b""))
    first = Thread(target=inspector.inspect, args=(given,))
    first.start()
    begun.wait(10)
    with pytest.raises(Busy):
        inspector.inspect(given)
    end.set()
    first.join()
    assert inspector.inspect(given) == Report((), {}, b"")


def test_a_process_that_ends_without_a_word_is_a_fault_of_ours(monkeypatch):
    monkeypatch.setattr(inspecting, "_COMMAND", (sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit(3)"))
    with pytest.raises(Internal):
        inspecting.confined(Submission(Text(b"")), Bounds(10, AMPLE))


def test_half_of_the_data_is_not_taken_for_the_whole():
    def broken() -> Iterator[bytes]:
        yield b"<x:a> <x:b> <x:c> .\n"
        raise TimedOut("The rest came too late.")

    with pytest.raises(TimedOut, match="rest"):
        inspecting.confined(Submission(Text(b"", "nt"), alone=True), Bounds(60, AMPLE), broken())


def test_when_who_asked_leaves_the_check_is_stopped():
    asker = Asker()
    token = ASKER.set(asker)
    leaving = Timer(2, asker.leave)
    leaving.start()
    began = time.monotonic()
    try:
        with pytest.raises(Broken):
            Inspector(40, AMPLE).inspect(submission(MANY, ENDLESS))
    finally:
        ASKER.reset(token)
    assert time.monotonic() - began < 20


def test_a_process_computes_no_longer_than_it_may_even_if_nobody_stops_it(monkeypatch):
    monkeypatch.setattr(inspecting, "_COMMAND", (sys.executable, "-c", _COMPUTING))
    with pytest.raises(TimedOut):
        inspecting.confined(Submission(Text(b"")), Bounds(30, AMPLE))
