"""What a terminal shows of a spot: its line, and carets under what is meant."""

import pytest

from partnercities.sources.positions import Spot, excerpt, pointed

TEXT = "one\r\n\ttwo \U0001f600 x\nград 日本 e\u0301 y\r\x1b[31mred\u202e".encode()


def test_lines_have_numbers_and_no_ends():
    assert excerpt(TEXT, Spot(2, 1, 2, 2)) == [(2, "\ttwo \U0001f600 x")]
    assert [number for number, _ in excerpt(TEXT, Spot(1, 1, 1, 2), around=2)] == [1, 2, 3]


def test_nothing_in_a_line_steers_the_terminal():
    assert excerpt(TEXT, Spot(4, 1, 4, 2)) == [(4, "\ufffd[31mred\ufffd")]


@pytest.mark.parametrize(
    ("spot", "caret"),
    [
        (Spot(1, 1, 1, 4), "^^^"),
        (Spot(2, 2, 2, 5), "\t^^^"),
        (Spot(2, 8, 2, 9), "\t       ^"),
        (Spot(3, 6, 3, 8), "     ^^^^"),
        (Spot(3, 9, 3, 11), "          ^"),
        (Spot(3, 12, 3, 13), "            ^"),
        (Spot(2, 2, 3, 3), "\t^^^^^^^^"),
        (Spot(1, 4, 1, 4), "   ^"),
    ],
)
def test_carets_are_under_what_is_meant(spot, caret):
    assert pointed(TEXT, spot)[1] == caret


def test_of_a_long_line_the_part_around_is_shown():
    text = ("x" * 500 + "value" + "y" * 500).encode()
    line, caret = pointed(text, Spot(1, 501, 1, 506), width=60)
    assert len(line) == 60
    assert line[caret.index("^") : len(caret)] == "value"
    assert line[0] == line[-1] == "…"


def test_a_long_value_is_cut_at_the_edge():
    line, caret = pointed(b"x" * 500, Spot(1, 1, 1, 501), width=60)
    assert len(line) == len(caret) == 60
