"""The stored queries over engines of others: the same rows in the same order as over our own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from engines import ENGINES, NotInstalled
from partnercities import content
from partnercities.catalogue.stored import StoredQuery, load
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.problems import EndpointFailed
from partnercities.protocol.formats import Kind, named
from partnercities.store.remote import RemoteStore

QUERIES = load(content.folder("queries"))
SECONDS = 20
"""How long an engine may take; all answers here take less than one."""
NEVER_ENDING = {("Virtuoso", "changes-between-years"), ("Virtuoso", "left-open")}
"""What an engine works on for ever, deaf to all other questions, by engine and query; these are not asked."""
GAPS = {
    **{f"Virtuoso-city-profile-{case}": "it loses a column that one branch of a UNION has" for case in range(4)},
    **{f"Virtuoso-funding-chain-{case}": "it loses what is OPTIONAL beside a name that is unbound" for case in (0, 4)},
    "Virtuoso-claims-of-source-0": "it keeps a duration as a number of months",
    **{
        f"Virtuoso-project-profile-{case}": "it answers a path of optional steps with all there is" for case in range(2)
    },
    "Virtuoso-projects-of-city-0": "it repeats rows in spite of DISTINCT where a value is unbound",
    **{
        f"Virtuoso-{case}": "it counts a duration in months"
        for case in ("phases-of-project-1", "proof-of-project-0", "proof-of-claim-2")
    },
}
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


class Served:
    """Our desk over an engine of others; an engine that does not answer in time is started anew for the next question."""

    def __init__(self, engine: str, data: Path) -> None:
        self._start = partial(ENGINES[engine], data)
        self._stack = ExitStack()
        self._desk: Desk | None = None

    def desk(self) -> Desk:
        if self._desk is None:
            self._desk = Desk(RemoteStore(self._stack.enter_context(self._start()).url, timeout=SECONDS))
        return self._desk

    def stop(self) -> None:
        self._desk = None
        self._stack.close()


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Callable[[str], Served]]:
    """`served(name)` is an engine that holds the shipped dataset, started once."""
    started: dict[str, Served] = {}

    def start(engine: str) -> Served:
        if engine not in started:
            started[engine] = Served(engine, data)
        return started[engine]

    yield start
    for engine in started.values():
        engine.stop()


@pytest.mark.engines
@pytest.mark.parametrize(("engine", "query", "params"), cases())
def test_an_engine_of_others_answers_as_ours(
    served: Callable[[str], Served], engine: str, query: StoredQuery, params: Mapping[str, Any], dataset: Dataset
) -> None:
    given = {name: value if isinstance(value, list) else [value] for name, value in params.items()}
    values = {name: [str(one) for one in several] for name, several in given.items()}
    try:
        theirs = answered(served(engine).desk(), query, values)
    except NotInstalled as missing:
        pytest.skip(str(missing))
    except EndpointFailed:
        served(engine).stop()
        raise
    assert theirs == answered(Desk(dataset.store, dataset), query, values)


def answered(desk: Desk, query: StoredQuery, values: Mapping[str, list[str]]) -> list[dict[str, str]] | set[bytes]:
    """Rows in order as texts, or the lines of a graph."""
    if query.kind is Kind.GRAPH:
        return set(desk.run(query, values, lambda kind: named("ntriples", kind)).read().splitlines())
    return list(desk.table(query, values))
