"""Terms as people read them on a page: things by their names, with links, and their IRIs second."""

from functools import cache

from markupsafe import Markup, escape

from partnercities.desk.labels import Labels
from partnercities.model.vocabulary import compact
from partnercities.store import Term
from partnercities.web.naming import link


class Cells:
    """The terms of one table in the language of the page; each is written once, however often it stands there."""

    def __init__(self, labels: Labels, language: str) -> None:
        self._labels = labels
        self._language = language
        self.full = cache(self._full)
        self.short = cache(self._short)

    def name(self, term: Term) -> tuple[str, str]:
        """What people read of a term, and its language where that is another one than that of the page."""
        text, language = (
            self._labels.find(term.value, self._language) if term.kind == "uri" else (term.value, term.language)
        )
        return text or compact(term.value), language if language != self._language else ""

    def _short(self, term: Term) -> Markup:
        """The name of a term, with a link where there is a page."""
        text, language = self.name(term)
        said = Markup(' lang="{}"').format(language) if language else ""
        to = link(term)
        if to:
            return Markup('<a href="{}"{}>{}</a>').format(to, said, text)
        return Markup("<span{}>{}</span>").format(said, text) if said else escape(text)

    def _full(self, term: Term) -> Markup:
        """The name of a term and, where it is not a name that is written there already, its IRI in short."""
        short = self._short(term)
        if term.kind != "uri" or not self._labels.find(term.value, self._language)[0]:
            return short
        return Markup('{} <small class="iri">{}</small>').format(short, compact(term.value))
