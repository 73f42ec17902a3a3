"""On the shapes and data of this project, and on those of the bench, our engine finds what pySHACL finds."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset.build import Dataset
from partnercities.protocol.formats import Kind, named

from . import ours
from .cases import Case, Triples
from .oracle import validated
from .results import Results, as_pyshacl
from .words import sh

ROOT = Path(__file__).parents[2]


def triples(paths: Iterable[Path]) -> Triples:
    """What files say, each blank node of its own file."""
    return tuple(
        triple for path in paths for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    )


@pytest.fixture(scope="module")
def shapes() -> Triples:
    return triples(sorted((ROOT / "shapes").glob("*.ttl")))


@pytest.fixture(scope="module")
def core(shapes: Triples) -> Triples:
    """The shapes without their queries, which pySHACL answers one node at a time."""
    return tuple(triple for triple in shapes if triple.predicate != sh("sparql"))


@pytest.fixture(scope="module")
def context() -> Triples:
    """What an example leans on: the ontology and the shared things."""
    return triples([*sorted((ROOT / "ontology").glob("*.ttl")), *sorted((ROOT / "data" / "ref").glob("*.ttl"))])


def same(case: Case) -> Results:
    """The results, which must be those of pySHACL."""
    found = ours.validated(case)
    assert as_pyshacl(found) == as_pyshacl(validated(case))
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_all_examples_together(kind: str, shapes: Triples, context: Triples) -> None:
    examples = triples(sorted((ROOT / "shapes" / "examples" / kind).glob("*.ttl")))
    assert same(Case(shapes, (*context, *examples)))


@pytest.mark.thorough
def test_the_shipped_data(core: Triples, dataset: Dataset) -> None:
    shipped = dataset.store.dump(named("nquads", Kind.DATASET), default_only=True)
    data = tuple(quad.triple for quad in ox.parse(shipped, format=ox.RdfFormat.N_QUADS))
    assert "Violation" not in {found.severity for found in same(Case(core, data))}


@pytest.mark.thorough
@pytest.mark.parametrize("broken", [0, 5])
@pytest.mark.parametrize("names", [["core.ttl"], ["core.ttl", "sparql.ttl"]], ids=["core", "queries"])
def test_the_data_of_the_bench(broken: int, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    write = __import__("shacl_data").write
    write(10_000, tmp_path / "data.ttl", broken / 100)
    found = same(Case(triples(ROOT / "bench" / "shacl" / name for name in names), triples([tmp_path / "data.ttl"])))
    assert bool(found) is bool(broken)
