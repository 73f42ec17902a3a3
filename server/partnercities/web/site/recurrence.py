"""`/recurrence`: cities against networks, programmes, funds or projects, with how often each city meets each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from flask import Blueprint, Response

from partnercities.desk.census import Census, census
from partnercities.desk.desk import RECURRENCE
from partnercities.desk.naming import naming
from partnercities.desk.recurring import KINDS, Grid, Wanted, recurring
from partnercities.drawing import step
from partnercities.model.vocabulary import key, thing
from partnercities.problems import BadParameter, NotFound
from partnercities.protocol.formats import PAGE, Kind
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.addresses import Value as Asked
from partnercities.web.site.addresses import url
from partnercities.web.site.called import brief, caller, namer
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.paging import part
from partnercities.web.site.recurrence_rows import listing
from partnercities.web.site.texts import text

blueprint = Blueprint("recurrence", __name__)
WIDTH = 40
"""How many columns one page shows."""
_PARAMETERS = ("by", "min", "from", "to", "country", "exclude", "with", "projects-only", "columns")
_LEAST = 2
_TOGETHER = tuple(thing(f"network/{key}") for key in ("eurocities", "ergo", "urbact"))
"""Three networks of which people think that many cities meet them all."""


@blueprint.get("/recurrence")
@blueprint.get("/recurrence.<suffix>")
def recurrence(suffix: str = "") -> Response:
    """The cities that recur, as a heat-map or a file."""
    chosen = form(suffix, Kind.LIST, Kind.PLACES, Kind.GRAPH)
    asked = asked_for()
    grid = recurring(census(desk()), asked, namer())
    columns = grid.columns(namer())
    if chosen is PAGE:
        return _page(asked, grid, columns)
    return send_listing(listing(asked, grid, columns), chosen)


def asked_for() -> Wanted:
    """What the address asks for. Raises BadParameter."""
    wanted.require_only(*_PARAMETERS)
    by = wanted.one("by") or "network"
    if by not in KINDS:
        raise BadParameter(f"by is {by[:40]!r}.", hint="Cities recur by " + ", ".join(KINDS) + ".")
    projects_only = wanted.ticked("projects-only")
    if projects_only and by != "network":
        raise BadParameter(
            f"projects-only means nothing by {by}: there only projects count.", hint="Leave it out, or ask by network."
        )
    choice = wanted.choice("country")
    return Wanted(
        by,
        choice.least if wanted.one("min") else _LEAST,
        choice.first,
        choice.last,
        choice.wanted.get("country", ""),
        frozenset(wanted.things("exclude", by)),
        frozenset(wanted.things("with", by)),
        projects_only,
    )


def values(asked: Wanted) -> dict[str, list[str]]:
    """What is asked for as the parameters of the stored query of recurrence."""
    single = {"min": str(asked.least), "from": asked.first, "to": asked.last, "country": asked.country}
    many = {"exclude": asked.excluded, "with": asked.together}
    found = {name: [value] for name, value in single.items() if value}
    found |= {name: sorted(map(key, things)) for name, things in many.items() if things}
    return found | ({"projectsOnly": ["true"]} if asked.projects_only else {})


def behind(asked: Wanted) -> list[Behind]:
    """The stored queries that answer the same: which cities, and what stands in their cells."""
    given = values(asked)
    return [
        Behind(RECURRENCE[asked.by], given),
        Behind(f"cities-by-{asked.by}", {name: value for name, value in given.items() if name not in ("min", "with")}),
    ]


@dataclass(frozen=True)
class _Columns:
    """The columns of one page of them, and how many pages there are."""

    shown: Sequence[str]
    number: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, ceil(self.number / WIDTH))

    @property
    def first(self) -> int:
        return (self.page - 1) * WIDTH + 1

    @property
    def last(self) -> int:
        return self.first + len(self.shown) - 1


def _columns(columns: Sequence[str]) -> _Columns:
    given = wanted.one("columns") or "1"
    if not (given.isascii() and given.isdecimal() and int(given[:6]) > 0):
        raise BadParameter(f"columns is {given[:20]!r}.", hint="It is the number of a page of columns, from 1.")
    found = _Columns(columns[(int(given[:6]) - 1) * WIDTH :][:WIDTH], len(columns), int(given[:6]))
    if found.page > found.pages:
        raise NotFound(f"There is no page {given} of the columns.", hint=f"The last one is {found.pages}.")
    return found


def _page(asked: Wanted, grid: Grid, columns: Sequence[str]) -> Response:
    known = census(desk())
    return show(
        "recurrence.html",
        "/recurrence",
        behind=behind(asked),
        suffixes=suffixes(listing(asked, grid, ())),
        asked=asked,
        grid=grid,
        lines=part(grid.lines),
        columns=_columns(columns),
        step=step,
        called=caller(),
        brief=brief,
        cities=known.cities,
        countries=countries(known),
        proof=lambda city, columns: url("/proof", proven(asked, city, columns)),
        kinds=tuple(KINDS),
        choices=_choices(asked, known),
        alone=alone(known, replace(asked, projects_only=True)) if asked.takes_members else None,
        sofia=_together(known) if asked.by == "network" else (),
        together=naming(desk()).sorted(asked.together, language()),
    )


def countries(known: Census) -> dict[str, str]:
    """The countries of the cities by two letters, in the order of their names, after the choice of any."""
    name = namer()
    lands = {city.code: name(city.country) for city in known.cities.values()}
    return {"": text("recurrence.any_country"), **dict(sorted(lands.items(), key=lambda land: land[1]))}


def proven(asked: Wanted, city: str, columns: Iterable[str]) -> dict[str, Asked]:
    """What the page of proof has to be asked for, so that it shows what is counted here."""
    return {
        "city": key(city),
        asked.by: sorted(map(key, columns)),
        "from": asked.first,
        "to": asked.last,
        "projects-only": asked.projects_only,
    }


def alone(known: Census, asked: Wanted) -> int:
    """How many cities recur as asked."""
    return len(recurring(known, asked, namer()).lines)


def _choices(asked: Wanted, known: Census) -> tuple[str, ...]:
    """What can be ticked: what cities recur across, but for projects, of which there are too many."""
    every: Mapping[str, Callable[[], set[str]]] = {
        "network": lambda: set(known.networks),
        "programme": lambda: set().union(*(project.programmes for project in known.projects.values())),
        "fund": lambda: set().union(*(project.funds for project in known.projects.values())),
        "project": lambda: set(asked.together | asked.excluded),
    }
    return naming(desk()).sorted(every[asked.by](), language())


def _together(known: Census) -> tuple[str, ...]:
    """The cities that meet all of the three networks, where there are such networks."""
    if not set(_TOGETHER) <= set(known.networks):
        return ()
    found = recurring(known, Wanted(together=frozenset(_TOGETHER)), namer())
    return tuple(line.city for line in found.lines)
