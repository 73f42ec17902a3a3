"""The line that is shown, the mark in it, and the carets below."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.desk.reports.excerpts import excerpt
from partnercities.problems import Place


class Lines:
    """Sources with one line."""

    def __init__(self, line: str) -> None:
        self.line = line

    def complete(self, findings):
        return findings

    def cause(self, alike, amount):
        return None

    def lines(self, source: str, first: int, last: int):
        return [self.line] if first == 1 else []


def test_what_is_not_at_hand_has_no_excerpt():
    assert excerpt(None, Lines("x")) is None
    assert excerpt(Place(2, 1, "x"), Lines("x")) is None


def test_what_goes_on_in_the_next_line_is_marked_to_the_end():
    found = excerpt(Place(1, 3, "", 2, 4), Lines("ab cd"))
    assert found
    assert found.parts == ("ab", " cd", "")


def test_without_an_end_one_character_is_marked():
    found = excerpt(Place(1, 2), Lines("abc"))
    assert found
    assert found.parts == ("a", "b", "c")


@pytest.mark.parametrize("column", [1, 70, 5_000, 9_990])
def test_of_a_long_line_the_part_around_the_mark_is_shown(column: int):
    line = "x" * (column - 1) + "HERE" + "x" * (10_000 - column)
    found = excerpt(Place(1, column, "", 1, column + 4), Lines(line))
    assert found
    assert found.parts[1] == "HERE"
    assert len(found.line) <= 140


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400), st.integers(-5, 500), st.integers(0, 500))
def test_any_place_in_any_line_has_carets_below_what_is_marked(line: str, column: int, length: int):
    found = excerpt(Place(1, column, "", 1, column + length), Lines(line))
    assert found
    before, meant, after = found.parts
    assert before + meant + after == found.line
    assert set(found.caret.lstrip(" \t")) == {"^"}


def test_carets_stand_below_wide_and_combining_characters():
    line = unicodedata.normalize("NFD", "é") + "東\tx"
    found = excerpt(Place(1, 5, "", 1, 6), Lines(line))
    assert found
    assert found.caret == "   \t^"
