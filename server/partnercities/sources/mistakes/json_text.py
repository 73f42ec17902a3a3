"""Mistakes of JSON-LD, by what its parser says of them."""

import re

from partnercities.sources.mistakes.mistake import Mistake
from partnercities.sources.positions.spots import Span

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*("?)')


def explain(text: str, at: Span, words: str) -> Mistake | None:
    """What is wrong at a place, where the parser says such words; None where nothing better is known."""
    if opened := _unclosed(text):
        return Mistake("The text in quotes that opens here is not closed.", 'Write " where it ends.', opened)
    if text[at.start : at.start + 1] == "'":
        return Mistake("Texts of JSON stand in double quotes.", "Write \" in the place of each '.")
    if "Trailing commas" in words:
        comma = text.rfind(",", 0, at.start)
        return Mistake("Nothing follows this comma.", "Take it away.", Span(comma, comma + 1) if comma >= 0 else None)
    if "must be followed by a comma" in words or "nexpected end" in words:
        return _unended(text, at)
    return None


def _unended(text: str, at: Span) -> Mistake:
    end = len(text[: at.start].rstrip())
    before = Span(max(end - 1, 0), end)
    if text[at.start :].strip():
        return Mistake("No comma stands between this and what follows.", "Put , here.", before)
    return Mistake("The text ends before all its brackets are closed.", "Put } or ] where each ends.", before)


def _unclosed(text: str) -> Span | None:
    """The first text in quotes that its line does not close."""
    return next((Span(*found.span()) for found in _STRING.finditer(text) if not found[1]), None)
