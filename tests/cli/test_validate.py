"""`partnercities validate`: what is checked, how it is told, and how it ends."""

import json
from pathlib import Path

import pytest
import rdflib

from partnercities.desk.baseline import HEAD

WRONG = "shapes/examples/invalid/Participation-role.ttl"
CITY = "<https://w3id.org/partnercities/id/city/bg/x> a <https://w3id.org/partnercities/def#City> ."
SHAPES = """@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:S a sh:NodeShape ; sh:targetClass :City ; sh:property :N . :Other a sh:NodeShape ; sh:targetClass :Village .
:N a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:severity sh:SEVERITY ; sh:message "No name."@en , "Без име."@bg ."""


@pytest.fixture
def small(tmp_path: Path):
    """Runs a check of small data against small shapes: one thing without a name for each one given."""

    def words(*names: str, severity: str = "Violation") -> list[str]:
        shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
        shapes.write_text(SHAPES.replace("SEVERITY", severity), encoding="utf-8")
        lines = [f"<http://e.example/{name}> a <http://e.example/City> ." for name in names]
        data.write_text("\n".join(lines), encoding="utf-8")
        return ["validate", str(data), "--alone", "--shapes", str(shapes)]

    return words


def test_without_files_what_is_shipped_is_checked(command):
    outcome = command("validate", "-v")
    assert outcome.code == 0
    assert outcome.err.startswith("0 violations, ")
    assert "  Participation" in outcome.err
    assert "more like this" in outcome.out


def test_a_file_is_reported_on_and_nothing_else(command, root):
    outcome = command("validate", str(root / WRONG), "-f", "json")
    report = json.loads(outcome.out)
    assert outcome.code == 1
    assert "https://w3id.org/partnercities/shapes#Participation-role" in {item["shape"] for item in report["findings"]}
    assert not any("conet" in item["about"] for item in report["findings"])
    assert report["files"] == [str((root / WRONG).relative_to(Path.cwd()))]


def test_the_report_of_the_standard_has_the_same_findings(command, root):
    words = ("validate", str(root / WRONG), "--alone", "-f")
    graph = rdflib.Graph().parse(data=command(*words, "turtle").out, format="turtle")
    sh = rdflib.namespace.SH
    findings = json.loads(command(*words, "json").out)["findings"]
    assert findings
    assert len(list(graph.subjects(rdflib.RDF.type, sh.ValidationResult))) == len(findings)
    assert [str(value) for value in graph.objects(None, sh.conforms)] == ["false"]


@pytest.mark.parametrize(("language", "words"), [("en", "No name."), ("bg", "Без име.")])
def test_both_languages_are_spoken(command, small, language: str, words: str):
    outcome = command(*small("a"), "--lang", language)
    assert words in outcome.out
    assert ("1 нарушение" in outcome.err) is (language == "bg")


@pytest.mark.parametrize(
    ("severity", "threshold", "code"),
    [
        ("Violation", "violation", 1),
        ("Warning", "violation", 0),
        ("Warning", "warning", 1),
        ("Info", "warning", 0),
        ("Info", "info", 1),
    ],
)
def test_fail_on_decides_the_exit_code(command, small, severity: str, threshold: str, code: int):
    assert command(*small("a", severity=severity), "--fail-on", threshold).code == code


def test_findings_go_to_standard_output_and_talk_to_standard_error(command, small):
    outcome = command(*small("a", "b"))
    assert outcome.out.count("violation") == 2
    assert outcome.err.startswith("2 violations, 0 warnings, 0 notes in 1 file, 2 triples; ")
    assert "1 shape matched nothing: http://e.example/Other" in outcome.err


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("text", "violation"),
        ("json", '"version": 1'),
        ("sarif", '"2.1.0"'),
        ("html", "<!doctype html>"),
        ("github", "::error "),
        ("csv", "severity,component,"),
        ("turtle", "sh:ValidationReport"),
        ("ntriples", "#ValidationReport"),
        ("jsonld", "ValidationReport"),
        ("rdfxml", "ValidationReport"),
    ],
)
def test_every_form_is_told_or_written_to_a_file(command, small, tmp_path: Path, form: str, words: str):
    told = command(*small("a"), "-f", form)
    assert (told.code, words in told.out) == (1, True)
    assert (told.err == "") is (form != "text")
    written = command(*small("a"), "-f", form, "-o", str(tmp_path / "report"))
    assert (written.code, written.out) == (1, "")
    assert words in (tmp_path / "report").read_text(encoding="utf-8")
    assert written.err.startswith("1 violation, ")


def test_a_report_that_cannot_be_written_is_told(command, small, tmp_path: Path):
    outcome = command(*small("a"), "-o", str(tmp_path / "nowhere" / "report"))
    assert (outcome.code, "cannot be written" in outcome.err) == (3, True)


def test_no_more_is_shown_than_asked_for(command, small):
    names = [f"c{number}" for number in range(30)]
    assert command(*small(*names)).out.count("violation") == 3
    assert command(*small(*names), "--max", "0").out.count("violation") == 30
    assert command(*small(*names[:9]), "--max", "2").out.count("violation") == 2
    assert command(*small("a"), "--max", "-1").code == 2


def test_what_a_baseline_knows_passes_and_what_is_new_fails(command, small, tmp_path: Path):
    known = str(tmp_path / "known")
    made = command(*small("a", "b"), "--write-baseline", known)
    assert (made.code, made.out) == (0, "")
    assert Path(known).read_text(encoding="utf-8").startswith(HEAD)
    same = command(*small("b", "a"), "--baseline", known)
    assert (same.code, same.out) == (0, "")
    assert "known from the baseline and not shown: 2" in same.err
    later = command(*small("a", "new"), "--baseline", known)
    assert later.code == 1
    assert later.out.count("violation") == 1
    assert "e.example/new" in later.out
    assert "mended since the baseline: 1;" in later.err


def test_a_baseline_that_is_not_there_is_told_before_anything_is_checked(command, small, tmp_path: Path):
    outcome = command(*small("a"), "--baseline", str(tmp_path / "none"))
    assert (outcome.code, outcome.out) == (3, "")
    assert "--write-baseline makes it" in outcome.err


def test_a_folder_is_all_files_below_it(command, tmp_path: Path):
    for name, text in {"a.ttl": CITY, "deep/b.nt": CITY.replace("/x>", "/y>").replace(" a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "), ".git/c.ttl": "broken", "notes.md": "no RDF"}.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    outcome = command("validate", str(tmp_path), "--alone", "-f", "json")
    assert {item["about"][-1] for item in json.loads(outcome.out)["findings"]} == {"x", "y"}


def test_a_folder_without_rdf_is_told(command, tmp_path: Path):
    outcome = command("validate", str(tmp_path))
    assert (outcome.code, "holds no file of RDF" in outcome.err) == (3, True)


@pytest.mark.parametrize(
    ("data", "shapes", "words"),
    [
        (
            CITY.replace("https://w3id.org/partnercities/def#City", "http://e.example/Town"),
            None,
            "No shape is about anything in the data",
        ),
        ("", None, "The data holds no triples"),
        (CITY, "", "No shape has a target"),
    ],
)
def test_when_nothing_is_checked_that_is_told_unless_it_is_allowed(command, tmp_path: Path, data, shapes, words):
    (tmp_path / "data.ttl").write_text(data, encoding="utf-8")
    line = ["validate", str(tmp_path / "data.ttl"), "--alone"]
    if shapes is not None:
        (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
        line += ["--shapes", str(tmp_path / "shapes.ttl")]
    outcome = command(*line)
    assert (outcome.code, outcome.out) == (5, "")
    assert words in outcome.err
    assert command(*line, "--allow-empty").code == 0


def test_colours_come_on_a_terminal_only_and_not_where_they_are_unwanted(command, small, monkeypatch):
    assert "\x1b" not in command(*small("a")).out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31mviolation" in command(*small("a")).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in command(*small("a")).out


@pytest.mark.parametrize("engine", ["own", "pyshacl"])
def test_a_finding_says_where_it_stands_and_shows_the_line(command, tmp_path: Path, engine: str):
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(
        SHAPES.replace("sh:minCount 1", "sh:maxLength 2").replace("SEVERITY", "Violation"), encoding="utf-8"
    )
    data.write_text('@prefix : <http://e.example/> .\n:a a :City ;\n  :name "ok" , "東京都" .\n', encoding="utf-8")
    outcome = command("validate", str(data), "--alone", "--shapes", str(shapes), "--engine", engine)
    assert outcome.out.startswith(
        f"{data}:3:16: violation[MaxLength] http://e.example/a http://e.example/name\n"
        '  No name.\n  |\n3 |   :name "ok" , "東京都" .\n  |                ^^^^^^^^\n  rule: http://e.example/N\n'
    )


@pytest.mark.parametrize(("words", "told"), [((), 2), (("--max", "3"), 3), (("--max", "0"), 4)])
def test_programs_get_so_many_findings_and_are_told_of_the_others(command, small, monkeypatch, words, told: int):
    monkeypatch.setattr("partnercities.cli.validate.MOST_RECORDS", 2)
    outcome = command(*small("a", "b", "c", "d"), "-f", "json", *words)
    report = json.loads(outcome.out)
    assert (len(report["findings"]), report["counts"]["Violation"]) == (told, 4)
    assert bool(report["notes"]) is (told < 4)
    assert ("4 violations" in outcome.err) is (told < 4)
