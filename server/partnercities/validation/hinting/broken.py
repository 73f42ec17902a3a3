"""What a maker of hints is given: the constraint that is broken, and what the data says around it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from partnercities.model.vocabulary import PREFIXES
from partnercities.validation.terms import Node, node_of

Said = Mapping[str, str]
"""A hint by language; empty where there is none."""
SILENCE: Said = {}
NOBODY = Node("", "")
_SH = PREFIXES["sh"]


@dataclass(frozen=True)
class Broken:
    """A constraint that does not hold, with terms as the engine has them."""

    component: str
    """The local name of its component, without its ending: `MinCount`, `Datatype`, `In`."""
    focus: object
    predicate: object = None
    """The predicate that the path is, or that a closed shape forbids; nothing where the path is longer."""
    value: object = None
    parameters: Mapping[str, Sequence[object]] = field(default_factory=dict, hash=False)
    """What the shape says, by local name of the words of SHACL, with lists taken apart: `in`, `class`, `datatype`,
    `languageIn`, … Of qualified shapes those of the inner shape too; of sh:or and its like those of all members together; of closed
    shapes, under `path`, what they list."""

    def parameter(self, name: str) -> list[Node]:
        """The values of a parameter."""
        return [node_of(term) for term in self.parameters.get(name, ())]

    @property
    def given(self) -> Node:
        """The value, as a node."""
        return NOBODY if self.value is None else node_of(self.value)

    @property
    def property(self) -> str:
        """The IRI of the predicate."""
        return "" if self.predicate is None else node_of(self.predicate).value


class Facts(Protocol):
    """What the data says, asked only for findings that are shown; terms as the engine has them."""

    def predicates(self, subject: object) -> Collection[str]:
        """The IRIs of the predicates that are said of a node."""

    def objects(self, subject: object, predicate: object) -> Sequence[object]:
        """The values of a predicate of a node; the predicate may be a term or an IRI."""

    def types(self, thing: object) -> Collection[str]:
        """The IRIs of the classes of a node."""

    def near(self, iri: str, of: object) -> str:
        """The IRI of the thing of a class that is nearly a given one, or nothing."""

    def called(self, name: str, of: Sequence[object] = ()) -> Collection[str]:
        """The IRIs of the things with a name, whatever its language and case; of some classes, where any are given."""

    def knows(self, predicate: str) -> bool:
        """Whether a predicate is a word that exists, by its IRI."""


def meant(text: str) -> Said:
    """The question whether something else was meant."""
    return {"en": f"Did you mean {text}?", "bg": f"Имахте ли предвид {text}?"}


def write(*texts: str, en: str = "", bg: str = "") -> Said:
    """The advice to write one of some texts, with an ending by language."""
    return {"en": f"Write {' or '.join(texts)}{en}", "bg": f"Напишете {' или '.join(texts)}{bg}"}
