"""Dates in other notations."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from partnercities.validation.hinting.dates import days, missing_day


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]))
def test_a_day_in_another_notation_is_found_again(day: date, notation: str):
    assert days(day.strftime(notation)) == [day.isoformat()]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_of_two_readings_one_is_the_right_one(day: date):
    assert day.isoformat() in days(day.strftime("%d/%m/%Y"))
    assert day.isoformat() in days(day.strftime("%m/%d/%Y"))


@given(st.text(max_size=30))
def test_any_text_is_read_to_an_end(text: str):
    assert all(date.fromisoformat(day) for day in days(text))
    missing_day(text)


def test_a_day_that_exists_is_not_missing():
    assert missing_day("2012-02-29") is None
    assert missing_day("2011-02-29") == (2011, 2, 29, 28)
    assert missing_day("2011-13-01") is None
