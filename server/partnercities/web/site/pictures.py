"""Tables as pictures: each view of a table by its name, drawn as SVG."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date

from flask import render_template
from markupsafe import Markup

from partnercities import drawing
from partnercities.desk.places import coordinates
from partnercities.desk.views import MOST_BARS, Span, Spot, Views
from partnercities.web.context import desk
from partnercities.web.naming import link
from partnercities.web.site.cells import Cells

_NUMBERS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def _bars(views: Views, cells: Cells) -> Markup:
    return _drawn("sparql_bars.html", columns=views.measured, bars=views.bars, most=MOST_BARS, cells=cells)


def _map(views: Views, cells: Cells) -> Markup:
    known = coordinates(desk(), [spot.of.value for spot in views.spots if not spot.place and spot.of.kind == "uri"])
    spots = [_spot(spot, known.get(spot.of.value), cells) for spot in views.spots]
    return _drawn("sparql_map.html", drawn=drawing.draw_map(spots))


def _spot(spot: Spot, known: tuple[float, float] | None, cells: Cells) -> drawing.Spot:
    name, language = cells.name(spot.of)
    latitude, longitude = spot.place or known or (None, None)
    return drawing.Spot(name, link(spot.of), latitude, longitude, weight=spot.weight, note=spot.number, lang=language)


def _timeline(views: Views, cells: Cells) -> Markup:
    return _drawn("sparql_timeline.html", drawn=drawing.draw_timeline([_bar(span, cells) for span in views.spans]))


def _bar(span: Span, cells: Cells) -> drawing.Bar:
    name, language = cells.name(span.of)
    label = span.start if span.start == span.end else f"{span.start} – {span.end}".strip()
    return drawing.Bar(name, link(span.of), bounds(span.start)[0], bounds(span.end)[1], label, lang=language)


def bounds(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of a date that may be a year, a month or a day; None for what is no date."""
    found = _NUMBERS.match(text)
    if not found:
        return None, None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
        return date(year, month or 1, day or 1), last
    except ValueError:  # a month or a day that no calendar has
        return None, None


def _drawn(template: str, **values: object) -> Markup:
    return Markup(render_template(template, **values))  # noqa: S704 - a template of ours escapes what it is given


PICTURES: Mapping[str, Callable[[Views, Cells], Markup]] = {"bars": _bars, "map": _map, "timeline": _timeline}
"""What draws a view of a table."""
