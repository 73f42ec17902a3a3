"""Turtle, TriG, N-Triples and N-Quads: statements that are wished for, with where their terms stand."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from partnercities.sources.positions.keys import FIRST, NIL, REIFIES, REST, TYPE, triple
from partnercities.sources.positions.spots import Span
from partnercities.sources.positions.stated import Stated, Wish, first_mentions
from partnercities.sources.positions.turtle_text import Names, Part, number_key, parts, spellings, string_key, tokens

_NOWHERE = Span(0, 0)
_LETTERS = re.compile(r"[A-Za-z0-9]+")
_MANY = 50
_SHORT = {TYPE, NIL, FIRST, REST, REIFIES}
"""Terms that a text can have without a letter of their names."""
_NAMELESS = ("[", "(", "_:", "<<")


def read(text: str, base: str, wish: Wish) -> Iterator[Stated]:
    """The statements that are wished for, of a text of Turtle or of the formats that are like it."""
    names = Names(base)
    missing = _possible(text, wish.mentioned)
    kept = None if wish.blank or wish.everything else wish.subjects
    for part in parts(text, names):
        if _wished(text, part, names, wish):
            yield from Walk(text, names, kept).read(part)
        elif missing and _mentions(text, part, names, missing):
            found = list(Walk(text, names).read(part))
            missing -= first_mentions(found).keys()
            yield from found


def _wished(text: str, part: Part, names: Names, wish: Wish) -> bool:
    if wish.everything:
        return True
    if part.first.startswith(_NAMELESS):
        return wish.blank or (part.first == "(" and NIL in wish.subjects)
    return names.key(part.first) in wish.subjects or (wish.blank and text.find("_:", part.start, part.end) >= 0)


def _possible(text: str, keys: frozenset[str]) -> set[str]:
    """The terms whose last letters are in the text at all; all, if they are many or escapes could hide them."""
    if len(keys) > _MANY or "\\u" in text or "\\U" in text:
        return set(keys)
    tails = {key: _LETTERS.findall(key.rpartition('"')[0] or key) for key in keys}
    return {key for key, tail in tails.items() if not tail or key in _SHORT or tail[-1] in text}


def _mentions(text: str, part: Part, names: Names, keys: set[str]) -> bool:
    """Whether a statement has one of some terms anywhere."""
    if any(key.startswith('"') for key in keys):
        return any(_key(match, names) in keys for match in tokens(text, part))
    return any(names.key(spelling) in keys for spelling in spellings(text, part))


def _key(match: re.Match[str], names: Names) -> str:
    """The key of a token that is a term; nothing for a mark."""
    kind = match.lastgroup
    if kind == "name":
        return names.key(match["name"])
    if kind == "number":
        return number_key(match["number"])
    return string_key(match, names) if match["string"] else ""


@dataclass(slots=True)
class _Level:
    """What is open at a place: the statement itself, or something in brackets within it."""

    opened: int
    subject: str = ""
    subject_at: Span = _NOWHERE
    predicate: str = ""
    predicate_at: Span = _NOWHERE
    object: str = ""
    object_at: Span = _NOWHERE
    items: list[tuple[str, Span]] | None = None
    """The items of a list so far; None where this is no list."""
    silent: bool = False
    """Whether what is inside is only spoken of: a triple in angle brackets."""
    naming: bool = False
    """Whether the next term names the statement before it (`~`)."""
    reifier: str = ""


class Walk:
    """A walk through the tokens of one statement, however deep its brackets are."""

    def __init__(self, text: str, names: Names, kept: frozenset[str] | None = None) -> None:
        """Of a text with these names; only statements of the subjects `kept` are given, if there are such."""
        self._text = text
        self._names = names
        self._kept = kept
        self._levels: list[_Level] = []
        self._found: list[Stated] = []
        self._extents: dict[str, Span] = {}

    def read(self, part: Part) -> Iterator[Stated]:
        """The statements in a part of the text, those in brackets before those around them."""
        self._levels = [_Level(part.start)]
        for match in tokens(self._text, part):
            self._take(match)
        extents = self._extents
        if not extents:
            return iter(self._found)
        return (stated._replace(subject_at=extents.get(stated.subject, stated.subject_at)) for stated in self._found)

    def _take(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or ""
        start, end = match.start(_BEGINS.get(kind, kind)), match.end()
        if kind == "mark":
            self._MARKS[match[kind]](self, start, end)
        elif key := _key(match, self._names):
            self._term(key, Span(start, end))

    def _term(self, key: str, at: Span) -> None:
        level = self._levels[-1]
        if level.items is not None:
            level.items.append((key, at))
        elif level.naming:
            level.naming = False
            self._reify(level, key, at)
        elif not level.subject:
            level.subject, level.subject_at = key, at
        elif not level.predicate:
            level.predicate, level.predicate_at = key, at
        elif not level.object:  # what follows an object without a comma is the name of a graph
            level.object, level.object_at = key, at
            if not level.silent:
                self._state(level)

    def _state(self, level: _Level) -> None:
        if self._kept is None or level.subject in self._kept:
            terms = level.subject, level.predicate, level.object
            self._found.append(Stated(*terms, level.subject_at, level.predicate_at, level.object_at))

    def _reify(self, level: _Level, key: str, at: Span) -> None:
        level.reifier = key
        if not level.silent:
            around = Span(level.subject_at.start, level.object_at.end)
            self._found.append(Stated(key, REIFIES, _triple(level), at, at, around))

    def _next_object(self, start: int, end: int) -> None:
        level = self._levels[-1]
        level.object = level.reifier = ""

    def _next_predicate(self, start: int, end: int) -> None:
        self._next_object(start, end)
        self._levels[-1].predicate = ""

    def _name_next(self, start: int, end: int) -> None:
        self._levels[-1].naming = True

    def _open_node(self, start: int, end: int) -> None:
        self._levels.append(_Level(start, f"_:[{start}", Span(start, end)))

    def _open_list(self, start: int, end: int) -> None:
        self._levels.append(_Level(start, items=[]))

    def _open_triple(self, start: int, end: int) -> None:
        self._levels.append(_Level(start, silent=True))

    def _open_annotation(self, start: int, end: int) -> None:
        around = self._levels[-1]
        around.naming = False
        if not around.reifier:
            self._reify(around, f"_:{{{start}", Span(start, end))
        self._levels.append(_Level(start, around.reifier, Span(start, end)))
        around.reifier = ""

    def _close(self) -> _Level | None:
        """The innermost level, which is open no more; the statement itself stays."""
        return self._levels.pop() if len(self._levels) > 1 else None

    def _close_node(self, start: int, end: int) -> None:
        if level := self._close():
            self._extents[level.subject] = Span(level.opened, end)
            self._term(level.subject, Span(level.opened, end))

    def _close_list(self, start: int, end: int) -> None:
        if level := self._close():
            around = Span(level.opened, end)
            items = level.items or []
            self._state_list(items, around, Span(start, end))
            self._term(f"_:({level.opened}" if items else NIL, around)

    def _state_list(self, items: list[tuple[str, Span]], around: Span, closed: Span) -> None:
        if self._kept is None:
            cells = [f"_:({around.start}", *(f"_:,{at.start}" for _, at in items[1:])]
            spans = [around, *(Span(at.start, around.end) for _, at in items[1:])]
            rests = [*zip(cells[1:], spans[1:], strict=False), (NIL, closed)]
            for cell, span, (item, at), (rest, rest_at) in zip(cells, spans, items, rests, strict=False):
                self._found.append(Stated(cell, FIRST, item, span, at, at))
                self._found.append(Stated(cell, REST, rest, span, rest_at, rest_at))

    def _close_triple(self, start: int, end: int) -> None:
        if level := self._close():
            self._term(_triple(level), Span(level.opened, end))

    def _close_reified(self, start: int, end: int) -> None:
        if level := self._close():
            around = Span(level.opened, end)
            key = level.reifier or f"_:<{level.opened}"
            self._found.append(Stated(key, REIFIES, _triple(level), around, around, around))
            self._term(key, around)

    def _close_annotation(self, start: int, end: int) -> None:
        self._close()

    _MARKS: ClassVar[Mapping[str, Callable[["Walk", int, int], None]]] = {
        ";": _next_predicate,
        ",": _next_object,
        "~": _name_next,
        "[": _open_node,
        "]": _close_node,
        "(": _open_list,
        ")": _close_list,
        "<<": _open_triple,
        ">>": _close_reified,
        "<<(": _open_triple,
        ")>>": _close_triple,
        "{|": _open_annotation,
        "|}": _close_annotation,
    }


def _triple(level: _Level) -> str:
    return triple(level.subject, level.predicate, level.object)


_BEGINS = {"string": "string", "tag": "string", "datatype": "string"}
"""The group that a term begins with, by the last that it has."""
