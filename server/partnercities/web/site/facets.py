"""What a list can be narrowed by, with how many rows each step would leave; and what it is narrowed by already."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnercities.desk.census import Census
from partnercities.desk.choosing import Choice
from partnercities.desk.naming import Naming
from partnercities.model.vocabulary import key
from partnercities.store import Term
from partnercities.web.site.language import language

SHOWN = 8
"""How many values of a trait are in sight; the others are behind a line that unfolds."""


@dataclass(frozen=True)
class Step:
    """One value of a trait as the address has it, its name, how many rows it would leave, and whether it is wanted."""

    value: str
    name: Term
    number: int
    wanted: bool


@dataclass(frozen=True)
class Facet:
    """A trait with its values, the most frequent first; what is wanted stands before all."""

    trait: str
    steps: tuple[Step, ...]

    @property
    def wanted(self) -> bool:
        """Whether the list is narrowed by this."""
        return any(step.wanted for step in self.steps)


def facets(counted: Mapping[str, Mapping[str, int]], asked: Choice, names: Naming, known: Census) -> list[Facet]:
    """The facets of a list that have anything to choose."""
    countries = {city.code: city.country for city in known.cities.values()}
    found = []
    for trait, tally in counted.items():
        wanted = asked.wanted.get(trait, "")
        # What is wanted stays in sight when the rest of the choice leaves nothing of it.
        numbers = {**({wanted: 0} if wanted else {}), **tally}
        steps = [
            Step(key(value), names.name(countries.get(value, value), language()), number, value == wanted)
            for value, number in numbers.items()
        ]
        steps.sort(key=lambda step: (not step.wanted, -step.number, step.name.value.casefold(), step.value))
        if steps:
            found.append(Facet(trait, tuple(steps)))
    return found
