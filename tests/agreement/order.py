"""Which of two terms is less, as the operators of SPARQL have it (SPARQL 1.1, 17.3), with dates and times as engines do.

Written for itself, so that it may judge: Oxigraph does not compare booleans, and finds that NaN is at most NaN.
"""

import struct
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from rdflib import XSD, Literal, Node, URIRef

_ZONES = timedelta(hours=14)
"""So far apart from UTC a time without a timezone may be, to either side."""


class Comparable(NamedTuple):
    """A value with the family of those that it can be compared with."""

    family: str
    value: int | float | Decimal | str | datetime


def order(one: Node, other: Node) -> int | None:
    """-1, 0 or 1; nothing where the two cannot be compared."""
    left, right = _comparable(one), _comparable(other)
    if left is None or right is None or left.family != right.family:
        return None
    first, second = left.value, right.value
    if isinstance(first, datetime) and isinstance(second, datetime):
        return _of_times(first, second)
    if isinstance(first, float) or isinstance(second, float):  # the other is promoted
        first, second = float(first), float(second)  # type: ignore[arg-type]  # numbers are compared with numbers
    if first == second:
        return 0
    return None if first != first or second != second else -1 if first < second else 1  # type: ignore[operator]  # noqa: PLR0124 - only NaN differs from itself


def _of_times(one: datetime, other: datetime) -> int | None:
    """The order of two times; one without a timezone is only known to within 14 hours (XSD 1.1, D.2.1)."""
    margin = _ZONES if (one.tzinfo is None) != (other.tzinfo is None) else timedelta()
    apart = (one.replace(tzinfo=one.tzinfo or UTC) - other.replace(tzinfo=other.tzinfo or UTC)) / timedelta(seconds=1)
    if abs(apart) <= margin.total_seconds() and margin:
        return None
    return (apart > 0) - (apart < 0)


def _comparable(term: Node) -> Comparable | None:
    if not isinstance(term, Literal) or term.language:
        return None
    family, read = _FAMILIES.get(term.datatype or XSD.string, ("", None))
    try:
        return Comparable(family, read(str(term))) if read else None
    except (ValueError, ArithmeticError):
        return None


def _bounded(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if least <= (value := int(text)) <= most:
            return value
        raise ValueError(text)

    return read


def _truth(text: str) -> int:
    return {"true": 1, "1": 1, "false": 0, "0": 0}[text] if text in ("true", "1", "false", "0") else int("no")


def _single(text: str) -> float:
    return float(struct.unpack("f", struct.pack("f", float(text)))[0])


def _day(text: str) -> datetime:
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{text[10:]}").tzinfo
    return datetime.combine(date.fromisoformat(text[:10]), time(), zone)


_FAMILIES: dict[URIRef, tuple[str, Callable[[str], int | float | Decimal | str | datetime]]] = {
    XSD.string: ("string", str),
    XSD.boolean: ("boolean", _truth),
    XSD.integer: ("number", int),
    XSD.int: ("number", _bounded(-(2**31), 2**31 - 1)),
    XSD.byte: ("number", _bounded(-128, 127)),
    XSD.nonNegativeInteger: ("number", _bounded(0, 10**30)),
    XSD.decimal: ("number", Decimal),
    XSD.double: ("number", float),
    XSD.float: ("number", _single),
    XSD.date: ("date", _day),
    XSD.dateTime: ("dateTime", datetime.fromisoformat),
    XSD.gYear: ("gYear", lambda text: _day(f"{text[:4]}-01-01{text[4:]}")),
}
"""The datatypes of the random literals: the family, and how a value is read."""
