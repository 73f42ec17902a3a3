"""Texts in quotes that are not closed, or closed too early: where they open, and how they should read."""

import re
from collections.abc import Iterator

from partnercities.sources.mistakes.mistake import Mistake
from partnercities.sources.positions.spots import Span

_LONGEST, _LONGEST_LINE = 60, 5_000
# What is passed over as a whole: an IRI, or a comment; then what is looked for.
_QUOTED = re.compile(r"""<[^<>"'\s]*>|\#.*|(?P<quoted>"(?:[^"\\]|\\.)*(?P<closed>"?)|'(?:[^'\\]|\\.)*(?P<ended>'?))""")
_LONG = re.compile(r'"""|' + r"'''")
# What people write after a text, and what was swallowed by it if the quote before is missing.
_AFTER = re.compile(r"(?:@[A-Za-z]{2,8}(?:-[A-Za-z0-9]+)*|\^\^\S+?)?\s*(?:[;,.]\s|[;,.]?\s*$)")
_SWALLOWED = re.compile(r"(?:@[A-Za-z]{2,8}(?:-[A-Za-z0-9]+)*|\^\^[^\s;,.]+)\s*[;,.]|\s+[;,.]\s*$")


def unclosed(text: str, at: Span) -> Mistake | None:
    """The text that opens in the line of a place and is closed nowhere in it."""
    first = text.rfind("\n", 0, at.start) + 1
    line = text[first:].partition("\n")[0].rstrip("\r")
    strings = list(_strings(line)) if len(line) <= _LONGEST_LINE else []
    if not strings or strings[-1][1] or _LONG.search(line):
        return None
    culprits = (span for span, closed in strings if closed and _SWALLOWED.search(line[span.start : span.end - 1]))
    start, end = next(culprits, strings[-1][0])
    opened = line[start : end - 1] if end < len(line) else line[start:]
    if word := re.search(r"[^\W\d]+$", line[:start]):
        return _unopened(line, Span(word.start(), start), first)
    return _open(line, start, start + _end(opened, 1), first)


def unclosed_long(text: str, at: Span) -> Mistake:
    """A text in three quotes that goes on to the end of everything."""
    mark = text[at.start : at.start + 3]
    line = text[at.start : at.start + _LONGEST_LINE].partition("\n")[0].rstrip("\r")
    closed = f"{line[: _end(line, 3)].removesuffix(mark[0])}{mark}"
    hint = f"Write {mark} where it ends: {closed}" if len(closed) <= _LONGEST else f"Write {mark} where it ends."
    return Mistake(f"The text that opens here with {mark} is never closed.", hint, Span(at.start, at.start + 3))


def early(text: str, at: Span) -> Mistake | None:
    """A text that ends sooner than meant, because a quote stands in it."""
    if text[at.start - 1 : at.start] not in ('"', "'") or not text[at.start : at.start + 1].isalnum():
        return None
    return Mistake(
        f"A text in quotes ends before {_shown(text[at.start : at.end])}, which is then no part of it.",
        'Write \\" for a quote inside a text in quotes.',
    )


def _strings(line: str) -> Iterator[tuple[Span, bool]]:
    """The texts in quotes of a line, and whether each is closed."""
    for found in _QUOTED.finditer(line):
        if found["quoted"]:
            yield Span(*found.span()), bool(found["closed"] or found["ended"]) and len(found[0]) > 1


def _open(line: str, start: int, end: int, first: int) -> Mistake:
    """The mistake of a text that opens at a place of a line and should have ended at another."""
    hint = f"Close it: {_shown(line[start:end] + line[start] + _kind(line[end:]), _LONGEST)}"
    at = Span(first + start, first + max(end, start + 1))
    return Mistake("The text in quotes that opens here is not closed.", hint, at)


def _unopened(line: str, word: Span, first: int) -> Mistake:
    mark, text = line[word.end], line[word.start : word.end]
    hint = f"Write {mark}{text}{mark}{_kind(line[word.end + 1 :])}"
    return Mistake("No quote opens the text that ends here.", hint, Span(first + word.start, first + word.end + 1))


def _kind(after: str) -> str:
    """The language or datatype that follows a text in quotes."""
    found = re.match(r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^[^\s;,.]+", after)
    return found[0] if found else ""


def _end(line: str, marks: int) -> int:
    """Where a text that begins a line was probably meant to end: before its language, datatype or the sign after it."""
    found = _SWALLOWED.search(line, marks) or _AFTER.search(line, marks)
    return found.start() if found else len(line.rstrip())


def _shown(text: str, longest: int = 30) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= longest else line[: longest // 2] + "…" + line[-(longest // 2) :]
