"""What each command says when all is well."""

import csv
import io
import json

import pytest
import rdflib


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_recur_in_a_pipe_is_csv(command):
    outcome = command("recur")
    assert outcome.code == 0
    found = rows(outcome.out)
    assert len(found) == 58
    assert (found[0]["name"], found[0]["networks"]) == ("Sofia", "3")


# The figures are counted from the table apart from the graph in tests/knowledge/test_questions.py.
@pytest.mark.parametrize(
    ("words", "number", "first"),
    [
        ([], 58, "Sofia"),
        (["--by", "project"], 86, "Sofia"),
        (["--by", "programme"], 48, "Sofia"),
        (["--by", "fund"], 39, "Sofia"),
        (["--min", "3"], 2, "Sofia"),
        (["--by", "project", "--min", "5", "--country", "pl"], 2, "Gdańsk"),
        (["--exclude", "network/urbact"], 2, "Sofia"),
        (["--projects-only"], 44, "Sofia"),
        (["--from", "2014-01-01", "--to", "2020-12-31"], 17, "Sofia"),
        (["--lang", "bg"], 58, "София"),
    ],
)
def test_recur_takes_what_a_researcher_wants(command, words, number, first):
    found = rows(command("recur", *words).out)
    assert (len(found), found[0]["name"]) == (number, first)


def test_a_table_shows_keys_and_counts_rows_beside(command):
    outcome = command("recur", "--min", "3", "--projects-only", "-f", "table")
    assert outcome.out.splitlines()[2].startswith("city/bg/sofia  Sofia  BG")
    assert outcome.err == "1 row\n"


def test_query_by_name_by_file_and_by_text(command, tmp_path, root):
    by_name = command("query", "active-on", "--param", "day=2012-06-01")
    by_file = command("query", str(root / "queries" / "active-on.rq"), "--param", "day=2012-06-01")
    assert by_name.out == by_file.out
    assert "project/nlao" in by_name.out
    bare = tmp_path / "mine.rq"
    bare.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert command("query", str(bare)).out == "true\n"
    assert command("query", "-e", "ASK { ?s ?p ?o }", "-f", "json").out == '{"head":{},"boolean":true}\n'


def test_query_reads_standard_input(command, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT (1 AS ?one) {}"))
    assert command("query", "-").out.split() == ["one", "1"]


@pytest.mark.parametrize(
    ("format", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")]
)
def test_graphs_come_in_formats_that_rdflib_reads(command, format, parser):
    outcome = command("query", "project-profile", "--param", "project=project/nlao", "-f", format)
    assert len(rdflib.Graph().parse(data=outcome.out, format=parser)) > 100


def test_queries_lists_all_with_parameters(command, root):
    listed = json.loads(command("queries", "-f", "json").out)
    assert [entry["id"] for entry in listed] == sorted(path.stem for path in (root / "queries").glob("*.rq"))
    assert "Двойки" in command("queries", "--lang", "bg").out
    assert "pairs-of-cities" in command("queries", "-f", "table").out


def test_dump_holds_all_graphs_and_no_blank_node(command, dataset):
    quads = command("dump").out.splitlines()
    assert len(quads) == sum(dataset.graphs.values())
    assert not any(line.startswith("_:") or " _:" in line.split('"')[0] for line in quads)
    assert len(rdflib.Graph().parse(data=command("dump", "-f", "turtle").out, format="turtle")) == dataset.triples


def test_evidence_of_a_city_is_that_of_its_participations(command):
    outcome = command("evidence", "city/fr/vaulx-en-velin")
    assert outcome.out.splitlines() == [
        "participation/conet/vaulx-en-velin",
        "  stated in source/conet-page, characters 1708 to 1737",
        "participation/conet/vaulx-en-velin",
        "  outside in source/urbact-eu-networks-conet",
    ]


def test_help_answers_for_every_command(command):
    for name in ("serve", "recur", "query", "queries", "validate", "evidence", "dump"):
        outcome = command(name, "--help")
        assert (outcome.code, name in outcome.out) == (0, True)
