"""What can be known of an update by reading its tokens: its operations one by one, and which graphs each may write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from partnercities.problems import BadQuery, BadRequest
from partnercities.protocol.query_text import absolute, place_of
from partnercities.protocol.tokens import Token
from partnercities.protocol.update_grammar import Cursor, Found, read_operation

_ABSOLUTE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]+""")


@dataclass(frozen=True)
class Operation:
    """One operation of an update, with what it may change."""

    keyword: str
    """INSERT DATA, DELETE DATA, DELETE WHERE, MODIFY, LOAD, CLEAR, DROP, CREATE, COPY, MOVE or ADD."""
    text: str
    """The operation under its prologue: it runs on its own, and its lines and columns are those of the whole text."""
    body: str
    """The operation alone, with which the text ends."""
    prologue: str
    """The declarations in force."""
    silent: bool = False
    writes_default: bool = False
    """Whether it may write the default graph."""
    graphs: tuple[str, ...] | None = ()
    """The named graphs it may write, as terms of the text (`<g>`, `ex:g`); None if any may be."""
    source: str = ""
    """What LOAD reads, as an absolute IRI."""
    into: str | None = None
    """The graph that LOAD fills, as an absolute IRI; None for the default graph."""
    service: bool = False
    """Whether it calls SERVICE."""

    def as_insert(self) -> str:
        """The text of a DELETE DATA as the INSERT DATA of the same quads."""
        return self.text[: -len(self.body)] + "INSERT" + self.body[len("DELETE") :]


def is_absolute(iri: str) -> bool:
    """Whether an IRI can name a graph: absolute, and without a character that no IRI has."""
    return _ABSOLUTE.fullmatch(iri) is not None


def operations(
    text: str, base: str = "", using: Sequence[str] = (), using_named: Sequence[str] = ()
) -> tuple[Operation, ...]:
    """The operations of an update, in order.

    `using` and `using_named` are the graphs of the protocol's `using-graph-uri` and `using-named-graph-uri`; they
    become USING clauses. Raises BadQuery with the place where the text is no update, and BadRequest if the protocol and
    the text both choose a dataset, or a graph of the protocol is no absolute IRI.
    """
    return tuple(_Reader(text, base, _clauses(using, using_named)).operations())


def _clauses(using: Sequence[str], using_named: Sequence[str]) -> str:
    for graph in (*using, *using_named):
        if not is_absolute(graph):
            raise BadRequest(f"{graph!r} is no absolute IRI, so it names no graph.")
    return "".join([f"USING <{graph}> " for graph in using] + [f"USING NAMED <{graph}> " for graph in using_named])


class _Reader:
    """Reads an update from its first operation to its last, with the declarations in force at each."""

    def __init__(self, text: str, base: str, clauses: str) -> None:
        self._text = text
        self._base = base
        self._clauses = clauses
        self._cursor = Cursor(text)
        self._declared: list[tuple[int, int]] = []
        self._prefixes: dict[str, str] = {}
        self._labels: set[str] = set()

    def operations(self) -> Iterator[Operation]:
        self._prologue()
        while self._cursor.token is not None:
            begin = self._cursor.position
            found = read_operation(self._cursor)
            yield self._operation(found, self._cursor.tokens[begin : self._cursor.position])
            if self._cursor.token is not None:
                self._cursor.take(";")
                self._prologue()

    def _prologue(self) -> None:
        cursor = self._cursor
        while cursor.word in ("BASE", "PREFIX", "VERSION"):
            first = cursor.step()
            if first.word == "BASE":
                self._base = urljoin(self._base, cursor.iri().text[1:-1])
            elif first.word == "PREFIX":
                name = cursor.iri().text
                self._prefixes[name] = urljoin(self._base, cursor.iri().text[1:-1])
            else:
                cursor.step()
            self._declared.append((first.start, _end(cursor.tokens[cursor.position - 1])))

    def _operation(self, found: Found, inside: Sequence[Token]) -> Operation:
        self._check(found, inside)
        start = inside[0].start
        body = self._with_dataset(start, _end(inside[-1]), found)
        return Operation(
            keyword=found.keyword,
            text=self._before(start) + body,
            body=body,
            prologue=" ".join(self._text[start:end] for start, end in self._declared),
            silent=found.silent,
            writes_default=found.writes_default,
            graphs=None if found.graphs is None else tuple(dict.fromkeys(found.graphs)),
            source=self._resolved(found.source) or "",
            into=self._resolved(found.into),
            service=any("SERVICE" in token.word for token in inside),
        )

    def _check(self, found: Found, inside: Sequence[Token]) -> None:
        """Raise what makes an operation wrong beyond its grammar."""
        if self._clauses and found.dataset:
            raise BadRequest(
                f"The request chooses a dataset with using-graph-uri, and the update too, with {found.dataset.word}.",
                hint="Choose it in one of the two.",
            )
        # The engine would fetch: should it ever read a text otherwise than we do, it must find nothing to load.
        hidden = next((token for token in inside[1:] if "LOAD" in token.word), None)
        if hidden:
            raise BadQuery("LOAD is an operation of its own.", place=place_of(self._text, hidden.start))
        if found.keyword == "INSERT DATA":
            self._check_labels([token for token in inside if token.kind == "name" and token.text.startswith("_:")])

    def _check_labels(self, labels: Sequence[Token]) -> None:
        for token in labels:
            if token.text in self._labels:
                raise BadQuery(
                    f"The blank node {token.text} stands in two operations.", place=place_of(self._text, token.start)
                )
        self._labels.update(token.text for token in labels)

    def _resolved(self, token: Token | None) -> str | None:
        return None if token is None else absolute(token, self._prefixes, self._base)

    def _before(self, start: int) -> str:
        """The declarations before an operation, all else left blank so that no place moves."""
        pieces, position = [], 0
        for begin, stop in self._declared:
            pieces += [_blank(self._text[position:begin]), self._text[begin:stop]]
            position = stop
        return "".join([*pieces, _blank(self._text[position:start])])

    def _with_dataset(self, start: int, end: int, found: Found) -> str:
        if not (self._clauses and found.where):
            return self._text[start:end]
        where = found.where.start
        head = self._text[start:where]
        if found.keyword == "DELETE WHERE":
            head += self._text[_end(found.where) : end]
        return f"{head} {self._clauses}{self._text[where:end]}"


def _end(token: Token) -> int:
    return token.start + len(token.text)


def _blank(text: str) -> str:
    """As many lines and columns as a text, with nothing in them."""
    return "\n" * text.count("\n") + " " * (len(text) - text.rfind("\n") - 1)
