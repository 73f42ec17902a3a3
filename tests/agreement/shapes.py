"""Random shapes graphs that are well-formed: every component of the core, all kinds of paths and targets, nested.

Shapes have names, because blank nodes could not be compared; a shape refers only to later ones, so none is recursive.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

import pyoxigraph as ox
from hypothesis import strategies as st

from .cases import Triples
from .words import (
    CLASS,
    CLASSES,
    DATATYPES,
    FIRST,
    FREQUENT,
    LITERALS,
    NIL,
    NODES,
    PREDICATES,
    REST,
    SUBCLASS,
    TYPE,
    Node,
    Term,
    ex,
    sh,
    xsd,
)

_Any = TypeVar("_Any")
_MOST = 5
_PATTERNS = ["^a", "b$", "^[0-9]+$", "a.c", "^$", "example", "б"]
_KINDS = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
_VALUES: list[Term] = [*NODES, *LITERALS]


@cache
def _below(bound: int) -> st.SearchStrategy[int]:
    """Numbers from 0, drawn so often that to say it anew each time costs a sixth of a pair."""
    return st.integers(0, bound - 1)


@dataclass
class Pen:
    """What writes a shapes graph: it draws what it needs, and knows which shapes are property shapes."""

    draw: Callable[..., object]
    properties: Sequence[bool]
    depth: int = 2
    triples: list[ox.Triple] = field(default_factory=list)
    _blanks: int = 0

    def one(self, of: Sequence[_Any]) -> _Any:
        """One of these."""
        return of[self.below(len(of))]

    def below(self, bound: int) -> int:
        """A number from 0."""
        return int(str(self.draw(_below(bound))))

    def some(self, of: Sequence[_Any], least: int = 1, most: int = 3) -> list[_Any]:
        """A few different ones of these, in any order."""
        left, found = list(of), list[_Any]()
        for _ in range(min(len(left), least + self.below(most - least + 1))):
            found.append(left.pop(self.below(len(left))))
        return found

    def seldom(self, of: int = 4) -> bool:
        """Once in so many times."""
        return self.below(of) == of - 1

    def say(self, subject: Node, word: str, value: Term) -> None:
        """State something in a word of SHACL."""
        self.triples.append(ox.Triple(subject, sh(word), value))

    def blank(self) -> ox.BlankNode:
        """A new node without a name."""
        self._blanks += 1
        return ox.BlankNode(f"s{self._blanks}")

    def listed(self, terms: Sequence[Term]) -> Node:
        """The head of a list of these."""
        head: Node = NIL
        for term in reversed(terms):
            node = self.blank()
            self.triples += [ox.Triple(node, FIRST, term), ox.Triple(node, REST, head)]
            head = node
        return head

    def later(self, shape: int, *, properties: bool | None = None) -> list[ox.NamedNode]:
        """The shapes that a shape may refer to: later ones, of one kind or of any."""
        kinds = enumerate(self.properties)
        return [
            named(number) for number, kind in kinds if number > shape and (properties is None or kind is properties)
        ]


def named(number: int) -> ox.NamedNode:
    """The name of a shape."""
    return ex(f"Shape{number}")


@st.composite
def graphs(draw: Callable[..., object]) -> Triples:
    """A shapes graph of one to five shapes, at least one of which has a target."""
    return written(draw, COMPONENTS)


def written(draw: Callable[..., object], components: "dict[str, Component]", depth: int = 2) -> Triples:
    """A shapes graph with constraints of these components, and with paths no deeper than this."""
    pen = Pen(draw, (), depth)
    pen.properties = [pen.below(2) == 1 for _ in range(1 + pen.below(_MOST))]
    theme = pen.one(list(components.values()))  # what half of the shapes have, or some would hardly ever be met
    for number, is_property in enumerate(pen.properties):
        allowed = [one for one in components.values() if is_property or not one.of_properties]
        _shape(pen, number, [theme] if theme in allowed and pen.seldom(2) else [], allowed)
    return _settled(tuple(dict.fromkeys(pen.triples)))


def _settled(triples: Triples) -> Triples:
    """Without the siblings of shapes that are counted in others: such a shape may be its own sibling, and ask for itself."""
    said = defaultdict[Term, set[Term]](set)
    for triple in triples:
        said[triple.subject].add(triple.object)
    counted = {triple.object for triple in triples if triple.predicate == sh("qualifiedValueShape")}
    asked = set[Term]()
    while fresh := counted - asked:
        asked |= fresh
        counted = {term for node in fresh for term in said.get(node, ())}
    disjoint = sh("qualifiedValueShapesDisjoint")
    return tuple(triple for triple in triples if triple.predicate != disjoint or triple.subject not in asked)


def _shape(pen: Pen, number: int, wanted: "list[Component]", allowed: "list[Component]") -> None:
    shape, is_property = named(number), pen.properties[number]
    if is_property:
        pen.say(shape, "path", path(pen, pen.depth))
    if number == 0 or pen.seldom(3):
        for _ in range(1 + pen.below(2)):
            pen.one(_TARGETS)(pen, shape)
    if pen.seldom():
        pen.say(shape, "severity", pen.one([sh("Warning"), sh("Info"), sh("Violation"), ex("Grave")]))
    if pen.seldom(20):
        pen.say(shape, "deactivated", xsd(pen.one(["true", "false"]), "boolean"))
    for component in {id(one): one for one in [*wanted, *pen.some(allowed, 1, 3)]}.values():
        component.write(pen, number)
    # A shape need not say what it is; but one of which nothing is said looks like a slip, and is refused.
    if not pen.seldom() or all(triple.subject != shape for triple in pen.triples):
        pen.triples.append(ox.Triple(shape, TYPE, sh("PropertyShape" if is_property else "NodeShape")))


def path(pen: Pen, depth: int) -> Node:
    """A property path of any kind, no deeper than this."""
    if depth == 0 or not pen.seldom(6):
        return pen.one([*FREQUENT, *FREQUENT, TYPE, SUBCLASS])
    kind = pen.one(["sequence", "alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"])
    if kind == "sequence":
        return pen.listed([path(pen, depth - 1) for _ in range(2 + pen.below(2))])
    node = pen.blank()
    if kind == "alternativePath":
        pen.say(node, kind, pen.listed([path(pen, depth - 1) for _ in range(2 + pen.below(2))]))
    else:
        pen.say(node, kind, path(pen, depth - 1))
    return node


def _target_class(pen: Pen, shape: ox.NamedNode) -> None:
    pen.say(shape, "targetClass", pen.one(CLASSES))


def _implicit(pen: Pen, shape: ox.NamedNode) -> None:
    """The shape is a class itself; the first ones are those of which data has things."""
    kind = sh(
        "PropertyShape"
        if any(one.subject == shape and one.predicate == sh("path") for one in pen.triples)
        else "NodeShape"
    )
    pen.triples += [ox.Triple(shape, TYPE, CLASS), ox.Triple(shape, TYPE, kind)]


_TARGETS: list[Callable[[Pen, ox.NamedNode], None]] = [
    _target_class,
    _target_class,
    _implicit,
    lambda pen, shape: pen.say(shape, "targetNode", pen.one(_VALUES)),
    lambda pen, shape: pen.say(shape, "targetNode", pen.one([NODES[0], NODES[0], *NODES])),
    lambda pen, shape: pen.say(shape, "targetSubjectsOf", pen.one(PREDICATES)),
    lambda pen, shape: pen.say(shape, "targetObjectsOf", pen.one(PREDICATES)),
]


@dataclass(frozen=True)
class Component:
    """A kind of constraint: how it is written into a shape, and whether only property shapes may have it."""

    write: Callable[[Pen, int], None]
    of_properties: bool = False


def _valued(word: str, values: Sequence[Term], most: int = 1) -> Callable[[Pen, int], None]:
    def write(pen: Pen, shape: int) -> None:
        for value in pen.some(values, 1, most):
            pen.say(named(shape), word, value)

    return write


def _referring(word: str, *, properties: bool | None, most: int = 2) -> Callable[[Pen, int], None]:
    def write(pen: Pen, shape: int) -> None:
        for other in pen.some(pen.later(shape, properties=properties), 1, most):
            pen.say(named(shape), word, other)

    return write


def _combining(word: str) -> Callable[[Pen, int], None]:
    def write(pen: Pen, shape: int) -> None:
        if others := pen.later(shape):
            pen.say(named(shape), word, pen.listed(pen.some(others, 1, 3)))

    return write


def _listing(word: str, values: Sequence[Term]) -> Callable[[Pen, int], None]:
    def write(pen: Pen, shape: int) -> None:
        pen.say(named(shape), word, pen.listed(pen.some(values, 1, 4)))

    return write


def _closed(pen: Pen, shape: int) -> None:
    pen.say(named(shape), "closed", xsd("false" if pen.seldom(8) else "true", "boolean"))
    if pen.seldom(2):
        pen.say(named(shape), "ignoredProperties", pen.listed(pen.some([TYPE, *PREDICATES], 0, 3)))


def _pattern(pen: Pen, shape: int) -> None:
    pen.say(named(shape), "pattern", ox.Literal(pen.one(_PATTERNS)))
    if pen.seldom():
        pen.say(named(shape), "flags", ox.Literal("i"))


def _qualified(pen: Pen, shape: int) -> None:
    if not (others := pen.later(shape)):
        return
    pen.say(named(shape), "qualifiedValueShape", pen.one(others))
    for word in pen.some(["qualifiedMinCount", "qualifiedMaxCount"], 1, 2):
        pen.say(named(shape), word, _number(pen.below(3)))
    if pen.seldom(2):
        pen.say(named(shape), "qualifiedValueShapesDisjoint", xsd("true", "boolean"))


def _number(value: int) -> ox.Literal:
    return xsd(str(value), "integer")


_COUNTS = [_number(value) for value in (0, 1, 2, 3)]
_BOUNDS = [one for one in LITERALS if one.datatype.value.rpartition("#")[2] not in ("string", "langString", "datatype")]

COMPONENTS = {
    "class": Component(_valued("class", CLASSES, most=2)),
    "datatype": Component(_valued("datatype", DATATYPES)),
    "nodeKind": Component(_valued("nodeKind", [sh(kind) for kind in _KINDS])),
    "minCount": Component(_valued("minCount", _COUNTS), of_properties=True),
    "maxCount": Component(_valued("maxCount", _COUNTS), of_properties=True),
    "minExclusive": Component(_valued("minExclusive", _BOUNDS)),
    "minInclusive": Component(_valued("minInclusive", _BOUNDS)),
    "maxExclusive": Component(_valued("maxExclusive", _BOUNDS)),
    "maxInclusive": Component(_valued("maxInclusive", _BOUNDS)),
    "minLength": Component(_valued("minLength", _COUNTS)),
    "maxLength": Component(_valued("maxLength", _COUNTS)),
    "pattern": Component(_pattern),
    "languageIn": Component(_listing("languageIn", [ox.Literal(tag) for tag in ("en", "bg", "en-GB", "de")])),
    "uniqueLang": Component(_valued("uniqueLang", [xsd("true", "boolean")]), of_properties=True),
    "equals": Component(_valued("equals", PREDICATES, most=2)),
    "disjoint": Component(_valued("disjoint", PREDICATES, most=2)),
    "lessThan": Component(_valued("lessThan", PREDICATES, most=2), of_properties=True),
    "lessThanOrEquals": Component(_valued("lessThanOrEquals", PREDICATES, most=2), of_properties=True),
    "not": Component(_referring("not", properties=None)),
    "and": Component(_combining("and")),
    "or": Component(_combining("or")),
    "xone": Component(_combining("xone")),
    "node": Component(_referring("node", properties=False)),
    "property": Component(_referring("property", properties=True, most=3)),
    "qualified": Component(_qualified, of_properties=True),
    "closed": Component(_closed),
    "hasValue": Component(_valued("hasValue", _VALUES, most=2)),
    "in": Component(_listing("in", _VALUES)),
}
"""Every component of the core, by its parameter."""
