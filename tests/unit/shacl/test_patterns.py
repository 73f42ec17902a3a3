import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.shacl.patterns import fitting, readable


@pytest.mark.parametrize(
    ("pattern", "flags", "good", "bad"),
    [
        ("^B", "", ["Bob"], ["bob"]),
        ("^B", "i", ["bob"], ["abba"]),
        ("a.b", "", ["axb"], ["a\nb"]),
        ("a.b", "s", ["a\nb"], ["ab"]),
        ("^b$", "m", ["a\nb\nc"], ["ab"]),
        ("^b$", "", ["b"], ["b\n"]),
        ("a b", "x", ["ab"], ["a b"]),
        ("a.c", "q", ["a.c"], ["abc"]),
        (r"^\p{Lu}", "", ["Ябълка"], ["ябълка"]),
        (r'^"\\"$', "", ['"\\"'], ['"']),
        ("", "", ["", "a"], []),
    ],
)
def test_patterns_mean_what_they_mean_in_sparql(pattern: str, flags: str, good: list[str], bad: list[str]):
    assert fitting([*good, *bad], pattern, flags) == set(good)


@pytest.mark.parametrize(("pattern", "flags"), [("(", ""), ("[", ""), ("*", ""), ("a", "z"), (r"(a)\1", "")])
def test_what_cannot_be_read_is_no_pattern(pattern: str, flags: str):
    assert not readable(pattern, flags)


def test_time_grows_with_the_text_and_not_faster():
    start = time.process_time()
    assert fitting(["a" * 5_000 + "!"], "^(a+)+$") == set()
    assert time.process_time() - start < 2


@given(st.sets(st.text(max_size=8), max_size=5))
def test_texts_come_back_as_they_were(texts: set[str]):
    assert fitting(texts, "^") == texts


def test_more_texts_than_one_query_takes_are_all_looked_at():
    texts = [f"text {number}" for number in range(2_500)]
    assert fitting(texts, "5$") == {text for text in texts if text.endswith("5")}


def test_a_text_cannot_break_out_of_the_query():
    texts = ['" } }', "\\", "\n", "\x00", "\u2028"]
    assert fitting(texts, "^") == set(texts)
    assert ox.Literal("\x00").value == "\x00"
