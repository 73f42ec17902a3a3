"""Tables as pictures, drawn here: each view of a table by its name."""

from collections.abc import Callable, Mapping

from flask import render_template
from markupsafe import Markup

from partnercities.desk.views import Views
from partnercities.web.site.cells import Cells


def _bars(views: Views, cells: Cells) -> Markup:
    return _drawn("bars.html", bars=views.bars, cells=cells)


def _drawn(template: str, **values: object) -> Markup:
    return Markup(render_template(template, **values))  # noqa: S704 - a template of ours escapes what it is given


PICTURES: Mapping[str, Callable[[Views, Cells], Markup]] = {"bars": _bars}
"""What draws a view of a table."""
