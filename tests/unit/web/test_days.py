"""Dates in words: as precise as they are written, in both languages, and never with more than is known."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from partnercities.store import Term
from partnercities.web.site.days import length, stretch, written, years


@pytest.fixture(params=["en", "bg"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with Flask(__name__).test_request_context(f"/?lang={request.param}"):
        yield request.param


def term(value: str | None) -> Term | None:
    return Term("literal", value) if value else None


@pytest.mark.parametrize(
    ("value", "en", "bg"),
    [
        ("2023-03-01", "1 March 2023", "1 март 2023 г."),
        ("2008-07", "July 2008", "юли 2008 г."),
        ("2013", "2013", "2013 г."),
        ("--01-24", "24 January (no year given)", "24 януари (без година)"),
        ("--05", "May (no year given)", "май (без година)"),
        ("<soon>", "&lt;soon&gt;", "&lt;soon&gt;"),
        ("2023-99-01", "2023-99-01", "2023-99-01"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_written(language: str, value: str, en: str, bg: str):
    assert written(term(value)) == {"en": en, "bg": bg}[language]


def test_no_date_is_nothing(language: str):
    assert written(None) == ""
    assert stretch(None, None) == ""
    assert years(None, None) == ""
    assert length(None) == ""


@pytest.mark.parametrize(
    ("start", "end", "en", "bg"),
    [
        ("2008-07", "2011-07", "July 2008 – July 2011", "юли 2008 г. – юли 2011 г."),
        ("2010", None, "since 2010", "от 2010 г."),
        (None, "2027-05", "until May 2027", "до май 2027 г."),
    ],
)
def test_a_bound_that_is_not_known_is_not_invented(language: str, start: str | None, end: str | None, en: str, bg: str):
    assert stretch(term(start), term(end)) == {"en": en, "bg": bg}[language]


@pytest.mark.parametrize(
    ("first", "last", "en", "bg"),
    [
        (date(2008, 7, 1), date(2011, 7, 31), "2008–2011", "2008–2011"),
        (date(2010, 1, 1), date(2010, 12, 31), "2010", "2010"),
        (date(2010, 1, 1), None, "since 2010", "от 2010"),
        (None, date(2010, 1, 1), "until 2010", "до 2010"),
    ],
)
def test_years_are_enough_on_a_timeline(language: str, first: date | None, last: date | None, en: str, bg: str):
    assert years(first, last) == {"en": en, "bg": bg}[language]


@pytest.mark.parametrize(
    ("value", "en", "bg"),
    [
        ("P3Y", "3 years", "3 години"),
        ("P1Y", "1 year", "1 година"),
        ("P36M", "36 months", "36 месеца"),
        ("P10D", "10 days", "10 дни"),
        ("P1Y6M", "P1Y6M", "P1Y6M"),
    ],
)
def test_a_length_is_said_in_its_own_unit(language: str, value: str, en: str, bg: str):
    assert length(term(value)) == {"en": en, "bg": bg}[language]
