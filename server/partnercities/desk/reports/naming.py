"""What a finding names, as people read it: short names for IRIs, and nothing that a terminal would obey."""

import os
import re
from pathlib import Path

from partnercities.dataset.files import STDIN
from partnercities.desk.reports.words import severity
from partnercities.model.vocabulary import SHAPES, compact
from partnercities.problems import Place
from partnercities.validation.report import Finding

_IRI = re.compile(r"https?://[^\s<>\"]*[^\s<>\",.;:)]")
_STEP = re.compile(rf"<([^<>]*)>|({_IRI.pattern})")
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"(?:(?P<language>@[\w-]+)|\^\^<(?P<type>[^>]*)>)?', re.DOTALL)
_LONGEST = 160
# What moves the cursor, sets colours or turns the direction of writing stands in data, and must not act in a report.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def harmless(text: str) -> str:
    """A text of the same length without characters that a terminal obeys; tabs and ends of lines stay."""
    return _ACTING.sub("\N{REPLACEMENT CHARACTER}", text)


def rule(shape: str) -> str:
    """The short name of a shape of ours, else its IRI as people read it."""
    return shape.removeprefix(SHAPES) if shape.startswith(SHAPES) else harmless(compact(shape))


def node(name: str) -> str:
    """An IRI or the name of a blank node as people read it, on one line and not too long."""
    return _one_line(compact(name))


def term(text: str) -> str:
    """A term of N-Triples as people read it: `pc:City`, `"2011"^^xsd:gYear`."""
    if text.startswith("<"):
        return node(text.strip("<>"))
    literal = _LITERAL.fullmatch(text)
    if literal is None or literal["type"] is None:
        return _one_line(text)
    return _one_line(text[: literal.start("type") - 3] + "^^" + compact(literal["type"]))


def value(finding: Finding) -> str:
    """The value that a finding is about, if there is one: as written where that is known."""
    return term(finding.statement[2]) if finding.statement[2] else node(finding.value)


def sentence(text: str) -> str:
    """A message, with short names in place of IRIs."""
    return harmless(" ".join(_IRI.sub(lambda found: compact(found[0]), text).split()))


def message(finding: Finding, language: str) -> str:
    """The message of a finding in a language; the kind of constraint where the shape has none."""
    return sentence(finding.message(language)) or finding.component or rule(finding.shape)


def kind(finding: Finding, language: str) -> str:
    """How bad a finding is, and which kind of constraint it breaks: `violation[Datatype]`."""
    component = f"[{finding.component}]" if finding.component else ""
    return _one_line(severity(finding.severity, language) + component)


def subject(finding: Finding) -> str:
    """What a finding is about, with the property in question: `city/bg/sofia skos:prefLabel`."""
    return " ".join(filter(None, (node(finding.about), path(finding))))


def says_whom(finding: Finding, language: str) -> bool:
    """Whether the message of a reason names already what it is about: the value itself."""
    return not finding.path and bool(finding.about) and finding.about in finding.message(language)


def path(finding: Finding) -> str:
    """The property or path in question: `pc:role/skos:inScheme`."""
    return _one_line(_STEP.sub(lambda found: compact(found[1] or found[2]), finding.path))


def file(source: str) -> str:
    """The name of a file from where the command was called, if it lies below."""
    path = Path(source)
    if path == STDIN:
        return path.stem
    if not path.is_absolute() or not path.is_relative_to(Path.cwd()):
        return harmless(source)
    return harmless(os.fspath(path.relative_to(Path.cwd())))


def spot(place: Place | None, *, column: bool = True) -> str:
    """A place as compilers write it, so that editors and terminals can jump there: `data/a.ttl:13:9`."""
    if place is None:
        return ""
    return ":".join(map(str, (file(place.source), place.line, *([place.column] if column else []))))


def _one_line(text: str) -> str:
    line = harmless(text.replace("\n", "⏎").replace("\t", " "))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
