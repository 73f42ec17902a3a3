"""The text of a query in shapes becomes a question, or a problem that says what is wrong with it and where."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.protocol.tokens import Token, tokens
from partnercities.shacl.paths import Path, sparql_text
from partnercities.shacl.shape import Read
from partnercities.shacl.sparql.asking import Question
from partnercities.shacl.sparql.looking import had, looks
from partnercities.shacl.sparql.reading import read_query
from partnercities.shacl.sparql.refusals import ill, refuse_by_structure, refuse_by_syntax, refuse_by_words
from partnercities.shacl.sparql.rewriting import Rewritten
from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.verbs import declared
from partnercities.shacl.terms import Term

SHAPES_GRAPH = ox.NamedNode("urn:x-shacl:shapes")
"""What `$shapesGraph` stands for: the named graph that shapes are put into where a query asks for it."""
PREBOUND = frozenset({"this", "shapesGraph", "currentShape"})
"""The variables that every query in shapes has values for."""

_PATH = re.compile(r"[?$]PATH\b")


@dataclass(frozen=True)
class _Written:
    """A query as it was read."""

    text: str
    tokens: Sequence[Token]
    query: Select
    constants: Mapping[str, Term]
    prefixes: Mapping[str, str]

    def asked(self, names: tuple[str, ...], ways: Mapping[str, tuple[Path, ...]]) -> "Compiled":
        """The query asked about the values of some variables, to which ways lead."""
        return Compiled(
            Question(
                Rewritten(self.text, self.tokens, self.query, names, tuple(self.constants)),
                names,
                self.constants,
                self.prefixes,
            ),
            looks(self.query, ways, declared(self.tokens, self.prefixes)),
            "shapesGraph" in self.query.mentions,
            self,
        )


@dataclass(frozen=True)
class Compiled:
    """A query that can be asked, and what is known of it."""

    question: Question
    looks: frozenset[Read]
    """Where it looks at the data."""
    needs_shapes: bool
    """Whether it reads the shapes graph."""
    written: _Written = field(repr=False)

    def about(self, name: str) -> "Compiled | None":
        """The same query asked for some values of a variable, whatever the focus node.

        None where that would not find the same, or where it asks about the focus node.
        """
        if "this" in self.written.query.group.mentions or name not in self.written.query.projected:
            return None
        found = self.written.asked((name,), {name: ()})
        rewritten = found.question.rewritten
        if rewritten.single or not rewritten.binds:
            return None
        # Made now, as each process that is forked later would make it again.
        assert rewritten.template
        return found

    def had(self, name: str) -> frozenset[ox.NamedNode]:
        """The predicates that each value of a variable has, so that other nodes need not be asked about."""
        return had(self.written.query, name, declared(self.written.tokens, self.written.prefixes))

    @property
    def reads(self) -> frozenset[ox.NamedNode] | None:
        """The predicates that it reads; None if it may read any."""
        named = frozenset(look.predicate for look in self.looks if look.predicate is not None)
        return named if all(look.predicate for look in self.looks) else None


def compile_query(
    text: str,
    form: str,
    path: Path | None,
    constants: Mapping[str, Term],
    prefixes: Mapping[str, str],
    others: Collection[str] = (),
) -> Compiled:
    """A query for a shape. `form` is SELECT or ASK, `others` are pre-bound variables that have no value here.

    Raises BadShapes whose place is the line and column within the text.
    """
    written = _with_path(text, path)
    prebound = PREBOUND | {*constants, *others} | ({"value"} if form == "ASK" else set())
    found = list(tokens(written))
    refuse_by_words(written, found, form, prebound, prefixes)
    refuse_by_syntax(written, prefixes)
    query = read_query(found)
    refuse_by_structure(written, query, prebound, ("this",) if form == "SELECT" else ())
    names = tuple(name for name in ("this", "value") if _differs(name, form, query.mentions))
    used = {name: term for name, term in constants.items() if name in query.mentions}
    return _Written(written, found, query, used, prefixes).asked(names, _ways(names, path))


def _differs(name: str, form: str, mentions: Collection[str]) -> bool:
    """Whether a variable has a value of its own for each node: $this of a SELECT, ?value and perhaps $this of an ASK."""
    return name == "this" if form == "SELECT" else name == "value" or name in mentions


def _ways(names: Collection[str], path: Path | None) -> dict[str, tuple[Path, ...]]:
    """How to get from a focus node to the values of the variables that differ."""
    ways: dict[str, tuple[Path, ...]] = {"this": (), "value": () if path is None else (path,)}
    return {name: ways[name] for name in names}


def _with_path(text: str, path: Path | None) -> str:
    found = _PATH.search(text)
    if found and path is None:
        raise ill(text, found.start(), "$PATH means the path of a property shape, and this is a node shape.")
    return text if path is None else _PATH.sub(lambda _: sparql_text(path), text)


def named_problem(error: BadShapes, what: str) -> BadShapes:
    """The problem of a query, told with the name of what it belongs to."""
    return BadShapes(f"{what}: {error.detail}", hint=error.hint, place=error.place)
