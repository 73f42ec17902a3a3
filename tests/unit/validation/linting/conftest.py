"""Shapes in a few words, and the flaws that are found in them."""

import re
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from partnercities.validation.lint import lint
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.linting.judges import Asked
from partnercities.validation.linting.sheet import Sheet
from partnercities.validation.vocabulary import Known

PREFIXES = """@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pc: <https://w3id.org/partnercities/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
Flaws = Callable[..., list[Flaw]]


def compiles(pattern: str, flags: str) -> bool:
    """Whether the engine takes a pattern."""
    query = f'SELECT (REGEX("a", {ox.Literal(pattern)}, {ox.Literal(flags)}) AS ?found) {{}}'
    solutions = ox.Store().query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return next(iter(solutions))["found"] is not None


def parse_query(asked: Asked) -> tuple[int, int, str] | None:
    """What the engine finds wrong with a query."""
    try:
        ox.Store().query(asked.text.replace("$PATH", "<urn:path>"), prefixes=dict(asked.prefixes))
    except SyntaxError as error:
        place = re.search(r"at (\d+):(\d+)", error.msg)
        return (int(place[1]), int(place[2]), "not SPARQL") if place else (1, 1, error.msg)
    return None


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


@pytest.fixture
def sheet() -> Callable[[str], Sheet]:
    """The triples of shapes, written in Turtle with the usual prefixes."""
    return lambda text: Sheet(triples(text))


@pytest.fixture
def flaws() -> Flaws:
    """The flaws of shapes, written in Turtle with the usual prefixes."""

    def find(text: str, known: Known | None = None) -> list[Flaw]:
        return lint(triples(text), known or Known(), compiles=compiles, parse_query=parse_query)

    return find


@pytest.fixture
def codes(flaws: Flaws) -> Callable[..., list[str]]:
    """The codes of the flaws of shapes, each with its suggestion."""
    return lambda text, known=None: [f"{one.code} {one.suggestion}".strip() for one in flaws(text, known)]


@pytest.fixture
def of_property(codes: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    """The codes of the flaws of a property shape about :p, with what is written in it."""
    return lambda text: codes(f":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :P sh:path :p ; {text} .")
