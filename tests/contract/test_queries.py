"""The stored queries over engines of others: the same rows in the same order as over our own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from engines import ENGINES, NotInstalled
from partnercities import content
from partnercities.catalogue import StoredQuery, load
from partnercities.dataset import Dataset
from partnercities.desk import Desk
from partnercities.protocol.formats import Kind, named
from partnercities.store.remote import RemoteStore

QUERIES = load(content.folder("queries"))
NEVER_ENDING = {("Virtuoso", "changes-between-years"), ("Virtuoso", "left-open")}
"""What an engine works on for ever, deaf to all other questions, by engine and query; these are not asked."""
GAPS: dict[str, str] = {}
"""What an engine answers wrongly, by engine, query and number of the case; each must fail as long as it is here."""


def cases() -> list[ParameterSet]:
    """Each query with each set of values that its head tries, on each engine."""
    found = []
    for engine in ENGINES:
        for query in QUERIES.values():
            for number, case in enumerate(query.expect):
                name = f"{engine}-{query.id}-{number}"
                found.append(
                    pytest.param(engine, query, case.get("params", {}), id=name, marks=marks(engine, query, name))
                )
    return found


def marks(engine: str, query: StoredQuery, name: str) -> list[pytest.MarkDecorator]:
    """One worker for each engine, and what is known to fail."""
    found = [pytest.mark.xdist_group(f"{engine}, stored queries")]
    if (engine, query.id) in NEVER_ENDING:
        found.append(pytest.mark.xfail(reason="it never ends", run=False))
    elif name in GAPS:
        found.append(pytest.mark.xfail(reason=GAPS[name], strict=True))
    return found


@pytest.fixture(scope="module")
def data(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped dataset as a file, default graph included."""
    path = tmp_path_factory.mktemp("shipped") / "data.nq"
    path.write_bytes(dataset.store.dump(named("nquads", Kind.DATASET)))
    return path


@pytest.fixture(scope="module")
def desk(request: pytest.FixtureRequest, data: Path) -> Iterator[Desk]:
    """Our desk over an engine of others that holds the shipped dataset."""
    try:
        with ENGINES[request.param](data) as engine:
            yield Desk(RemoteStore(engine.url, timeout=20))
    except NotInstalled as missing:
        pytest.skip(str(missing))


@pytest.mark.engines
@pytest.mark.parametrize(("desk", "query", "params"), cases(), indirect=["desk"])
def test_an_engine_of_others_answers_as_ours(
    desk: Desk, query: StoredQuery, params: Mapping[str, Any], dataset: Dataset
) -> None:
    values = {
        name: [str(one) for one in (given if isinstance(given, list) else [given])] for name, given in params.items()
    }
    assert answered(desk, query, values) == answered(Desk(dataset.store, dataset), query, values)


def answered(desk: Desk, query: StoredQuery, values: Mapping[str, list[str]]) -> list[dict[str, str]] | set[bytes]:
    """Rows in order as texts, or the lines of a graph."""
    if query.kind is Kind.GRAPH:
        return set(desk.run(query, values, lambda kind: named("ntriples", kind)).read().splitlines())
    return list(desk.table(query, values))
