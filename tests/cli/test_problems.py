"""Bad input: a clear message, the exit code of the contract, and no traceback."""

import io

import pytest


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["query", "citys-across-networks"], 2, "Did you mean cities-across-networks?"),
        (["query", "nothing/here.rq"], 3, "cannot be read"),
        (["query", "active-on", "--param", "day=soon"], 2, "a day, such as"),
        (["query", "active-on", "--param", "day"], 2, "K=V"),
        (["query", "active-on", "--param", "dai=2010-01-01"], 2, "Did you mean day?"),
        (["query", "-e", "SELECT ?x {"], 4, "1:11: This { is never closed."),
        (["query", "-e", "ASK {}", "--param", "x=1"], 2, "stored queries"),
        (["query", "-e", "ASK {}", "-f", "parquet"], 2, "There are: json"),
        (["query", "project-profile", "-f", "csv"], 2, "turtle"),
        (["query", "-e", "ASK " + "{" * 999 + "}" * 999], 6, "nests brackets"),
        (["query", "-e", "ASK { SERVICE <http://e.example/> {} }"], 2, "SERVICE is closed"),
        (["query", "-e", "ASK {}", "--endpoint", "http://127.0.0.1:9/sparql"], 7, "127.0.0.1:9"),
        (["query", "-e", "ASK {}", "--endpoint", "somewhere"], 2, "http://"),
        (["recur", "--by", "fund", "--projects-only"], 2, "means nothing"),
        (["recur", "--country", "Poland"], 2, "two letters"),
        (["queries", "-f", "yaml"], 2, "There are: table, csv, json"),
        (["validate", "nothing.ttl"], 3, "nothing.ttl cannot be read"),
        (["validate", "README.md"], 3, "suffix"),
        (["evidence"], 2, "--documents"),
        (["evidence", "city/bg/atlantis"], 2, "There is no"),
        (["evidence", "--documents", "nowhere"], 3, "is no folder"),
        (["dump", "-f", "csv"], 2, "invalid choice"),
        (["fly"], 2, "invalid choice"),
    ],
)
def test_a_wrong_call_ends_with_its_code_and_says_why(command, words, code, said):
    outcome = command(*words)
    assert outcome.code == code
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == ""


def test_broken_data_is_told_with_file_line_and_column(command, tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("<s:s> <p:p> 1 .\n<s:s> <p:p> ;;; .\n<s:s> nonsense", encoding="utf-8")
    outcome = command("validate", str(path))
    assert outcome.code == 3
    assert f"{path}:2:" in outcome.err or f"{path}:3:" in outcome.err


def test_ill_formed_shapes_end_with_4(command, tmp_path, root):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <s:S> a sh:NodeShape ; sh:targetClass <c:C> ; sh:property <s:P> ."
        "<s:P> sh:minCount 'many' .",
        encoding="utf-8",
    )
    data = root / "shapes/examples/valid/City.ttl"
    assert command("validate", str(data), "--shapes", str(shapes)).code == 4


def test_when_nothing_is_checked_that_is_said_and_ends_with_5(command, tmp_path):
    path = tmp_path / "other.ttl"
    path.write_text("<s:s> a <c:Unknown> .", encoding="utf-8")
    outcome = command("validate", str(path))
    assert outcome.code == 5
    assert "nothing was checked" in outcome.err


def test_empty_shapes_check_nothing(command, tmp_path):
    empty = tmp_path / "empty.ttl"
    empty.write_text("", encoding="utf-8")
    assert command("validate", "--shapes", str(empty)).code == 5


def test_turtle_on_standard_input_is_checked(command, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(
            b"<https://w3id.org/partnercities/id/city/bg/x> a <https://w3id.org/partnercities/def#City> ."
        )

    monkeypatch.setattr("sys.stdin", Stdin)
    outcome = command("validate", "-")
    assert outcome.code == 1
    assert "city/bg/x" in outcome.out


def test_a_wrong_setting_is_told(command, monkeypatch):
    monkeypatch.setenv("PARTNERCITIES_PORT", "eighty")
    outcome = command("recur")
    assert outcome.code == 2
    assert "PARTNERCITIES_PORT" in outcome.err


def test_a_fault_of_ours_is_one_line(command, monkeypatch):
    monkeypatch.setattr("partnercities.cli.recur.open_desk", lambda _: 1 / 0)
    outcome = command("recur")
    assert outcome.code == 70
    assert "an error of ours" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_blank_node_of_a_file_is_one_node_beside_its_context(command, tmp_path):
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text("<e:a> a <e:T> ; <e:p> [ <e:q> 1 ] .", encoding="utf-8")
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <e:S> a sh:NodeShape ; sh:targetClass <e:T> ; sh:property <e:P> ."
        "<e:P> a sh:PropertyShape ; sh:path <e:p> ; sh:minCount 1 ; sh:maxCount 1 .",
        encoding="utf-8",
    )
    assert command("validate", str(data), "--shapes", str(shapes)).code == 0


def test_a_text_that_is_not_closed_is_shown_with_its_line_and_how_to_close_it(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "broken.ttl"
    path.write_text('<s:s> <p:p> "Café@fr ;\n    <p:q> "x" .\n', encoding="utf-8")
    told = command("validate", str(path)).err.splitlines()
    assert told == [
        "partnercities: broken.ttl:1:13: The text in quotes that opens here is not closed.",
        "  |",
        '1 | <s:s> <p:p> "Café@fr ;',
        "  |             ^^^^^",
        '  Close it: "Café"@fr',
    ]


def test_every_flaw_of_shapes_is_told_with_its_place(command, tmp_path):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<s:S> a sh:NodeShape ; sh:targetClass <c:C> ;\n"
        "  sh:minCout 1 ;\n  sh:property [ sh:path <p:p> ; sh:maxCount 'many' ] .",
        encoding="utf-8",
    )
    outcome = command("validate", "--shapes", str(shapes))
    assert outcome.code == 4
    assert f"{shapes}:3:14: sh:minCout is no word of SHACL" in outcome.err
    assert "3 |   sh:minCout 1 ;" in outcome.err
    assert f"{shapes}:4:45: " in outcome.err
