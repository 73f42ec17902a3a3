"""JSON-LD: the statements of a text with where their terms stand, as far as the contexts in the text itself say.

Contexts elsewhere, those of terms and types, and containers by id, type or graph are not followed; what stands under
them is found by its subject if that is an IRI in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Decimal
from decimal import Context as DecimalContext

from partnercities.sources.positions.context import Context, Term, keywords
from partnercities.sources.positions.json_text import Member, Value, read_json
from partnercities.sources.positions.keys import FIRST, NIL, RDF, REST, TYPE, XSD, iri, literal
from partnercities.sources.positions.spots import Span
from partnercities.sources.positions.stated import Stated, Wish

_LONGEST = 20
"""Numbers with more digits than this are doubles for the parser, even without a fraction."""
_EXACT = DecimalContext(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def read(text: str, base: str, _wish: Wish) -> Iterator[Stated]:
    """All statements of a text of JSON-LD."""
    value = read_json(text)
    if value is not None:
        yield from _Reading().statements(value, Context(base, base))


@dataclass(frozen=True, slots=True)
class _Link:
    """What a value is said by: a subject and a predicate."""

    subject: str
    subject_at: Span
    predicate: str
    predicate_at: Span
    term: Term
    reverse: bool = False

    def to(self, object: str, at: Span) -> Stated:
        """The statement with a value."""
        if self.reverse:
            return Stated(object, self.predicate, self.subject, at, self.predicate_at, self.subject_at)
        return Stated(self.subject, self.predicate, object, self.subject_at, self.predicate_at, at)


class _Reading:
    """A walk through values, however deep, in the order of the text."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Value, Context, _Link | None]] = []

    def statements(self, value: Value, context: Context) -> Iterator[Stated]:
        """The statements of a value and of all in it."""
        self._waiting.append((value, context, None))
        while self._waiting:
            value, context, link = self._waiting.pop()
            later = len(self._waiting)
            if value.items is not None:
                self._waiting += [(item, context, link) for item in value.items]
            elif value.members is not None:
                yield from self._object(value, value.members, context.within(value.member("@context")), link)
            elif link is not None and (key := _scalar(value, context, link.term)):
                yield link.to(key, value.at)
            self._waiting[later:] = reversed(self._waiting[later:])

    def _object(self, value: Value, members: list[Member], context: Context, link: _Link | None) -> Iterator[Stated]:
        known = keywords((member.name for member in members), context)
        special = {known[member.name]: member for member in members if member.name in known}
        if "@value" in special:
            yield from _literal(special, context, link)
        elif "@list" in special:
            yield from self._list(special["@list"].value, value.at, context, link)
        elif "@set" in special:
            self._waiting.append((special["@set"].value, context, link))
        else:
            yield from self._node(value, members, context, link, special)

    def _node(
        self, value: Value, members: list[Member], context: Context, link: _Link | None, special: dict[str, Member]
    ) -> Iterator[Stated]:
        key, at = f"_:[{value.at.start}", value.at
        if (named := special.get("@id")) and named.value.text is not None:
            key, at = _key(context.iri(named.value.text)), named.value.at
        if link:
            yield link.to(key, at)
        if types := special.get("@type"):
            for type in types.value.each:
                class_key = _key(context.iri(type.text or "", vocabulary=True))
                yield Stated(key, TYPE, class_key, at, types.name_at, type.at)
        for member, reverse in _said(members, context):
            yield from self._say(key, at, member, context, reverse=reverse)

    def _say(self, key: str, at: Span, member: Member, context: Context, *, reverse: bool) -> Iterator[Stated]:
        """What a member says of a node."""
        term = context.term(member.name)
        if term.iri in ("@graph", "@included"):
            self._waiting.append((member.value, context, None))
        elif ":" in term.iri:
            link = _Link(key, at, _key(term.iri), member.name_at, term, term.reverse is not reverse)
            yield from self._property(member.value, context, link)

    def _property(self, value: Value, context: Context, link: _Link) -> Iterator[Stated]:
        container = link.term.container
        if "@list" in container and value.member("@list") is None:
            yield from self._list(value, value.at, context, link)
        elif "@language" in container and value.members is not None:
            for inner in value.members:
                texts = [item for item in inner.value.each if item.text is not None]
                for item in texts:
                    language = "" if context.term(inner.name).iri == "@none" else inner.name
                    yield link.to(literal(item.text or "", language=language), item.at)
        elif "@index" in container and value.members is not None:
            self._waiting += [(inner.value, context, link) for inner in value.members]
        else:
            self._waiting.append((value, context, link))

    def _list(self, value: Value, around: Span, context: Context, link: _Link | None) -> Iterator[Stated]:
        items = [_as_list(item) for item in value.each if item.plain != "null"]
        cells = [f"_:({around.start}", *(f"_:,{item.at.start}" for item in items[1:])] if items else []
        spans = [around, *(Span(item.at.start, around.end) for item in items[1:])]
        if link:
            yield link.to(cells[0] if items else NIL, around)
        term = link.term if link else Term("")
        inner = Term(term.iri, term.type, term.language)
        for place, (cell, item) in enumerate(zip(cells, items, strict=True)):
            last = place + 1 == len(cells)
            rest, rest_at = (NIL, Span(around.end - 1, around.end)) if last else (cells[place + 1], spans[place + 1])
            yield Stated(cell, REST, rest, spans[place], rest_at, rest_at)
            self._waiting.append((item, context, _Link(cell, spans[place], FIRST, item.at, inner)))


def _as_list(item: Value) -> Value:
    """An item of a list: an array in a list is a list."""
    return item if item.items is None else Value(item.at, members=[Member("@list", item.at, item)])


def _said(members: list[Member], context: Context) -> Iterator[tuple[Member, bool]]:
    """The members that say something of a node, also those that only stand together, and whether the other way round."""
    waiting = [(member, False) for member in reversed(members)]
    while waiting:
        member, reverse = waiting.pop()
        keyword = context.term(member.name).iri
        if keyword in ("@nest", "@reverse"):
            inner = [inner for value in member.value.each for inner in value.members or ()]
            waiting += [(one, keyword == "@reverse") for one in reversed(inner)]
        else:
            yield member, reverse


def _literal(special: dict[str, Member], context: Context, link: _Link | None) -> Iterator[Stated]:
    value = special["@value"].value
    type, language, direction = (_text(special, name) for name in ("@type", "@language", "@direction"))
    tag = f"{language}--{direction}" if language and direction else language
    term = Term("", context.iri(type, vocabulary=True) if type else "", tag)
    if link and type == "@json":
        yield link.to(literal("", RDF + "JSON"), value.at)
    elif link and (key := _scalar(value, context, term)):
        yield link.to(key, value.at)


def _text(special: dict[str, Member], name: str) -> str:
    return (special[name].value.text or "") if name in special else ""


def _scalar(value: Value, context: Context, term: Term) -> str:
    """The key of a text, number or truth value; nothing for null."""
    if value.plain is not None:
        return _plain(value.plain, term)
    text = value.text or ""
    if term.type in ("@id", "@vocab"):
        return _key(context.iri(text, vocabulary=term.type == "@vocab"))
    if term.type and not term.type.startswith("@"):
        return literal(text, term.type)
    return literal(text, language=context.language if term.language is None else term.language)


def _plain(plain: str, term: Term) -> str:
    """The key of what stands without quote marks: a number is canonical, as parsers of JSON-LD give it."""
    given = "" if term.type.startswith("@") else term.type
    if plain in ("true", "false"):
        return literal(plain, given or XSD + "boolean")
    try:
        number = Decimal(plain)
    except ArithmeticError:
        return ""
    if not number.is_finite():
        return ""
    _, digits, exponent = number.normalize(_EXACT).as_tuple()
    written = "".join(map(str, digits))
    sign = "-" if number < 0 else ""
    if given != XSD + "double" and isinstance(exponent, int) and exponent >= 0 and number.adjusted() < _LONGEST:
        return literal(f"{sign}{written}{'0' * exponent}", given or XSD + "integer")
    return literal(f"{sign}{written[0]}.{written[1:] or '0'}E{number.adjusted()}", given or XSD + "double")


def _key(text: str) -> str:
    return text if text.startswith("_:") else iri(text)
