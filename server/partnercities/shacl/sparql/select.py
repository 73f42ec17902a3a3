"""A SELECT or ASK: what it returns, and what it makes of its solutions."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnercities.protocol.tokens import Token
from partnercities.shacl.sparql.structure import Element, Group, variables

AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})


@dataclass(frozen=True)
class Select(Element):
    """A SELECT or ASK: the query itself, or one that is nested."""

    start: int
    end: int
    head: tuple[Token, ...]
    """From its first word to the group."""
    group: Group
    tail: tuple[Token, ...]
    """What follows the group: grouping, order and limits."""
    grouped_by: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether it is `SELECT *`."""
        return len(self.head) > 1 and any(
            token.text == "*" and token.inside != "expression" for token in self.head[1:3]
        )

    @property
    def projected(self) -> frozenset[str]:
        """The variables whose values it returns."""
        if self.everything:
            return self.group.in_scope
        plain = [
            token for token in self.head if token.kind == "variable" and not token.inside.startswith(("(", "expr"))
        ]
        return variables(plain) | self.named

    @property
    def named(self) -> frozenset[str]:
        """The variables that it gives the values of expressions (`AS ?name`)."""
        pairs = zip(self.head, self.head[1:], strict=False)
        return frozenset(after.text[1:] for token, after in pairs if token.word == "AS")

    @property
    def aggregates(self) -> bool:
        """Whether it makes one solution of several."""
        words = {token.word for token in (*self.head, *self.tail)}
        return bool(words & AGGREGATES) or "GROUP" in words or "HAVING" in words

    @property
    def cut(self) -> bool:
        """Whether it returns only some of its solutions."""
        return bool({token.word for token in self.tail} & {"LIMIT", "OFFSET"})

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return self.group.mentions | variables(self.head) | variables(self.tail)

    @property
    def in_scope(self) -> frozenset[str]:  # noqa: D102
        return self.projected

    @property
    def certain(self) -> frozenset[str]:  # noqa: D102
        return (self.projected - self.named) & self.group.certain

    @property
    def groups(self) -> Sequence[Group]:  # noqa: D102
        return (self.group,)
