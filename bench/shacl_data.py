"""Projects, cities and organisations for a bench of shapes, whole or broken in seventeen ways: the same bytes each time.

`python bench/shacl_data.py 10000 data.ttl --broken 5` writes about so many triples as Turtle, with five in a hundred
projects, cities and organisations broken, and one in a hundred participations.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

PREFIXES = """@prefix : <http://example.org/onto#> .
@prefix d: <http://example.org/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
COUNTRIES = ("at", "bg", "de", "es", "fr", "gr", "it", "pl", "pt", "ro")
PERIODS = ("2000-2006", "2007-2013", "2014-2020", "2021-2027")
FUNDS = 6
TRIPLES_OF_A_PROJECT = 54
PROJECTS_OF_A_CITY, PROJECTS_OF_A_NETWORK = 3, 40

Record = dict[str, list[str]]
"""Predicates of one thing, each with its values as they stand in Turtle."""
Breakage = Callable[[Record], None]


def drop(predicate: str) -> Breakage:
    """Leave out what must be there."""
    return lambda record: record.update({predicate: []})


def add(predicate: str, value: str) -> Breakage:
    """Say one thing too many."""
    return lambda record: record.update({predicate: [*record.get(predicate, []), value]})


def replace(predicate: str, value: str) -> Breakage:
    """Say it wrongly."""
    return lambda record: record.update({predicate: [value]})


BREAKAGES: dict[str, tuple[Breakage, ...]] = {
    "Project": (
        drop(":label"),
        add(":label", '"Un projet"@fr'),
        add(":label", '"Another title"@en'),
        replace(":acronym", '"lower case"'),
        replace(":startDate", '"2019-02-30"^^xsd:date'),
        replace(":startDate", '"2035-01-01"^^xsd:date'),
        replace(":endDate", '"1990-01-01"^^xsd:date'),
        replace(":budget", '"much"^^xsd:decimal'),
        replace(":programmePeriod", '"2014"'),
        add(":hasParticipation", "d:country-bg"),
    ),
    "City": (
        drop(":country"),
        replace(":population", "-5"),
        replace(":lat", "95.5"),
        add("a", ":Organisation"),
    ),
    "Organisation": (drop(":seat"),),
    "Participation": (
        replace(":role", ":partner"),
        replace(":project", "d:project0"),
    ),
}
"""The ways to break a record of each class."""


class World:
    """Projects with participations and documents, and the cities, organisations, networks and funds around them."""

    def __init__(self, triples: int, broken: float, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._breaking = random.Random(seed + 1)  # so that a broken world has the same records as a whole one
        self._broken = broken
        self.projects = max(10, triples // TRIPLES_OF_A_PROJECT)
        self.cities = max(10, self.projects // PROJECTS_OF_A_CITY)
        self.networks = max(2, self.projects // PROJECTS_OF_A_NETWORK)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every thing with what is said of it."""
        for upper, lower in (("Organisation", "Municipality"), ("Fund", "StructuralFund")):
            yield f":{lower}", {"rdfs:subClassOf": [f":{upper}"]}
        for code in COUNTRIES:
            yield f"d:country-{code}", {"a": [":Country"], ":code": [f'"{code}"']}
        for number in range(FUNDS):
            kind = ":StructuralFund" if number % 2 else ":Fund"
            yield f"d:fund{number}", {"a": [kind], ":code": [f'"F{number}"']}
        for number in range(self.cities):
            yield f"d:city{number}", self._broken_or_not("City", self._city(number))
            yield f"d:org{number}", self._broken_or_not("Organisation", self._organisation(number))
        for number in range(self.networks):
            yield f"d:network{number}", self._network()
        for number in range(self.projects):
            yield from self._project(number)

    def _broken_or_not(self, kind: str, record: Record, seldom: float = 1.0) -> Record:
        if self._breaking.random() < self._broken * seldom:
            self._breaking.choice(BREAKAGES[kind])(record)
        return record

    def _city(self, number: int) -> Record:
        pick = self._random
        return {
            "a": [":City"],
            ":label": [f'"City {number}"@en', f'"Град {number}"@bg'],
            ":country": [f"d:country-{pick.choice(COUNTRIES)}"],
            ":population": [str(pick.randrange(5_000, 3_000_000))],
            ":lat": [f"{pick.uniform(35, 65):.4f}"],
            ":long": [f"{pick.uniform(-9, 30):.4f}"],
            ":geonames": [f'"{pick.randrange(10_000, 9_000_000)}"'],
        }

    def _organisation(self, number: int) -> Record:
        return {
            "a": [":Municipality"],
            ":label": [f'"Municipality {number}"@en', f'"Община {number}"@bg'],
            ":seat": [f"d:city{number}"],
            ":website": [f"<https://city{number}.example.org/>"],
        }

    def _network(self) -> Record:
        members = {self._random.randrange(self.cities) for _ in range(12)} | {0, 1}
        return {
            "a": [":Network"],
            ":founded": [f'"{self._random.randrange(1950, 2020)}"^^xsd:gYear'],
            ":member": [f"d:city{number}" for number in sorted(members)],
        }

    def _project(self, number: int) -> Iterator[tuple[str, Record]]:
        pick = self._random
        start = date(2001, 1, 1) + timedelta(days=pick.randrange(7_000))
        end = start + timedelta(days=pick.randrange(200, 1_500))
        parties = sorted({pick.randrange(self.cities) for _ in range(pick.randrange(3, 8))})
        shares = [f"d:part{number}-{city}" for city in parties]
        record: Record = {
            "a": [":Project"],
            ":label": [f'"Project {number}"@en', f'"Проект {number}"@bg'],
            ":acronym": [f'"PRJ{number}"'],
            ":startDate": [f'"{start}"^^xsd:date'],
            ":endDate": [f'"{end}"^^xsd:date'],
            ":budget": [f"{pick.randrange(10_000, 9_000_000)}.00"],
            ":programmePeriod": [f'"{pick.choice(PERIODS)}"'],
            ":status": [f'"{pick.choice(("planned", "running", "closed"))}"'],
            ":fund": [f"d:fund{pick.randrange(FUNDS)}"],
            ":network": [f"d:network{pick.randrange(self.networks)}"],
            ":hasParticipation": list(shares),
        }
        yield f"d:project{number}", self._broken_or_not("Project", record)
        for rank, (share, city) in enumerate(zip(shares, parties, strict=True)):
            yield share, self._broken_or_not("Participation", self._participation(number, city, rank), 0.2)
        issued = start + timedelta(days=pick.randrange(1, 400))
        yield (
            f"d:doc{number}",
            {
                "a": [":Document"],
                ":issued": [f'"{issued}"^^xsd:date'],
                ":pages": [str(pick.randrange(1, 300))],
                ":about": [f"d:project{number}"],
            },
        )

    def _participation(self, project: int, city: int, rank: int) -> Record:
        return {
            "a": [":Participation"],
            ":project": [f"d:project{project}"],
            ":city": [f"d:city{city}"],
            ":role": [":lead" if rank == 0 else ":partner"],
            ":share": [f"0.{self._random.randrange(10, 99)}"],
            ":organisation": [f"d:org{city}"],
        }


def write(triples: int, path: Path, broken: float = 0.0) -> int:
    """Write a world of about so many triples, a share of it broken; returns how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(PREFIXES)
        for subject, record in World(triples, broken).records():
            said = " ;\n  ".join(f"{predicate} {', '.join(values)}" for predicate, values in record.items() if values)
            file.write(f"{subject} {said} .\n")
            count += sum(map(len, record.values()))
    return count


def main() -> None:
    """Write a world, and say how many triples it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--broken", type=float, default=0.0, help="of a hundred records")
    given = parser.parse_args()
    print(write(given.triples, given.path, given.broken / 100))


if __name__ == "__main__":
    main()
