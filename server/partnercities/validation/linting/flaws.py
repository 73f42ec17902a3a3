"""A flaw of shapes, and what each kind of flaw is called in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnercities.validation.linting.phrases import PHRASES
from partnercities.validation.linting.sheet import Statement
from partnercities.validation.terms import Node, short


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong or doubtful in shapes."""

    code: str
    """The name of the rule, as in `min-over-max`."""
    severity: str
    """`error`: nothing is validated with it; `warning`: something is, but perhaps not what was meant."""
    shape: str
    """The node that it is about, as N-Triples."""
    statement: tuple[str, str, str]
    """Where it is, as terms of N-Triples: subject, predicate and object, the last ones empty where it is the whole."""
    messages: Mapping[str, str] = field(hash=False)
    suggestion: str = ""
    """What may have been meant, as people write it; nothing if nobody can say."""
    within: tuple[int, int] = (0, 0)
    """Line and column within the text of the object, from 1; zeros where the whole is meant."""
    owner: tuple[str, str, str] = ("", "", "")
    """Where the shape has no name, the statement about a thing with one that leads to it, as far as there is one."""


def flaw(
    code: str,
    statement: Statement,
    suggestion: str = "",
    within: tuple[int, int] = (0, 0),
    severity: str = "",
    **named: object,
) -> Flaw:
    """A flaw of a kind at a statement; what the words of its kind name in braces is given by name.

    `severity` is given where a flaw is worse than its kind.
    """
    phrase = PHRASES[code]
    told = {key: short(value) if isinstance(value, Node) else value for key, value in named.items()}
    subject = short(statement.subject)
    texts = {
        language: text.format(shape=subject, **{key: _in(value, language) for key, value in told.items()})
        for language, text in (("en", phrase.en), ("bg", phrase.bg))
    }
    if suggestion:
        texts = {language: texts[language] + _MEANT[language].format(suggestion) for language in texts}
    severity = severity or phrase.severity
    return Flaw(code, severity, statement.subject.text, statement.written(), texts, suggestion, within)


def _in(value: object, language: str) -> object:
    return value.get(language, "") if isinstance(value, Mapping) else value


_MEANT = {"en": " Did you mean {}?", "bg": " Имахте ли предвид {}?"}
