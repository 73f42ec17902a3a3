"""What is probably wrong where a text of RDF does not parse: in plain words, with the place to mend and how."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from partnercities.sources.positions.locating import READERS
from partnercities.sources.positions.spots import Lines, Span, Spot, decode

__all__ = ["Explained", "Spot", "cut_off", "explained"]

_FAMILIES: Mapping[str, str] = {"turtle": "turtle", "jsonld": "json_text", "rdfxml": "xml_text"}
"""Which module knows the mistakes of a text, by what reads its positions; it is imported for the first such mistake."""


class Explained(NamedTuple):
    """What is wrong with a text, how to mend it, where, and the line that this is in."""

    words: str
    hint: str
    spot: Spot | None
    line: str


def explained(text: bytes, suffix: str, words: str, spot: Spot | None) -> Explained:
    """What a parser says of a text and where it gave up, in plain words.

    `suffix` is that of the files of the format. Words and place of the parser stay where nothing better is known.
    Nothing is raised, whatever the text.
    """
    characters = decode(text)
    lines = Lines(characters)
    at = _span(lines, spot, len(characters))
    mistake = import_module(f"partnercities.sources.mistakes.{_FAMILIES[READERS[suffix]]}").explain(
        characters, at, words
    )
    if mistake is None:
        return Explained(words, "", spot, _line(lines, spot))
    found = lines.spot(mistake.at) if mistake.at else spot
    return Explained(mistake.words, mistake.hint, found, _line(lines, found))


def cut_off(text: bytes) -> Explained | None:
    """What is wrong with RDF/XML that ends before its elements are closed; None with any other."""
    from partnercities.sources.mistakes.xml_text import unended

    characters = decode(text)
    mistake = unended(characters)
    if mistake is None or mistake.at is None:
        return None
    lines = Lines(characters)
    spot = lines.spot(mistake.at)
    return Explained(mistake.words, mistake.hint, spot, _line(lines, spot))


def _line(lines: Lines, spot: Spot | None) -> str:
    return next((line for _, line in lines.texts(spot.line, spot.line)), "") if spot else ""


def _span(lines: Lines, spot: Spot | None, length: int) -> Span:
    """The offsets of a spot, within the text whatever a parser says."""
    try:
        start, end = lines.span(spot) if spot else (0, 0)
    except IndexError:
        return Span(length, length)
    return Span(min(start, length), max(min(end, length), min(start, length)))
