"""Queries rewritten so that one evaluation answers for all focus nodes."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.existence import Existence
from partnercities.shacl.sparql.scope import Places, one_by_one, places
from partnercities.shacl.sparql.select import Select
from partnercities.shacl.sparql.structure import Bind, Element, Filter, Group, Optional
from partnercities.shacl.sparql.template import Edit, Gap, Template, edited


class Rewritten:
    """A query as it is asked.

    `nodes` are the variables whose values differ from node to node, `constants` the others that are pre-bound.
    """

    def __init__(
        self, text: str, found: Sequence[Token], query: Select, nodes: Sequence[str], constants: Sequence[str]
    ) -> None:
        settled = {name: places(query, name) for name in (*nodes, *constants) if name in query.mentions}
        self.single = one_by_one(query, nodes)
        """Whether it must be asked for each node on its own."""
        self.binds = all(name in query.group.mentions and not settled[name].needed for name in nodes)
        """Whether it finds the nodes by itself, so that it could be asked without any."""
        self._work = _Work(text, found, query, settled, single=self.single)
        self._nodes = tuple(nodes)

    @cached_property
    def template(self) -> Template:
        """The text, with gaps for values wherever they are needed or save work; made when it is first needed."""
        return self._work.template(self._nodes)


class _Work:
    """The edits that make a query one for many nodes."""

    def __init__(
        self, text: str, found: Sequence[Token], query: Select, places: Mapping[str, Places], *, single: bool
    ) -> None:
        self._text, self._tokens, self._query, self._places, self._single = text, found, query, places, single

    def template(self, nodes: tuple[str, ...]) -> Template:
        group = self._query.group
        everywhere = Gap((*(name for name in nodes if name not in self._places), *self._places))
        edits = [*self._head(nodes), Edit(group.start, group.start, (everywhere,)), *self._inside(group)]
        if any(isinstance(element, Select) for element in group.elements):
            # Nothing can stand beside a SELECT in its braces.
            edits += [Edit(group.start, group.start, ("{",)), Edit(group.end, group.end, ("}",))]
        return edited(self._text, edits)

    def _head(self, nodes: tuple[str, ...]) -> list[Edit]:
        """An ASK becomes a SELECT of the nodes that it is true for."""
        head = self._query.head[0]
        if head.word != "ASK":
            return []
        names = " ".join(f"?{name}" for name in nodes)
        return [Edit(head.start, head.start + len(head.text), (f"SELECT DISTINCT {names}",))]

    def _gap(self, group: Group) -> list[Edit]:
        names = tuple(name for name, places in self._places.items() if group.start in places.needed | places.helpful)
        return [Edit(group.start, group.start, (Gap(names),))] if names else []

    def _inside(self, group: Group, left: frozenset[str] = frozenset()) -> list[Edit]:
        """The edits of a group and of all in it, where values are put at the beginning of groups."""
        edits = []
        for number, element in enumerate(group.elements):
            if isinstance(element, (Filter, Bind)):
                edits += self._condition(element, group, number, left)
            else:
                for inner in element.groups:
                    beside = group.in_scope if isinstance(element, Optional) else frozenset()
                    edits += [*self._gap(inner), *self._inside(inner, beside)]
        return edits

    def _condition(self, element: Element, around: Group, number: int, left: frozenset[str]) -> list[Edit]:
        if isinstance(element, Filter) and element.existence:
            existence = Existence(element, around, tuple(self._places), left)
            if existence.joins:
                pieces = existence.pieces(self._text, self._tokens, self._fresh(around.start, number))
                stays = Edit(element.start, element.end, ("FILTER(true)",))
                return [stays, Edit(around.end, around.end, self._only_own(pieces))]
        seen = around.in_scope | left | self._places.keys()
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
            Gap(tuple(name for name in piece.names if name in self._places)) if isinstance(piece, Gap) else piece
            for piece in pieces
        )

    def _within_exists(self, element: Element) -> list[Edit]:
        """Values for each group within EXISTS that mentions them: an engine need not look outside for them."""
        edits = []
        for group in element.groups:
            for inner in group.within():
                names = tuple(name for name in self._places if name in inner.mentions)
                holds_select = any(isinstance(part, Select) for part in inner.elements)
                edits += [Edit(inner.start, inner.start, (Gap(names),))] if names and not holds_select else []
        return edits

    def _fresh(self, start: int, number: int) -> str:
        """The beginning of names that no variable of the query has."""
        name = f"x{start}_{number}"
        while any(other.startswith(name) for other in self._query.mentions):
            name += "_"
        return name
