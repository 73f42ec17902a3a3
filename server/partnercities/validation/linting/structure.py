"""Rules about how shapes hang together: paths, references, circles, and shapes that nobody uses."""

from collections.abc import Iterator

from partnercities.model.vocabulary import RDF_TYPE
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.sheet import FIRST, NIL, NODE_SHAPE, PROPERTY_SHAPE, Sheet, Statement
from partnercities.validation.linting.terms import misspelt_path
from partnercities.validation.linting.values import FAULTS
from partnercities.validation.linting.words import HOLDING_LISTS, PATHS, POINTING, sh
from partnercities.validation.spelling import nearest_iri
from partnercities.validation.terms import Node, short

_PATH, _PROPERTY, _NODE = sh("path"), sh("property"), sh("node")
_NO_PATH = {
    "literal": {"en": "it is a literal", "bg": "литерал е"},
    "unknown": {"en": "no word of paths is said of the blank node", "bg": "за празния възел не е казана дума за път"},
    "two": {
        "en": "two words of paths are said of one blank node",
        "bg": "за един празен възел са казани две думи за път",
    },
    "short": {"en": "its list has less than two members", "bg": "списъкът му има по-малко от два члена"},
    "circle": {"en": "it leads back into itself", "bg": "води обратно в себе си"},
}


def missing_shapes(sheet: Sheet) -> Iterator[Flaw]:
    """References to shapes of which nothing is said."""
    for use in sheet.uses(*POINTING, *HOLDING_LISTS):
        for shape in sheet.referred(use.predicate, use.object):
            if shape.kind == "iri" and shape.text not in sheet.said:
                near = nearest_iri(shape.value, [node.value for node in sheet.shapes.values() if node != shape])
                yield flaw("missing-shape", use, short(near) if near else "", term=short(use.predicate), value=shape)


def missing_paths(sheet: Sheet) -> Iterator[Flaw]:
    """Property shapes without a path."""
    typed = {use.subject for use in sheet.uses(RDF_TYPE) if use.object.value == PROPERTY_SHAPE}
    for shape in dict.fromkeys((*(use.object for use in sheet.uses(_PROPERTY)), *sorted(typed, key=str))):
        # Of an IRI about which nothing is said, that is told.
        if (shape.kind == "blank" or shape.text in sheet.said) and _pathless(sheet, shape):
            yield flaw("missing-path", Statement(shape, RDF_TYPE))


def _pathless(sheet: Sheet, shape: Node) -> bool:
    return shape.kind in ("iri", "blank") and not sheet.is_property_shape(shape) and not misspelt_path(sheet, shape)


def mixed_shapes(sheet: Sheet) -> Iterator[Flaw]:
    """Property shapes where a node shape must be."""
    for use in sheet.uses(_PATH):
        if NODE_SHAPE in sheet.types(use.subject):
            yield flaw("node-shape-with-path", use)
    for use in sheet.uses(_NODE):
        if sheet.is_property_shape(use.object):
            yield flaw("not-a-node-shape", use, value=use.object)


def paths(sheet: Sheet) -> Iterator[Flaw]:
    """Shapes with two paths, and paths that are none."""
    for use in sheet.uses(_PATH):
        every = sheet.values(use.subject, _PATH)
        if len(every) > 1 and use.object == every[1]:
            yield flaw("two-paths", use)
        fault = _fault(sheet, use.object)
        if fault:
            yield flaw("bad-path", use, fault=fault)


def _fault(sheet: Sheet, path: Node) -> dict[str, str]:
    """What is wrong with a path; nothing if nothing is. Paths may be nested as deep as they like."""
    waiting: list[tuple[Node, frozenset[str]]] = [(path, frozenset())]
    while waiting:
        node, above = waiting.pop()
        if node.text in above:
            return _NO_PATH["circle"]
        fault, steps = _steps(sheet, node)
        if fault:
            return fault
        waiting.extend((step, above | {node.text}) for step in steps)
    return {}


def _steps(sheet: Sheet, node: Node) -> tuple[dict[str, str], list[Node]]:
    """What is wrong with one node of a path, and the paths that it is made of."""
    if node.kind != "blank":
        return _NO_PATH["short"] if node.value == NIL else {} if node.kind == "iri" else _NO_PATH["literal"], []
    said = sheet.of(node)
    # A list is a sequence, whatever else is said of it.
    if FIRST in said:
        return _of_list(sheet, node)
    words = [(word, inner) for word in PATHS for inner in said.get(word, ())]
    if len(words) != 1:
        return _NO_PATH["two" if words else "unknown"], []
    word, inner = words[0]
    return _of_list(sheet, inner) if word == sh("alternativePath") else ({}, [inner])


def _of_list(sheet: Sheet, head: Node) -> tuple[dict[str, str], list[Node]]:
    listed = sheet.items(head)
    members = [member for _, member in listed.members]
    if listed.fault:
        return {language: text.format(short(listed.at)) for language, text in FAULTS[listed.fault].items()}, []
    return (_NO_PATH["short"], []) if len(members) < 2 else ({}, members)


def recursion(sheet: Sheet) -> Iterator[Flaw]:
    """Shapes that refer to themselves, each circle once."""
    done: set[str] = set()
    for start in sheet.shapes.values():
        if start.text not in done:
            yield from _circles(sheet, start, done)


def _circles(sheet: Sheet, start: Node, done: set[str]) -> Iterator[Flaw]:
    """The circles that can be reached from a shape; `done` are those from which all was seen, and grows."""
    way: list[Node] = [start]
    on_way = {start.text: 0}
    ahead = [_references(sheet, start)]
    while way:
        statement, shape = next(ahead[-1], (None, None))
        if statement is None or shape is None:
            left = way.pop()
            ahead.pop()
            del on_way[left.text]
            done.add(left.text)
        elif shape.text in on_way:
            circle = [*way[on_way[shape.text] :], shape]
            yield flaw("recursion", statement, cycle=" → ".join(short(node) for node in circle))
        elif shape.text not in done:
            on_way[shape.text] = len(way)
            way.append(shape)
            ahead.append(_references(sheet, shape))


def _references(sheet: Sheet, shape: Node) -> Iterator[tuple[Statement, Node]]:
    for predicate, objects in sheet.of(shape).items():
        for object in objects:
            for other in sheet.referred(predicate, object):
                yield Statement(shape, predicate, object), other


def unused_shapes(sheet: Sheet) -> Iterator[Flaw]:
    """Shapes that look at nothing and that no other shape refers to."""
    used = {
        node.text
        for use in sheet.uses(*POINTING, *HOLDING_LISTS, *_ELSEWHERE)
        for node in (use.object, *sheet.referred(use.predicate, use.object))
    }
    for shape in sheet.shapes.values():
        if shape.text in sheet.said and shape.text not in used and not sheet.has_target(shape):
            yield flaw("unused-shape", Statement(shape, RDF_TYPE))


_ELSEWHERE = tuple(sh(name) for name in ("parameter", "filterShape", "condition", "shape", "targetShape"))
