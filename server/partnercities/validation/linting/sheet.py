"""The triples of shapes as the rules read them: by subject and predicate, with lists and the shapes among the nodes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from partnercities.model.vocabulary import PREFIXES, RDF_TYPE
from partnercities.validation.linting.words import HOLDING_LISTS, PARAMETERS, POINTING, TARGETS, sh
from partnercities.validation.terms import Node, Triple, node_of

RDF = PREFIXES["rdf"]
FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"
NODE_SHAPE, PROPERTY_SHAPE = sh("NodeShape"), sh("PropertyShape")
_CLASSES = frozenset({PREFIXES["rdfs"] + "Class", PREFIXES["owl"] + "Class"})


NOTHING = Node("", "")
"""What stands for a value where a flaw is in none."""


class Statement(NamedTuple):
    """A statement of the shapes; its value is `NOTHING` where a flaw is in the whole subject."""

    subject: Node
    predicate: str
    object: Node = NOTHING

    def written(self) -> tuple[str, str, str]:
        """The statement as terms of N-Triples."""
        return self.subject.text, f"<{self.predicate}>", self.object.text


class Listed(NamedTuple):
    """The members of a list as far as they could be read, each with the node that holds it, and what is wrong with it."""

    members: tuple[tuple[Node, Node], ...]
    fault: str
    """The name of the fault, else nothing."""
    at: Node


def _met(term: object, met: dict[object, Node]) -> Node:
    """The node of a term, made when the term is met for the first time."""
    node = met.get(term)
    if node is None:
        node = met[term] = node_of(term)
    return node


class Sheet:
    """The triples of shapes, in the order in which they were written."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.nodes: dict[str, Node] = {}
        self.said: dict[str, dict[str, list[Node]]] = {}
        self._uses: dict[str, list[Statement]] = {}
        met: dict[object, Node] = {}
        # A text may say the same twice, a graph cannot.
        for triple in dict.fromkeys(triples):
            subject, predicate, value = (_met(term, met) for term in (triple.subject, triple.predicate, triple.object))
            self.nodes[subject.text] = subject
            self.said.setdefault(subject.text, {}).setdefault(predicate.value, []).append(value)
            self._uses.setdefault(predicate.value, []).append(Statement(subject, predicate.value, value))

    def of(self, node: Node) -> Mapping[str, list[Node]]:
        """What is said of a node, by predicate."""
        return self.said.get(node.text, {})

    def values(self, node: Node, predicate: str) -> list[Node]:
        """The values of a predicate of a node."""
        return self.of(node).get(predicate, [])

    def value(self, node: Node, predicate: str) -> Node | None:
        """The first value of a predicate of a node."""
        return next(iter(self.values(node, predicate)), None)

    def uses(self, *predicates: str) -> Iterator[Statement]:
        """The statements with a predicate; all statements where none is named."""
        for predicate in predicates or self._uses:
            yield from self._uses.get(predicate, ())

    @property
    def predicates(self) -> Iterable[str]:
        """The predicates of all statements."""
        return self._uses

    def items(self, head: Node) -> Listed:
        """The members of the list that begins at a node."""
        members: list[tuple[Node, Node]] = []
        seen: set[str] = set()
        node = head
        while node.value != NIL or node.kind != "iri":
            if node.text in seen:
                return Listed(tuple(members), "circle", node)
            seen.add(node.text)
            first, rest = self.values(node, FIRST), self.values(node, REST)
            fault = _FAULTS.get((min(len(first), 2), min(len(rest), 2)), "")
            if fault:
                return Listed(tuple(members), fault, node)
            members.append((node, first[0]))
            node = rest[0]
        return Listed(tuple(members), "", node)

    def members(self, head: Node) -> list[Node]:
        """The members of a list, as far as it can be read."""
        return [member for _, member in self.items(head).members]

    @cached_property
    def shapes(self) -> dict[str, Node]:
        """The shapes, as SHACL tells them (section 2.1): by type, by target, by parameter, or by what refers to them."""
        typed = (use for use in self.uses(RDF_TYPE) if use.object.value in (NODE_SHAPE, PROPERTY_SHAPE))
        found = {use.subject.text: use.subject for use in (*typed, *self.uses(*_MAKING))}
        for use in self.uses(*POINTING, *HOLDING_LISTS):
            for referred in self.referred(use.predicate, use.object):
                if referred.kind in ("iri", "blank"):
                    found.setdefault(referred.text, referred)
        return found

    def referred(self, predicate: str, object: Node) -> list[Node]:
        """The shapes that a statement refers to."""
        if predicate in POINTING:
            return [object]
        return self.members(object) if predicate in HOLDING_LISTS else []

    def owner(self, text: str) -> Statement | None:
        """The statement about a thing with a name that leads to a blank node, over others if need be."""
        seen: set[str] = set()
        while text not in seen and text in self._leading:
            seen.add(text)
            use = self._leading[text]
            if use.subject.kind == "iri":
                return use
            text = use.subject.text
        return None

    @cached_property
    def _leading(self) -> dict[str, Statement]:
        """A statement that leads to each blank node."""
        return {use.object.text: use for use in self.uses() if use.object.kind == "blank"}

    def is_property_shape(self, node: Node) -> bool:
        """Whether a shape has a path."""
        return sh("path") in self.of(node)

    def types(self, node: Node) -> set[str]:
        """The classes that a node is said to be of."""
        return {type.value for type in self.values(node, RDF_TYPE)}

    def has_target(self, node: Node) -> bool:
        """Whether a shape says what it looks at, by a target or by being a class."""
        own = self.of(node)
        return any(target in own for target in TARGETS) or bool(_CLASSES & self.types(node))


_FAULTS = {
    (0, 0): "no list", (0, 1): "no first", (0, 2): "no first", (1, 0): "no rest", (1, 2): "two rests",
    (2, 0): "two firsts", (2, 1): "two firsts", (2, 2): "two firsts",
}  # fmt: skip
_MAKING = (*PARAMETERS, *TARGETS, sh("target"))
