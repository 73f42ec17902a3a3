"""What a query is made of, as far as it matters where a variable gets its value: groups, patterns, expressions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnercities.protocol.tokens import Token

_EXISTENCE = {"EXISTS": "EXISTS", "NOT EXISTS": "NOT EXISTS", "! EXISTS": "NOT EXISTS"}


def variables(tokens: Sequence[Token]) -> frozenset[str]:
    """The names of the variables among tokens, without their sign."""
    return frozenset(token.text[1:] for token in tokens if token.kind == "variable")


@dataclass(frozen=True)
class Pattern:
    """A triple pattern, or a part of one that is not taken apart (`verb` is empty then)."""

    subject: str
    """The variable or term in the place of the subject; nameless nodes have a text of their own, or none."""
    verb: tuple[Token, ...]
    object: str
    mentions: frozenset[str]

    @property
    def may_stay(self) -> bool:
        """Whether its path may be of length zero, so that it matches any node."""
        return any(token.text in ("*", "?") for token in self.verb)

    @property
    def plain(self) -> bool:
        """Whether its predicate is one term or variable."""
        return len(self.verb) == 1


class Element:
    """A part of a group."""

    start: int
    end: int

    @property
    def mentions(self) -> frozenset[str]:
        """All variables in it, however deep."""
        raise NotImplementedError

    @property
    def in_scope(self) -> frozenset[str]:
        """The variables that it may give a value."""
        return frozenset()

    @property
    def certain(self) -> frozenset[str]:
        """The variables that it gives a value in every solution."""
        return frozenset()

    @property
    def groups(self) -> Sequence["Group"]:
        """The groups in it."""
        return ()


@dataclass(frozen=True)
class Triples(Element):
    """Triple patterns one after the other."""

    start: int
    end: int
    patterns: tuple[Pattern, ...]

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return frozenset().union(*(pattern.mentions for pattern in self.patterns))

    in_scope = certain = mentions


@dataclass(frozen=True)
class Expression:
    """An expression, with the groups of EXISTS in it."""

    tokens: tuple[Token, ...]
    exists: tuple["Group", ...] = ()

    @property
    def mentions(self) -> frozenset[str]:
        """All variables in it."""
        return variables(self.tokens)


@dataclass(frozen=True)
class Filter(Element):
    """A condition on the solutions of the group."""

    start: int
    end: int
    condition: Expression

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return self.condition.mentions

    @property
    def groups(self) -> Sequence["Group"]:  # noqa: D102
        return self.condition.exists

    @property
    def existence(self) -> str:
        """`EXISTS` or `NOT EXISTS`, if that is the whole condition."""
        if len(self.condition.exists) != 1:
            return ""
        (group,) = self.condition.exists
        before = " ".join(token.word for token in self.condition.tokens if token.start < group.start - 1)
        after = [token.text for token in self.condition.tokens if token.start > group.end]
        return _EXISTENCE.get(before.replace("(", "").strip(), "") if set(after) <= {")"} else ""


@dataclass(frozen=True)
class Bind(Element):
    """A variable that is given the value of an expression, or nothing where that fails."""

    start: int
    end: int
    expression: Expression
    variable: str

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return self.expression.mentions | {self.variable}

    @property
    def in_scope(self) -> frozenset[str]:  # noqa: D102
        return frozenset({self.variable})

    @property
    def groups(self) -> Sequence["Group"]:  # noqa: D102
        return self.expression.exists


@dataclass(frozen=True)
class Group(Element):
    """What stands between braces; `start` is behind the opening one, `end` before the closing one."""

    start: int
    end: int
    elements: tuple[Element, ...]

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return frozenset().union(*(element.mentions for element in self.elements))

    @property
    def in_scope(self) -> frozenset[str]:  # noqa: D102
        return frozenset().union(*(element.in_scope for element in self.elements))

    @property
    def certain(self) -> frozenset[str]:  # noqa: D102
        return frozenset().union(*(element.certain for element in self.elements))

    def within(self) -> Iterator["Group"]:
        """The group and all groups in it, those of EXISTS and of nested SELECT too."""
        yield self
        for element in self.elements:
            for group in element.groups:
                yield from group.within()


@dataclass(frozen=True)
class Union(Element):
    """Nested groups, one or several that are alternatives."""

    start: int
    end: int
    alternatives: tuple[Group, ...]

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return frozenset().union(*(group.mentions for group in self.alternatives))

    @property
    def in_scope(self) -> frozenset[str]:  # noqa: D102
        return frozenset().union(*(group.in_scope for group in self.alternatives))

    @property
    def certain(self) -> frozenset[str]:  # noqa: D102
        return frozenset.intersection(*(group.certain for group in self.alternatives))

    @property
    def groups(self) -> Sequence[Group]:  # noqa: D102
        return self.alternatives


@dataclass(frozen=True)
class Optional(Element):
    """A group that may match."""

    start: int
    end: int
    group: Group

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return self.group.mentions

    @property
    def in_scope(self) -> frozenset[str]:  # noqa: D102
        return self.group.in_scope

    @property
    def groups(self) -> Sequence[Group]:  # noqa: D102
        return (self.group,)


@dataclass(frozen=True)
class Graph(Element):
    """A group that is matched in a named graph."""

    start: int
    end: int
    name: Token
    group: Group

    @property
    def mentions(self) -> frozenset[str]:  # noqa: D102
        return self.group.mentions | variables([self.name])

    @property
    def in_scope(self) -> frozenset[str]:  # noqa: D102
        return self.group.in_scope | variables([self.name])

    @property
    def certain(self) -> frozenset[str]:  # noqa: D102
        return self.group.certain | variables([self.name])

    @property
    def groups(self) -> Sequence[Group]:  # noqa: D102
        return (self.group,)
