"""`/networks`, `/programmes`, `/funds`, `/organisations` and `/sources`: the rows of a stored query as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from partnercities.desk.listing import Listing, records
from partnercities.protocol.formats import PAGE, Kind
from partnercities.store import Table, Term
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.called import brief, caller
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.overlaps import overlaps
from partnercities.web.site.paging import part
from partnercities.web.site.texts import text

blueprint = Blueprint("tables", __name__)


@dataclass(frozen=True)
class Column:
    """A column that the page shows: `as_` says how, and a number can lead to the list of what it counts, by a parameter."""

    name: str
    as_: str = "number"
    leads: str = ""
    by: str = ""


@dataclass(frozen=True)
class Shown:
    """A list: the stored query of its name has the rows, the first column of which is the thing that a row is about."""

    name: str
    columns: Sequence[Column]
    template: str = "table.html"


def _counted(*names: str, by: str) -> tuple[Column, ...]:
    return tuple(Column(name, "number", f"/{name}", by) for name in names)


LISTS: Mapping[str, Shown] = {
    shown.name: shown
    for shown in (
        Shown(
            "networks",
            (
                Column("members"),
                Column("memberCities"),
                *_counted("projects", by="network"),
                Column("programmes"),
                *_counted("cities", by="network"),
                Column("countries"),
            ),
            "networks.html",
        ),
        Shown(
            "programmes",
            (
                Column("start", "years"),
                Column("funds"),
                *_counted("projects", by="programme"),
                Column("networks"),
                *_counted("cities", by="programme"),
            ),
        ),
        Shown(
            "funds",
            (
                Column("programmes"),
                *_counted("projects", by="fund"),
                Column("directly"),
                *_counted("cities", by="fund"),
            ),
        ),
        Shown(
            "organisations",
            (
                Column("kind", "kind"),
                Column("country", "text"),
                Column("governedName", "word"),
                Column("projects"),
                Column("memberships"),
                Column("documents"),
            ),
        ),
        Shown(
            "sources",
            (
                Column("kind", "word"),
                Column("publisher", "word"),
                Column("issued", "text"),
                Column("evidence"),
                Column("claims"),
            ),
        ),
    )
}


def one(name: str, suffix: str = "") -> Response:
    """One of the lists, as a page or a file."""
    chosen = form(suffix, Kind.LIST, Kind.GRAPH)
    wanted.require_only()
    values = {"lang": [language()]}
    table = desk().table(desk().stored(name), values)
    listing = Listing(f"/{name}", text(f"frame.{name}"), table.columns, records(table), things=table.columns[0])
    return _page(LISTS[name], table, listing) if chosen is PAGE else send_listing(listing, chosen)


for _name in LISTS:
    for _rule in (f"/{_name}", f"/{_name}.<suffix>"):
        blueprint.add_url_rule(_rule, _name, one, defaults={"name": _name})


def _page(shown: Shown, table: Table, listing: Listing) -> Response:
    asked = {"lang": [language()]}
    networks = shown.name == "networks"
    return show(
        shown.template,
        f"/{shown.name}",
        behind=[Behind(shown.name, asked), *([Behind("network-overlap", asked)] if networks else [])],
        suffixes=suffixes(listing),
        shown=shown,
        about=table.columns[0],
        rows=part(_rows(table)),
        called=caller(),
        brief=brief,
        overlap=overlaps(desk()) if networks else None,
    )


def _rows(table: Table) -> list[Mapping[str, Term | None]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
