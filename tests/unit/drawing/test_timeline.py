"""Time runs from left to right, and what is not known is said."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.drawing import Bar, draw_phases, draw_timeline
from partnercities.drawing.timeline import Piece

days = st.dates(date(1950, 1, 1), date(2060, 12, 31))
bounds = (
    st.tuples(days, days).map(sorted) | st.tuples(st.none() | days, st.none()) | st.tuples(st.none(), st.none() | days)
)
bars = st.lists(
    st.builds(
        lambda name, bound, group: Bar(name, "", bound[0], bound[1], "", group),
        st.text("abc", min_size=1),
        bounds,
        st.sampled_from(["", "x", "y"]),
    ),
    max_size=20,
)


def bar(start: str, end: str, name: str = "a", group: str = "") -> Bar:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Bar(name, "", first, last, "", group)


def pieces(*given: Bar) -> list[Piece]:
    return [piece for _, row in draw_timeline(given).groups for piece in row]


@given(bars)
def test_every_bar_is_drawn_inside_or_named_as_undated(given: list[Bar]):
    drawn = draw_timeline(given)
    rows = [piece for _, row in drawn.groups for piece in row]
    assert sorted([piece.bar for piece in rows] + [*drawn.undated], key=repr) == sorted(given, key=repr)
    assert all(0 <= piece.begin <= piece.left < piece.right <= piece.end <= 100 for piece in rows)


@given(bars)
def test_years_stand_in_order_and_are_few(given: list[Bar]):
    ticks = draw_timeline(given).ticks
    assert len(ticks) <= 9
    assert [tick.at for tick in ticks] == sorted({tick.at for tick in ticks})
    assert len({after.year - before.year for before, after in pairwise(ticks)}) <= 1


@given(bars)
def test_phases_on_one_line_do_not_overlap(given: list[Bar]):
    drawn = draw_phases(given)
    assert drawn.bars == tuple(given)
    assert sum(map(len, drawn.lines)) == sum(bar.dated for bar in given)
    assert all(one.end <= other.begin for line in drawn.lines for one, other in pairwise(line))


def test_a_bar_lies_between_its_dates():
    (piece,) = pieces(bar("2010-07-02", "2012-07-01"))
    assert piece.left == pytest.approx(16.6, abs=0.2)
    assert piece.right == pytest.approx(83.2, abs=0.2)
    assert (piece.tail_before, piece.tail_after) == (0, 0)


def test_a_bound_that_is_not_known_is_a_tail():
    early, late, _ = pieces(bar("2010-01-01", ""), bar("", "2015-01-01"), bar("2008-01-01", "2020-01-01", group="z"))
    assert (early.tail_before, early.tail_after > 0) == (0, True)
    assert (late.tail_before > 0, late.tail_after) == (True, 0)


def test_one_day_is_seen():
    assert pieces(bar("2010-12-31", "2010-12-31"), bar("1990-01-01", "1990-01-02"))[1].width > 0.5


def test_groups_come_as_they_first_come_and_bars_by_their_start():
    drawn = draw_timeline(
        [
            bar("2012-01-01", "2013-01-01", "late", "b"),
            bar("2011-01-01", "2012-01-01", "a", "a"),
            bar("2010-01-01", "2012-01-01", "early", "b"),
            bar("2014-01-01", "2015-01-01", "alone"),
        ]
    )
    assert [(group, [piece.bar.name for piece in row]) for group, row in drawn.groups] == [
        ("", ["alone"]),
        ("b", ["early", "late"]),
        ("a", ["a"]),
    ]


def test_nothing_dated_has_no_axis():
    drawn = draw_timeline([bar("", "")])
    assert (drawn.ticks, drawn.groups, len(drawn.undated)) == ((), (), 1)


def test_phases_that_follow_stand_on_one_line_and_sources_that_disagree_on_two():
    follow = [bar("2008-01-01", "2009-01-01"), bar("2009-01-01", "2010-01-01")]
    assert len(draw_phases(follow).lines) == 1
    assert len(draw_phases([*follow, bar("2008-06-01", "2009-06-01")]).lines) == 2


def test_a_mark_is_written_where_it_fits():
    long, short = pieces(bar("2001-01-01", "2010-01-01"), bar("2010-02-01", "2010-02-02"))
    assert (long.roomy, short.roomy) == (True, False)
