"""Hints about what is missing or too much: a property with a name nearly like it, a text in another language only."""

from collections.abc import Collection, Sequence

from partnercities.validation.hinting.broken import SILENCE, Broken, Facts, Said, meant
from partnercities.validation.hinting.literals import language_of
from partnercities.validation.hinting.things import of_required_value
from partnercities.validation.spelling import fold, nearest, split
from partnercities.validation.terms import Node, node_of, short, written

_MOST = 4
"""Of more values, so many are named."""
_CLOSE = 0.7
"""How alike the name of a word that nobody knows must be to the one that is missing."""


def of_count(broken: Broken, facts: Facts) -> Said:
    """A property that is missing: another one that was probably meant to be it."""
    wrong = _instead(broken.property, facts.predicates(broken.focus), facts) if broken.property else ""
    if not wrong:
        return SILENCE
    there, asked = written(wrong), written(broken.property)
    return {
        "en": f"It has {there}: did you mean {asked}?",
        "bg": f"Има {there}: имахте ли предвид {asked}?",
    }


def _instead(asked: str, predicates: Collection[str], facts: Facts) -> str:
    """The predicate that stands in the place of the one asked for: a word that nobody knows, or one of the same name."""
    others = [predicate for predicate in predicates if predicate != asked]
    local = fold(split(asked)[1])
    same = next((other for other in others if fold(split(other)[1]) == local), "")
    unknown = {split(other)[1]: other for other in others if not facts.knows(other)}
    return same or unknown.get(nearest(split(asked)[1], unknown, _CLOSE), "")


def of_qualified_count(broken: Broken, facts: Facts) -> Said:
    """A text in one language that is missing, where there is one in another language."""
    asked = [node.value for node in broken.parameter("languageIn")]
    terms = facts.objects(broken.focus, broken.predicate) if broken.predicate is not None else ()
    spoken = [node for node in map(node_of, terms) if node.kind == "literal"]
    if not asked or not spoken:
        return of_count(broken, facts)
    wanted = " / ".join(f"@{language}" for language in asked)
    if said := _otherwise_tagged(spoken, asked):
        return said
    languages = sorted({f"@{node.language}" for node in spoken if node.language})
    if not languages:
        return _untagged(spoken[0], wanted)
    there, text = ", ".join(languages), short(next(node for node in spoken if node.language))
    return {
        "en": f"It exists only in {there}: {text}. Add it in {wanted}.",
        "bg": f"Има го само на {there}: {text}. Добавете го на {wanted}.",
    }


def _otherwise_tagged(spoken: Sequence[Node], asked: Sequence[str]) -> Said:
    """A text that is in the language, but says so in another way, or not at all where others do."""
    for node in spoken:
        if node.language and (meant_by := language_of(node)) in asked and node.language != meant_by:
            return meant(f"{short(node).rpartition('@')[0]}@{meant_by}")
        if not node.language and language_of(node) in asked:
            return _untagged(node, f"@{language_of(node)}")
    return SILENCE


def _untagged(node: Node, wanted: str) -> Said:
    text = short(node)
    return {"en": f"{text} has no language: add {wanted}.", "bg": f"{text} няма език: добавете {wanted}."}


def of_required(broken: Broken, facts: Facts) -> Said:
    """A value that is asked for by name: one nearly like it, else a property nearly like the one asked for."""
    return of_required_value(broken, facts) or of_count(broken, facts)


def of_closed(broken: Broken) -> Said:
    """A property that a closed shape does not list, but one that is written nearly like it."""
    listed = [node.value for name in ("path", "ignoredProperties") for node in broken.parameter(name)]
    by_name = {split(iri)[1]: iri for iri in listed}
    near = nearest(split(broken.property)[1], by_name)
    return meant(written(by_name[near])) if near and by_name[near] != broken.property else SILENCE


def of_excess(broken: Broken, facts: Facts) -> Said:
    """Two values where one is allowed, that differ in nothing but what nobody sees, else all that there are."""
    terms = facts.objects(broken.focus, broken.predicate) if broken.predicate is not None else ()
    seen: dict[str, str] = {}
    for node in map(node_of, terms):
        form = " ".join(fold(node.value).split())
        if form in seen:
            pair = f"{seen[form]}, {short(node)}"
            return {"en": f"Are these two the same? {pair}", "bg": f"Едно и също ли са тези две? {pair}"}
        seen[form] = short(node)
    if len(seen) < 2:
        return SILENCE
    every = ", ".join([*list(seen.values())[:_MOST], *(["…"] if len(seen) > _MOST else [])])
    return {"en": f"There are {len(seen)}: {every}", "bg": f"Те са {len(seen)}: {every}"}


def of_doubled(broken: Broken, facts: Facts) -> Said:
    """The texts that are in one language, where each language may have one."""
    terms = facts.objects(broken.focus, broken.predicate) if broken.predicate is not None else ()
    spoken: dict[str, list[str]] = {}
    for node in map(node_of, terms):
        spoken.setdefault(node.language.casefold(), []).append(short(node))
    language, texts = next(((name, texts) for name, texts in spoken.items() if name and len(texts) > 1), ("", []))
    if not texts:
        return SILENCE
    pair = ", ".join(texts[:_MOST])
    return {"en": f"In @{language} there are {len(texts)}: {pair}", "bg": f"На @{language} са {len(texts)}: {pair}"}
