"""Tables on a terminal: columns of equal width, and the format that `-f` means."""

import pytest

from partnercities.cli.output import chooser, is_table, lines, require
from partnercities.problems import UnknownFormat
from partnercities.protocol.formats import Kind


def test_rows_stand_in_columns_under_a_rule():
    assert list(lines([("city", "n"), ["София", "12"], ["Gijón", ""]])) == [
        "city   n",
        "─────  ──",
        "София  12",
        "Gijón",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a",)], ["a", "─"]),
        ([("a", "b")], ["a  b", "─  ─"]),
        ([("", ""), ("x", "")], ["", "─  ", "x"]),
        ([("wide",), ("x",)], ["wide", "────", "x"]),
        ([()], ["", ""]),
    ],
)
def test_small_tables_are_tables_too(rows: list[tuple[str, ...] | list[str]], expected: list[str]):
    assert list(lines(rows)) == expected


def test_no_line_ends_in_blanks_but_the_rule():
    written = list(lines([("a", "long name"), ("b", "c"), ("d", "")]))
    assert all(line == line.rstrip() for line in written)
    assert len(written) == 4


@pytest.mark.parametrize(
    ("wanted", "kind", "name"),
    [
        ("table", Kind.BINDINGS, "json"),
        ("table", Kind.GRAPH, "turtle"),
        ("table", Kind.BOOLEAN, "csv"),
        (None, Kind.BINDINGS, "csv"),
        (None, Kind.GRAPH, "turtle"),
        (None, Kind.BOOLEAN, "csv"),
        ("xml", Kind.BINDINGS, "xml"),
        ("json", Kind.GRAPH, "jsonld"),
        ("tsv", Kind.BOOLEAN, "tsv"),
    ],
)
def test_a_format_is_chosen_for_each_kind_of_answer_in_a_pipe(wanted: str | None, kind: Kind, name: str):
    assert chooser(wanted)(kind).name == name


def test_a_table_is_the_default_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch):
    assert not is_table(None)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert is_table(None)
    assert is_table("table")
    assert not is_table("csv")


@pytest.mark.parametrize("wanted", ["turtle", "csv"])
def test_a_format_that_does_not_fit_the_answer_is_unknown(wanted: str):
    kind = Kind.BINDINGS if wanted == "turtle" else Kind.GRAPH
    with pytest.raises(UnknownFormat):
        chooser(wanted)(kind)


def test_a_command_with_few_formats_names_them():
    require(None, "table", "csv")
    require("csv", "table", "csv")
    with pytest.raises(UnknownFormat) as caught:
        require("xml", "table", "csv")
    assert caught.value.hint == "There are: table, csv."
