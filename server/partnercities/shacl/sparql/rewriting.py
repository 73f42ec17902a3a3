"""Queries rewritten so that one evaluation answers for all focus nodes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnercities.protocol.tokens import Token, tokens
from partnercities.shacl.sparql.existence import Existence
from partnercities.shacl.sparql.scope import Places, one_by_one, places
from partnercities.shacl.sparql.structure import Bind, Element, Filter, Group, Optional, Select
from partnercities.shacl.sparql.template import Edit, Gap, Template, edited


@dataclass(frozen=True)
class Rewritten:
    """A query in the forms in which it is asked."""

    few: Template
    """For few nodes: values stand wherever they save work."""
    many: Template
    """For many nodes: values of nodes stand only where they are needed."""
    single: bool
    """Whether it must be asked for each node on its own."""
    binds: bool
    """Whether it finds the nodes by itself, so that it could be asked without any."""


def rewrite(text: str, query: Select, nodes: Sequence[str], constants: Sequence[str]) -> Rewritten:
    """A query for values of `nodes`, the variables that differ from node to node, and of `constants`."""
    found = {name: places(query, name) for name in (*nodes, *constants) if name in query.mentions}
    single = one_by_one(query, nodes)
    work = _Work(text, query, found, tuple(nodes), single=single)
    return Rewritten(
        work.template(few=True),
        work.template(few=False),
        single,
        all(name in query.group.mentions and not found[name].needed for name in nodes),
    )


class _Work:
    def __init__(
        self, text: str, query: Select, found: Mapping[str, Places], nodes: tuple[str, ...], *, single: bool
    ) -> None:
        self._text, self._query, self._found, self._nodes, self._single = text, query, found, nodes, single
        self._tokens: list[Token] = list(tokens(text))
        self._few = True

    def template(self, *, few: bool) -> Template:
        self._few = few
        group = self._query.group
        edits = [*self._head(), self._gap(group, root=True), *self._inside(group)]
        if any(isinstance(element, Select) for element in group.elements):
            # Nothing can stand beside a SELECT in its braces.
            edits += [Edit(group.start, group.start, ("{",)), Edit(group.end, group.end, ("}",))]
        return edited(self._text, edits)

    def _head(self) -> list[Edit]:
        """An ASK becomes a SELECT of the nodes that it is true for."""
        head = self._query.head[0]
        if head.word != "ASK":
            return []
        names = " ".join(f"?{name}" for name in self._nodes)
        return [Edit(head.start, head.start + len(head.text), (f"SELECT DISTINCT {names}",))]

    def _gap(self, group: Group, *, root: bool = False) -> Edit:
        names = [name for name in self._found if root or self._wants(name, group)]
        missing = [name for name in self._nodes if root and name not in names]
        return Edit(group.start, group.start, (Gap((*missing, *names)),) if missing or names else ())

    def _wants(self, name: str, group: Group) -> bool:
        found = self._found[name]
        if self._few or name not in self._nodes:
            return group.start in found.needed or group.start in found.helpful
        return group.start in found.needed

    def _inside(self, group: Group, left: frozenset[str] = frozenset()) -> list[Edit]:
        """The edits of a group and of all in it, where values are put at the beginning of groups."""
        edits = []
        for number, element in enumerate(group.elements):
            if isinstance(element, (Filter, Bind)):
                edits += self._condition(element, group, number, left)
            else:
                for inner in element.groups:
                    beside = group.in_scope if isinstance(element, Optional) else frozenset()
                    edits += [self._gap(inner), *self._inside(inner, beside)]
        return edits

    def _condition(self, element: Element, around: Group, number: int, left: frozenset[str]) -> list[Edit]:
        if isinstance(element, Filter) and element.existence:
            existence = Existence(element, around, tuple(self._found), left)
            if existence.joins:
                pieces = existence.pieces(self._text, self._tokens, self._fresh(around.start, number))
                stays = Edit(element.start, element.end, ("FILTER(true)",))
                return [stays, Edit(around.end, around.end, self._only_own(pieces))]
        seen = around.in_scope | left | self._found.keys()
        fresh = self._fresh(around.start, number)
        given = self._within_exists(element) if self._single else []
        return [*given, *(edit for group in element.groups for edit in self._own_names(group, seen, fresh))]

    def _own_names(self, group: Group, seen: frozenset[str], fresh: str) -> list[Edit]:
        """Names of its own for what a group of EXISTS cannot see outside: the engine would look further out."""
        return [
            Edit(token.start, token.start + len(token.text), (f"?{fresh}_{token.text[1:]}",))
            for token in self._tokens
            if group.start <= token.start < group.end and token.kind == "variable" and token.text[1:] not in seen
        ]

    def _only_own(self, pieces: Sequence[str | Gap]) -> tuple[str | Gap, ...]:
        """Pieces whose gaps are for pre-bound variables only."""
        return tuple(
            Gap(tuple(name for name in piece.names if name in self._found)) if isinstance(piece, Gap) else piece
            for piece in pieces
        )

    def _within_exists(self, element: Element) -> list[Edit]:
        """Values for each group within EXISTS that mentions them: an engine need not look outside for them."""
        edits = []
        for group in element.groups:
            for inner in group.within():
                names = tuple(name for name in self._found if name in inner.mentions)
                holds_select = any(isinstance(part, Select) for part in inner.elements)
                edits += [Edit(inner.start, inner.start, (Gap(names),))] if names and not holds_select else []
        return edits

    def _fresh(self, start: int, number: int) -> str:
        """The beginning of names that no variable of the query has."""
        name = f"x{start}_{number}"
        while any(other.startswith(name) for other in self._query.mentions):
            name += "_"
        return name
