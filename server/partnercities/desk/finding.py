"""Finding things by their names, in whatever language, script or spelling these are asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from partnercities.desk.census import census
from partnercities.desk.desk import Desk
from partnercities.desk.naming import Naming, naming
from partnercities.desk.versioned import Versioned
from partnercities.model.folding import fold
from partnercities.model.vocabulary import ID, key
from partnercities.store import Term

TYPES = (
    "city", "project", "network", "programme", "fund", "organisation", "place", "country", "topic", "target-group", "source",
)  # fmt: skip
"""What can be found, in the order in which it is shown. All but a country are the first part of a key."""
LONGEST = 100
"""How many characters of what is asked for are looked at."""
EXACT, PREFIX, WORDS, INSIDE = range(4)
"""How well a name fits: it is what is asked for; begins with it; has words that begin with its words; has it inside."""
_NEAR, _NEARLY = 5, 0.72
_SHORTEST_INSIDE = 3  # one letter or two are inside of nearly every name


@dataclass(frozen=True)
class Entry:
    """One name of one thing with its search form."""

    form: str
    name: Term
    type: str
    thing: str


@dataclass(frozen=True)
class Hit:
    """A thing that was found, by the name that fits best, and how well that fits."""

    thing: str
    type: str
    name: Term
    fit: int


@dataclass(frozen=True)
class Index:
    """All names by which things are found, and for each search form the name that is proposed for it."""

    entries: tuple[Entry, ...]
    proposals: Mapping[str, str]

    def find(self, asked: str, type: str = "") -> list[Hit]:
        """The things (of a type) with a name that fits what is asked, those of the best fit first, each once."""
        form = fold(asked[:LONGEST])
        best: dict[str, tuple[int, int, Entry]] = {}
        for entry in self.entries if form else ():
            if type and entry.type != type:
                continue
            fit = _fit(form, entry.form)
            if fit is not None:
                rank = (fit, len(entry.form), entry)
                if entry.thing not in best or rank[:2] < best[entry.thing][:2]:
                    best[entry.thing] = rank
        ranked = sorted(best.values(), key=lambda rank: (*rank[:2], rank[2].form, rank[2].thing))
        return [Hit(entry.thing, entry.type, entry.name, fit) for fit, _, entry in ranked]

    def near(self, asked: str) -> list[str]:
        """Names that are written nearly like what is asked for, the nearest first."""
        found = get_close_matches(fold(asked[:LONGEST]), self.proposals, _NEAR, _NEARLY)
        return list(dict.fromkeys(self.proposals[form] for form in found))


def index(desk: Desk) -> Index:
    """The names of all things in the data that the desk holds now."""
    return _indexes.of(desk)


def _fit(form: str, name: str) -> int | None:
    if name == form:
        return EXACT
    if name.startswith(form):
        return PREFIX
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in form.split()):
        return WORDS
    return INSIDE if len(form) >= _SHORTEST_INSIDE and form in name else None


def _read(desk: Desk) -> Index:
    entries = tuple(_entries(desk, naming(desk)))
    proposals: dict[str, str] = {}
    for entry in entries:
        # Nobody misspells the title of a page.
        if entry.type != "source":
            proposals.setdefault(entry.form, entry.name.value)
    return Index(entries, proposals)


def _entries(desk: Desk, names: Naming) -> Iterator[Entry]:
    countries = {city.country for city in census(desk).cities.values()}
    for thing in sorted({*names.main, *names.others}):
        type = "country" if thing in countries else key(thing).partition("/")[0] if thing.startswith(ID) else ""
        if type in TYPES:
            forms: set[str] = set()
            for name in names.all(thing):
                form = fold(name.value)
                if form and form not in forms:
                    forms.add(form)
                    yield Entry(form, name, type, thing)


_indexes = Versioned(_read)
