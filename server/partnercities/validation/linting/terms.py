"""Rules about words: those of SHACL that do not exist, mean nothing alone, or are not evaluated."""

from collections.abc import Iterator

from partnercities.model.vocabulary import PREFIXES
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.sheet import Sheet, Statement
from partnercities.validation.linting.words import (
    NOT_EVALUATED,
    PARAMETERS,
    PREDICATES,
    PROPERTIES,
    SEVERITIES,
    SH,
    TERMS,
    known,
    sh,
)
from partnercities.validation.spelling import nearest, split
from partnercities.validation.terms import Node, short

_IMPORTS = PREFIXES["owl"] + "imports"


def unknown_terms(sheet: Sheet) -> Iterator[Flaw]:
    """Words in the namespace of SHACL that are none."""
    for predicate in filter(_unknown, sheet.predicates):
        yield from (_misspelt(use, predicate, PREDICATES) for use in sheet.uses(predicate))
    for use in sheet.uses():
        # A kind of node has a rule of its own, which knows better what may have been meant.
        if use.object.kind == "iri" and _unknown(use.object.value) and use.predicate != sh("nodeKind"):
            yield _misspelt(use, use.object.value, TERMS)


def _unknown(iri: str) -> bool:
    return iri.startswith(SH) and iri != SH and not known(iri)


def _misspelt(statement: Statement, iri: str, words: frozenset[str]) -> Flaw:
    return flaw("unknown-term", statement, near_term(iri, words), term=short(iri))


def near_term(iri: str, words: frozenset[str] = PREDICATES) -> str:
    """The word of SHACL that may have been meant, with its prefix."""
    found = nearest(iri.removeprefix(SH), (word.removeprefix(SH) for word in words))
    return f"sh:{found}" if found else ""


def two_values(sheet: Sheet) -> Iterator[Flaw]:
    """More than one value of a word that a shape may have once."""
    single = (predicate for predicate, word in PROPERTIES.items() if word.single)
    for subject, predicate, object in sheet.uses(*single):
        values = sheet.values(subject, predicate)
        if len(values) > 1 and object == values[1]:
            yield flaw("two-values", Statement(subject, predicate, object), term=short(predicate))


def lonely_words(sheet: Sheet) -> Iterator[Flaw]:
    """Words that mean nothing without another one, such as sh:flags without sh:pattern."""
    for use in sheet.uses(*(predicate for predicate, word in PARAMETERS.items() if word.needs)):
        if idle(sheet, use.subject, use.predicate):
            other = " / ".join(f"sh:{name}" for name in PARAMETERS[use.predicate].needs)
            yield flaw("needs-other", use, term=short(use.predicate), other=other)


def idle(sheet: Sheet, shape: Node, predicate: str) -> bool:
    """Whether a word means nothing on a shape, because what it needs is missing."""
    needed = PARAMETERS[predicate].needs if predicate in PARAMETERS else ()
    return bool(needed) and not any(sh(other) in sheet.of(shape) for other in needed)


def words_of_paths(sheet: Sheet) -> Iterator[Flaw]:
    """Words that mean something only in property shapes, on shapes without a path."""
    for use in sheet.uses(*(predicate for predicate, word in PARAMETERS.items() if word.on_path)):
        shape = use.subject
        pathless = not sheet.is_property_shape(shape) and not misspelt_path(sheet, shape)
        if pathless and not idle(sheet, shape, use.predicate):
            yield flaw("needs-path", use, term=short(use.predicate))


def misspelt_path(sheet: Sheet, shape: Node) -> bool:
    """Whether a node has a word that was probably meant to be sh:path, so that its path is not simply missing."""
    return any(_unknown(predicate) and near_term(predicate) == "sh:path" for predicate in sheet.of(shape))


def not_evaluated(sheet: Sheet) -> Iterator[Flaw]:
    """What shapes ask for and this validator does not do."""
    for use in sheet.uses(*NOT_EVALUATED):
        # A graph asks for entailment, not a shape.
        if use.subject.text in sheet.shapes or use.predicate == sh("entailment"):
            yield flaw("not-evaluated", use, term=short(use.predicate))


def imports(sheet: Sheet) -> Iterator[Flaw]:
    """Documents that the shapes import: nothing is fetched."""
    for use in sheet.uses(_IMPORTS):
        # What is itself among the shapes needs no fetching.
        if use.object.text not in sheet.said and use.object.value.rstrip("#") != SH.rstrip("#"):
            yield flaw("imports", use, value=use.object)


def foreign_severities(sheet: Sheet) -> Iterator[Flaw]:
    """Severities of one's own that are called like those of SHACL."""
    names = [severity.removeprefix(SH) for severity in SEVERITIES]
    for use in sheet.uses(sh("severity")):
        severity = use.object
        if severity.kind == "iri" and not severity.value.startswith(SH):
            near = nearest(split(severity.value)[1], names)
            if near:
                yield flaw("foreign-severity", use, f"sh:{near}", value=severity)


def message_languages(sheet: Sheet) -> Iterator[Flaw]:
    """Messages without a language beside others that have one."""
    for use in sheet.uses(sh("message")):
        others = sheet.values(use.subject, use.predicate)
        if use.object.kind == "literal" and not use.object.language and any(other.language for other in others):
            yield flaw("message-language", use)
