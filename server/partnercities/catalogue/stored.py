"""A stored query: a file that any SPARQL tool can run, with a head in comments that says what it is for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from partnercities.catalogue.parameters import TYPES, Parameter, find
from partnercities.model.vocabulary import key
from partnercities.problems import BadParameter, BadQuery, BadRequest
from partnercities.protocol.formats import Kind
from partnercities.protocol.query_text import FORMS, kind_of
from partnercities.protocol.tokens import Token, tokens
from partnercities.store import terms

_HEAD = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class StoredQuery:
    """A query with its head; titles, descriptions and labels map a language to a text."""

    id: str
    text: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    expect: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)
    """The answers that tests expect: `params`, the number of `rows`, and values of the first `row`."""

    @cached_property
    def kind(self) -> Kind:
        """What the answer is."""
        return kind_of(self.text)

    @cached_property
    def body(self) -> str:
        """The text without its head."""
        return _HEAD.sub("", self.text).lstrip("\n")

    @cached_property
    def words(self) -> list[Token]:
        """The tokens of the text."""
        return list(tokens(self.text))

    @cached_property
    def slots(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Where the rows of the VALUES blocks of each parameter begin and end in the text without its head."""
        found = list(tokens(self.body))
        return {parameter.name: _blocks(found, parameter.name) for parameter in self.parameters}

    def defaults(self, name: str) -> tuple[str, ...]:
        """The values that a parameter has in the file, as a person would give them; none where it is open."""
        start, end = _blocks(self.words, name)[0]
        prologue = self.text[: next(token.start for token in self.words if token.word in FORMS)]
        return tuple(key(value) for value in terms.values(prologue, self.text[start:end] + "\n"))

    def things(self, values: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
        """The things among the values given: the name of the parameter and the IRI in angle brackets."""
        found = []
        for name, given in values.items():
            parameter = find(name, self.parameters)
            if parameter.type == "thing":
                parts = [value for value in parameter.split(given) if value.strip()]
                found += [(parameter.name, parameter.rows([value])) for value in parts]
        return found

    def bind(self, values: Mapping[str, Sequence[str]]) -> str:
        """The text with the rows of its VALUES blocks swapped for the values given; without any, as it lies.

        Raises BadParameter for a name that does not exist and for a value that is not of its type.
        """
        swaps: list[tuple[int, int, str]] = []
        seen: set[str] = set()
        for name, given in values.items():
            parameter = find(name, self.parameters)
            if parameter.name in seen:
                raise BadParameter(f"{parameter.name} is given under two names.", hint="Give it once.")
            seen.add(parameter.name)
            if any(value.strip() for value in given):
                rows = parameter.rows([value for value in parameter.split(given) if value.strip()])
                swaps += [(start, end, rows) for start, end in self.slots[parameter.name]]
        text = self.body
        for start, end, rows in sorted(swaps, reverse=True):
            text = f"{text[:start]} {rows} {text[end:]}"
        return text


def parse(text: str, name: str) -> StoredQuery:
    """A stored query from the text of its file. Raises BadQuery if the head is missing or does not fit the text."""
    import yaml

    try:
        head = yaml.safe_load("\n".join(_HEAD.findall(text))) or {}
        parameters = tuple(
            Parameter(key, str(given["type"]), given.get("label", {}), bool(given.get("many")))
            for key, given in (head.get("params") or {}).items()
        )
        query = StoredQuery(
            str(head["id"]), text, head["title"], head["description"], tuple(head.get("tags", ())), parameters,
            tuple(head.get("columns", ())), tuple(head.get("expect", ())),
        )  # fmt: skip
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BadQuery(
            f"{name} has no proper head: {error}",
            hint="It is YAML in lines that begin with #+, with id, title and description.",
        ) from error
    try:
        _fit(query)
    except BadQuery as error:
        raise BadQuery(f"{name}: {error.detail}", hint=error.hint, place=error.place) from error
    return query


def _fit(query: StoredQuery) -> None:
    texts = {"title": query.title, "description": query.description}
    texts |= {f"the label of {parameter.name}": parameter.label for parameter in query.parameters}
    for what, text in texts.items():
        if not isinstance(text, dict):
            raise BadQuery(f"{what} is given in no language.", hint="Write it like {en: …, bg: …}.")
    for parameter in query.parameters:
        if parameter.type not in TYPES:
            raise BadQuery(
                f"{parameter.name} has the unknown type {parameter.type!r}.",
                hint="There are: " + ", ".join(TYPES) + ".",
            )
        if not _blocks(query.words, parameter.name):
            raise BadQuery(f"There is no VALUES ?{parameter.name} {{ … }} for the parameter {parameter.name}.")


def _blocks(found: Sequence[Token], name: str) -> list[tuple[int, int]]:
    """Where the rows of each VALUES block of one variable begin and end, by the tokens of the text."""
    wanted = f"?{name}"
    return [
        (opening.start + 1, _closing(found, index + 3))
        for index, (word, variable, opening) in enumerate(zip(found, found[1:], found[2:], strict=False))
        if variable.text == wanted and word.text.upper() == "VALUES" and opening.text == "{"
    ]


def _closing(found: Sequence[Token], index: int) -> int:
    for token in found[index:]:
        if token.text == "}":
            return token.start
    raise BadQuery("A VALUES block is never closed.")


def load(folder: Path) -> dict[str, StoredQuery]:
    """The stored queries of a folder by their ids, in order. Raises BadQuery for a file that is none."""
    queries = [
        parse(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem)
    ]
    if len({query.id for query in queries}) < len(queries):
        raise BadRequest(f"Two queries in {folder} have the same id.")
    return {query.id: query for query in queries}
