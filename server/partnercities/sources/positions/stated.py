"""What a reader finds in a text: each statement, and where its three terms stand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from partnercities.sources.positions.keys import blank
from partnercities.sources.positions.spots import ITSELF, Span


class Stated(NamedTuple):
    """A statement by the keys of its terms, and where each stands; a node in brackets stands from bracket to bracket."""

    subject: str
    predicate: str
    object: str
    subject_at: Span
    predicate_at: Span
    object_at: Span

    @property
    def blank(self) -> bool:
        """Whether a blank node is in it."""
        return blank(self.subject) or blank(self.object)


@dataclass(frozen=True)
class Wish:
    """Which statements a reader should give at least; it may give more, where passing over them saves nothing."""

    subjects: frozenset[str] = frozenset()
    """Those of these subjects, by key."""
    blank: bool = False
    """Those that blank nodes can be told apart by, too."""
    mentioned: frozenset[str] = frozenset()
    """The first that mention these keys anywhere, too."""
    everything: bool = False
    """Or all."""


Reader = Callable[[str, str, Wish], Iterator[Stated]]
"""Reads a text of one format, on a base: the statements that are wished for, those of one subject and predicate in order.

It raises nothing: where the text is broken, it gives what it can.
"""


def first_places(statements: Iterable[Stated]) -> dict[tuple[str, ...], Span]:
    """Where each statement, each pair of subject and predicate, and each subject first stands."""
    places: dict[tuple[str, ...], Span] = {}
    for stated in statements:
        places.setdefault((stated.subject,), stated.subject_at)
        places.setdefault((stated.subject, stated.predicate), stated.object_at)
        places.setdefault((stated.subject, stated.predicate, ITSELF), stated.predicate_at)
        places.setdefault((stated.subject, stated.predicate, stated.object), stated.object_at)
    return places


def first_mentions(statements: Iterable[Stated]) -> dict[str, Span]:
    """Where each term first stands at all."""
    mentions: dict[str, Span] = {}
    for stated in statements:
        mentions.setdefault(stated.subject, stated.subject_at)
        mentions.setdefault(stated.predicate, stated.predicate_at)
        mentions.setdefault(stated.object, stated.object_at)
    return mentions
