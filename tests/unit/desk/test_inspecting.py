"""Checks of strangers' data: in a process of its own, within its limits, reaching for nothing."""

import socket
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from partnercities.desk import confined, inspecting
from partnercities.desk.inspecting import Inspector
from partnercities.desk.submission import Submission, Text
from partnercities.problems import (
    BadData,
    BadShapes,
    Busy,
    Internal,
    NothingChecked,
    OutOfMemory,
    Problem,
    Refused,
    TimedOut,
    TooLarge,
)
from partnercities.validation.report import Report

E = "@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
DATA = E + ":a a :City ; :name 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' ."
NAMED = E + ":S a sh:NodeShape ; sh:targetClass :City ; sh:property :N . :N a sh:PropertyShape ; "
MISSING = NAMED + "sh:path :title ; sh:minCount 1 ; sh:message 'No title. Give one.'@en , 'Няма заглавие.'@bg ."
SPARQL = NAMED + "sh:path :name . :S sh:sparql [ sh:select '''{}''' ] ."
AMPLE = 1_000 << 20
ENTITIES = {
    "made of others": b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><r/>',
    "very long": b"<!DOCTYPE r [<!ENTITY a '" + b"a" * 1000 + b"'>]><r/>",
    "in a file": b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r/>',
    "of the DTD itself": b'<!DOCTYPE r [<!ENTITY % a PUBLIC "a" "http://127.0.0.1:9/">]><r/>',
}


def submission(data: str = DATA, shapes: str = MISSING, suffix: str = "ttl") -> Submission:
    """Data that stands alone, as looking things up in the shipped data takes some seconds."""
    return Submission(Text(data.encode(), suffix), Text(shapes.encode()), alone=True)


def test_a_finding_comes_in_both_languages_with_the_report_of_the_standard():
    report = Inspector(60, AMPLE).inspect(submission(), graph=True)
    (finding,) = report.findings
    assert (finding.about, finding.severity) == ("http://e.example/a", "Violation")
    assert finding.messages == {"en": "No title. Give one.", "bg": "Няма заглавие."}
    assert report.checked == {"http://e.example/S": 1}
    assert b"ValidationReport" in report.graph


@pytest.mark.parametrize(
    ("given", "problem", "words"),
    [
        ({"data": ":a a"}, BadData, "prefix"),
        ({"data": "@prefix : <http://e.example/> .\n:a :b 'open .\n"}, BadData, ""),
        ({"data": "{", "suffix": "jsonld"}, BadData, ""),
        ({"data": DATA.replace("City", "Town")}, NothingChecked, "nothing was checked"),
        ({"data": "@prefix : <http://e.example/> . :a :b " + "[" * 50_000}, BadData, ""),
        ({"data": '{"@context": "http://127.0.0.1:9/", "a": 1}', "suffix": "jsonld"}, Refused, "context"),
        ({"data": '{"@context": {"@import": "http://127.0.0.1:9/"}}', "suffix": "jsonld"}, Refused, "context"),
        ({"shapes": E + ":S sh:targetClass"}, BadData, ""),
        ({"shapes": NAMED + "sh:minCount 1 ."}, BadShapes, ""),
        ({"shapes": SPARQL.format("SELECT $this WHERE { $this")}, BadShapes, ""),
        ({"shapes": SPARQL.format("SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }")}, Refused, "SERVICE"),
        ({"shapes": SPARQL.format("SELECT $this FROM <file:///etc/passwd> { $this ?p ?o }")}, Refused, "FROM"),
        ({"shapes": MISSING + " <http://e.example/> owl:imports <http://127.0.0.1:9/> ."}, Refused, "import"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused_in_words(given: dict[str, str], problem: type[Problem], words: str):
    with pytest.raises(problem) as refused:
        confined._check(submission(**given))
    assert words in refused.value.detail


def test_more_findings_than_anybody_reads_are_too_many(monkeypatch):
    monkeypatch.setattr(confined, "MOST_FINDINGS", 0)
    with pytest.raises(TooLarge):
        confined._check(submission())


@pytest.mark.parametrize("text", ENTITIES.values(), ids=ENTITIES)
def test_xml_that_grows_or_lies_elsewhere_is_not_read(text: bytes):
    with pytest.raises(Refused) as refused:
        Text(text, "rdf").file("data", "")
    assert "entities" in refused.value.detail


def test_a_check_that_takes_too_long_is_stopped():
    endless = MISSING.replace("sh:path :title ; sh:minCount 1", "sh:path :name ; sh:pattern '^(a+)+$'")
    with pytest.raises(TimedOut) as stopped:
        Inspector(2.5, AMPLE).inspect(submission(shapes=endless))
    assert "2.5 s" in stopped.value.detail


def test_a_check_that_takes_too_much_memory_is_stopped():
    large = E + " ".join(f":city-{number} a :City ; :name '{number}' ." for number in range(30_000))
    with pytest.raises(OutOfMemory):
        Inspector(60, 50 << 20).inspect(submission(large))


@pytest.mark.thorough
@pytest.mark.parametrize(("alone", "wrong"), [(False, False), (True, True)])
def test_what_data_refers_to_is_looked_up_unless_it_stands_alone(alone: bool, wrong: bool):
    data = """@base <https://w3id.org/partnercities/id/> . @prefix pc: <https://w3id.org/partnercities/def#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <programme/example> a pc:Programme ; skos:prefLabel "Example"@en , "Пример"@bg ; pc:fund <fund/erdf> .""".encode()
    report = confined._check(Submission(Text(data), alone=alone))
    assert (report.count("Violation") > 0) is wrong


def test_an_error_of_syntax_names_its_line_across_the_processes():
    with pytest.raises(BadData) as refused:
        Inspector(60, AMPLE).inspect(submission(E + "\n:a a :City ;\n  :b c:d ."))
    assert refused.value.place
    assert refused.value.place.line == 3


def test_entities_that_only_shorten_are_read():
    data = """<!DOCTYPE rdf:RDF [<!ENTITY e "http://e.example/">]>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://e.example/">
    <City rdf:about="&e;a"/></rdf:RDF>"""
    report = confined._check(submission(data, suffix="rdf"))
    assert [finding.about for finding in report.findings] == ["http://e.example/a"]


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
        inspecting.confined(Submission(Text(b"")), 10, AMPLE)


def test_behind_closed_doors_nothing_outside_is_reached(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    deeds = (
        f"open('{secret}')",
        f"open('{tmp_path}/new', 'w')",
        "open(json.__file__, 'a')",
        "socket.create_connection(('127.0.0.1', PORT))",
        "urllib.request.urlopen('http://127.0.0.1:PORT/')",
        "subprocess.run(['true'])",
        "os.system('true')",
        f"os.remove('{secret}')",
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        lines = [f"try:\n    {deed}\nexcept Refused:\n    print('refused')" for deed in deeds]
        done = alone("\n".join(lines).replace("PORT", port), tmp_path)
    assert done.stdout.splitlines() == ["refused"] * len(deeds), done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_what_we_consist_of_can_still_be_read(tmp_path: Path):
    done = alone("import colorsys\nprint(len((content.folder('shapes') / 'shapes.ttl').read_text()) > 100)", tmp_path)
    assert done.stdout == "True\n", done.stderr


def alone(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A program behind closed doors, run in a folder that is none of ours."""
    begin = (
        "import json, os, socket, subprocess, urllib.request\n"
        "from partnercities import content\n"
        "from partnercities.desk.confined import close_doors\n"
        "from partnercities.problems import Refused\n"
        "close_doors()\n"
    )
    words = [sys.executable, "-P", "-c", begin + program]
    return subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False)
