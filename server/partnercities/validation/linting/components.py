"""Rules about constraint components that shapes define themselves (SHACL, section 6)."""

import re
from collections.abc import Iterator

from partnercities.model.vocabulary import RDF_TYPE
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.sheet import Sheet, Statement
from partnercities.validation.linting.words import SH, VALIDATORS, sh
from partnercities.validation.terms import Node

_PARAMETER, _PATH = sh("parameter"), sh("path")
_NAME = re.compile(r"[^\W\d]\w*$")
_TAKEN = frozenset({"this", "shapesGraph", "currentShape", "path", "PATH", "value"})
"""Variables that have a meaning of their own in queries."""


def components(sheet: Sheet) -> list[Statement]:
    """The components that are no words of SHACL, each once, by what says so: its type, else its validator."""
    typed = (use for use in sheet.uses(RDF_TYPE) if use.object.value == sh("ConstraintComponent"))
    found = {use.subject: use for use in (*sheet.uses(*VALIDATORS), *typed)}
    return [use for use in found.values() if not use.subject.value.startswith(SH)]


def bad_parameters(sheet: Sheet) -> Iterator[Flaw]:
    """Parameters whose path gives no variable, and components without one that must be given."""
    for component in components(sheet):
        parameters = [use for use in sheet.uses(_PARAMETER) if use.subject == component.subject]
        for use in parameters:
            if not variable(sheet, use.object):
                yield flaw("bad-parameter", use, taken=", ".join(sorted(_TAKEN)))
        if all(_optional(sheet, use.object) for use in parameters):
            yield flaw("no-parameter", component)


def variable(sheet: Sheet, parameter: Node) -> str:
    """The name of the variable that a parameter is in queries; nothing where it can be none."""
    path = sheet.value(parameter, _PATH)
    found = _NAME.search(path.value) if path and path.kind == "iri" else None
    return found.group() if found and found.group() not in _TAKEN else ""


def _optional(sheet: Sheet, parameter: Node) -> bool:
    return any(value.value in ("true", "1") for value in sheet.values(parameter, sh("optional")))


def missing_validators(sheet: Sheet) -> Iterator[Flaw]:
    """Components that check nothing."""
    for component in components(sheet):
        if not any(word in sheet.of(component.subject) for word in VALIDATORS):
            yield flaw("no-validator", component)
