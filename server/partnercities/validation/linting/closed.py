"""The rule about closed shapes that forbid what they, or what they refer to, require."""

from collections.abc import Iterator

from partnercities.model.vocabulary import RDF_TYPE
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.sheet import FIRST, Sheet, Statement
from partnercities.validation.linting.words import sh
from partnercities.validation.terms import Node, short

_PATH, _PROPERTY = sh("path"), sh("property")
_REQUIRING = tuple(sh(name) for name in ("minCount", "hasValue", "qualifiedMinCount"))


def closed_shapes(sheet: Sheet) -> Iterator[Flaw]:
    """Closed shapes that do not list a property without which nothing can be right."""
    for use in sheet.uses(sh("closed")):
        if use.object.value in ("true", "1"):
            yield from _forbidden(sheet, use)


def _forbidden(sheet: Sheet, use: Statement) -> Iterator[Flaw]:
    shape = use.subject
    allowed = {path.text for part in sheet.values(shape, _PROPERTY) for path in sheet.values(part, _PATH)}
    allowed |= {member.text for head in sheet.values(shape, sh("ignoredProperties")) for member in sheet.members(head)}
    seen = set()
    for needed, why in [*_of_targets(sheet, shape), *_of_properties(sheet, shape)]:
        if needed.text not in allowed and needed.text not in seen:
            seen.add(needed.text)
            yield flaw("closed-forbids", use, value=needed, other=why)


def _of_targets(sheet: Sheet, shape: Node) -> Iterator[tuple[Node, str]]:
    """What the nodes that a shape looks at have for certain: a class, or the property that they are found by."""
    for target in sheet.values(shape, sh("targetClass")):
        yield Node(f"<{RDF_TYPE}>", RDF_TYPE), f"sh:targetClass {short(target)}"
    for target in sheet.values(shape, sh("targetSubjectsOf")):
        yield target, f"sh:targetSubjectsOf {short(target)}"


def _of_properties(sheet: Sheet, shape: Node) -> Iterator[tuple[Node, str]]:
    """What the property shapes of a shape require, and of the shapes that it refers to by sh:node and sh:and."""
    waiting, seen = [shape], set()
    while waiting:
        one = waiting.pop()
        if one.text in seen:
            continue
        seen.add(one.text)
        waiting.extend(sheet.values(one, sh("node")))
        waiting.extend(member for head in sheet.values(one, sh("and")) for member in sheet.members(head))
        for part in sheet.values(one, _PROPERTY):
            path = _first(sheet, sheet.value(part, _PATH))
            if path and _requires(sheet, part):
                yield path, short(part) if part.kind == "iri" else f"sh:property […] ({short(path)})"


def _first(sheet: Sheet, path: Node | None) -> Node | None:
    """The property that a path begins with, where it begins with one of the node itself."""
    while path and FIRST in sheet.of(path):
        path = sheet.value(path, FIRST)
    return path if path and path.kind == "iri" else None


def _requires(sheet: Sheet, part: Node) -> bool:
    awake = not any(value.value in ("true", "1") for value in sheet.values(part, sh("deactivated")))
    return awake and any(value.value != "0" for word in _REQUIRING for value in sheet.values(part, word))
