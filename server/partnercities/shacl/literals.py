"""Whether a literal is written as its datatype of XML Schema asks (XML Schema 1.1, part 2); other datatypes are left alone."""

import re
from calendar import isleap
from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox

from partnercities.shacl.terms import XSD

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DAYS = r"(?P<days>[0-9]+D)?(?P<time>T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOATING = rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_NAME_BEGINS = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_GOES_ON = _NAME_BEGINS + "0-9.\u00b7\u0300-\u036f\u203f\u2040-"

_WRITTEN = {
    "boolean": "true|false|1|0",
    "decimal": _NUMBER,
    "integer": "[+-]?[0-9]+",
    "double": _FLOATING,
    "float": _FLOATING,
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}?",
    "time": f"{_TIME}{_ZONE}?",
    "gYear": f"{_YEAR}{_ZONE}?",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}?",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}?",
    "gMonth": f"--{_MONTH}{_ZONE}?",
    "gDay": f"---{_DAY}{_ZONE}?",
    "duration": f"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?{_DAYS}",
    "dayTimeDuration": f"-?P(?=[0-9T]){_DAYS}",
    "yearMonthDuration": "-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?",
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "base64Binary": (
        "(?:(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]"
        "|(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=))?"
    ),
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "NMTOKEN": f"[:{_NAME_GOES_ON}]+",
    "Name": f"[:{_NAME_BEGINS}][:{_NAME_GOES_ON}]*",
    "NCName": f"[{_NAME_BEGINS}][{_NAME_GOES_ON}]*",
}
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{
        name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        for name, bits in {"long": 64, "int": 32, "short": 16, "byte": 8}.items()
    },
    **{
        name: (0, 2**bits - 1)
        for name, bits in {"unsignedLong": 64, "unsignedInt": 32, "unsignedShort": 16, "unsignedByte": 8}.items()
    },
}
INTEGERS = frozenset({"integer", *_RANGES})
"""The local names of xsd:integer and all types derived from it."""

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
# The number of digits from which a whole number is out of every bounded range; Python refuses to read thousands of them.
_MOST_DIGITS = 40


@lru_cache(maxsize=256)
def checker(datatype: ox.NamedNode) -> Callable[[str], object] | None:
    """What tells whether a text is in the lexical space of a datatype; None where every text is."""
    name = datatype.value.removeprefix(XSD) if datatype.value.startswith(XSD) else ""
    if name in _RANGES:
        return _within(*_RANGES[name])
    if name not in _WRITTEN:
        return None
    pattern = re.compile(_WRITTEN[name])
    return _dated(pattern) if {"day", "month"} <= pattern.groupindex.keys() else pattern.fullmatch


def well_formed(literal: ox.Literal) -> bool:
    """Whether a literal is in the lexical space of its datatype."""
    check = checker(literal.datatype)
    return check is None or bool(check(literal.value))


def _dated(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Dates, of which the day must be one of the month."""

    def check(text: str) -> bool:
        match = pattern.fullmatch(text)
        if match is None or match["day"] < "29":
            return match is not None
        year = match.groupdict().get("year")
        # Years repeat every 400, so the last four digits tell; a month without a year is one of a leap year.
        number, month = int(year[-4:]) if year else 2000, int(match["month"])
        return int(match["day"]) <= days_before(number, month + 1) - days_before(number, month)

    return check


def days_before(year: int, month: int) -> int:
    """How many days of a year are before a month; the 13th begins the next year."""
    return _DAYS_BEFORE[month - 1] + (month > 2 and isleap(year))


def _within(lowest: int | None, highest: int | None) -> Callable[[str], bool]:
    whole = re.compile(_WRITTEN["integer"]).fullmatch

    def check(text: str) -> bool:
        if not whole(text):
            return False
        digits = text.lstrip("+-").lstrip("0")
        if len(digits) > _MOST_DIGITS:
            return (lowest if text.startswith("-") else highest) is None
        number = int(text)
        return (lowest is None or lowest <= number) and (highest is None or number <= highest)

    return check
