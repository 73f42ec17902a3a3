"""In which languages values are said (SHACL, sections 4.4.4 and 4.4.5)."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import OfEachValue, Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.reached import Reached
from partnercities.shacl.run import Run
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True)
class LanguageIn(OfEachValue):
    """Values are said in one of several languages; `bg` includes `bg-Latn`."""

    languages: tuple[str, ...]

    def broken(self, run: Run, values: set[int]) -> Collection[int]:
        """Values in other languages or none."""
        said = {value: _language(run.tables.terms[value]) for value in values}
        allowed = {language for language in set(said.values()) if language and self._allows(language)}
        return {value for value, language in said.items() if language not in allowed}

    def _allows(self, language: str) -> bool:
        longer = tuple(allowed + "-" for allowed in self.languages)
        return language in self.languages or "*" in self.languages or language.startswith(longer)


@dataclass(frozen=True)
class UniqueLang(Standard):
    """No two values are said in the same language."""

    def violations(self, run: Run, reached: Reached) -> Violations:
        """Focus nodes, once for each language that is used twice."""
        terms = run.tables.terms
        for focus, values in reached.filled:
            if len(values) > 1:
                used = Counter(_language(terms[value]) for value in values)
                yield from ((focus, None) for language, count in used.items() if language and count > 1)


def _language(value: Term) -> str | None:
    language = value.language if isinstance(value, ox.Literal) else None
    return language.lower() if language else None


def _language_in(declared: Declaration) -> Iterator[LanguageIn]:
    items = declared.items(sh("languageIn"))
    if items is not None:
        if not all(isinstance(item, ox.Literal) for item in items):
            raise declared.bad(sh("languageIn"), "must be a list of language tags")
        yield LanguageIn(tuple(item.value.lower() for item in items if isinstance(item, ox.Literal)))


def _unique_lang(declared: Declaration) -> Iterator[UniqueLang]:
    declared.only_with_path(sh("uniqueLang"))
    if declared.boolean(sh("uniqueLang")):
        yield UniqueLang()


READERS = {sh("languageIn"): _language_in, sh("uniqueLang"): _unique_lang}
