"""Mistakes of RDF/XML. Its parser names no place, so that is looked for: by another parser of XML, or by the words."""

import re
from xml.parsers import expat

from partnercities.model.vocabulary import PREFIXES
from partnercities.sources.mistakes.mistake import Mistake
from partnercities.sources.positions.spots import Lines, Span, Spot

_ENDS_EARLY = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
_MOST = 10_000_000
"""Longer texts are not read again for a place."""


def explain(text: str, _at: Span, words: str) -> Mistake | None:
    """What is wrong, where the parser says such words; None where nothing better is known."""
    if found := re.match(r"Unknown prefix (\S*):", words):
        return _undeclared(text, found[1])
    if found := re.search(r"parsing IRI '(.*)': (.*)", words, re.DOTALL):
        return Mistake(f"{found[1]} is no address: {found[2]}.", "Write a space as %20.", _where(text, found[1]))
    if found := re.search(r"parsing language tag '(.*)'", words):
        return Mistake(f"{found[1]} is no language.", "Write one such as en or en-GB.", _where(text, found[1]))
    if found := re.search(r"expected `</(.*?)>`, but `</(.*?)>` was found", words):
        hint = f"Write </{found[1]}> where it ends, or correct the name."
        return Mistake(f"{found[1]} is not closed before {found[2]} is.", hint, _ill_formed(text))
    if "escaping" in words:
        return Mistake("An & stands here by itself.", "Write &amp;", _where(text, "&", r"&(?!#?\w+;)"))
    return Mistake(words[:1].upper() + words[1:], "", _ill_formed(text))


def unended(text: str) -> Mistake | None:
    """That a text ends before its elements are closed, which the parser of RDF/XML lets pass; None where it does not."""
    fault = _fault(text)
    if fault is None or fault.code != _ENDS_EARLY:
        return None
    end = len(text.rstrip())
    return Mistake("The text ends before its elements are closed.", "Is it whole?", Span(max(end - 1, 0), end))


def _undeclared(text: str, prefix: str) -> Mistake:
    address = PREFIXES.get(prefix, "…")
    return Mistake(
        f"The prefix {prefix}: is not declared.",
        f'Add to the first element: xmlns:{prefix}="{address}"',
        _where(text, f"{prefix}:", rf"(?<=[<\s]){re.escape(prefix)}:[\w.-]+"),
    )


def _where(text: str, words: str, pattern: str = "") -> Span | None:
    """Where words first stand, whatever their letters' case."""
    found = re.search(pattern or re.escape(words), text, re.IGNORECASE)
    return Span(*found.span()) if found else None


def _ill_formed(text: str) -> Span | None:
    """Where a text is no well-formed XML; None where it is, or is too long to be read again."""
    fault = _fault(text)
    return _span(text, fault.lineno, fault.offset) if fault else None


def _fault(text: str) -> expat.ExpatError | None:
    if len(text) > _MOST:
        return None
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        return error
    return None


def _span(text: str, line: int, offset: int) -> Span:
    """The character at a place that counts columns from 0."""
    ((_, written),) = list(Lines(text).texts(line, line)) or [(line, "")]
    column = min(offset, max(len(written) - 1, 0)) + 1
    return Lines(text).span(Spot(line, column, line, column + 1))
