"""The predicates and paths of queries as the engine of shapes knows them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pyoxigraph as ox

from partnercities.protocol.query_text import absolute
from partnercities.protocol.tokens import Token
from partnercities.shacl.paths import (
    Alternative,
    Inverse,
    OneOrMore,
    Path,
    Step,
    ZeroOrMore,
    ZeroOrOne,
)
from partnercities.shacl.paths import Sequence as PathSequence
from partnercities.shacl.terms import TYPE

_REPEATED: Mapping[str, type[ZeroOrMore | OneOrMore | ZeroOrOne]] = {"*": ZeroOrMore, "+": OneOrMore, "?": ZeroOrOne}


def declared(found: Sequence[Token], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes of a query, with their colons: those it declares itself and those it is given; its base is `""`."""
    own = {
        token.text: after.text[1:-1]
        for token, after in pairwise(found)
        if after.kind == "iri" and token.kind == "name" and token.text.endswith(":")
    }
    bases = [after.text[1:-1] for token, after in pairwise(found) if token.word == "BASE"]
    return {f"{prefix}:": namespace for prefix, namespace in prefixes.items()} | own | {"": "".join(bases[-1:])}


def path_of(verb: Sequence[Token], prefixes: Mapping[str, str]) -> Path | None:
    """The path that stands in the place of a predicate; None for a variable and for all but some predicates."""
    if not verb or any(token.kind == "variable" or token.text == "!" for token in verb):
        return None
    try:
        return _Reader(verb, prefixes).alternative()
    except ValueError:  # an IRI that is relative to we know not what
        return None


class _Reader:
    def __init__(self, verb: Sequence[Token], prefixes: Mapping[str, str]) -> None:
        self._verb = verb
        self._prefixes = prefixes
        self._at = 0

    def _taken(self, *texts: str) -> str:
        """The next token if it is one of these, which is behind us then."""
        if self._at < len(self._verb) and self._verb[self._at].text in texts:
            self._at += 1
            return self._verb[self._at - 1].text
        return ""

    def alternative(self) -> Path:
        members = [self._sequence()]
        while self._taken("|"):
            members.append(self._sequence())
        return members[0] if len(members) == 1 else Alternative(tuple(members))

    def _sequence(self) -> Path:
        members = [self._step()]
        while self._taken("/"):
            members.append(self._step())
        return members[0] if len(members) == 1 else PathSequence(tuple(members))

    def _step(self) -> Path:
        if self._taken("^"):
            return Inverse(self._step())
        path = self._primary()
        while sign := self._taken(*_REPEATED):
            path = _REPEATED[sign](path)
        return path

    def _primary(self) -> Path:
        if self._taken("("):
            path = self.alternative()
            self._taken(")")
            return path
        self._at += 1
        token = self._verb[self._at - 1]
        return Step(TYPE if token.text == "a" else ox.NamedNode(absolute(token, self._prefixes, self._prefixes[""])))
