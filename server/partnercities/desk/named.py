"""Rows of answers by their columns, and what the pages of things are made of: things with names, days, coordinates."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from partnercities.desk.desk import Desk
from partnercities.store import Table, Term

Record = Mapping[str, Term | None]
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Named:
    """A thing by its IRI with its name, in the language that was asked for where it has one; None if it has no name."""

    iri: str
    name: Term | None = None


@dataclass(frozen=True)
class Place:
    """A city that can be put on a map: its country by two letters, its coordinates in degrees where they are known."""

    city: Named
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


def ask(desk: Desk, query: str, **values: str) -> list[Record]:
    """The rows of a stored query with one value for each of its parameters; none for a thing that is not known."""
    return list(records(desk.select(desk.stored(query).bind({name: [value] for name, value in values.items()}))))


def records(table: Table) -> Iterator[Record]:
    """Each row as a mapping from column to term."""
    for row in table.rows:
        yield dict(zip(table.columns, row, strict=True))


def named(record: Record, thing: str, name: str) -> Named | None:
    """The thing in one column with its name from another; None where there is none."""
    found = record[thing]
    return Named(found.value, record[name]) if found else None


def first(found: Sequence[Record], thing: str, name: str) -> Named:
    """The first thing in one column of some rows with its name from another. Raises ValueError if there is none."""
    for record in found:
        if item := named(record, thing, name):
            return item
    raise ValueError(f"No row has a {thing}.")


def place(record: Record, city: str, name: str) -> Place | None:
    """The city in one column with its name from another, and with the columns `country`, `lat` and `long`."""
    found = named(record, city, name)
    return Place(found, said(record, "country"), degrees(record["lat"]), degrees(record["long"])) if found else None


def said(record: Record, column: str) -> str:
    """The text in a column; nothing where it is empty."""
    return str(record[column] or "")


def degrees(term: Term | None) -> float | None:
    """A coordinate."""
    return float(term.value) if term else None


def day(term: Term | None) -> date | None:
    """A day; None where a term is none."""
    try:
        return date.fromisoformat(term.value) if term else None
    except ValueError:
        return None


def once(found: Iterable[T | None]) -> tuple[T, ...]:
    """What was found, each once, in the order of finding."""
    return tuple(dict.fromkeys(item for item in found if item is not None))


def grouped(found: Sequence[Record], column: str) -> dict[str, list[Record]]:
    """The rows by the text of a column, both in their order."""
    groups: dict[str, list[Record]] = {}
    for record in found:
        groups.setdefault(said(record, column), []).append(record)
    return groups
