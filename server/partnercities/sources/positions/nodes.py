"""Blank nodes of a text told apart: which of the names that a parser gave is which node of the text.

A parser names blank nodes anew, and those in brackets have no name in the text at all. They are paired by what is said
of them: a node at the end of a path from an IRI with the node at the end of the same path, several of one path in the
order of the text; nodes that nothing leads to in their order, too. What a node says itself parts those that differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from partnercities.sources.positions.keys import blank

Triple = tuple[str, str, str]
Look = tuple[tuple[str, ...], ...]


def pair(given: Iterable[Triple], read: Iterable[Triple]) -> Mapping[str, str]:
    """The blank nodes of a parser by ours, from what each says in its order; a node without a partner is left out."""
    return _Pairing(_Graph(given), _Graph(read)).found()


def leading(given: Iterable[Triple], nodes: Iterable[str]) -> set[str]:
    """The subjects with names that lead to blank nodes by way of other blank nodes only."""
    subjects: dict[str, list[str]] = defaultdict(list)
    for subject, _, object in given:
        if blank(object):
            subjects[object].append(subject)
    return {node for node in _reached(nodes, subjects) if not blank(node)}


def _reached(starts: Iterable[str], steps: Mapping[str, Iterable[str]]) -> set[str]:
    """What steps from blank node to node lead to, and where they start."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for node in steps.get(waiting.pop(), ()):
            if node not in seen:
                seen.add(node)
                waiting += [node] if blank(node) else []
    return seen


class _Graph:
    """The statements that hold blank nodes, by subject and predicate, in order and each once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.said: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self._looks: dict[str, Look] = {}
        for subject, predicate, object in triples:
            if blank(subject) or blank(object):
                self.said[subject][predicate][object] = None

    def nodes(self, subject: str, predicate: str) -> list[str]:
        """The blank nodes that a path leads to."""
        return [object for object in self.said[subject][predicate] if blank(object)]

    def look(self, node: str) -> Look:
        """What a node says itself; two nodes with different looks are not the same."""
        if node not in self._looks:
            said = self.said.get(node, {})
            self._looks[node] = tuple(
                (predicate, *sorted("_:" if blank(object) else object for object in said[predicate]))
                for predicate in sorted(said)
            )
        return self._looks[node]

    def roots(self) -> list[str]:
        """The blank nodes that nothing leads to."""
        objects = {object for said in self.said.values() for objects in said.values() for object in objects}
        return [subject for subject in self.said if blank(subject) and subject not in objects]

    def adrift(self) -> list[str]:
        """The blank nodes that only each other lead to, in circles."""
        steps = {subject: [node for nodes in said.values() for node in nodes] for subject, said in self.said.items()}
        starts = [subject for subject in self.said if not blank(subject)]
        reached = _reached([*starts, *self.roots()], steps)
        return [subject for subject in self.said if subject not in reached]


class _Pairing:
    """The pairs of nodes of two graphs, found from those that are known."""

    def __init__(self, given: _Graph, read: _Graph) -> None:
        self._given = given
        self._read = read
        self._partners: dict[str, str] = {}
        self._taken: set[str] = set()
        self._waiting = [(subject, subject) for subject in given.said if not blank(subject)]

    def found(self) -> Mapping[str, str]:
        """The partners of the nodes that are given."""
        self._follow()
        self._meet(self._given.roots(), self._read.roots())
        self._follow()
        self._meet_adrift()
        return self._partners

    def _follow(self) -> None:
        """Pair what the same paths from two partners lead to."""
        while self._waiting:
            one, other = self._waiting.pop()
            for predicate in self._given.said.get(one, ()):
                if predicate in self._read.said.get(other, ()):
                    self._meet(self._given.nodes(one, predicate), self._read.nodes(other, predicate))

    def _meet(self, ones: Iterable[str], others: Iterable[str]) -> None:
        """Pair nodes of the two sides: those that look the same, in order, then the rest if there are as many."""
        ones, others = self._free(ones, others)
        looks = self._by_look(others)
        for one in ones:
            if same := looks.get(self._given.look(one)):
                self._join(one, same.pop())
        ones, others = self._free(ones, others)
        if len(ones) == len(others):
            for one, other in zip(ones, others, strict=True):
                self._join(one, other)

    def _meet_adrift(self) -> None:
        """Pair nodes that go in circles: any that look the same may begin, and what they lead to follows."""
        looks = self._by_look(self._read.adrift())
        for one in self._given.adrift():
            same = looks.get(self._given.look(one), [])
            while one not in self._partners and same:
                other = same.pop()
                if other not in self._taken:
                    self._join(one, other)
                    self._follow()

    def _by_look(self, others: list[str]) -> dict[Look, list[str]]:
        """Nodes by their looks, the first of each last."""
        looks: dict[Look, list[str]] = defaultdict(list)
        for other in reversed(others):
            looks[self._read.look(other)].append(other)
        return looks

    def _free(self, ones: Iterable[str], others: Iterable[str]) -> tuple[list[str], list[str]]:
        """Those that have no partner yet."""
        return (
            [one for one in ones if one not in self._partners],
            [other for other in others if other not in self._taken],
        )

    def _join(self, one: str, other: str) -> None:
        self._partners[one] = other
        self._taken.add(other)
        self._waiting.append((one, other))
