"""Hints about things: what else has this name, is written nearly like it, or is of another class than the one asked for."""

import re
from collections.abc import Collection, Sequence

from partnercities.validation.hinting.broken import SILENCE, Broken, Facts, Said, meant, write
from partnercities.validation.spelling import nearest, nearest_iri
from partnercities.validation.terms import Node, short, written

_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"]+")


def of_class(broken: Broken, facts: Facts) -> Said:
    """A value that is not of the class asked for, or of those."""
    value, asked = broken.given, broken.parameter("class")
    classes = broken.parameters.get("class", ())
    if value.kind == "literal":
        return _one_of(facts.called(value.value.strip(), classes))
    near = next(filter(None, (facts.near(value.value, cls) for cls in classes)), "") if value.kind == "iri" else ""
    types = sorted(facts.types(broken.value))
    if types and asked:
        return _of_other_class(value, types, asked, near)
    if near:
        return meant(written(near))
    return _unknown(value, facts.predicates(broken.value), asked) if value.kind == "iri" and asked else SILENCE


def _unknown(value: Node, said: Collection[str], asked: Sequence[Node]) -> Said:
    """A thing that is written like no other, so it is missing rather than misspelt."""
    name, classes = short(value), " / ".join(map(short, asked))
    if said:
        return {"en": f"{name} has no class: add a {classes}.", "bg": f"{name} няма клас: добавете a {classes}."}
    return {
        "en": f"Nothing is said of {name}: describe it as {classes}, or correct the name.",
        "bg": f"Нищо не е казано за {name}: опишете го като {classes} или поправете името.",
    }


def _one_of(iris: Collection[str]) -> Said:
    return meant(written(min(iris))) if iris else SILENCE


def _of_other_class(value: Node, types: Sequence[str], asked: Sequence[Node], near: str) -> Said:
    are = ", ".join(written(type) for type in types)
    said = {
        "en": f"{short(value)} is {are}, and must be {' or '.join(map(short, asked))}.",
        "bg": f"{short(value)} е {are}, а трябва да е {' или '.join(map(short, asked))}.",
    }
    return {language: f"{text} {meant(written(near))[language]}" for language, text in said.items()} if near else said


def of_choice(broken: Broken, facts: Facts) -> Said:
    """A value that is not in a list of choices, but nearly like one of them."""
    return _choice(broken, broken.parameter("in"), facts)


def of_required_value(broken: Broken, facts: Facts) -> Said:
    """A value that is asked for by name, where another one like it stands."""
    for written_value in facts.objects(broken.focus, broken.predicate) if broken.predicate is not None else ():
        other = Broken(broken.component, broken.focus, broken.predicate, written_value)
        said = _choice(other, broken.parameter("hasValue"), facts)
        if said:
            return said
    return SILENCE


def _choice(broken: Broken, choices: Sequence[Node], facts: Facts) -> Said:
    value = broken.given
    iris = [choice.value for choice in choices if choice.kind == "iri"]
    if value.kind == "iri":
        near = nearest_iri(value.value, iris)
        return meant(written(near)) if near else SILENCE
    # The same text of another datatype or language comes before one that is written nearly alike.
    texts = {choice.value: short(choice) for choice in choices if choice.kind == "literal"}
    near = value.value if value.value in texts else nearest(value.value.strip(), texts)
    if near:
        return meant(texts[near])
    named = _one_of(set(facts.called(value.value.strip())) & set(iris))
    local = (
        nearest_iri(iris[0].rpartition("/")[0] + "/" + value.value.strip(), iris)
        if iris and value.value.strip()
        else ""
    )
    return named or (meant(written(local)) if local else SILENCE)


def of_node_kind(broken: Broken, facts: Facts) -> Said:
    """An address in quotes, a name in the place of a thing, or a thing in the place of a text."""
    value, asked = broken.given, " ".join(node.value for node in broken.parameter("nodeKind"))
    if value.kind == "literal" and "IRI" in asked:
        text = value.value.strip()
        if _ADDRESS.fullmatch(text):
            return write(f"<{text}>")
        if text.startswith("www."):
            return write(f"<https://{text}>")
        return _one_of(facts.called(text))
    if value.kind == "iri" and asked.endswith("#Literal"):
        return write(f'"{value.value}"')
    return SILENCE
