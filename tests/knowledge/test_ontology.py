"""The ontology: every term of ours is described, used and free of contradiction, and it says what counts as taking part."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from partnercities.model.vocabulary import BASE, DEF, ID, PREFIXES, expand
from partnercities.store import Table

Rows = Callable[[str], Table]

ONTOLOGY = URIRef(BASE + "def")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
"""The property by which owlrl reports a contradiction, instead of raising."""

HEAD = {
    "owl:versionIRI": 1,
    "owl:versionInfo": 1,
    "dcterms:title": 2,
    "dcterms:description": 2,
    "dcterms:license": 1,
    "dcterms:creator": 1,
    "dcterms:contributor": 1,
    "dcterms:publisher": 1,
    "dcterms:created": 1,
    "dcterms:issued": 1,
    "dcterms:modified": 1,
    "dcterms:bibliographicCitation": 1,
    "http://purl.org/ontology/bibo/status": 1,
    "http://purl.org/vocab/vann/preferredNamespacePrefix": 1,
    "http://purl.org/vocab/vann/preferredNamespaceUri": 1,
}
"""What the head of an ontology says and how often: texts in both languages, the rest once."""

COUNTING = {"partner", "lead", "coordinator", "associated"}
NOT_COUNTING = {
    "expert",
    "studied",
    "event-host",
    "applicant",
    "seat",
    "member",
    "founding-member",
    "chair",
    "vice-chair",
}

EXCLUDING = [
    ("pc:City", "org:Organization"),
    ("pc:City", "pc:LocalAuthority"),
    ("pc:City", "pc:Network"),
    ("pc:City", "pc:Project"),
    ("pc:Network", "pc:Programme"),
    ("pc:Network", "pc:Fund"),
    ("pc:Programme", "pc:Fund"),
    ("pc:Network", "pc:Project"),
    ("pc:Participation", "pc:Phase"),
    ("pc:Participation", "org:Organization"),
]
"""Pairs of classes that nothing can belong to at once."""


def _load(paths: Iterable[Path]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def _ontology_files(root: Path) -> list[Path]:
    return sorted((root / "ontology").glob("*.ttl"))


@pytest.fixture(scope="module")
def ontology(root: Path) -> rdflib.Graph:
    """The files of ontology/."""
    return _load(_ontology_files(root))


@pytest.fixture(scope="module")
def terms(root: Path) -> rdflib.Graph:
    """The one file that defines our terms."""
    return _load([root / "ontology" / "partnercities.ttl"])


@pytest.fixture(scope="module")
def everything(ontology: rdflib.Graph, root: Path) -> rdflib.Graph:
    """The ontology and the data as they lie in their files."""
    return ontology + _load(sorted((root / "data").rglob("*.ttl")))


def _own(graph: rdflib.Graph, *kinds: URIRef) -> set[str]:
    return {
        str(term).removeprefix(DEF)
        for kind in kinds
        for term in graph.subjects(RDF.type, kind)
        if str(term).startswith(DEF)
    }


def _classes(graph: rdflib.Graph) -> set[str]:
    return _own(graph, OWL.Class)


def _properties(graph: rdflib.Graph) -> set[str]:
    return _own(graph, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)


def _mentions(text: str) -> set[str]:
    """The terms of ours that a text mentions, by prefix or by IRI."""
    return set(re.findall(rf"(?:\bpc:|{re.escape(DEF)})([A-Za-z]\w*)", text))


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)^\s*#.*$", "", text)


def _terms_in(graph: rdflib.Graph) -> set[str]:
    """The terms of ours in the triples of a graph, and in the queries that shapes hold."""
    select = URIRef(PREFIXES["sh"] + "select")
    found = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    queries = {name for query in graph.objects(None, select) for name in _mentions(str(query))}
    return queries | {iri.removeprefix(DEF) for iri in found if iri.startswith(DEF)}


def _language_tags(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: URIRef) -> list[str]:
    return sorted(
        str(text.language)
        for text in graph.objects(subject, predicate)
        if isinstance(text, rdflib.Literal) and str(text).strip()
    )


def test_every_term_is_used_by_data_a_rule_a_shape_or_a_query(terms: rdflib.Graph, root: Path) -> None:
    turtle = [*(root / "data").rglob("*.ttl"), *(root / "shapes").glob("*.ttl")]
    queries = [*(root / "ontology" / "rules").glob("*.rq"), *(root / "queries").glob("*.rq")]
    used = _terms_in(_load(turtle)) | {
        term for path in queries for term in _mentions(_without_comments(path.read_text(encoding="utf-8")))
    }
    assert (_classes(terms) | _properties(terms)) - used == set()


def test_every_term_that_is_mentioned_anywhere_is_defined(terms: rdflib.Graph, root: Path) -> None:
    paths = [
        path
        for folder in ("data", "ontology", "shapes", "queries")
        for path in (root / folder).rglob("*")
        if path.suffix in (".ttl", ".rq")
    ]
    strangers = {
        str(path.relative_to(root)): _mentions(path.read_text(encoding="utf-8")) - _classes(terms) - _properties(terms)
        for path in paths
    }
    # A broken shape may be shown with a term that does not exist, but only there.
    assert {path: names for path, names in strangers.items() if names and "examples/invalid" not in path} == {}


def test_the_ontology_stays_small(terms: rdflib.Graph) -> None:
    assert 10 <= len(_classes(terms)) <= 14
    assert 30 <= len(_properties(terms)) <= 42


def test_every_term_has_a_label_and_a_definition_in_both_languages_and_its_home(terms: rdflib.Graph) -> None:
    for name in _classes(terms) | _properties(terms):
        term = URIRef(DEF + name)
        assert _language_tags(terms, term, RDFS.label) == ["bg", "en"], name
        assert _language_tags(terms, term, SKOS.definition) == ["bg", "en"], name
        assert set(terms.objects(term, RDFS.isDefinedBy)) == {ONTOLOGY}, name


def test_every_concept_and_scheme_has_a_name_in_both_languages(everything: rdflib.Graph) -> None:
    concepts = {*everything.subjects(RDF.type, SKOS.Concept), *everything.subjects(RDF.type, SKOS.ConceptScheme)}
    assert len(concepts) > 50
    assert {
        concept for concept in concepts if _language_tags(everything, concept, SKOS.prefLabel) != ["bg", "en"]
    } == set()


def test_every_role_says_what_it_means_in_both_languages(ontology: rdflib.Graph) -> None:
    for role in ontology.subjects(SKOS.inScheme, URIRef(ID + "scheme/role")):
        assert _language_tags(ontology, role, SKOS.definition) == ["bg", "en"], role


@pytest.mark.parametrize(("name", "times"), HEAD.items())
def test_the_head_is_complete(name: str, times: int, terms: rdflib.Graph) -> None:
    predicate = URIRef(name if "//" in name else expand(name))
    values = list(terms.objects(ONTOLOGY, predicate))
    assert len(values) == times
    assert times == 1 or _language_tags(terms, ONTOLOGY, predicate) == ["bg", "en"]


def test_the_head_says_one_version_and_the_addresses_that_are_used(terms: rdflib.Graph) -> None:
    version = str(terms.value(ONTOLOGY, OWL.versionInfo))
    assert terms.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert version in str(terms.value(ONTOLOGY, URIRef(expand("dcterms:bibliographicCitation"))))
    assert str(terms.value(ONTOLOGY, URIRef("http://purl.org/vocab/vann/preferredNamespaceUri"))) == DEF
    assert str(terms.value(ONTOLOGY, URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix"))) == "pc"


def _contradictions(graph: rdflib.Graph) -> list[str]:
    """What owlrl finds wrong once everything that follows under OWL RL is added; the graph given is left alone."""
    closure = rdflib.Graph()
    # Words in a language contradict nothing; without them it takes half the time.
    closure += (triple for triple in graph if not (isinstance(triple[2], rdflib.Literal) and triple[2].language))
    # Its own datatypes would stay in rdflib for every test that follows, and they do not know "--06"^^xsd:gMonth.
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False).expand(closure)
    return [str(message) for message in closure.objects(None, ERROR)]


@pytest.mark.thorough
def test_ontology_and_data_do_not_contradict_each_other(everything: rdflib.Graph) -> None:
    assert _contradictions(everything) == []


def test_a_city_that_is_made_an_organisation_is_reported(ontology: rdflib.Graph, root: Path) -> None:
    """One document is enough to see it."""
    sofia = URIRef(ID + "city/bg/sofia")
    wrong = ontology + _load([root / "data" / "sources" / "conet-page.ttl"])
    assert (None, URIRef(DEF + "city"), sofia) in wrong
    wrong.add((sofia, RDF.type, URIRef(expand("org:Organization"))))
    assert any(str(sofia) in message for message in _contradictions(wrong))


@pytest.mark.parametrize(("one", "other"), EXCLUDING)
def test_classes_that_exclude_each_other(one: str, other: str, terms: rdflib.Graph) -> None:
    assert _contradictions(_both(terms, one, other)) != []


@pytest.mark.parametrize(("one", "other"), [("pc:LocalAuthority", "org:Organization"), ("pc:City", "dcterms:Location")])
def test_classes_that_go_together(one: str, other: str, terms: rdflib.Graph) -> None:
    assert _contradictions(_both(terms, one, other)) == []


def _both(terms: rdflib.Graph, one: str, other: str) -> rdflib.Graph:
    both = rdflib.Graph()
    both += terms
    for name in (one, other):
        both.add((URIRef(ID + "both"), RDF.type, URIRef(expand(name))))
    return both


def test_there_are_no_blank_nodes_in_the_ontology(ontology: rdflib.Graph) -> None:
    assert [node for node in ontology.all_nodes() if isinstance(node, rdflib.BNode)] == []


def test_alignments_point_at_others_and_define_nothing(root: Path, terms: rdflib.Graph) -> None:
    head = URIRef(BASE + "def/alignments")
    triples = [triple for triple in _load([root / "ontology" / "alignments.ttl"]) if triple[0] != head]
    assert {predicate for _, predicate, _ in triples} <= {
        SKOS.closeMatch,
        SKOS.relatedMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
        RDFS.seeAlso,
    }
    assert {str(subject) for subject, _, _ in triples if str(subject).startswith(DEF)} <= {
        str(term) for term in terms.subjects()
    }
    assert [target for _, _, target in triples if str(target).startswith(BASE)] == []


def test_what_counts_as_taking_part(rows: Rows) -> None:
    """Exactly lead, partner, coordinator, associated and what is narrower than one of them."""
    bases = " ".join(f"<role/{name}>" for name in sorted(COUNTING))
    beneath = rows(f"SELECT ?role {{ VALUES ?base {{ {bases} }} ?role skos:broader* ?base }}")
    counted = rows("SELECT ?role { ?role skos:broader+ <role/taking-part> }")
    assert {row["role"] for row in counted} == {row["role"] for row in beneath}


def test_what_does_not_count_as_taking_part(rows: Rows) -> None:
    outside = rows(
        "SELECT ?role { ?role skos:inScheme <scheme/role> FILTER NOT EXISTS { ?role skos:broader* <role/taking-part> } }",
    )
    assert {row["role"].removeprefix(ID + "role/") for row in outside} == NOT_COUNTING


def test_a_city_takes_part_where_its_role_counts_and_nowhere_else(rows: Rows) -> None:
    """The shortcut, set against the roles spelt out by hand."""
    stated = rows(
        "SELECT DISTINCT ?project ?city ?role { ?party pc:project ?project ; pc:city ?city ; pc:role/skos:broader* ?role }"
    )
    counting = {(row["project"], row["city"]) for row in stated if row["role"].removeprefix(ID + "role/") in COUNTING}
    shortcut = {
        (row["project"], row["city"]) for row in rows("SELECT ?project ?city { ?project pc:participatingCity ?city }")
    }
    assert shortcut == counting
    assert len(shortcut) == 443  # 442 by the table, and Barcelona in NLAO by the page of 2013
