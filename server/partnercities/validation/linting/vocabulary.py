"""Rules about the words of others that shapes look at: classes, predicates and datatypes that are not known."""

from collections.abc import Iterator

from partnercities.model.vocabulary import PREFIXES
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.judges import Judges
from partnercities.validation.linting.sheet import Sheet, Statement
from partnercities.validation.linting.words import PATHS, sh
from partnercities.validation.spelling import nearest, split
from partnercities.validation.terms import Node, short
from partnercities.validation.vocabularies import STANDARD
from partnercities.validation.vocabulary import Doubt

_CLASSES = (sh("class"), sh("targetClass"))
_PREDICATES = tuple(
    sh(name) for name in ("targetSubjectsOf", "targetObjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals")
)
# Words of nested paths are met at their own statements; sequences have none.
_LISTS = (sh("ignoredProperties"), sh("path"), *PATHS)
_DATATYPES = {
    PREFIXES["xsd"]: STANDARD[PREFIXES["xsd"]],
    PREFIXES["rdf"]: frozenset({"langString", "dirLangString", "HTML", "XMLLiteral", "JSON", "PlainLiteral"}),
}
"""The datatypes of each namespace that has such."""


def unknown_classes(sheet: Sheet, judges: Judges) -> Iterator[Flaw]:
    """Classes that nobody knows in a vocabulary that is known."""
    for use in sheet.uses(*_CLASSES):
        doubt = judges.known.doubt_class(use.object.value) if _undescribed(sheet, use.object) else None
        if doubt:
            yield _unknown("unknown-class", use, doubt)


def unknown_predicates(sheet: Sheet, judges: Judges) -> Iterator[Flaw]:
    """Predicates that nobody knows in a vocabulary that is known."""
    for use in _predicates(sheet):
        doubt = judges.known.doubt_predicate(use.object.value) if _undescribed(sheet, use.object) else None
        if doubt:
            yield _unknown("unknown-predicate", use, doubt)


def _undescribed(sheet: Sheet, term: Node) -> bool:
    """Whether the shapes themselves do not say what a word is."""
    return term.kind == "iri" and not sheet.types(term)


def _unknown(code: str, use: Statement, doubt: Doubt) -> Flaw:
    near = short(doubt.near) if doubt.near else ""
    # Of our own vocabulary every word is known.
    return flaw(code, use, near, severity="error" if doubt.own else "", value=use.object)


def _predicates(sheet: Sheet) -> Iterator[Statement]:
    yield from sheet.uses(*_PREDICATES)
    for use in sheet.uses(*_LISTS):
        members = sheet.members(use.object) if use.object.kind == "blank" else [use.object]
        yield from (use._replace(object=member) for member in members)


def unknown_datatypes(sheet: Sheet) -> Iterator[Flaw]:
    """Datatypes of XML Schema and of RDF that do not exist."""
    for use in sheet.uses(sh("datatype")):
        namespace, local = split(use.object.value)
        if namespace in _DATATYPES and local not in _DATATYPES[namespace]:
            near = nearest(local, _DATATYPES[namespace])
            yield flaw("unknown-datatype", use, short(namespace + near) if near else "", value=use.object)
