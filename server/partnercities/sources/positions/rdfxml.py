"""RDF/XML: the statements of a text with where their terms stand. A text with a DOCTYPE is not read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from partnercities.sources.positions.iris import resolve
from partnercities.sources.positions.keys import FIRST, NIL, RDF, REST, TYPE, iri, literal
from partnercities.sources.positions.spots import Span
from partnercities.sources.positions.stated import Stated, Wish
from partnercities.sources.positions.xml_text import Attribute, Tag, Tags

_XML = "http://www.w3.org/XML/1998/namespace"
_NOWHERE = Span(0, 0)
_SYNTAX = frozenset(RDF + name for name in ("about", "ID", "nodeID", "resource", "datatype", "parseType"))


def read(text: str, base: str, _wish: Wish) -> Iterator[Stated]:
    """All statements of a text of RDF/XML, up to where it is broken."""
    reading = _Reading(base)
    Tags(text, reading.begin, reading.end, reading.characters).read()
    yield from reading.found


@dataclass(slots=True)
class _Element:
    """An element that is open. What is in it depends on its kind: `around` nodes, `node`, `property`, `list`, `foreign`."""

    kind: str
    base: str
    language: str
    subject: str = ""
    subject_at: Span = _NOWHERE
    predicate: str = ""
    predicate_at: Span = _NOWHERE
    begun: Span = _NOWHERE
    datatype: str = ""
    characters: list[str] = field(default_factory=list)
    full: bool = False
    """Whether the object of a property is known before its end."""
    counted: int = 0
    """How many `rdf:li` a node has."""
    items: list[tuple[str, Span]] = field(default_factory=list)


class _Reading:
    """The elements that are open, and the statements found."""

    def __init__(self, base: str) -> None:
        self.found: list[Stated] = []
        self._open = [_Element("around", base, "")]

    def begin(self, tag: Tag) -> None:
        """An element begins."""
        around = self._open[-1]
        base, language = tag.value(_XML + "base"), tag.value(_XML + "lang")
        element = _Element(
            "foreign",
            resolve(base.value, around.base) if base else around.base,
            language.value if language else around.language,
            begun=tag.at,
        )
        self._open.append(element)
        if around.kind == "node":
            self._begin_property(around, element, tag)
        elif around.kind == "around" and tag.name == RDF + "RDF":
            element.kind = "around"
        elif around.kind in ("around", "property", "list"):
            self._begin_node(around, element, tag)

    def characters(self, text: str) -> None:
        """Text within an element."""
        self._open[-1].characters.append(text)

    def end(self, tag: Span) -> None:
        """An element ends."""
        element = self._open.pop()
        if element.kind == "property" and not element.full:
            text = "".join(element.characters)
            at = element.begun if tag.start == element.begun.start else Span(element.begun.end, tag.start)
            self._state(element, self._literal(text, element), at)
        elif element.kind == "list":
            self._end_list(element, tag)

    def _begin_node(self, around: _Element, element: _Element, tag: Tag) -> None:
        element.kind = "node"
        element.subject, element.subject_at = _named(tag, element.base)
        if around.kind == "property":
            around.full = True
            self._state(around, element.subject, element.subject_at)
        elif around.kind == "list":
            around.items.append((element.subject, element.subject_at))
        if tag.name != RDF + "Description":
            self._say(element, TYPE, tag.name_at, iri(tag.name), tag.name_at)
        self._say_attributes(element, tag)

    def _begin_property(self, around: _Element, element: _Element, tag: Tag) -> None:
        name = tag.name
        if name == RDF + "li":
            around.counted += 1
            name = f"{RDF}_{around.counted}"
        element.kind = "property"
        element.subject, element.subject_at = around.subject, around.subject_at
        element.predicate, element.predicate_at = iri(name), tag.name_at
        if datatype := tag.value(RDF + "datatype"):
            element.datatype = resolve(datatype.value, element.base)
        if parse := tag.value(RDF + "parseType"):
            self._parse_as(element, parse.value, tag)
        elif any(not _about_text(attribute.name) for attribute in tag.attributes):
            self._point(element, tag)

    def _parse_as(self, element: _Element, kind: str, tag: Tag) -> None:
        """A property whose content is not a node or a text: a node of its own, a list, or XML."""
        element.full = True
        if kind == "Resource":
            node = f"_:[{tag.at.start}"
            self._state(element, node, tag.at)
            element.kind, element.subject, element.subject_at = "node", node, tag.at
        elif kind == "Collection":
            element.kind = "list"
        else:
            element.kind = "foreign"
            self._state(element, literal("", RDF + "XMLLiteral"), tag.at)

    def _point(self, element: _Element, tag: Tag) -> None:
        """A property whose object its attributes name or describe."""
        element.full = True
        resource = tag.value(RDF + "resource")
        key, at = (iri(resolve(resource.value, element.base)), resource.at) if resource else _named(tag, element.base)
        self._state(element, key, at)
        self._say_attributes(_Element("node", element.base, element.language, key, at), tag)

    def _say_attributes(self, node: _Element, tag: Tag) -> None:
        """What the attributes of a tag say of a node."""
        for attribute in tag.attributes:
            if attribute.name == RDF + "type":
                self._say(node, TYPE, attribute.at, iri(resolve(attribute.value, node.base)), attribute.at)
            elif attribute.name not in _SYNTAX and not attribute.name.startswith(_XML):
                self._say(node, iri(attribute.name), attribute.at, self._literal(attribute.value, node), attribute.at)

    def _end_list(self, element: _Element, tag: Span) -> None:
        end = tag.end
        spans = [Span(element.begun.start, end), *(Span(at.start, end) for _, at in element.items[1:])]
        cells = [f"_:({span.start}" for span in spans][: len(element.items)]
        self._state(element, cells[0] if cells else NIL, spans[0])
        rests = [*zip(cells[1:], spans[1:], strict=True), (NIL, tag)]
        for cell, span, (item, at), (rest, rest_at) in zip(cells, spans, element.items, rests, strict=False):
            self.found.append(Stated(cell, FIRST, item, span, at, at))
            self.found.append(Stated(cell, REST, rest, span, rest_at, rest_at))

    def _literal(self, text: str, element: _Element) -> str:
        return literal(text, element.datatype) if element.datatype else literal(text, language=element.language)

    def _state(self, element: _Element, object: str, at: Span) -> None:
        self._say(element, element.predicate, element.predicate_at, object, at)

    def _say(self, node: _Element, predicate: str, predicate_at: Span, object: str, at: Span) -> None:
        self.found.append(Stated(node.subject, predicate, object, node.subject_at, predicate_at, at))


def _named(tag: Tag, base: str) -> tuple[str, Span]:
    """The node that the attributes of a tag name, and where; one without a name is the tag."""
    for name, key in _NAMING.items():
        if attribute := tag.value(RDF + name):
            return key(attribute, base), attribute.at
    return f"_:[{tag.at.start}", tag.at


def _about_text(name: str) -> bool:
    """Whether an attribute of a property only says how its text is read."""
    return name == RDF + "datatype" or name == RDF + "ID" or name.startswith(_XML)


def _by_iri(attribute: Attribute, base: str) -> str:
    return iri(resolve(attribute.value, base))


def _by_fragment(attribute: Attribute, base: str) -> str:
    return iri(resolve("#" + attribute.value, base))


def _by_label(attribute: Attribute, _base: str) -> str:
    return f"_:{attribute.value}"


_NAMING = {"about": _by_iri, "ID": _by_fragment, "nodeID": _by_label}
