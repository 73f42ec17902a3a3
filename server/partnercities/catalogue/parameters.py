"""The parameters of stored queries: what people may give, and the term that each value becomes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from partnercities.model.vocabulary import thing
from partnercities.problems import BadParameter
from partnercities.store import terms

_TRUE, _FALSE = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


def _integer(text: str) -> str:
    return terms.literal(str(int(_matching(r"[+-]?[0-9]{1,18}", text))), "integer")


def _date(text: str) -> str:
    return terms.literal(date.fromisoformat(_matching(r"\d{4}-\d{2}-\d{2}", text)).isoformat(), "date")


def _boolean(text: str) -> str:
    if text.lower() not in _TRUE + _FALSE:
        raise ValueError(text)
    return terms.literal("true" if text.lower() in _TRUE else "false", "boolean")


def _country(text: str) -> str:
    return terms.literal(_matching(r"[A-Za-z]{2}", text).upper())


def _language(text: str) -> str:
    return terms.literal(_matching(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", text).lower())


def _thing(text: str) -> str:
    return terms.iri(text if ":" in text else thing(_matching(r"[\w./-]+", text).strip("/")))


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text


# Each type: what it is in words, for the message to a person, and how a text becomes a term.
TYPES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "integer": ("a whole number, such as 2", _integer),
    "date": ("a day, such as 2010-10-15", _date),
    "boolean": ("true or false", _boolean),
    "country": ("a country by two letters, such as BG", _country),
    "language": ("a language by its code, such as en or bg", _language),
    "thing": ("a key, such as city/bg/sofia, or an IRI", _thing),
    "text": ("a text", terms.literal),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a stored query; `many` means that it may be given several times."""

    name: str
    type: str
    label: Mapping[str, str]
    many: bool = False

    def split(self, values: Sequence[str]) -> list[str]:
        """The single values; those of a parameter that takes many may be given at once, with commas between."""
        return [part for value in values for part in value.split(",")] if self.many else list(values)

    def rows(self, values: Sequence[str]) -> str:
        """The rows of its VALUES block. Raises BadParameter if a value is not of the type, or there are too many."""
        if len(values) > 1 and not self.many:
            raise BadParameter(f"{self.name} is given {len(values)} times.", hint="Give it once.")
        return " ".join(self._term(value.strip()) for value in values)

    def _term(self, value: str) -> str:
        words, convert = TYPES[self.type]
        try:
            return convert(value)
        except ValueError as error:
            raise BadParameter(f"{self.name} is {value!r}, which is not {words}.") from error


def find(name: str, parameters: Sequence[Parameter]) -> Parameter:
    """The parameter of a name; a dash in place of a capital will do. Raises BadParameter with those that exist."""
    wanted = _plain(name)
    for parameter in parameters:
        if _plain(parameter.name) == wanted:
            return parameter
    names = [parameter.name for parameter in parameters]
    near = get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]}?" if near else "There are: " + (", ".join(names) or "none") + "."
    raise BadParameter(f"There is no parameter {name!r}.", hint=hint)


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()
