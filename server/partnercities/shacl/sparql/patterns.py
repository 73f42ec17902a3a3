"""Triple patterns taken apart: what stands in the place of the subject, the predicate and the object."""

from collections.abc import Iterator, Sequence

from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.structure import Pattern, variables

_POSTFIX = frozenset({"*", "+", "?"})
_AROUND = {"<<": ">>", "{|": "|}"}


def read_patterns(found: Sequence[Token]) -> tuple[Pattern, ...]:
    """The patterns that a block of triples stands for."""
    return tuple(_Block(found).patterns())


class _Block:
    def __init__(self, found: Sequence[Token]) -> None:
        self._found = found
        self._at = 0
        self._said: list[Pattern] = []

    @property
    def _text(self) -> str:
        return self._found[self._at].text if self._at < len(self._found) else ""

    def _take(self) -> Token:
        self._at += 1
        return self._found[self._at - 1]

    def patterns(self) -> Iterator[Pattern]:
        while self._at < len(self._found):
            if self._text == ".":
                self._take()
                continue
            self._properties(self._node())
        yield from self._said

    def _properties(self, subject: str) -> None:
        """Predicates with their objects, up to the end of the statement or bracket."""
        while self._text and self._text not in (".", "]"):
            if self._text == ";":
                self._take()
                continue
            self._objects(subject, self._path())

    def _objects(self, subject: str, verb: tuple[Token, ...]) -> None:
        while True:
            self._say(subject, verb, self._node())
            while self._text in ("{|", "~"):
                self._opaque()
            if self._text != ",":
                return
            self._take()

    def _say(self, subject: str, verb: tuple[Token, ...], object: str) -> None:
        names = frozenset(name[1:] for name in (subject, object) if name[:1] in ("?", "$"))
        self._said.append(Pattern(subject, verb, object, names | variables(verb)))

    def _node(self) -> str:
        """A term, or a nameless node with all that is said of it."""
        if self._text == "[":
            node = f"[]{self._take().start}"
            self._properties(node)
            self._take()
            return node
        if self._text == "(":
            self._take()
            while self._text != ")":
                self._say("", (), self._node())
            self._take()
            return ""
        if self._text in _AROUND:
            self._opaque()
            return ""
        return self._term()

    def _opaque(self) -> None:
        """A quoted statement or an annotation: only its variables are known."""
        first, closing = self._at, _AROUND.get(self._take().text)
        depth = 1
        while closing and depth and self._at < len(self._found):
            text = self._take().text
            depth += (text in _AROUND) - (text in _AROUND.values())
        self._said.append(Pattern("", (), "", variables(self._found[first : self._at])))

    def _term(self) -> str:
        first = self._take()
        if first.text in ("+", "-"):
            return first.text + self._take().text
        if first.kind == "string":
            while self._text == "^^" or (self._at < len(self._found) and self._found[self._at].kind == "tag"):
                if self._take().text == "^^":
                    self._take()
        return first.text

    def _path(self) -> tuple[Token, ...]:
        """A predicate, a variable or a property path."""
        first = self._at
        self._step()
        while self._text in ("/", "|"):
            self._take()
            self._step()
        return tuple(self._found[first : self._at])

    def _step(self) -> None:
        while self._text in ("^", "!"):
            self._take()
        if self._take().text == "(":
            depth = 1
            while depth:
                text = self._take().text
                depth += (text == "(") - (text == ")")
        while self._text in _POSTFIX:
            self._take()
