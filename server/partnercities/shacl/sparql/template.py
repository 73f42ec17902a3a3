"""A query text with gaps for the values of pre-bound variables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """A place for the values of some variables, at the beginning of a group."""

    names: tuple[str, ...]


Piece = str | Gap


@dataclass(frozen=True)
class Edit:
    """A stretch of a text that gives way to other pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Template:
    """The pieces of a query."""

    pieces: tuple[Piece, ...]

    def filled(self, values: Callable[[tuple[str, ...]], str]) -> str:
        """The text, each gap filled with what its names become."""
        return "".join(piece if isinstance(piece, str) else values(piece.names) for piece in self.pieces)


def edited(text: str, edits: Sequence[Edit]) -> Template:
    """A text after edits, none of which overlap."""
    pieces: list[Piece] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[position : edit.start], *edit.pieces]
        position = edit.end
    return Template(tuple(piece for piece in [*pieces, text[position:]] if piece))
