"""What everything is called: the name of a thing in the language asked for, and every other name that it goes by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnercities.desk.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import PREFIXES, compact
from partnercities.store import Term

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("dcterms", "org", "pc", "rdfs", "skos"))
_MAIN = f"{_PREFIXES} SELECT ?thing ?name WHERE {{ ?thing skos:prefLabel|rdfs:label ?name }} ORDER BY ?thing ?name"
# A name on a claim is that of its party: of the organisation where there is one, else of the city. Names of the same
# thing on claims of two cities are names of both: Lille-Roubaix is one party.
_OTHERS = f"""{_PREFIXES} SELECT DISTINCT ?thing ?name WHERE {{
  {{ ?thing skos:altLabel ?name }}
  UNION {{ ?thing dcterms:title ?name }}
  UNION {{ ?claim pc:namedAs ?name ; pc:partner ?thing }}
  UNION {{ ?claim pc:namedAs ?name ; org:member ?thing }}
  UNION {{ ?claim pc:namedAs ?name ; pc:city ?thing FILTER NOT EXISTS {{ ?claim pc:partner ?partner }} }}
}} ORDER BY ?thing ?name"""
_FALLBACK = "en"


@dataclass(frozen=True)
class Naming:
    """The names of all things: the `main` ones, one for each language, and `others` that sources or people use."""

    main: Mapping[str, Mapping[str, str]]
    others: Mapping[str, tuple[Term, ...]]

    def name(self, iri: str, language: str) -> Term:
        """What to call a thing in a language: its name there, else in English, else in any; else its key."""
        known = self.main.get(iri, {})
        for spoken in (language, _FALLBACK, *known):
            if spoken in known:
                return Term("literal", known[spoken], spoken)
        return Term("literal", compact(iri))

    def all(self, iri: str) -> tuple[Term, ...]:
        """Every name of a thing, the main ones first, each once."""
        main = [Term("literal", text, language) for language, text in self.main.get(iri, {}).items()]
        return tuple(dict.fromkeys([*main, *self.others.get(iri, ())]))

    def sorted(self, iris: Iterable[str], language: str) -> tuple[str, ...]:
        """Things in the order of their names in a language, capitals and small letters alike."""
        return tuple(sorted(iris, key=lambda iri: (self.name(iri, language).value.casefold(), iri)))


def naming(desk: Desk) -> Naming:
    """The names of all things in the data that the desk holds now."""
    return _namings.of(desk)


def _read(desk: Desk) -> Naming:
    main: dict[str, dict[str, str]] = {}
    for thing, name in desk.select(_MAIN).rows:
        if thing and name:
            main.setdefault(thing.value, {}).setdefault(name.language, name.value)
    others: dict[str, list[Term]] = {}
    for thing, name in desk.select(_OTHERS).rows:
        if thing and name:
            others.setdefault(thing.value, []).append(Term("literal", name.value, name.language))
    return Naming(main, {thing: tuple(names) for thing, names in others.items()})


_namings = Versioned(_read)
