"""In which languages values are said (SHACL, sections 4.4.4 and 4.4.5)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from partnercities.shacl.components.standard import Standard, Violations
from partnercities.shacl.declaration import Declaration
from partnercities.shacl.run import Run
from partnercities.shacl.shape import Rows
from partnercities.shacl.terms import Term, sh


@dataclass(frozen=True)
class LanguageIn(Standard):
    """Values are said in one of several languages; `bg` includes `bg-Latn`."""

    languages: tuple[str, ...]

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Values in other languages or none."""
        exact = frozenset(self.languages)
        longer = tuple(language + "-" for language in self.languages)
        for focus, values in rows:
            for value in values:
                language = _language(value)
                if language is None or (language not in exact and not language.startswith(longer) and "*" not in exact):
                    yield focus, value


@dataclass(frozen=True)
class UniqueLang(Standard):
    """No two values are said in the same language."""

    def violations(self, run: Run, rows: Rows) -> Violations:
        """Focus nodes, once for each language that is used twice."""
        for focus, values in rows:
            if len(values) > 1:
                used = Counter(map(_language, values))
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
