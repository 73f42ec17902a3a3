"""Terms and triples for those who do not care which library made them, and terms as people write them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from partnercities.model.vocabulary import XSD, compact, key

_LONGEST = 60


class Triple(Protocol):
    """A triple whose terms are N-Triples when written out, such as those of pyoxigraph."""

    @property
    def subject(self) -> object:
        """What is spoken of."""

    @property
    def predicate(self) -> object:
        """What is said of it."""

    @property
    def object(self) -> object:
        """The value."""


class Node(NamedTuple):
    """A term: as N-Triples, its IRI, label or text, and of literals the IRI of the datatype and the language."""

    text: str
    value: str
    datatype: str = ""
    language: str = ""

    @property
    def kind(self) -> str:
        """What it is: `iri`, `blank`, `literal`, or `triple`."""
        return "triple" if self.text.startswith("<<") else _KINDS.get(self.text[:1], "")


_KINDS = {"<": "iri", "_": "blank", '"': "literal"}


def node_of(term: object) -> Node:
    """A term of pyoxigraph, or of the same attributes, as a node; a node stays what it is."""
    if isinstance(term, Node):
        return term
    if hasattr(term, "predicate"):
        return Node(f"<<( {term} )>>", "")
    datatype = getattr(term, "datatype", None)
    return Node(
        str(term),
        str(getattr(term, "value", "")),
        str(datatype.value) if datatype is not None else "",
        str(getattr(term, "language", None) or ""),
    )


def written(iri: str) -> str:
    """An IRI as people write it in Turtle: with a prefix of ours, else in angle brackets; a thing of ours by its key."""
    named = compact(iri)
    return f"<{named}>" if named == key(iri) else named


def short(term: Node | str) -> str:
    """A term, or an IRI, as people write it in a sentence."""
    if isinstance(term, str):
        return written(term)
    text = _SHORT.get(term.kind, _whole)(term)
    # Half an IRI leads nowhere.
    return text if len(text) <= _LONGEST or term.kind == "iri" else text[: _LONGEST - 1] + "…"


def _whole(term: Node) -> str:
    return term.text


def _literal(term: Node) -> str:
    """A literal as in Turtle."""
    if term.datatype in _BARE:
        return term.value
    end = term.text.rindex('"') + 1
    return f"{term.text[:end]}^^{short(term.datatype)}" if term.text[end:].startswith("^^") else term.text


_BARE = frozenset(XSD + name for name in ("integer", "decimal", "boolean"))
_SHORT: Mapping[str, Callable[[Node], str]] = {
    "blank": lambda _: "[…]",
    "iri": lambda term: short(term.value),
    "literal": _literal,
}
