"""Data of our shape in any size: the same seed and size give the same bytes, on every machine.

`python bench/generator.py 10000 data.nq` writes N-Quads: each statement in its named graph and in the default graph,
as our own default graph holds the merge of all. The size is that of the default graph, about; `--cities` and
`--networks` make a world of the same size wider.
"""

import argparse
import random
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

ID = "https://w3id.org/partnercities/id/"
PC = "https://w3id.org/partnercities/def#"
GRAPH = "https://w3id.org/partnercities/graph/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
OA = "http://www.w3.org/ns/oa#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# fmt: off
COUNTRIES = ["AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"]
LATIN = ["ba", "bre", "dor", "el", "fi", "gra", "hel", "ka", "lin", "mar", "no", "por", "ra", "sta", "ter", "vi"]
CYRILLIC = ["ба", "бре", "дор", "ел", "фи", "гра", "хел", "ка", "лин", "мар", "но", "пор", "ра", "ста", "тер", "ви"]
WORDS = ["active", "inclusion", "cities", "roma", "housing", "youth", "health", "services", "migrants", "digital", "climate", "culture", "energy", "women", "work", "school"]
# fmt: on
ROLES = ["partner"] * 8 + ["associated", "studied", "expert"]
TRIPLES_OF_A_PROJECT, CITIES_OF_A_PROJECT = 91, 0.3
PROGRAMMES, FUNDS = 15, 6
PROJECTS_OF_A_SOURCE = 50

Statement = tuple[str, str, str, str]
"""Subject, predicate, object as it stands in N-Quads, graph."""


class Generator:
    """A world of projects, cities and networks; a few cities meet everywhere and most meet seldom."""

    def __init__(self, triples: int, seed: int = 42, cities: int = 0, networks: int = 0) -> None:
        self._random = random.Random(seed)
        self.projects = max(20, triples // TRIPLES_OF_A_PROJECT)
        self.cities = cities or max(40, int(self.projects * CITIES_OF_A_PROJECT))
        self.networks = networks or max(6, int(self.cities**0.5 / 2))
        self._popular = list(accumulate(1 / (rank + 3) ** 0.9 for rank in range(self.cities)))
        self._places = [f"city/{self._random.choice(COUNTRIES)[:2].lower()}/c{number}" for number in range(self.cities)]

    def statements(self) -> Iterator[Statement]:
        """All of the world."""
        yield from self._shared()
        for number in range(self.cities):
            yield from self._city(number)
        for number in range(self.networks):
            yield from self._network(number)
        for number in range(self.projects):
            yield from self._project(number)

    def _shared(self) -> Iterator[Statement]:
        for country in COUNTRIES:
            yield f"<{COUNTRY}{country}>", SKOS + "notation", text(country[:2]), "ref"
        for number in range(FUNDS):
            yield from self._named(f"fund/f{number}", "Fund", f"Fund {number}")
        for number in range(PROGRAMMES):
            yield from self._named(f"programme/p{number}", "Programme", f"Programme {number}")
            yield thing(f"programme/p{number}"), PC + "fund", thing(f"fund/f{number % FUNDS}"), "ref"

    def _named(self, key: str, kind: str, label: str, bulgarian: str = "") -> Iterator[Statement]:
        yield thing(key), TYPE, f"<{PC}{kind}>", "ref"
        yield thing(key), SKOS + "prefLabel", text(label, "@en"), "ref"
        if bulgarian:
            yield thing(key), SKOS + "prefLabel", text(bulgarian, "@bg"), "ref"

    def _city(self, number: int) -> Iterator[Statement]:
        syllables = [self._random.randrange(len(LATIN)) for _ in range(self._random.choice((2, 3, 3, 4)))]
        latin, cyrillic = ("".join(letters[part] for part in syllables).title() for letters in (LATIN, CYRILLIC))
        key = self._places[number]
        yield from self._named(key, "City", latin, cyrillic if self._random.random() < 0.8 else "")
        country = next(name for name in COUNTRIES if name[:2].lower() == key.split("/")[1])
        yield thing(key), PC + "country", f"<{COUNTRY}{country}>", "ref"
        population = int(10_000_000 / (number + 1) ** 0.5) + 5_000
        yield thing(key), PC + "population", text(str(population), "integer"), "ref"

    def _network(self, number: int) -> Iterator[Statement]:
        key = f"network/n{number}"
        yield from self._named(key, "Network", f"Network {number}")
        for city in self._some(max(4, 2 * self.cities // (number + 4))):
            membership = thing(f"membership/n{number}/{city.rpartition('/')[2]}")
            yield membership, TYPE, f"<{ORG}Membership>", "ref"
            yield membership, ORG + "organization", thing(key), "ref"
            yield membership, ORG + "member", thing(city), "ref"

    def _project(self, number: int) -> Iterator[Statement]:
        project, graph = thing(f"project/p{number}"), f"source-{number // PROJECTS_OF_A_SOURCE}"
        words = self._random.sample(WORDS, 4)
        yield project, TYPE, f"<{PC}Project>", graph
        yield project, SKOS + "prefLabel", text(f"{' '.join(words).capitalize()} {number}", "@en"), graph
        if self._random.random() < 0.75:
            yield project, SKOS + "prefLabel", text(f"Проект {number}", "@bg"), graph
        if self._random.random() < 0.6:
            network = min(int(self._random.expovariate(0.4)), self.networks - 1)
            yield project, PC + "network", thing(f"network/n{network}"), graph
        yield from self._phase(number, project, graph)
        funding = thing(f"funding/p{number}")
        programme = min(int(self._random.expovariate(0.3)), PROGRAMMES - 1)
        yield funding, TYPE, f"<{PC}Funding>", graph
        yield funding, PC + "project", project, graph
        yield funding, PC + "programme", thing(f"programme/p{programme}"), graph
        parties = self._some(min(self.cities // 2, max(2, int(self._random.gammavariate(2.2, 3.9)))))
        for rank, city in enumerate(parties):
            yield from self._participation(number, city, graph, lead=rank == 0)

    def _phase(self, number: int, project: str, graph: str) -> Iterator[Statement]:
        start = date(2005, 1, 1) + timedelta(days=self._random.randrange(7_600))
        end = start + timedelta(days=self._random.choice((365, 540, 730, 1095, 1460)))
        phase = thing(f"phase/p{number}/1")
        yield phase, TYPE, f"<{PC}Phase>", graph
        yield phase, PC + "project", project, graph
        yield phase, PC + "phaseNumber", text("1", "integer"), graph
        for name, bound, day in (("start", "earliestStart", start), ("end", "latestEnd", end)):
            yield phase, PC + name, text(day.isoformat(), "date"), graph
            yield phase, PC + bound, text(day.isoformat(), "date"), "derived"

    def _participation(self, number: int, city: str, graph: str, *, lead: bool) -> Iterator[Statement]:
        project, role = thing(f"project/p{number}"), "lead" if lead else self._random.choice(ROLES)
        key = f"p{number}/{city.rpartition('/')[2]}"
        claim, evidence = thing(f"participation/{key}"), thing(f"evidence/{key}")
        yield claim, TYPE, f"<{PC}Participation>", graph
        yield claim, PC + "project", project, graph
        yield claim, PC + "city", thing(city), graph
        yield claim, PC + "role", thing(f"role/{role}"), graph
        yield claim, PC + "evidence", evidence, graph
        yield evidence, TYPE, f"<{PC}Evidence>", graph
        yield evidence, OA + "hasSource", thing(f"source/s{number // PROJECTS_OF_A_SOURCE}"), graph
        yield evidence, PC + "basis", thing("basis/stated"), graph
        if role in ("lead", "partner", "associated"):
            yield project, PC + "participatingCity", thing(city), "derived"

    def _some(self, count: int) -> list[str]:
        """So many different cities, popular ones more often; in the order in which they were drawn."""
        drawn: dict[int, None] = {}
        while len(drawn) < min(count, self.cities):
            drawn[bisect_left(self._popular, self._random.random() * self._popular[-1])] = None
        return [self._places[number] for number in drawn]


def thing(key: str) -> str:
    """A thing of ours by its key."""
    return f"<{ID}{key}>"


def text(value: str, kind: str = "") -> str:
    """A literal: plain, with its language (`@en`), or of an XSD datatype (`date`)."""
    return f'"{value}"' + (kind if kind.startswith("@") or not kind else f"^^<{XSD}{kind}>")


def write(triples: int, path: Path, seed: int = 42, cities: int = 0, networks: int = 0) -> int:
    """Write a world of about so many triples; returns how many there are in its default graph.

    Beside it lies the same without the default graph, for an engine that merges the named graphs itself.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file, named_only(path).open("w", encoding="utf-8") as named:
        for subject, predicate, value, graph in Generator(triples, seed, cities, networks).statements():
            quad = f"{subject} <{predicate}> {value} <{GRAPH}{graph}> .\n"
            named.write(quad)
            file.write(f"{subject} <{predicate}> {value} .\n{quad}")
            count += 1
    return count


def named_only(path: Path) -> Path:
    """Where the named graphs lie alone."""
    return path.with_suffix(".named.nq")


def main() -> None:
    """Write a world, and say how many triples it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--cities", type=int, default=0)
    parser.add_argument("--networks", type=int, default=0)
    given = parser.parse_args()
    print(write(given.triples, given.path, cities=given.cities, networks=given.networks))


if __name__ == "__main__":
    main()
