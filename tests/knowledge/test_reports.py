"""The pages of docs/ that are made from the graph equal what their scripts make of it, and the figures told are counted."""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset import derive
from partnercities.dataset.build import Dataset
from partnercities.dataset.files import read, shipped
from partnercities.desk.desk import Desk
from partnercities.store.embedded import EmbeddedStore

PAGES = {
    "glossary.md": ("glossary.py", "glossary"),
    "coverage.md": ("coverage.py", "coverage"),
    "known-disagreements.md": ("disagreements.py", "disagreements"),
    "queries.md": ("queries.py", "queries"),
}


def writer(script: Path, function: str) -> Callable[[], str]:
    spec = importlib.util.spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    write: Callable[[], str] = getattr(module, function)
    return write


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_what_its_script_makes(page: str, root: Path) -> None:
    script, function = PAGES[page]
    made = writer(root / "docs" / script, function)()
    kept = (root / "docs" / page).read_text(encoding="utf-8")
    assert made == kept, f"docs/{page} is out of step: run `make docs`"


def test_every_script_has_its_page(root: Path) -> None:
    beside = {"outlines.py"}  # writes the land below the maps, which is no page
    assert {path.name for path in (root / "docs").glob("*.py")} - beside == {script for script, _ in PAGES.values()}


# ---------------------------------------------------------------- the figures of docs/recurrence.md

FIGURES = {
    "cities that meet at least one network": ("cities-across-networks", {"min": "1"}),
    "**cities that meet at least two networks**": ("cities-across-networks", {}),
    "… by projects alone (`--projects-only`)": ("cities-across-networks", {"projectsOnly": "true"}),
    "… without URBACT (`--exclude network/urbact`)": ("cities-across-networks", {"exclude": "network/urbact"}),
    "cities that meet three networks": ("cities-across-networks", {"min": "3"}),
    "cities that take part in a project": ("cities-across-projects", {"min": "1"}),
    "cities that take part in at least two": ("cities-across-projects", {}),
    "pairs of cities that meet": ("pairs-of-cities", {"min": "1"}),
    "pairs that meet again": ("pairs-of-cities", {}),
}
PERIOD = {"from": "2007-01-01", "to": "2013-12-31"}


@pytest.fixture(scope="module")
def shipped_desk(dataset: Dataset) -> Desk:
    return Desk(dataset.store, dataset)


@pytest.fixture(scope="module")
def table_desk() -> Desk:
    """What the table alone says: the shipped files without those that were written by hand."""
    store = ox.Store()
    for file in shipped():
        if file.path.parent.name != "sources":
            store.bulk_extend(read(file))
    derive.derive(store)
    derive.merge(store)
    alone = EmbeddedStore(store)
    return Desk(alone, Dataset(alone, "table", {}, 0))


def ask(desk: Desk, query: str, **values: str) -> list[dict[str, str]]:
    return list(desk.table(desk.stored(query), {name: [value] for name, value in values.items()}))


def test_the_figures_of_recurrence_are_those_of_the_queries(table_desk: Desk, shipped_desk: Desk, root: Path) -> None:
    page = (root / "docs" / "recurrence.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"(?m)^\| ([^|]+) \| ([\d,* ]+ \| [\d,* ]+) \|$", page))
    counted = {
        what: " | ".join(f"{len(ask(desk, query, **values)):,}" for desk in (table_desk, shipped_desk))
        for what, (query, values) in FIGURES.items()
    }
    assert {what: figures.replace("*", "") for what, figures in told.items()} == counted


def test_barcelona_alone_differs(table_desk: Desk, shipped_desk: Desk) -> None:
    for query in (
        "cities-across-networks",
        "cities-across-projects",
        "cities-across-programmes",
        "cities-across-funds",
    ):
        table, graph = ({row["city"]: row for row in ask(desk, query, min="1")} for desk in (table_desk, shipped_desk))
        differing = {city for city in table.keys() | graph.keys() if table.get(city) != graph.get(city)}
        assert differing <= {"https://w3id.org/partnercities/id/city/es/barcelona"}, query


def test_within_a_period_the_dates_of_the_documents_count(table_desk: Desk, shipped_desk: Desk) -> None:
    table, graph = (
        {row["name"]: row["networks"] for row in ask(desk, "cities-across-networks", **PERIOD)}
        for desk in (table_desk, shipped_desk)
    )
    assert (len(table), len(graph)) == (6, 9)
    assert graph.keys() - table.keys() == {"Berlin", "Birmingham", "Malmö"}
    assert (table["Sofia"], graph["Sofia"]) == ("2", "3")


def test_three_networks_together_are_met_by_sofia_alone(shipped_desk: Desk) -> None:
    networks = ["network/eurocities", "network/ergo", "network/urbact"]
    rows = shipped_desk.table(shipped_desk.stored("cities-in-networks"), {"network": networks})
    assert [row["name"] for row in rows] == ["Sofia"]
