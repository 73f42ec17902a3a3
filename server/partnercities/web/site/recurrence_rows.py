"""The heat-map of recurrence as rows of a file: a row for each city, a column for each of what it recurs across."""

from collections.abc import Iterator, Sequence

from partnercities.desk.census import census
from partnercities.desk.listing import Listing, Value
from partnercities.desk.parts import City
from partnercities.desk.recurring import Grid, Line, Wanted
from partnercities.model.vocabulary import key
from partnercities.web.context import desk
from partnercities.web.site.called import namer
from partnercities.web.site.texts import text


def listing(asked: Wanted, grid: Grid, columns: Sequence[str]) -> Listing:
    """All rows as a file: a column for each network (programme, fund, project) with the number of shared projects."""
    kind = f"{asked.by}s"
    heads = ["city", "name", "country", "latitude", "longitude", kind]
    heads += ["byProjects", "byMemberships", "projects"] if asked.by == "network" else ["projects"]
    heads += [name for column in columns for name in _heads(asked, column)]
    name, cities = namer(), census(desk()).cities
    rows = [
        {**_place(cities[line.city], name(line.city)), **dict(_values(asked, line, columns))} for line in grid.lines
    ]
    return Listing("/recurrence", text(f"recurrence.by_{asked.by}"), heads, rows, places=True, things="city")


def _heads(asked: Wanted, column: str) -> tuple[str, ...]:
    short = key(column).partition("/")[2]
    return (short, f"{short}:memberships") if asked.by == "network" else (short,)


def _place(city: City, name: str) -> dict[str, Value]:
    return {
        "city": city.iri,
        "name": name,
        "country": city.code,
        "latitude": float(city.latitude) if city.latitude else None,
        "longitude": float(city.longitude) if city.longitude else None,
    }


def _values(asked: Wanted, line: Line, columns: Sequence[str]) -> Iterator[tuple[str, Value]]:
    yield f"{asked.by}s", len(line.cells)
    yield from {"byProjects": line.by_projects, "byMemberships": line.by_memberships}.items()
    yield "projects", line.projects
    for column in columns:
        cell = line.cells.get(column)
        found = (len(cell.projects), len(cell.memberships)) if cell else (0, 0)
        yield from zip(_heads(asked, column), found, strict=False)
