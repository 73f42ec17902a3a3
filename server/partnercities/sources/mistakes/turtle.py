"""Mistakes of Turtle, TriG, N-Triples and N-Quads, by what their parser says of them."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from partnercities.model.vocabulary import PREFIXES
from partnercities.sources.mistakes.mistake import Mistake
from partnercities.sources.mistakes.quotes import early, unclosed, unclosed_long
from partnercities.sources.positions.spots import Span


class Met(NamedTuple):
    """A mistake that a parser met: the text, the part of it where it gave up, and what it says."""

    text: str
    at: Span
    said: re.Match[str]


Explain = Callable[[Met], Mistake | None]


_DECLARED = re.compile(r"(?im)^\s*@?prefix\s+([^\s:]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "urn", "ftp", "tel"})
_ADDRESS = re.compile(r"[a-z]+:[^\s<>\"]*[^\s<>\";,.]")
_CURLY = "“”„«»‘’‚"
_NEAR = 2_000
"""So much of what stands before a place is looked at: texts can be long, and made so on purpose."""
_CODE = re.compile(r"""(?:[^"'#<\n]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^>\n]*>|["'<])*""")
"""A line without the comment at its end."""
_SIGNS = {";", ".", ",", "]", ")", "}"}


def explain(text: str, at: Span, words: str) -> Mistake | None:
    """What is wrong at a place, where the parser says such words; None where nothing better is known."""
    for pattern, reason in _RULES:
        found = re.search(pattern, words, re.DOTALL)
        mistake = reason(Met(text, at, found)) if found else None
        if mistake:
            return mistake
    return None


def _open_text(met: Met) -> Mistake | None:
    return unclosed(met.text, met.at)


def _never_ends(met: Met) -> Mistake | None:
    if met.text[met.at.start : met.at.start + 3] in ('"""', "'''"):
        return unclosed_long(met.text, met.at)
    return _open_address(met) if met.text[met.at.start : met.at.start + 1] == "<" else None


def _undeclared(met: Met) -> Mistake:
    prefix = met.said[1]
    words = f"The prefix {prefix}: is not declared."
    if prefix in _SCHEMES and (address := _ADDRESS.match(met.text, met.at.start)):
        return Mistake("An address stands here without angle brackets.", f"Write <{address[0]}>.")
    if prefix in PREFIXES:
        return Mistake(words, f"Add at the top: @prefix {prefix}: <{PREFIXES[prefix]}> .")
    near = get_close_matches(prefix, _DECLARED.findall(met.text), 1, 0.5)
    return Mistake(words, f"Did you mean {near[0]}:?" if near else f"Declare it at the top: @prefix {prefix}: <…> .")


def _unseparated(met: Met) -> Mistake | None:
    """No sign between what ends and what follows; the place is where the sign should stand."""
    end = _end_before(met.text, met.at.start)
    if met.text[end - 1 : end] in ("", "."):
        return Mistake(
            "A statement cannot begin with this.", "Write a thing first: with its prefix, or in angle brackets."
        )
    first = met.text.rfind("\n", 0, end) + 1
    if re.match(r"\s*@(prefix|base)\b", met.text[first:end]):
        return Mistake("No . ends the declaration here.", "Put . at its end.", Span(end - 1, end))
    following, line = met.text.count("\n", 0, met.at.start) + 1, met.text.count("\n", 0, end) + 1
    words = "No ; or . stands between this value and what follows."
    if following == line:
        return Mistake(words, "Put ; , or . in between.", Span(end - 1, end))
    anew = met.text[met.at.start - 1 : met.at.start] == "\n" or re.match(r"\S+\s+a\s", met.text[met.at.start :])
    says = "begins with another thing" if anew else "goes on about the same thing"
    return Mistake(
        words, f"Put {'.' if anew else ';'} at the end of line {line}: line {following} {says}.", Span(end - 1, end)
    )


def _unended(met: Met) -> Mistake | None:
    """A text of RDF that stops within a statement."""
    if met.text[met.at.start :].strip():
        return _unseparated(met)
    end = _end_before(met.text, met.at.start)
    last = met.text[end - 1 : end]
    hint = f"Put . in the place of the last {last}" if last in (";", ",") else "Put . at the end of its last statement"
    return Mistake("The text ends within a statement.", hint + ".", Span(max(end - 1, 0), end))


def _no_bracket(met: Met) -> Mistake:
    end = _end_before(met.text, met.at.start)
    return Mistake("A [ before this is not closed.", "Put ] where what is said in it ends.", Span(max(end - 1, 0), end))


def _no_value(met: Met) -> Mistake:
    word = met.said[1]
    if word in _SIGNS:
        return Mistake(
            f"A value is missing before {word} here.",
            "Write the value; or take away what asks for it, or close the bracket before it.",
        )
    if word in ("True", "False", "TRUE", "FALSE"):
        return Mistake(f"{word} is no value.", f"Write {word.lower()}.")
    return Mistake(
        f"{word} is no value.", f'Put text in quotes: "{word}"@en, and give other things a prefix or angle brackets.'
    )


def _no_thing(met: Met) -> Mistake | None:
    """Something that cannot begin a statement: most often the one before was not meant to end."""
    start = max(0, met.at.start - _NEAR)
    before = met.text[start : met.at.start]
    date = re.search(r"(\d{4})$", before) and re.match(r"-\d\d(?:-\d\d)?", met.text[met.at.start :])
    if date:
        kind = "date" if len(date[0]) > 3 else "gYearMonth"
        whole = before[-4:] + date[0]
        return Mistake(
            f"{whole} is no value without quotes.",
            f'Write "{whole}"^^xsd:{kind}',
            Span(met.at.start - 4, met.at.start + len(date[0])),
        )
    number = re.search(r"\d[\d \u00a0]*$", before)
    rest = re.match(r"[\d \u00a0]*\d", met.text[met.at.start :])
    if number and rest and before[-1] in " \u00a0":
        whole = number[0] + rest[0]
        return Mistake(
            "A number has a space in it.",
            f"Write {re.sub('[^0-9]', '', whole)}",
            Span(start + number.start(), met.at.start + len(whole) - len(number[0])),
        )
    if met.said[1] == "^":
        return Mistake("Before a datatype stand two ^.", "Write ^^", Span(met.at.start, met.at.start + 1))
    comma = re.search(r",\s*(\S+)\s+$", before)
    if comma and ":" in comma[1] and met.text[met.at.start : met.at.start + 1] in "\"'<":
        line = met.text.count("\n", 0, start + comma.start()) + 1
        return Mistake(
            f"After the comma of line {line} stands another value of the same property, but {comma[1]} looks like a property.",
            "Put ; in the place of the comma.",
            _of(start + comma.start(), ","),
        )
    return None


def _wrong_sign(met: Met) -> Mistake:
    if (start := met.text[met.at.start : met.at.start + 1]) in _CURLY:
        return Mistake(
            f"{start} is no quote of RDF.", 'Write straight quotes: "…"', Span(met.at.start, met.at.start + 1)
        )
    if met.text.startswith(("//", "/*"), met.at.start):
        return Mistake(
            "A comment begins with #.", "Write # in the place of " + met.text[met.at.start : met.at.start + 2]
        )
    return Mistake(
        f"No name begins with {met.said[1]}.", "Write a name with its prefix, an address in < >, or a text in quotes."
    )


def _no_property(met: Met) -> Mistake:
    word = met.said[1]
    if word == "A":
        return Mistake("A is no property.", "Write a, small, for the class of a thing.")
    return Mistake(f"{word} is no property.", "Write a property with its prefix, or in angle brackets.")


def _bad_address(met: Met) -> Mistake:
    sign, line = met.said[1], met.text[met.at.start :].partition("\n")[0]
    whole = re.match(r"<[^<>]*>", line)
    if sign != " " and whole:
        return Mistake(
            f"An address cannot hold {sign}", f"Write %{ord(sign):02X} in its place.", _of(met.at.start, whole[0])
        )
    if not whole or re.search(r"\s[;,.]\s", whole[0]):
        return _open_address(met)
    return Mistake(
        "An address cannot hold a space.",
        f"Take it out, or write {whole[0].replace(' ', '%20')}",
        _of(met.at.start, whole[0]),
    )


def _open_address(met: Met) -> Mistake:
    opened = re.match(r"<[^\s<>\"]*", met.text[met.at.start :])
    shown = opened[0] if opened else "<"
    return Mistake("The address that opens here is not closed.", f"Write {shown}>", _of(met.at.start, shown))


def _relative(met: Met) -> Mistake:
    shown = met.text[met.at.start : met.at.end]
    return Mistake(
        f"{shown} is relative, and nothing says to what.", "Write the whole address, or add at the top: @base <…> ."
    )


def _language(met: Met) -> Mistake | None:
    first = met.text.rfind("\n", 0, met.at.start) + 1
    tags = re.finditer(r"@([A-Za-z]+)_([A-Za-z0-9]*)", met.text[first:].partition("\n")[0])
    tag = next((tag for tag in tags if first + tag.start() <= met.at.start <= first + tag.end()), None)
    if tag is None:
        return None
    return Mistake(
        "A language has a hyphen in its name, no _.", f"Write @{tag[1]}-{tag[2]}", _of(first + tag.start(), tag[0])
    )


def _escape(met: Met) -> Mistake:
    return Mistake(f"\\{met.said[1]} means nothing in a text in quotes.", "Write \\\\ for a backslash.")


def _early(met: Met) -> Mistake | None:
    return early(met.text, met.at)


def _of(start: int, text: str) -> Span:
    return Span(start, start + len(text))


def _end_before(text: str, offset: int) -> int:
    """Where what stands before a place ends, without space and comments."""
    start = max(0, offset - _NEAR)
    before = text[start:offset].rstrip()
    while True:
        line = before.rfind("\n") + 1
        code = _CODE.match(before, line)
        if code is None or code.end() == len(before):
            return start + len(before)
        before = before[: code.end()].rstrip()


_RULES: Sequence[tuple[str, Explain]] = (
    (r"Unexpected end of file", _never_ends),
    (r"Line jumps|not a valid|expected|should|Unexpected|not allowed", _open_text),
    (r"prefix (\S*): has not been declared", _undeclared),
    (r"(?s)not a valid (?:subject|RDF object|predicate)|dot is expected", _early),
    (r"dot is expected", _unseparated),
    (r"followed by a dot|Unexpected end", _unended),
    (r"should end with a '\]'", _no_bracket),
    (r"^(.*) is not a valid RDF object", _no_value),
    (r"^(.*) is not a valid subject", _no_thing),
    (r"^.* is not a valid subject", _unseparated),
    (r"^(.*) is not a valid predicate", _no_property),
    (r"^('.') is not allowed at the beginning of a prefix", _wrong_sign),
    (r"Invalid IRI code point '(.)'", _bad_address),
    (r"No scheme found in an absolute IRI", _relative),
    (r"", _language),
    (
        r"language code should always start",
        lambda _: Mistake("After @ stands no language.", "Write one, such as @en, or take the @ away."),
    ),
    (r"Unexpected escape character '\\(.)'", _escape),
)
"""What a parser says, and who knows what is behind it; the first who does tells it."""
