"""What a person needs to ask a stored query on a page: which values there are to choose from, and names beside IRIs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnercities.desk.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import PREFIXES, expand, key, thing
from partnercities.store import Table, Term

_COUNTRIES = """PREFIX pc: <{pc}> PREFIX skos: <{skos}>
SELECT DISTINCT ?code ?name WHERE {{
  ?city a pc:City ; pc:country ?country . ?country skos:notation ?code ; skos:prefLabel ?name
}} ORDER BY ?code ?name"""
# The parameters that take a thing of one class, by their names.
_CLASSES = {
    "city": "pc:City",
    "project": "pc:Project",
    "network": "pc:Network",
    "programme": "pc:Programme",
    "fund": "pc:Fund",
}
_ROLES = """PREFIX skos: <{skos}>
SELECT ?thing ?name WHERE {{ ?thing skos:inScheme <{scheme}> ; skos:prefLabel ?name }} ORDER BY ?thing ?name"""
_NAMED = """PREFIX skos: <{skos}>
SELECT DISTINCT ?thing ?name WHERE {{ ?thing a <{of}> ; skos:prefLabel ?name }} ORDER BY ?thing ?name"""

Choices = dict[str, dict[str, str]]
"""What can be chosen, and its names by language."""


@dataclass(frozen=True)
class Column:
    """A column of a page: of terms alone, or of IRIs with the names that the next column of the answer gives them."""

    iri: str
    name: str
    terms: tuple[tuple[Term | None, Term | None], ...]
    """For each row the IRI or other term, and its name."""


def columns(table: Table, rows: slice) -> list[Column]:
    """The columns of some rows of a table, with names joined to the IRIs that they stand beside."""
    return list(_columns(table.columns, table.rows[rows]))


def countries(desk: Desk) -> Choices:
    """The countries that there are cities of, by their two letters."""
    return _countries.of(desk)


def things(desk: Desk, parameter: str) -> Choices:
    """The keys that a parameter of some name can take, where they are not too many kinds; else nothing."""
    return _things.of(desk).get(parameter, {})


def _columns(names: Sequence[str], rows: Sequence[tuple[Term | None, ...]]) -> Iterator[Column]:
    joined = -1
    for place, name in enumerate(names):
        if place == joined:
            continue
        following = names[place + 1] if place + 1 < len(names) else ""
        if following in ("name", f"{name}Name", f"name{name[-1]}") and _are_iris(rows, place):
            joined = place + 1
            yield Column(name, following, tuple((row[place], row[joined]) for row in rows))
        else:
            yield Column(name, "", tuple((row[place], None) for row in rows))


def _are_iris(rows: Sequence[tuple[Term | None, ...]], place: int) -> bool:
    return all(row[place] is None or row[place].kind == "uri" for row in rows)  # type: ignore[union-attr]


def _choices(desk: Desk, text: str) -> Choices:
    found: Choices = {}
    for one, name in desk.select(text).rows:
        if one and name:
            found.setdefault(key(one.value), {})[name.language] = name.value
    return found


def _all(desk: Desk) -> dict[str, Choices]:
    skos = PREFIXES["skos"]
    found = {name: _choices(desk, _NAMED.format(skos=skos, of=expand(of))) for name, of in _CLASSES.items()}
    return found | {"role": _choices(desk, _ROLES.format(skos=skos, scheme=thing("scheme/role")))}


_countries = Versioned(lambda desk: _choices(desk, _COUNTRIES.format(**PREFIXES)))
_things = Versioned(_all)
