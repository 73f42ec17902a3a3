"""Dates that people write in ways of their own, and days that do not exist."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

_NAMES = """january february march april may june july august september october november december
    януари февруари март април май юни юли август септември октомври ноември декември"""
_MONTHS = {name: number % 12 + 1 for number, name in enumerate(_NAMES.split())}
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})(?: ?г\.?)?")
_NAMED = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th)? ([^\W\d]+),? (\d{4})(?: ?г\.?)?")
_NAMED_FIRST = re.compile(r"([^\W\d]+) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[-./ ](\d{1,2})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2}|[^\W\d]+)[-./ ](\d{4})(?: ?г\.?)?")
_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")


def days(text: str) -> list[str]:
    """The days that a text may mean, as XML Schema writes them; more than one where it does not say which number is what."""
    return list(dict.fromkeys(day.isoformat() for day in _read(" ".join(text.split()))))


def months(text: str) -> list[str]:
    """The month that a text may mean, as XML Schema writes it; none where a day is given too."""
    text = " ".join(text.split())
    if found := _YEAR_AND_MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]))
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _months(int(found[2]), int(found[1]) if found[1].isdecimal() else _month(found[1]))
    return []


def _months(year: int, month: int) -> list[str]:
    return [f"{year:04}-{month:02}"] if 1 <= month <= 12 else []


def missing_day(text: str) -> tuple[int, int, int, int] | None:
    """Year, month and day of a day that does not exist, and how many days the month has; None if it is no such day."""
    found = _YEAR_FIRST.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = map(int, found.groups())
    last = monthrange(year, month)[1] if year and 1 <= month <= 12 else 31
    return (year, month, day, last) if 1 <= month <= 12 and last < day <= 31 else None


def _read(text: str) -> Iterator[date]:
    timed = _WITH_TIME.fullmatch(text)
    if timed:
        text = timed[1]
    if found := _YEAR_FIRST.fullmatch(text):
        year, second, third = map(int, found.groups())
        yield from _day(year, second, third) or _day(year, third, second)
    elif found := _YEAR_LAST.fullmatch(text):
        first, second, year = map(int, found.groups())
        # With points the day comes first; with other signs, some put the month there.
        yield from _day(year, second, first)
        if "." not in text or second > 12:
            yield from _day(year, first, second)
    elif found := _NAMED.fullmatch(text):
        yield from _day(int(found[3]), _month(found[2]), int(found[1]))
    elif found := _NAMED_FIRST.fullmatch(text):
        yield from _day(int(found[3]), _month(found[1]), int(found[2]))


def _month(name: str) -> int:
    """The month of a name or of its first three letters or more; 0 for none."""
    word = name.casefold()
    return next((number for known, number in _MONTHS.items() if len(word) > 2 and known.startswith(word)), 0)


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []
