"""FILTER (NOT) EXISTS as joins: the engine evaluates its group anew for each solution, and in full, which is quadratic.

`FILTER NOT EXISTS { … }` becomes `OPTIONAL { … BIND(1 AS ?fresh) } FILTER(!BOUND(?fresh))`, which is the same for groups
of patterns and conditions: both join with what the solution has, and test conditions on both. `FILTER EXISTS` becomes a
join with the distinct values of the shared variables, if both sides give these a value for certain.
What is not so simple stays as it is.
"""

from collections.abc import Collection, Sequence

from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.structure import Filter, Graph, Group, Triples, Union
from partnercities.shacl.sparql.template import Gap, Piece


class Existence:
    """One FILTER (NOT) EXISTS in a group: what it becomes, if it can become something else."""

    def __init__(
        self, condition: Filter, around: Group, prebound: Collection[str], left: frozenset[str] = frozenset()
    ) -> None:
        """`left` are the variables that a condition of an OPTIONAL also sees: those of what it is optional to."""
        (self._group,) = condition.condition.exists
        self._negated = condition.existence == "NOT EXISTS"
        mentioned = frozenset(prebound) & around.mentions
        self._outer = around.in_scope | mentioned
        self._certain = around.certain | mentioned
        self._left = left - self._outer

    @property
    def joins(self) -> bool:
        """Whether it can be written as a join, and is the better for it."""
        group = self._group
        simple = _is_simple(group) and not _is_one_pattern(group) and not group.mentions & self._left
        return simple and (self._negated or self._is_apart())

    def _is_apart(self) -> bool:
        """Whether the group can be evaluated on its own, and then compared by the variables it shares."""
        group, shared = self._group, self._shared
        return bool(shared) and shared <= group.certain & self._certain and _is_closed(group)

    @property
    def _shared(self) -> frozenset[str]:
        return self._group.in_scope & self._outer

    def pieces(self, text: str, tokens: Sequence[Token], fresh: str) -> tuple[Piece, ...]:
        """The join; `fresh` begins the names of variables that occur nowhere else."""
        inner = self._renamed(text, tokens, fresh)
        if self._negated:
            return (f" OPTIONAL {{ {inner} BIND(1 AS ?{fresh}) }} FILTER(!BOUND(?{fresh})) ",)
        shared = tuple(sorted(self._shared))
        names = " ".join(f"?{name}" for name in shared)
        return (f" {{ SELECT DISTINCT {names} WHERE {{ ", Gap(shared), f" {inner} }} }} ")

    def _renamed(self, text: str, tokens: Sequence[Token], fresh: str) -> str:
        """The text of the group, with new names for the variables that are only its own."""
        start, end = self._group.start, self._group.end
        parts, position = [], start
        for token in tokens:
            if start <= token.start < end and token.kind == "variable" and token.text[1:] not in self._outer:
                parts += [text[position : token.start], f"?{fresh}_{token.text[1:]}"]
                position = token.start + len(token.text)
        return "".join([*parts, text[position:end]])


def _is_simple(group: Group) -> bool:
    """Whether a group has only patterns and conditions, and its nested groups read nothing from outside."""
    nested = [inner for element in group.elements if not isinstance(element, Filter) for inner in element.groups]
    return _is_plain(group) and all(_is_plain(inner) and _is_closed(inner) for inner in nested)


def _is_plain(group: Group) -> bool:
    kinds = all(isinstance(element, (Triples, Union, Graph, Filter)) for element in group.elements)
    nested = all(_is_plain(inner) for element in group.elements for inner in element.groups)
    conditions = [element for element in group.elements if isinstance(element, Filter)]
    return bool(group.certain) and kinds and nested and not any(element.groups for element in conditions)


def _is_closed(group: Group) -> bool:
    """Whether conditions in a group only read what the group itself gives for certain."""
    conditions = [element for element in group.elements if isinstance(element, Filter)]
    nested = [inner for element in group.elements for inner in element.groups]
    return all(element.mentions <= group.certain for element in conditions) and all(map(_is_closed, nested))


def _is_one_pattern(group: Group) -> bool:
    if len(group.elements) != 1 or not isinstance(group.elements[0], Triples):
        return False
    patterns = group.elements[0].patterns
    return len(patterns) == 1 and patterns[0].plain
