"""A change is admitted if it adds no violation of our rules, whatever was wrong before, and tried as the keeper does it."""

import os
import pickle
import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

from partnercities.dataset.changes import Change, Document, GraphChange, UpdateChange
from partnercities.dataset.holding import Holding
from partnercities.dataset.snapshot import State
from partnercities.engine.admission import Admission
from partnercities.engine.changes import attempt, packed
from partnercities.engine.frames import Frame, heard_problem, receive
from partnercities.engine.lifeline import Plan
from partnercities.problems import NotConforming, TimedOut
from partnercities.validation import guarding

from .conftest import MEMORY, Opened

PREFIXES = """
PREFIX pc: <https://w3id.org/partnercities/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX country: <http://publications.europa.eu/resource/authority/country/>
PREFIX id: <https://w3id.org/partnercities/id/> PREFIX city: <https://w3id.org/partnercities/id/city/bg/>
"""
VARNA = 'city:varna a pc:City ; skos:prefLabel "Varna"@en ; pc:country country:BGR .'
BEGIN = f"""
country:BGR a skos:Concept ; skos:prefLabel "Bulgaria"@en ; skos:inScheme <http://publications.europa.eu/resource/authority/country> .
<http://publications.europa.eu/resource/authority/country> a skos:ConceptScheme ; skos:prefLabel "Countries"@en .
{VARNA}
"""
BARE = "city:bare a pc:City"
ORDER = """
pc:City rdfs:subClassOf dcterms:Location . pc:City owl:disjointWith pc:Network .
pc:Network rdfs:subClassOf org:Organization . org:Organization rdfs:subClassOf foaf:Agent .
"""


class Kept:
    """A content of two graphs, and changes of it that are tried in a forked process, then published and followed."""

    def __init__(self, *, merged: bool = True) -> None:
        self.holding = Holding(ox.Store(), State("a", datetime.now(UTC), "a"), merged=merged, writable=True)
        self.admission = Admission(self.holding)
        self.insert(BEGIN, "a:ref")

    def insert(self, text: str, graph: str = "a:g", *, lenient: bool = False) -> Mapping[str, object]:
        return self.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {text} }} }}", lenient=lenient)

    def delete(self, pattern: str, *, lenient: bool = False) -> Mapping[str, object]:
        return self.update(f"DELETE WHERE {{ GRAPH ?g {{ {pattern} }} }}", lenient=lenient)

    def update(self, text: str, *, lenient: bool = False) -> Mapping[str, object]:
        return self.change(UpdateChange(PREFIXES + text), lenient=lenient)

    def change(self, change: Change, *, lenient: bool = False) -> Mapping[str, object]:
        """What is doubtful about a change that is kept. Raises why it is not."""
        kind, payload = self._tried(packed(change, lenient=lenient))
        if kind == Frame.PROBLEM:
            raise heard_problem(payload)
        patch, doubts = pickle.loads(payload)
        self.admission.follow(self.holding.commit(patch))
        assert isinstance(doubts, dict)
        return doubts

    def _tried(self, asked: bytes) -> tuple[int, bytes]:
        asking, link = socket.socketpair()
        hearing, result = socket.socketpair()
        with asking, link, hearing, result:
            asking.sendall(asked)
            child = os.fork()
            if not child:
                try:
                    attempt(link, result, self.holding, self.admission)
                finally:
                    os._exit(0)
            said = receive(hearing)
            os.waitpid(child, 0)
        assert said
        return said

    def refuses(self, text: str, *, added: int) -> NotConforming:
        """Why an update is refused, which adds so many violations and leaves everything as it was."""
        version, quads = self.holding.version, set(self.holding.store)
        with pytest.raises(NotConforming) as refused:
            self.update(text)
        assert len(refused.value.flaws) + refused.value.more == added, refused.value.flaws
        assert (self.holding.version, set(self.holding.store)) == (version, quads)
        return refused.value

    def holds(self, triple: str) -> bool:
        return bool(self.holding.store.query(f"{PREFIXES} ASK {{ GRAPH ?g {{ {triple} }} }}"))


@pytest.fixture(params=[True, False], ids=["merged", "plain"])
def kept(request: pytest.FixtureRequest) -> Kept:
    return Kept(merged=request.param)


def test_a_change_that_adds_a_violation_is_refused_with_it(kept: Kept):
    refused = kept.refuses(f"INSERT DATA {{ GRAPH <a:g> {{ {BARE} ; pc:country country:BGR }} }}", added=1)
    assert "1 violation of the rules. city/bg/bare: " in refused.detail
    (flaw,) = refused.flaws
    assert flaw["thing"] == "https://w3id.org/partnercities/id/city/bg/bare"
    assert str(flaw["rule"]).endswith("#Location-prefLabel-en")


def test_a_change_of_a_graph_is_as_one_of_an_update(kept: Kept):
    bare = "@prefix pc: <https://w3id.org/partnercities/def#> . <a:bare> a pc:City ."
    version = kept.holding.version
    for action, graph, text in (("put", "a:g", bare), ("post", "a:g", bare), ("put", "a:ref", bare)):
        with pytest.raises(NotConforming):
            kept.change(GraphChange(action, graph, (Document("turtle", text.encode()),)))  # type: ignore[arg-type]
    assert kept.holding.version == version
    assert kept.change(GraphChange("put", "a:g", (Document("turtle", b"<a:s> <a:p> 1 ."),))) == {}
    assert kept.change(GraphChange("delete", "a:g")) == {}
    assert kept.change(GraphChange("delete", "a:ref")) == {}


def test_what_is_loaded_is_looked_at(kept: Kept):
    bare = Document("turtle", b"<a:bare> a <https://w3id.org/partnercities/def#City> .")
    with pytest.raises(NotConforming):
        kept.change(UpdateChange("LOAD <a:source> INTO GRAPH <a:g>", loads={"a:source": bare}))


def test_what_is_wrong_between_two_operations_is_nobodys_business(kept: Kept):
    kept.update(
        f"INSERT DATA {{ GRAPH <a:g> {{ {BARE} }} }} ; "
        'INSERT DATA { GRAPH <a:h> { city:bare skos:prefLabel "Bare"@en ; pc:country country:BGR } }'
    )
    kept.update(f"DELETE DATA {{ GRAPH <a:ref> {{ {VARNA} }} }} ; INSERT DATA {{ GRAPH <a:h> {{ {VARNA} }} }}")


def test_a_change_that_only_keeps_an_old_violation_is_admitted_and_so_is_one_that_mends_it(kept: Kept):
    assert len(kept.insert(BARE, lenient=True)["flaws"]) == 2  # type: ignore[arg-type]
    assert kept.insert("city:bare <a:note> 1") == {}
    assert kept.insert(BARE, "a:again") == {}
    kept.refuses("INSERT DATA { GRAPH <a:g> { city:bare pc:country city:varna } }", added=1)
    assert kept.insert('city:bare skos:prefLabel "Bare"@en') == {}
    kept.refuses('DELETE WHERE { GRAPH ?g { city:bare skos:prefLabel "Bare"@en } }', added=1)
    assert kept.delete("city:bare ?p ?o") == {}


def test_taking_away_what_others_need_adds_violations_to_them(kept: Kept):
    refused = kept.refuses("DELETE WHERE { GRAPH ?g { country:BGR a ?class } }", added=1)
    assert str(refused.flaws[0]["thing"]).endswith("/city/bg/varna")


def test_who_is_only_warned_has_the_change_kept_and_told_and_the_next_one_begins_afresh(kept: Kept):
    doubts = kept.insert(BARE, lenient=True)
    assert doubts["more"] == 0
    assert "2 violations of the rules" in str(doubts["detail"])
    assert kept.holds(BARE)
    assert kept.insert("<a:s> <a:p> 1", lenient=True) == {}
    kept.refuses("INSERT DATA { GRAPH <a:g> { city:other a pc:City } }", added=2)


def test_of_many_violations_the_first_are_told_and_all_counted(kept: Kept):
    cities = " . ".join(f"city:c{number} a pc:City" for number in range(guarding.MOST_TOLD))
    refused = kept.refuses(f"INSERT DATA {{ GRAPH <a:g> {{ {cities} }} }}", added=2 * guarding.MOST_TOLD)
    assert len(refused.flaws) == guarding.MOST_TOLD
    assert "adds 200 violations" in refused.detail


def test_what_no_shape_looks_at_is_free(kept: Kept):
    for text in (
        "<a:s> a <a:City> ; <a:p> _:b . _:b <a:p> 1",
        '<a:s> <a:on> "30 February"@en',
        "<a:s> <a:p> <<( <a:a> <a:b> 1 )>>",
    ):
        assert kept.insert(text) == {}


def test_a_class_of_others_makes_no_way_around_a_shape(kept: Kept):
    kept.insert("<a:town> a <a:Town>")
    kept.refuses("INSERT DATA { GRAPH <a:g> { <a:Town> rdfs:subClassOf pc:City } }", added=2)
    kept.insert("<a:Hamlet> rdfs:subClassOf <a:Village> . <a:Village> rdfs:subClassOf pc:City")
    kept.refuses("INSERT DATA { GRAPH <a:g> { <a:hamlet> a <a:Hamlet> } }", added=2)


@pytest.mark.parametrize("said", [True, False])
def test_how_the_ontology_orders_its_classes_holds_whatever_a_store_says(kept: Kept, said: bool):
    if said:
        kept.insert(ORDER, "a:ontology")
        assert kept.change(GraphChange("delete", "a:ontology")) == {}
    kept.refuses(f"INSERT DATA {{ GRAPH <a:g> {{ {BARE} ; pc:country country:BGR }} }}", added=1)
    network = "city:varna a pc:Network ; foaf:homepage <https://example.org/>"
    refused = kept.refuses(f"INSERT DATA {{ GRAPH <a:g> {{ {network} }} }}", added=1)
    assert any("disjoint" in str(flaw["rule"]) or "organisation" in str(flaw["rule"]) for flaw in refused.flaws)


def test_the_order_of_classes_is_not_taken_away_from_those_that_are_said_by_it(kept: Kept):
    kept.insert("pc:City rdfs:subClassOf dcterms:Location")
    kept.insert("<a:event> <a:at> city:varna")
    assert kept.delete("pc:City rdfs:subClassOf dcterms:Location") == {}
    kept.insert(
        "pc:LocalAuthority rdfs:subClassOf org:FormalOrganization . org:FormalOrganization rdfs:subClassOf org:Organization"
    )
    kept.insert('id:a a pc:LocalAuthority ; skos:prefLabel "A"@en ; pc:governs city:varna', lenient=True)
    kept.insert("id:p a pc:Participation ; pc:partner id:a", lenient=True)
    kept.refuses("DELETE WHERE { GRAPH ?g { pc:LocalAuthority rdfs:subClassOf ?class } }", added=1)


def test_a_check_that_is_stopped_at_its_time_keeps_nothing_of_the_change(tmp_path: Path):
    opened = Opened(Plan(str(tmp_path / "store"), "merge", writable=True, memory=MEMORY), 2)
    try:
        before = opened.pool.facts
        # With a token that warns it would be kept, were it not stopped.
        everything = UpdateChange(
            "DELETE { GRAPH ?g { ?s a ?c } } INSERT { GRAPH ?g { ?s a <a:C> } } WHERE { GRAPH ?g { ?s a ?c } }"
        )
        with pytest.raises(TimedOut):
            opened.run(opened.pool.change(everything, 0.1, lenient=True))
        assert opened.pool.facts == before
        small = UpdateChange("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }")
        assert opened.run(opened.pool.change(small, 20))["doubts"] == {}
        assert opened.ask("ASK { ?s a <a:C> }").strip() == b"false"
    finally:
        opened.close()
