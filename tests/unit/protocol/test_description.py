"""The description of the service: well-formed triples that say the facts and nothing else."""

import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, VOID

from partnercities.protocol.description import describe
from partnercities.protocol.facts import Counts, Example, Facts, Property, Source
from partnercities.protocol.formats import Kind, of_kind
from partnercities.protocol.triples import ntriples

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
ENDPOINT = "https://e.example/sparql"
A, B = "https://e.example/graph/a", "https://e.example/graph/b"


def graph(facts: Facts) -> rdflib.Graph:
    return rdflib.Graph().parse(data=ntriples(describe(facts)), format="nt")


def test_it_is_the_service_at_its_address():
    found = graph(Facts(ENDPOINT))
    service = found.value(None, RDF.type, SD.Service, any=False)
    assert found.value(service, SD.endpoint) == rdflib.URIRef(ENDPOINT)
    assert found.value(service, SD.supportedLanguage) == SD.SPARQL11Query


def test_its_formats_are_those_of_answers():
    expected = {rdflib.URIRef(format.iri) for format in of_kind(Kind.BINDINGS, Kind.BOOLEAN, Kind.GRAPH)}
    assert set(graph(Facts(ENDPOINT)).objects(None, SD.resultFormat)) == expected
    assert len(expected) == 8


def test_its_parts_have_addresses_below_the_endpoint():
    found = graph(Facts(ENDPOINT, 3, {A: 1, B: 2}, union=True))
    assert all(str(subject).startswith(ENDPOINT + "#") for subject in found.subjects())


def test_it_counts_the_triples_of_each_graph():
    found = graph(Facts(ENDPOINT, 3, {A: 1, B: 2}))
    default = found.value(found.value(None, RDF.type, SD.Dataset), SD.defaultGraph)
    sizes = {
        str(found.value(entry, SD.name)): found.value(found.value(entry, SD.graph), VOID.triples).toPython()  # type: ignore[union-attr]
        for entry in found.objects(None, SD.namedGraph)
    }
    assert found.value(default, VOID.triples) == rdflib.Literal(3)
    assert sizes == {A: 1, B: 2}


def test_it_counts_nothing_that_is_not_known():
    found = graph(Facts(ENDPOINT))
    assert not list(found.subjects(VOID.triples))
    assert not list(found.objects(None, SD.namedGraph))


@pytest.mark.parametrize("union", [True, False])
def test_the_default_graph_is_called_a_union_only_where_it_is_one(union: bool):
    found = graph(Facts(ENDPOINT, union=union))
    assert ((None, SD.feature, SD.UnionDefaultGraph) in found) is union


def test_the_licence_is_named():
    found = graph(Facts(ENDPOINT))
    assert found.value(found.value(None, RDF.type, SD.Dataset), DCTERMS.license)


@pytest.mark.parametrize(
    "names",
    [
        ("http://a.example/graph", "http://b.example/graph"),
        ("http://a.example/def#", "http://b.example/def#"),
        ("http://a.example/x", "http://a.example/x/"),
    ],
)
def test_graphs_whose_names_end_alike_stay_apart(names: tuple[str, str]):
    found = graph(Facts(ENDPOINT, 3, {names[0]: 1, names[1]: 2}))
    for entry in found.objects(None, SD.namedGraph):
        assert len(list(found.objects(entry, SD.name))) == 1
    assert {str(name) for name in found.objects(None, SD.name)} == set(names)


@pytest.mark.parametrize("name", ["http://a.example/def#", "http://a.example/a?b", "http://a.example/#x", "urn:uuid:1"])
def test_addresses_have_one_fragment(name: str):
    found = graph(Facts(ENDPOINT, 1, {name: 1}))
    assert all(str(subject).count("#") == 1 for subject in found.subjects())


def test_every_part_of_all_that_can_be_said_has_an_address_below_the_endpoint():
    counts = Counts(1, 2, {A: 3}, {A: Property(4, 5, 6)}, {("geonames", A): 7})
    example = Example(
        "https://e.example/queries/q", Kind.BOOLEAN, 'ASK { ?s ?p "\\"\n" }', {"en": "Q"}, {"en": "q"}, ("t",)
    )
    source = Source({"en": "A"}, "https://e.example/a", "https://a.example/")
    facts = Facts(ENDPOINT, 3, {A: 1}, True, True, "v", "2010-01-01T00:00:00Z", "https://e.example/d", counts, {A: source}, (example,))  # fmt: skip
    found = graph(facts)
    assert {str(subject).partition("#")[0] for subject in found.subjects()} == {ENDPOINT, example.iri}
    assert list(found.objects(None, VOID.linkPredicate)) == [rdflib.URIRef(A)]
    assert str(found.value(rdflib.URIRef(example.iri), rdflib.URIRef("http://www.w3.org/ns/shacl#ask"))) == example.text
    assert (None, SD.supportedLanguage, SD.SPARQL11Update) in found


def test_a_dataset_of_others_is_described_only_where_links_lead_to_it():
    links = {("geonames", A): 7}
    found = graph(Facts(ENDPOINT, 3, counts=Counts(1, 2, {}, {}, links)))
    assert {str(title) for title in found.objects(None, DCTERMS.title) if not getattr(title, "language", "")} == {
        "GeoNames"
    }
