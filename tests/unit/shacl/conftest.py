"""Shapes and data as short texts: `x:` is a namespace of examples, `sh:` and `xsd:` are what they are everywhere."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from partnercities.shacl.result import Result
from partnercities.shacl.shapes import Shapes, compile_shapes
from partnercities.shacl.tables import Tables
from partnercities.shacl.validate import validate

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""

Parse = Callable[[str], list[ox.Quad]]
Compile = Callable[[str], Shapes]
Check = Callable[[str, str], list[Result]]
Brief = Callable[[str, str], list[tuple[str, str, str]]]


def parsed(text: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE))


def spelled(term: object) -> str:
    """A term in few letters: `a` for x:a, the text of a literal, `_` for a blank node."""
    if isinstance(term, ox.BlankNode):
        return "_"
    return str(getattr(term, "value", "")).removeprefix("http://x/")


@pytest.fixture(scope="session")
def parse() -> Parse:
    """The statements of a text."""
    return parsed


@pytest.fixture(scope="session")
def compiled() -> Compile:
    """The shapes of a text."""
    return lambda text: compile_shapes(parsed(text))


@pytest.fixture(scope="session")
def check() -> Check:
    """The results for shapes and data, both as texts."""
    return lambda shapes, data: validate(compile_shapes(parsed(shapes)), Tables(parsed(data))).results


@pytest.fixture(scope="session")
def brief(check: Check) -> Brief:
    """The same as focus node, value and component in few letters, in order."""

    def rows(shapes: str, data: str) -> list[tuple[str, str, str]]:
        results = check(shapes, data)
        names = [result.component.rpartition("#")[2].removesuffix("ConstraintComponent") for result in results]
        return sorted(
            (spelled(result.focus), spelled(result.value), name) for result, name in zip(results, names, strict=True)
        )

    return rows
