"""What a server holds: changes are whole or not at all, versions name contents, the merge and what follows stay right."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
import pytest

from partnercities.dataset import derive
from partnercities.dataset.changes import Change, Document, GraphChange, UpdateChange
from partnercities.dataset.graphs import graph_tag
from partnercities.dataset.holding import Holding, open_holding
from partnercities.dataset.patch import Patch
from partnercities.model.vocabulary import GRAPH, GRAPH_DERIVED
from partnercities.problems import (
    BadData,
    BadQuery,
    BadRequest,
    Internal,
    NotFound,
    PreconditionFailed,
    Problem,
    Refused,
)

Write = Callable[[Holding, Change], Patch]
DATA = "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } }"


def turtle(text: str) -> tuple[Document, ...]:
    return (Document("turtle", text.encode(), "http://b.example/"),)


@pytest.fixture
def merged(small: Path) -> Holding:
    return open_holding(writable=True)


@pytest.fixture
def plain(small: Path) -> Holding:
    return open_holding(default_graph="plain", writable=True)


def quads(holding: Holding) -> set[ox.Quad]:
    return set(holding.store)


def triples(holding: Holding, graph: str | None) -> set[str]:
    node = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    return {str(quad.triple) for quad in holding.store.quads_for_pattern(None, None, None, node)}


def assert_whole(holding: Holding) -> None:
    """The counts are those of the store, and a merged default graph is the merge."""
    named = [quad for quad in holding.store if not isinstance(quad.graph_name, ox.DefaultGraph)]
    names = {graph.value: 0 for graph in holding.store.named_graphs() if isinstance(graph, ox.NamedNode)}
    for quad in named:
        assert isinstance(quad.graph_name, ox.NamedNode)
        names[quad.graph_name.value] += 1
    assert holding.graphs == names
    assert holding.triples == len(triples(holding, None))
    if holding.merged:
        assert triples(holding, None) == {str(quad.triple) for quad in named}


def test_a_write_is_seen_and_makes_a_version(merged: Holding, write: Write):
    before = merged.version, merged.modified
    write(merged, UpdateChange(DATA))
    first = merged.version
    write(merged, UpdateChange(DATA.replace("1 }", "2 }")))
    assert len({before[0], first, merged.version}) == 3
    assert merged.version.endswith("-2")
    assert merged.modified > before[1]
    assert merged.graphs["urn:g"] == 2
    assert_whole(merged)


def test_a_write_that_changes_nothing_makes_no_version(merged: Holding, write: Write):
    write(merged, UpdateChange(DATA))
    before = merged.version
    write(merged, UpdateChange(DATA + ";" + DATA))
    write(merged, UpdateChange(""))
    write(merged, GraphChange("put", "urn:g", turtle("<urn:a> <urn:p> 1 .")))
    assert merged.version == before


def test_two_runs_never_give_two_contents_one_version(small: Path, write: Write):
    versions = set()
    for number in (1, 2):
        holding = open_holding(writable=True)
        write(holding, UpdateChange(DATA.replace("1 }", f"{number} }}")))
        versions.add(holding.version)
    assert len(versions) == 2


UPDATES = [
    "INSERT { GRAPH <urn:n> { ?s <urn:q> ?o } } WHERE { ?s <http://e.example/p> ?o }",
    f"DELETE WHERE {{ GRAPH <{GRAPH}one> {{ ?s ?p ?o }} }}",
    "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 7 } } WHERE { GRAPH ?g { ?s ?p ?o . ?s <http://e.example/p> 1 } }",
    f"COPY <{GRAPH}two> TO <urn:n>; DROP GRAPH <{GRAPH}two>",
    f"MOVE <{GRAPH}two> TO <{GRAPH}one>",
    f"CLEAR GRAPH <{GRAPH}two>; CREATE GRAPH <urn:empty>",
    f"ADD <{GRAPH}one> TO <{GRAPH}two>",
    f"PREFIX e: <http://e.example/> DELETE DATA {{ GRAPH <{GRAPH}one> {{ e:s e:p 1 }} }}; BASE <urn:x> INSERT DATA {{ GRAPH <urn:x> {{ e:t e:p 5 }} }}",
    "INSERT DATA { GRAPH <urn:n> { _:a <urn:p> _:b } }; DROP SILENT GRAPH <urn:none>",
    "INSERT DATA { GRAPH <urn:n> { <urn:a> <urn:p> 1 } }; INSERT { GRAPH <urn:m> { ?s <urn:q> ?o } } WHERE { ?s <urn:p> ?o }",
]


@pytest.mark.parametrize("text", UPDATES)
def test_the_merge_and_what_follows_are_those_of_a_fresh_start(merged: Holding, write: Write, text: str):
    write(merged, UpdateChange(text, "http://b.example/"))
    assert_whole(merged)
    fresh = ox.Store()
    fresh.extend(quad for quad in merged.store if quad.graph_name not in (derive.DERIVED, ox.DefaultGraph()))
    derive.derive(fresh)
    derive.merge(fresh)
    assert set(fresh) == quads(merged)


def test_a_later_operation_sees_the_merge_of_an_earlier_one(merged: Holding, write: Write):
    write(merged, UpdateChange(UPDATES[-1]))
    assert len(triples(merged, "urn:m")) == 1


# Blank nodes are others each time, and the engine takes no declarations between operations.
@pytest.mark.parametrize("text", [text for text in UPDATES if "_:" not in text and "BASE" not in text])
def test_a_plain_store_is_what_the_engine_makes_of_it(plain: Holding, write: Write, text: str):
    engine = ox.Store()
    engine.extend(plain.store)
    engine.update(text)
    write(plain, UpdateChange(text))
    assert quads(plain) == set(engine)
    assert set(plain.store.named_graphs()) == set(engine.named_graphs())
    assert_whole(plain)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:p> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "COPY <urn:g> TO DEFAULT",
        "MOVE DEFAULT TO <urn:g>",
        "LOAD <http://x.example/>",
        DATA + "; INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    ],
)
def test_the_merge_itself_is_not_written(merged: Holding, plain: Holding, write: Write, text: str):
    before = quads(merged)
    with pytest.raises(Refused, match="default graph") as caught:
        write(merged, UpdateChange(text))
    assert "WITH" in caught.value.hint
    assert quads(merged) == before
    with pytest.raises(Refused, match="default graph"):
        write(merged, GraphChange("put", None, turtle("")))


@pytest.mark.parametrize(
    "change",
    [
        UpdateChange(f"INSERT DATA {{ GRAPH <{GRAPH_DERIVED}> {{ <urn:a> <urn:p> 1 }} }}"),
        UpdateChange(f"BASE <{GRAPH}> DROP GRAPH <derived>"),
        UpdateChange("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s <urn:derived> ?o ; ?p ?o } }"),
        UpdateChange("DROP NAMED"),
        GraphChange("post", GRAPH_DERIVED, turtle("<a> <b> <c> .")),
        GraphChange("delete", GRAPH_DERIVED),
    ],
)
def test_what_is_computed_is_not_written_into_a_merge(merged: Holding, plain: Holding, write: Write, change: Change):
    with pytest.raises(Refused, match="computed"):
        write(merged, change)
    if change.graph is not None if isinstance(change, GraphChange) else "BASE" not in change.text:
        write(plain, change)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (DATA + "; INSERT DATA { <urn:a> }", BadQuery),
        (DATA + "; CREATE GRAPH <urn:g>", BadRequest),
        (DATA + "; LOAD <http://x.example/> INTO GRAPH <urn:l>", Refused),
        (DATA + "; INSERT DATA { e:a e:b 1 }", BadQuery),
    ],
)
def test_an_update_is_whole_or_not_at_all(plain: Holding, write: Write, text: str, problem: type[Problem]):
    before, version = quads(plain), plain.version
    with pytest.raises(problem):
        write(plain, UpdateChange(text))
    assert (quads(plain), plain.version) == (before, version)


def test_a_mistake_is_told_by_its_place_in_the_whole_text(plain: Holding, write: Write):
    with pytest.raises(BadQuery) as caught:
        write(plain, UpdateChange(DATA + " ;\nINSERT DATA { <urn:a> <urn:p> e:x }"))
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == (2, 31)
    assert "e:" in caught.value.detail


def test_children_give_no_blank_node_twice(merged: Holding, write: Write):
    ox.Store().update("INSERT DATA { _:a <urn:p> 1 }")  # the parent has given names before
    for _ in range(3):
        write(merged, UpdateChange("INSERT DATA { GRAPH <urn:n> { _:a <urn:p> 1 } }"))
        write(merged, GraphChange("post", "urn:n", (*turtle("[] <urn:p> 1 ."), *turtle("_:a <urn:p> 1 ."))))
    assert merged.graphs["urn:n"] == 9


def test_what_was_fetched_is_loaded(merged: Holding, write: Write):
    loads = {"http://x.example/d": Document("turtle", b"<#a> <urn:p> 1 .", "http://x.example/d")}
    text = "LOAD <http://x.example/d> INTO GRAPH <urn:l> ; LOAD SILENT <http://x.example/none> INTO GRAPH <urn:m>"
    write(merged, UpdateChange(text, loads=loads))
    assert triples(merged, "urn:l") == {
        '<http://x.example/d#a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }
    assert "urn:m" not in merged.graphs
    broken = {"http://x.example/d": Document("turtle", b"<#a", "http://x.example/d")}
    with pytest.raises(BadData, match="not closed"):
        write(merged, UpdateChange(text, loads=broken))
    assert not write(merged, UpdateChange(text.replace("LOAD <", "LOAD SILENT <"), loads=broken))


def test_a_graph_is_put_extended_and_deleted(merged: Holding, write: Write):
    assert write(merged, GraphChange("put", "urn:n", turtle("<a> <b> 1 . <a> <b> 2 ."))).created == {b"<urn:n>"}
    assert not write(merged, GraphChange("put", "urn:n", turtle("<a> <b> 2 ."))).created
    assert len(triples(merged, "urn:n")) == 1
    write(
        merged,
        GraphChange("post", "urn:n", (*turtle("<a> <b> 3 ."), Document("ntriples", b"<urn:a> <urn:b> <urn:c> ."))),
    )
    assert len(triples(merged, "urn:n")) == 3
    assert_whole(merged)
    write(merged, GraphChange("delete", "urn:n"))
    assert "urn:n" not in merged.graphs
    assert_whole(merged)
    with pytest.raises(NotFound):
        write(merged, GraphChange("delete", "urn:n"))


def test_an_empty_graph_is_a_graph(merged: Holding, write: Write):
    write(merged, GraphChange("put", "urn:n"))
    assert merged.graphs["urn:n"] == 0
    write(merged, GraphChange("delete", "urn:n"))
    assert_whole(merged)


def test_the_default_graph_of_a_plain_store_is_always_there(plain: Holding, write: Write):
    write(plain, GraphChange("delete", None))
    write(plain, GraphChange("post", None, turtle("<a> <b> 1 .")))
    assert plain.triples == 1
    write(plain, GraphChange("put", None, turtle("<a> <b> 2 . <a> <b> 3 .")))
    assert plain.triples == 2
    write(plain, GraphChange("delete", None))
    assert plain.triples == 0


@pytest.mark.parametrize(("graph", "text"), [("urn:a b", ""), ("http://[x", ""), ("x", "")])
def test_a_name_that_is_no_iri_is_no_graph(merged: Holding, write: Write, graph: str, text: str):
    with pytest.raises(BadRequest, match="absolute"):
        write(merged, GraphChange("put", graph, turtle(text)))


def test_a_body_that_is_not_one_graph_is_bad_data(merged: Holding, write: Write):
    body = Document("jsonld", b'{"@id": "urn:g", "@graph": [{"@id": "urn:a", "urn:p": 1}]}')
    with pytest.raises(BadData, match="graphs of its own"):
        write(merged, GraphChange("put", "urn:n", (body,)))
    with pytest.raises(BadData) as caught:
        write(merged, GraphChange("put", "urn:n", turtle("<a> <b> .")))
    assert str(caught.value.place) == "body:1:9"


def conditions() -> Iterator[tuple[str | None, str | None, bool, bool]]:
    """If-Match, If-None-Match, whether it holds for the graph with the tag, and for a graph that is not there."""
    yield "*", None, True, False
    yield None, "*", False, True
    yield '"{tag}"', None, True, False
    yield '"other", W/"{tag}-turtle"', None, True, False
    yield '"other"', None, False, False
    yield None, '"{tag}"', False, True
    yield None, '"other"', True, True
    yield "nonsense", None, False, False


@pytest.mark.parametrize(("match", "none", "there", "missing"), [*conditions()])
def test_conditions_are_compared_with_the_graph(
    merged: Holding, write: Write, match: str | None, none: str | None, there: bool, missing: bool
):
    tag = graph_tag(merged.store, GRAPH + "one")
    assert tag is not None
    for graph, holds in ((GRAPH + "one", there), ("urn:n", missing)):
        change = GraphChange(
            "put", graph, turtle("<a> <b> 9 ."), match and match.format(tag=tag), none and none.format(tag=tag)
        )
        if holds:
            write(merged, change)
        else:
            with pytest.raises(PreconditionFailed):
                write(merged, change)


def test_a_tag_changes_with_the_triples_and_only_then(merged: Holding, write: Write):
    before = graph_tag(merged.store, GRAPH + "one")
    write(merged, UpdateChange(DATA))
    assert graph_tag(merged.store, GRAPH + "one") == before
    assert graph_tag(merged.store, "urn:none") is None
    write(merged, GraphChange("post", GRAPH + "one", turtle("<a> <b> 1 .")))
    assert graph_tag(merged.store, GRAPH + "one") not in (before, None)
    assert graph_tag(merged.store, None) != graph_tag(ox.Store(), None)


def test_a_check_sees_the_store_after_the_change_and_can_refuse_it(merged: Holding, write: Write):
    seen: list[bool] = []

    def check(store: ox.Store, patch: Patch) -> None:
        seen.append(True)
        single = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(1))
        if single in store and patch.added:
            raise Refused("No 1 here.")

    merged.checks = (check,)
    write(merged, UpdateChange(DATA.replace("1 }", "2 }")))
    before = quads(merged)
    with pytest.raises(Refused, match="No 1 here"):
        write(merged, UpdateChange(DATA))
    assert quads(merged) == before


@pytest.mark.parametrize("mode", ["merge", "plain"])
def test_a_store_that_takes_no_writes_says_so(small: Path, write: Write, mode: Literal["merge", "plain"]):
    with pytest.raises(Refused, match="no writes"):
        write(open_holding(default_graph=mode), UpdateChange(DATA))


def test_a_patch_of_another_version_is_not_committed(merged: Holding, write: Write):
    patch = write(merged, UpdateChange(DATA))
    with pytest.raises(Internal, match="version"):
        merged.commit(patch)


def test_dropping_what_a_rule_does_not_name_changes_nothing_that_follows(dataset_store: ox.Store):
    named = derive.read_by_rules()
    narrow = ox.Store()
    narrow.extend(quad for quad in dataset_store if derive._term(quad) in named)
    whole = set(derive.conclusions(dataset_store))
    assert whole
    assert set(derive.conclusions(narrow)) == whole


@pytest.fixture(scope="module")
def dataset_store() -> ox.Store:
    """The shipped graph, merged."""
    return open_holding().store
