"""Whatever is written in whatever order: a holding is what the engine makes of it, and so is its folder opened again."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities import content
from partnercities.dataset import derive
from partnercities.dataset.changes import Change, Document, GraphChange, UpdateChange
from partnercities.dataset.holding import Holding, open_holding
from partnercities.dataset.patch import Patch
from partnercities.problems import Problem

Write = Callable[[Holding, Change], Patch]
GRAPHS = ["<urn:g1>", "<urn:g2>", "<urn:g3>"]

graph = st.sampled_from(GRAPHS)
triple = st.builds(
    "<urn:s{}> <{}> {} .".format, st.integers(1, 2), st.sampled_from(["urn:p", "urn:q"]), st.integers(1, 2)
)
triples = st.lists(triple, max_size=3).map(" ".join)
data = st.builds("GRAPH {} {{ {} }}".format, graph, triples)
place = st.one_of(data, triples)
pattern = st.sampled_from(["?s <urn:p> ?o", "?s ?p 1", "<urn:s1> ?p ?o", "?s ?p ?o"])
term = st.one_of(graph, st.just("DEFAULT"))


def operations(
    place: st.SearchStrategy[str], term: st.SearchStrategy[str], outer: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """Updates of one to three operations; `outer` is what stands around a pattern that is written."""
    written = st.tuples(pattern, outer).map(lambda pair: pair[1] % pair[0])
    single = st.one_of(
        st.builds("{} DATA {{ {} }}".format, st.sampled_from(["INSERT", "DELETE"]), place),
        st.builds("DELETE WHERE {{ {} }}".format, written),
        st.builds(
            "DELETE {{ GRAPH ?g {{ {0} }} }} INSERT {{ GRAPH {1} {{ {0} }} }} WHERE {{ GRAPH ?g {{ {0} }} }}".format,
            pattern, graph,
        ),
        st.builds("WITH {} DELETE {{ {} }} WHERE {{ {} }}".format, graph, pattern, pattern),
        st.builds("{} SILENT GRAPH {}".format, st.sampled_from(["CLEAR", "DROP", "CREATE"]), graph),
        st.builds("DROP GRAPH {}".format, graph),
        st.builds("{} SILENT {} TO {}".format, st.sampled_from(["COPY", "MOVE", "ADD"]), term, term),
    )  # fmt: skip
    return st.lists(single, min_size=1, max_size=3).map(" ; ".join)


updates = operations(place, term, st.sampled_from(["%s", "GRAPH <urn:g1> { %s }", "GRAPH ?g { %s }"]))
named_updates = operations(data, graph, st.sampled_from(["GRAPH <urn:g1> { %s }", "GRAPH ?g { %s }"]))
puts = st.builds(
    GraphChange,
    st.sampled_from(["put", "post", "delete"]),
    graph.map(lambda name: name[1:-1]),
    triples.map(lambda text: (Document("turtle", text.encode()),)),
)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout without data, whose one rule reads one property."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "ontology" / "rules").mkdir(parents=True)
    rule = "CONSTRUCT { ?s <urn:derived> ?o } WHERE { ?s <urn:p> ?o }"
    (root / "ontology" / "rules" / "r.rq").write_text(rule, encoding="utf-8")
    return root


def by_engine(store: ox.Store, change: UpdateChange | GraphChange) -> None:
    """What a change is by the standard, for those that are no update as an update."""
    if isinstance(change, UpdateChange):
        text = change.text
    else:
        body = change.parts[0].content.decode()
        insert = f"CREATE SILENT GRAPH <{change.graph}> ; INSERT DATA {{ GRAPH <{change.graph}> {{ {body} }} }}"
        drop = f"DROP {{}} GRAPH <{change.graph}>"
        text = {
            "put": f"{drop.format('SILENT')} ; {insert}", "post": insert, "delete": drop.format(""),
        }[change.action]  # fmt: skip
    store.update(text)


@given(changes=st.lists(st.one_of(updates.map(UpdateChange), puts), max_size=6))
def test_a_plain_holding_is_what_the_engine_makes(
    changes: list[Change], nothing: Path, tmp_path_factory: pytest.TempPathFactory, write: Write
):
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(content, "root", lambda: nothing)
        holding = open_holding(default_graph="plain", folder=folder, writable=True)
        engine = ox.Store()
        for change in changes:
            attempt(holding, engine, change, write)
            assert set(holding.store) == set(engine)
            assert set(holding.store.named_graphs()) == set(engine.named_graphs())
        version, counts = holding.version, (holding.graphs, holding.triples)
        holding.close()
        again = open_holding(default_graph="plain", folder=folder)
        assert set(again.store) == set(engine)
        assert set(again.store.named_graphs()) == set(engine.named_graphs())
        assert (again.version, (again.graphs, again.triples)) == (version, counts)
        again.close()


def attempt(holding: Holding, engine: ox.Store, change: Change, write: Write) -> None:
    """Make a change in both; where one of them refuses it, so does the other, and nothing has changed."""
    before = ox.Store()
    before.extend(engine)
    for graph in engine.named_graphs():
        before.add_graph(graph)
    try:
        by_engine(engine, change)
    except RuntimeError:
        with pytest.raises(Problem):
            write(holding, change)
        assert set(engine) == set(before)
    else:
        write(holding, change)


@given(changes=st.lists(st.one_of(named_updates.map(UpdateChange), puts), max_size=6))
def test_a_merged_holding_is_the_merge_with_what_follows(changes: list[Change], nothing: Path, write: Write):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(content, "root", lambda: nothing)
        holding = open_holding(writable=True)
        for change in changes:
            before = set(holding.store)
            try:
                write(holding, change)
            except Problem:
                assert set(holding.store) == before
            fresh = ox.Store()
            fresh.extend(q for q in holding.store if q.graph_name not in (derive.DERIVED, ox.DefaultGraph()))
            derive.derive(fresh)
            derive.merge(fresh)
            assert set(fresh) == set(holding.store)
            assert holding.triples == len({quad.triple for quad in fresh})
