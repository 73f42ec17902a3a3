"""Dates in words, as precise as sources give them: a day, a month, a year, or a day without its year."""

import re
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from partnercities.store import Term
from partnercities.web.site.texts import text

_FORMS: Mapping[str, str] = {
    r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)": "date",
    r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])": "month",
    r"(?P<year>\d{4})": "year",
    r"--(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)": "day",
    r"--(?P<month>0[1-9]|1[0-2])": "only_month",
}
"""How dates are written in XSD, by the text that says each; a time zone is left out, since no source gives one."""
_LENGTH = re.compile(r"P(\d+)([YMD])")
_UNITS = {"Y": "years", "M": "months", "D": "days"}


def written(term: Term | None) -> Markup:
    """A date in words, in its own precision; what is no date comes back as it is, nothing stays nothing."""
    said = term.value if term else ""
    for pattern, form in _FORMS.items():
        if found := re.fullmatch(pattern, said):
            return text(f"days.{form}", **_parts(found.groupdict()))
    return Markup.escape(said)


def stretch(start: Term | None, end: Term | None) -> Markup:
    """The time between two dates, of which one or both may be unknown."""
    known = {name: written(term) for name, term in (("start", start), ("end", end)) if term}
    return _bounded(known)


def years(first: date | None, last: date | None) -> Markup:
    """The years between two days, of which one or both may be unknown; one year where they lie in the same."""
    known = {name: Markup.escape(str(day.year)) for name, day in (("start", first), ("end", last)) if day}
    if len(known) < 2:
        return _bounded(known)
    return known["start"] if known["start"] == known["end"] else text("days.span", **known)


def length(term: Term | None) -> Markup:
    """A duration of years, months or days in words; others come back as they are."""
    said = term.value if term else ""
    found = _LENGTH.fullmatch(said)
    return text(f"days.{_UNITS[found[2]]}", number=int(found[1])) if found else Markup.escape(said)


def _bounded(known: Mapping[str, Markup]) -> Markup:
    forms = {("start", "end"): "between", ("start",): "since", ("end",): "until"}
    form = forms.get(tuple(known))
    return text(f"days.{form}", **known) if form else Markup()


def _parts(found: Mapping[str, str]) -> dict[str, str]:
    """The parts of a date as they are said: the month by its name, the day without a zero in front."""
    parts = dict(found)
    if "month" in parts:
        parts["month"] = text(f"days.month_{int(parts['month'])}")
    if "day" in parts:
        parts["day"] = str(int(parts["day"]))
    return parts
