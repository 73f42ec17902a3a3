"""The stored queries: each answers what its head promises, the same on two engines, in time and in one order only."""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import pyoxigraph as ox
import pytest
import rdflib
from _pytest.mark import ParameterSet
from rdflib.plugins.sparql import prepareQuery

from partnercities import content
from partnercities.catalogue.stored import StoredQuery, load
from partnercities.dataset.build import Dataset
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.store import select

T = TypeVar("T")

SECONDS = 10
"""How long a query may take, on either engine."""

FILES = sorted(content.folder("queries").glob("*.rq"))
QUERIES = load(content.folder("queries"))
ROWS = [query for query in QUERIES.values() if query.kind is Kind.BINDINGS]


def _cases(queries: Iterable[StoredQuery], *thorough: pytest.MarkDecorator) -> list[ParameterSet]:
    """Each query with each of the answers that its head promises; marks are for those with values of parameters."""
    return [
        pytest.param(
            query,
            case,
            id=f"{query.id}-{case.get('params', 'as it lies')}",
            marks=thorough if case.get("params") else (),
        )
        for query in queries
        for case in query.expect
    ]


def in_time(work: Callable[[], T], seconds: float = SECONDS) -> T:
    """What the work returns. Fails the test once it takes too long; the thread is left behind, so nothing hangs."""
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is raised where the answer is awaited
            answer.set_exception(failure)

    Thread(target=run, daemon=True).start()
    return answer.result(seconds)


@pytest.fixture(scope="module")
def second(dataset: Dataset) -> rdflib.Dataset:
    """The same dataset in rdflib, default graph included, read from the dump."""
    copy = rdflib.Dataset()
    copy.parse(data=dataset.store.dump(named("nquads", Kind.DATASET)), format="nquads")
    return copy


@pytest.fixture(autouse=True)
def keep_literals_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib would else turn P36M into P3Y."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def _bound(query: StoredQuery, case: Mapping[str, Any]) -> str:
    given = {name: value if isinstance(value, list) else [value] for name, value in case.get("params", {}).items()}
    return query.bind({name: [str(one) for one in values] for name, values in given.items()})


def _triples(dataset: Dataset, text: str) -> set[str]:
    body = b"".join(dataset.store.answer(Query(text), Kind.GRAPH, named("ntriples", Kind.GRAPH)))
    return {str(triple) for triple in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}


def _answer(query: StoredQuery, text: str, dataset: Dataset) -> list[dict[str, str]] | set[str]:
    """Rows in order, or triples, from our own engine."""
    return in_time(lambda: _triples(dataset, text) if query.kind is Kind.GRAPH else list(select(dataset.store, text)))


def _on_rdflib(second: rdflib.Dataset, text: str) -> list[dict[str, str]] | set[str]:
    """Rows in order, or triples; evaluated to the end."""
    result = second.query(text)
    if result.type == "SELECT":
        columns = result.vars or []
        return [{str(column): str(row.get(column, "")) for column in columns} for row in result.bindings]
    body = result.serialize(format="nt", encoding="utf-8")
    return {str(triple) for triple in ox.parse(body or b"", format=ox.RdfFormat.N_TRIPLES)}


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(("query", "case"), _cases(QUERIES.values()))
def test_it_answers_what_its_head_promises(query: StoredQuery, case: Mapping[str, Any], dataset: Dataset) -> None:
    text = _bound(query, case)
    if query.kind is Kind.GRAPH:
        assert len(in_time(lambda: _triples(dataset, text))) == case["rows"]
        return
    table = in_time(lambda: select(dataset.store, text))
    assert table.columns == query.columns
    assert len(table.rows) == case["rows"]
    first: dict[str, str] = next(iter(table), {})
    assert {name: first.get(name) for name in case.get("row", {})} == {
        name: str(value) for name, value in case.get("row", {}).items()
    }


@pytest.mark.parametrize(("query", "case"), _cases(QUERIES.values(), pytest.mark.thorough))
def test_two_engines_answer_the_same_in_the_same_order(
    query: StoredQuery, case: Mapping[str, Any], dataset: Dataset, second: rdflib.Dataset
) -> None:
    text = _bound(query, case)
    assert in_time(lambda: _on_rdflib(second, text)) == _answer(query, text, dataset)


@pytest.mark.parametrize(("query", "case"), _cases(ROWS))
def test_no_two_rows_could_change_places(query: StoredQuery, case: Mapping[str, Any], dataset: Dataset) -> None:
    assert _alike(_bound(query, case), query.columns, dataset) == 0


def test_an_order_that_leaves_rows_alike_would_be_seen(dataset: Dataset) -> None:
    query = QUERIES["cities-across-projects"]
    text = query.bind({"min": ["1"]}).strip()
    loose = text.removesuffix(_order_by(text)) + "?projects"
    assert _alike(loose, query.columns, dataset) > 0


def _alike(text: str, columns: tuple[str, ...], dataset: Dataset) -> int:
    """How many rows ORDER BY cannot tell from another one that differs in some column."""
    keys = re.findall(r"\?(\w+)", _order_by(text))
    # The keys may stand outside the columns, so everything is selected.
    everything = re.sub(r"(?m)^SELECT (DISTINCT )?\?.*$", r"SELECT \1*", text, count=1)
    rows = list(in_time(lambda: select(dataset.store, everything)))
    told_apart = {tuple(row[key] for key in keys) for row in rows}
    return len({tuple(row[name] for name in (*keys, *columns)) for row in rows}) - len(told_apart)


def _order_by(text: str) -> str:
    """The keys of the outermost ORDER BY, which is the last thing in a file; empty without one."""
    match = re.search(r"(?m)^ORDER BY (.+)\Z", text.strip())
    return match[1] if match else ""


def test_a_query_that_takes_too_long_fails_and_does_not_hang() -> None:
    with pytest.raises(TimeoutError):
        in_time(lambda: time.sleep(1), seconds=0.05)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_runs_as_it_lies_in_its_file(path: Path, dataset: Dataset) -> None:
    """The whole file with its head, on one engine; on the other it parses."""
    text = path.read_text(encoding="utf-8")
    query = QUERIES[path.stem]
    assert _answer(query, text, dataset) == _answer(query, query.bind({}), dataset)
    assert prepareQuery(text)


def test_a_query_is_called_like_its_file() -> None:
    assert sorted(path.stem for path in FILES) == list(QUERIES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.id)
def test_its_head_speaks_both_languages(query: StoredQuery) -> None:
    for texts in (query.title, query.description, *(parameter.label for parameter in query.parameters)):
        assert set(texts) == {"en", "bg"}
        assert re.search("[a-z]", texts["en"])
        assert re.search("[а-я]", texts["bg"])
    assert query.tags


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.id)
def test_it_is_tried_as_it_lies_and_with_a_parameter(query: StoredQuery) -> None:
    assert any("params" not in case for case in query.expect)
    assert len(query.expect) >= 2 or not query.parameters


@pytest.mark.parametrize("query", ROWS, ids=lambda query: query.id)
def test_it_has_an_order(query: StoredQuery) -> None:
    assert _order_by(query.text)
