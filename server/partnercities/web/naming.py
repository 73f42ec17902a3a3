"""What people read instead of an IRI, and where it leads."""

from collections.abc import Iterable, Mapping

from partnercities.desk.things import Statement
from partnercities.model.vocabulary import compact, path, source_of
from partnercities.store import Term
from partnercities.web.site.language import LANGUAGES, language


class Names:
    """The names of things in both languages of the pages."""

    def __init__(self, named: Iterable[Statement]) -> None:
        self._order = (language(), *LANGUAGES)
        self._names: dict[str, dict[str, str]] = {}
        for item in named:
            self._names.setdefault(item.subject.value, {}).setdefault(item.object.language, item.object.value)

    def __call__(self, iri: str) -> str:
        """The name of a thing in the language of the page, else in another, else its key or prefixed name."""
        return self.all(iri).get(self.language(iri)) or compact(iri)

    def language(self, iri: str) -> str:
        """The language of the name that stands for a thing; nothing if it is no word of a language."""
        known = self.all(iri)
        return next((code for code in (*self._order, *known) if code in known), "")

    def source(self, graph: str) -> str:
        """The name of the source that a graph holds, else the name of the graph itself."""
        source = source_of(graph)
        return self(source) if self.all(source) else compact(graph)

    def all(self, iri: str) -> Mapping[str, str]:
        """Each name of a thing by its language."""
        return self._names.get(iri, {})


def link(term: Term | str) -> str:
    """Where a term leads: to an address of ours, or to one of others on the web; nothing where it leads nowhere."""
    if isinstance(term, Term):
        return link(term.value) if term.kind == "uri" else ""
    # An IRI can have any scheme; one that runs something is no link.
    return path(term) or (term if term.startswith(("https://", "http://")) else "")


def anchor(iri: str) -> str:
    """The name of the place in a page to which an IRI with a fragment leads; nothing for one without."""
    return iri.partition("#")[2]
