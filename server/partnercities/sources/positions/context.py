"""What the terms of a text of JSON-LD mean, as its contexts say; contexts elsewhere are never fetched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from partnercities.sources.positions.iris import resolve
from partnercities.sources.positions.json_text import Value

_DEEPEST = 16
"""So many prefixes may stand on each other."""
_WORDS = (
    "base container context direction graph id included index json language list nest none reverse set type value vocab"
)
_KEYWORDS = frozenset(f"@{word}" for word in _WORDS.split())


@dataclass(frozen=True)
class Term:
    """What a context says of a term: its IRI or keyword, and how its values are read."""

    iri: str
    type: str = ""
    language: str | None = None
    """The language of its strings; empty for none, None where the context does not say."""
    container: frozenset[str] = frozenset()
    reverse: bool = False
    prefix: bool = False
    """Whether names may begin with it."""


@dataclass(frozen=True)
class Context:
    """The terms, and what IRIs and strings without any stand on."""

    base: str
    origin: str
    """The base of the text itself."""
    vocabulary: str = ""
    language: str = ""
    terms: Mapping[str, Term | None] = field(default_factory=dict)

    def term(self, name: str) -> Term:
        """A term by its name; of a name without one the IRI that it makes, which may be nothing."""
        known = self.terms.get(name, _UNKNOWN)
        if known is None:
            return Term("")
        return Term(self.iri(name, vocabulary=True)) if known is _UNKNOWN else known

    def iri(self, text: str, *, vocabulary: bool = False) -> str:
        """The IRI, blank node or keyword that a text is short for."""
        return _expand(text, self, {}, vocabulary=vocabulary)

    def within(self, said: Value | None) -> "Context":
        """The context of a value with a context of its own."""
        if said is None:
            return self
        context = self
        for one in said.each:
            if one.members is not None:
                context = context._extended(one)
            elif one.plain == "null":
                context = Context(self.origin, self.origin)
        return context

    def _extended(self, said: Value) -> "Context":
        told = {member.name: member.value for member in said.members or []}
        context = self
        if "@base" in told:
            context = replace(context, base=resolve(told["@base"].text or "", context.base))
        if "@vocab" in told:
            text = told["@vocab"].text
            meant = "" if text is None else resolve(context.iri(text, vocabulary=True), context.base)
            context = replace(context, vocabulary=meant)
        if "@language" in told:
            context = replace(context, language=told["@language"].text or "")
        names = [name for name in told if name not in _KEYWORDS]
        short = {name: _short(name, told[name]) for name in names}
        terms = {name: _defined(name, told[name], context, short) for name in names}
        return replace(context, terms={**context.terms, **terms})


_UNKNOWN = Term("@unknown")


def _short(name: str, said: Value) -> str:
    """What a definition says that a term stands for, as it is written."""
    written = said.member("@id") or said.member("@reverse") or said
    return written.text if written.text is not None else name


def _defined(name: str, said: Value, context: Context, short: Mapping[str, str]) -> Term | None:
    if said.plain == "null":
        return None
    iri = _expand(short[name], context, {**short, name: ""} if short[name] == name else short, vocabulary=True)
    type, language = said.member("@type"), said.member("@language")
    container = said.member("@container")
    return Term(
        iri,
        _expand(type.text, context, short, vocabulary=True) if type and type.text else "",
        None if language is None else language.text or "",
        frozenset(one.text or "" for one in container.each) if container else frozenset(),
        reverse=said.member("@reverse") is not None,
        prefix=(said.text is not None and iri.endswith(tuple(":/?#[]@"))) or _says_prefix(said),
    )


def _says_prefix(said: Value) -> bool:
    told = said.member("@prefix")
    return told is not None and told.plain == "true"


def _is_prefix(term: Term | None) -> bool:
    return term is not None and term.prefix


def _expand(text: str, context: Context, short: Mapping[str, str], *, vocabulary: bool) -> str:
    """The IRI of a text, with terms that are known and those of `short`, which are being defined."""
    tail = ""
    for _ in range(_DEEPEST):
        if text in _KEYWORDS or text.startswith("_:"):
            return text + tail
        if (vocabulary or tail) and short.get(text) not in (None, "", text):
            text = short[text]
            continue
        known = context.terms.get(text) if (vocabulary or tail) and short.get(text) != "" else None
        if known:
            return known.iri + tail
        prefix, colon, local = text.partition(":")
        if not colon:
            break
        if local.startswith("//") or not (prefix in short or _is_prefix(context.terms.get(prefix))):
            return text + tail
        text, tail = prefix, local + tail
    return (context.vocabulary + text if vocabulary else resolve(text, context.base)) + tail


def keywords(names: Iterable[str], context: Context) -> dict[str, str]:
    """Which names are keywords, or other names for them."""
    return {name: iri for name in names if (iri := context.term(name).iri) in _KEYWORDS}
