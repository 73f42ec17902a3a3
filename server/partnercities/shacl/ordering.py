"""Which of two literals comes first, as `<` of SPARQL says: numbers, texts, truths, dates, times and durations.

Times with and without a zone are compared as XML Schema does: only where the answer is the same in every zone.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from partnercities.shacl.literals import INTEGERS, checker, days_before
from partnercities.shacl.terms import XSD, Term

_DAY = 86_400
_WIDEST_ZONE = 14 * 3_600
# Python refuses to read whole numbers of more digits from a text; nobody's calendar needs them.
_MOST_DIGITS = 4_000
_RANKS = {**dict.fromkeys(INTEGERS, 0), "decimal": 0, "float": 1, "double": 2}


@dataclass(frozen=True, slots=True)
class Value:
    """What a literal stands for, to be compared with values of the same kind."""

    kind: str
    amount: Any
    detail: Any = None
    """Of numbers the rank of their type; of times whether they have a zone."""


def value_of(term: Term | None) -> Value | None:
    """What a literal stands for; None for what has no order, and for what is ill-formed."""
    if not isinstance(term, ox.Literal):
        return None
    datatype = term.datatype.value
    read = _READERS.get(datatype)
    if read is None:
        return None
    check = checker(term.datatype)
    return read(term.value) if check is None or check(term.value) else None


def compare(one: Value | None, other: Value | None) -> int | None:
    """Below zero if the first is less, zero if they are equal, above zero if it is greater; None where nobody can say."""
    if one is None or other is None or one.kind != other.kind:
        return None
    return _COMPARED.get(one.kind, _plainly)(one, other)


def _plainly(one: Value, other: Value) -> int | None:
    return _sign(one.amount, other.amount)


def _sign(one: Any, other: Any) -> int | None:  # noqa: ANN401 - whatever can be ordered
    # Not a number is neither less, nor equal, nor greater.
    return -1 if one < other else 1 if one > other else 0 if one == other else None


def _numbers(one: Value, other: Value) -> int | None:
    """Numbers of two types are compared in the wider one, as operators of SPARQL do."""
    widen = _WIDENED[max(one.detail, other.detail)]
    return _sign(widen(one.amount), widen(other.amount))


def _single(number: Decimal | float) -> float:
    try:
        return float(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


_WIDENED: tuple[Callable[[Any], Any], ...] = (lambda number: number, _single, float)


def _times(one: Value, other: Value) -> int | None:
    if one.detail == other.detail:
        return _sign(one.amount, other.amount)
    apart = one.amount - other.amount
    return None if abs(apart) <= _WIDEST_ZONE else _sign(apart, 0)


def _durations(one: Value, other: Value) -> int | None:
    """Durations are compared from four dates that months of all lengths follow (XML Schema, section 3.3.6.2)."""
    signs = {_sign(_after(start, one), _after(start, other)) for start in _STARTS}
    return signs.pop() if len(signs) == 1 else None


_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


def _after(start: tuple[int, int], duration: Value) -> Decimal:
    years, month = divmod(start[0] * 12 + start[1] - 1 + duration.amount, 12)
    seconds: Decimal = duration.detail
    return _days(years, month + 1, 1) * _DAY + seconds


_COMPARED: dict[str, Callable[[Value, Value], int | None]] = {"number": _numbers, "duration": _durations}


def _number(rank: int) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        number = Decimal(text) if rank == 0 else float(text.replace("INF", "inf"))
        return Value("number", _single(number) if rank == 1 else number, rank)

    return read


_MOMENT = re.compile(
    r"(?:(?P<year>-?[0-9]{4,})|-)?(?:-(?P<month>[0-9]{2}|(?=-)))?(?:-(?P<day>[0-9]{2}))?"
    r"(?:T?(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9.]+))?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)


def _moment(kind: str) -> Callable[[str], Value | None]:
    """Dates and times as seconds; what is not said is as in 1972, a leap year (XML Schema, section E.3.3)."""

    def read(text: str) -> Value | None:
        match = _MOMENT.fullmatch(text)
        if match is None or len(text) > _MOST_DIGITS:
            return None
        part = {name: given for name, given in match.groupdict().items() if given}
        year, month, day = int(part.get("year", 1972)), int(part.get("month", 1)), int(part.get("day", 1))
        seconds = Decimal(part.get("second", 0)) + 60 * (60 * int(part.get("hour", 0)) + int(part.get("minute", 0)))
        zone = part.get("zone")
        return Value(kind, _days(year, month, day) * _DAY + seconds - _offset(zone), zone is not None)

    return read


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return minutes * (-60 if zone[0] == "-" else 60)


def _days(year: int, month: int, day: int) -> int:
    """The number of a day, counted from a day long ago in the calendar that has always been as it is now."""
    before = year - 1
    leap = before // 4 - before // 100 + before // 400
    return before * 365 + leap + days_before(year, month) + day


_DURATION = re.compile(
    r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?)?"
)


def _duration(text: str) -> Value | None:
    match = _DURATION.fullmatch(text)
    if match is None or len(text) > _MOST_DIGITS:
        return None
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes = (int(match[place] or 0) for place in range(2, 7))
    seconds = ((days * 24 + hours) * 60 + minutes) * 60 + Decimal(match[7] or 0)
    return Value("duration", sign * (years * 12 + months), sign * seconds)


_MOMENTS = ("dateTime", "date", "time", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay")
_COMPARED |= dict.fromkeys(_MOMENTS, _times)
_READERS: dict[str, Callable[[str], Value | None]] = {
    XSD + name: read
    for name, read in {
        **{name: _number(rank) for name, rank in _RANKS.items()},
        **{name: _moment(name) for name in _MOMENTS},
        **dict.fromkeys(("duration", "dayTimeDuration", "yearMonthDuration"), _duration),
        "dateTimeStamp": _moment("dateTime"),
        "string": lambda text: Value("string", text),
        "boolean": lambda text: Value("boolean", text in ("true", "1")),
    }.items()
}
