"""The data: how its files are written, that every claim is proven, what is derived from it, and that no fact of the documents is lost."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from partnercities.dataset import turtle
from partnercities.dataset.build import Dataset, build
from partnercities.dataset.files import DataFile, shipped
from partnercities.model.vocabulary import DEF, GRAPH, ID, PREFIXES, XSD
from partnercities.protocol.formats import Kind, named
from partnercities.store import Table, select

Rows = Callable[[str], Table]

SOURCES = {
    "000": "nlao-page",
    "001": "connection-page",
    "002": "integro-news",
    "003": "conet-page",
    "004": "citicess-invitation",
}
"""The five documents: the number under which they were read, and the key of their source and graph."""

CLAIMS = ("pc:Participation", "org:Membership", "pc:Funding", "pc:Phase", "pc:Output", "pc:Event", "pc:StatedCount")
SAID_OF_PROJECTS = (
    "dcterms:title",
    "dcterms:alternative",
    "dcterms:description",
    "dcterms:isPartOf",
    "foaf:page",
    "pc:topic",
    "pc:targetGroup",
    "pc:network",
    "pc:pilotArea",
)
DERIVED = ("participatingCity", "earliestStart", "latestEnd")

SHIPPED = shipped()
DATA_FILES = [file for file in SHIPPED if "ontology" not in file.graph]

_TURTLE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
_SPARQL = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


PAGES = sorted(
    file.path.stem
    for file in DATA_FILES
    if file.path.parent.name in ("sources", "imported") and file.path.stem not in SOURCES.values()
)
"""The keys of the public pages, one for each file: some have one that was written by hand and one made of the table."""


def _name(file: DataFile) -> str:
    return f"{file.path.parent.name}/{file.path.name}"


def _triples(file: DataFile) -> list[ox.Triple]:
    quads = ox.parse(file.path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=file.base)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def _with(folder: Path, text: str, graph: str = "extra") -> Dataset:
    """The shipped dataset and a few triples more, in a graph of their own."""
    path = folder / "extra.ttl"
    path.write_text(_TURTLE + text, encoding="utf-8")
    return build((DataFile(path, GRAPH + graph),))


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("file", DATA_FILES, ids=_name)
def test_a_data_file_is_written_in_the_one_way(file: DataFile) -> None:
    assert turtle.write(_triples(file)) == file.path.read_bytes()


def test_the_files_are_those_of_documents_pages_and_tables() -> None:
    folders = [file.path.parent.name for file in DATA_FILES]
    assert (folders.count("sources"), folders.count("imported")) == (5 + 23, 69)
    assert len(set(PAGES)) == 83


@pytest.mark.parametrize("file", DATA_FILES, ids=_name)
def test_what_is_derived_is_never_written_by_hand(file: DataFile) -> None:
    derived = {DEF + name for name in DERIVED}
    assert [triple for triple in _triples(file) if triple.predicate.value in derived] == []


@pytest.mark.parametrize("file", SHIPPED, ids=_name)
def test_two_parsers_read_the_same(file: DataFile, monkeypatch: pytest.MonkeyPatch) -> None:
    # rdflib would else turn P36M into P3Y.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = rdflib.Graph().parse(file.path, format="turtle", publicID=file.base)
    assert {tuple(map(_plain, triple)) for triple in graph} == {_plain_triple(triple) for triple in _triples(file)}


def _plain(term: rdflib.term.Node) -> tuple[str, ...]:
    if isinstance(term, rdflib.Literal):
        datatype = "" if term.language else str(term.datatype or rdflib.XSD.string)
        return str(term), term.language or "", datatype
    return (str(term),)


def _plain_triple(triple: ox.Triple) -> tuple[tuple[str, ...], ...]:
    return _plain_term(triple.subject), _plain_term(triple.predicate), _plain_term(triple.object)


def _plain_term(term: object) -> tuple[str, ...]:
    if isinstance(term, ox.Literal):
        return term.value, term.language or "", "" if term.language else term.datatype.value
    assert isinstance(term, ox.NamedNode)
    return (term.value,)


def test_there_are_no_blank_nodes_in_the_dump(dataset: Dataset) -> None:
    quads = list(ox.parse(dataset.store.dump(named("nquads", Kind.DATASET)), format=ox.RdfFormat.N_QUADS))
    assert len(quads) > 40_000
    assert [
        quad for quad in quads if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    ] == []


# ---------------------------------------------------------------- proof

UNPROVEN_CLAIMS = """SELECT ?claim { VALUES ?class { %s } ?claim a ?class
    FILTER NOT EXISTS { ?claim pc:evidence ?evidence . ?evidence a pc:Evidence } }"""
UNPROVEN_WORDS = """SELECT ?project ?what ?value { VALUES ?what { %s } ?project a pc:Project ; ?what ?value
    FILTER NOT EXISTS { ?project pc:evidence ?evidence . ?evidence a pc:Evidence ; pc:supports ?what ; pc:value ?value } }"""


@pytest.mark.parametrize("kind", CLAIMS)
def test_every_claim_is_proven(kind: str, rows: Rows) -> None:
    assert list(rows(UNPROVEN_CLAIMS % kind)) == []


@pytest.mark.parametrize("what", SAID_OF_PROJECTS)
def test_everything_said_of_a_project_is_proven(what: str, rows: Rows) -> None:
    assert list(rows(UNPROVEN_WORDS % what)) == []


@pytest.mark.parametrize("kind", CLAIMS)
def test_there_are_claims_of_each_kind_to_prove(kind: str, rows: Rows) -> None:
    assert rows(f"SELECT ?claim {{ ?claim a {kind} }}").rows


def test_a_claim_without_proof_would_be_seen(tmp_path: Path) -> None:
    bare = "".join(f"<{ID}bare/{number}> a {kind} .\n" for number, kind in enumerate(CLAIMS))
    extra = _with(tmp_path, f'{bare}<{ID}project/bare> a pc:Project ; dcterms:title "Bare"@en .')
    claims = select(extra.store, _SPARQL + UNPROVEN_CLAIMS % " ".join(CLAIMS))
    words = select(extra.store, _SPARQL + UNPROVEN_WORDS % " ".join(SAID_OF_PROJECTS))
    assert len(claims.rows) == len(CLAIMS)
    assert [row["value"] for row in words] == ["Bare"]


def test_every_thing_has_an_english_name(rows: Rows) -> None:
    nameless = rows(f"""SELECT DISTINCT ?thing {{ ?thing ?what ?value FILTER(STRSTARTS(STR(?thing), "{ID}"))
        FILTER NOT EXISTS {{ ?thing skos:prefLabel ?name FILTER(LANG(?name) = "en" && STR(?name) != "") }} }}""")
    assert [row["thing"] for row in nameless] == []


@pytest.mark.parametrize("key", SOURCES.values())
def test_evidence_of_a_document_has_a_place_a_digest_and_a_basis(key: str, rows: Rows) -> None:
    found = list(
        rows(f"""SELECT ?evidence ?start ?end ?digest ?basis {{ ?evidence oa:hasSource <source/{key}> ; a pc:Evidence
        OPTIONAL {{ ?evidence oa:hasSelector ?place . ?place a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }}
        OPTIONAL {{ ?evidence pc:textDigest ?digest }} OPTIONAL {{ ?evidence pc:basis ?basis }} }}""")
    )
    assert len(found) == len({row["evidence"] for row in found}) > 20
    assert [row for row in found if not _is_complete(row)] == []


def test_only_documents_at_hand_have_places_and_digests(rows: Rows) -> None:
    found = rows("""SELECT DISTINCT ?source { { ?source pc:fileDigest ?digest }
        UNION { ?evidence oa:hasSource ?source ; oa:hasSelector ?place } UNION { ?evidence oa:hasSource ?source ; pc:textDigest ?words }
        UNION { ?evidence oa:hasSource ?source ; pc:basis ?basis FILTER(?basis != <basis/outside>) } }""")
    assert {row["source"] for row in found} == {f"{ID}source/{key}" for key in SOURCES.values()}


def test_evidence_of_a_public_page_has_an_address_a_basis_and_a_confidence(rows: Rows) -> None:
    found = list(
        rows("""SELECT ?evidence ?source ?address ?basis ?sure { ?evidence a pc:Evidence ; oa:hasSource ?source
        FILTER NOT EXISTS { ?source pc:fileDigest ?digest } OPTIONAL { ?source dcterms:source ?address }
        OPTIONAL { ?evidence pc:basis ?basis } OPTIONAL { ?evidence pc:confidence ?sure } }""")
    )
    assert len(found) == len({row["evidence"] for row in found}) > 900
    assert {row["source"] for row in found} == {f"{ID}source/{key}" for key in PAGES}
    assert [row for row in found if not re.fullmatch(r"https?://[^\s<>]+", row["address"])] == []
    assert {row["basis"] for row in found} == {ID + "basis/outside"}
    assert {row["sure"] for row in found} == {ID + "confidence/high", ID + "confidence/medium"}


def test_a_page_has_one_address_and_an_address_one_page(rows: Rows) -> None:
    found = [
        (row["page"], row["address"])
        for row in rows("SELECT ?page ?address { ?page a foaf:Document ; dcterms:source ?address }")
    ]
    assert len(found) == len({page for page, _ in found}) == len({address for _, address in found}) == 83 + 1


def _is_complete(row: dict[str, str]) -> bool:
    place = row["start"].isdecimal() and row["end"].isdecimal() and int(row["start"]) < int(row["end"])
    return (
        place
        and re.fullmatch("[0-9a-f]{64}", row["digest"]) is not None
        and row["basis"] in (ID + "basis/stated", ID + "basis/implied")
    )


@pytest.mark.parametrize("key", SOURCES.values())
def test_a_document_says_what_it_is(key: str, rows: Rows) -> None:
    found = rows(f"""SELECT ?digest ?language {{ <source/{key}> a foaf:Document ; pc:fileDigest ?digest ;
        dcterms:language ?language }}""")
    assert len(found.rows) == 1


def test_a_publisher_is_named_where_the_document_shows_one_and_with_proof(rows: Rows) -> None:
    found = rows("""SELECT ?source { ?source dcterms:publisher ?publisher ; pc:evidence ?proof .
        ?proof pc:supports dcterms:publisher ; pc:value ?publisher } ORDER BY ?source""")
    shown = ("citicess-invitation", "conet-page", "connection-page", "integro-news")
    assert [row["source"] for row in found] == [f"{ID}source/{key}" for key in shown]


@pytest.mark.parametrize("path", ["skos:exactMatch", "adms:identifier", "adms:identifier/skos:notation"])
def test_a_place_in_geonames_belongs_to_one_city(path: str, rows: Rows) -> None:
    found = rows(f"""SELECT ?place (COUNT(DISTINCT ?city) AS ?cities) {{ ?city a pc:City ; {path} ?place
        FILTER(REGEX(STR(?place), "geonames|^[0-9]+$")) }} GROUP BY ?place""")
    assert len(found.rows) > 0.95 * len(rows("SELECT ?city { ?city a pc:City }").rows) > 270
    assert [row["place"] for row in found if row["cities"] != "1"] == []


def test_the_identifier_and_the_match_of_a_city_name_the_same_place(rows: Rows) -> None:
    found = rows("""SELECT ?city ?code ?place { ?city a pc:City ; adms:identifier ?id ; skos:exactMatch ?place .
        ?id skos:inScheme <scheme/geonames> ; skos:notation ?code }""")
    assert [row for row in found if row["place"] != f"https://sws.geonames.org/{row['code']}/"] == []


# ---------------------------------------------------------------- graphs and what follows


def test_a_triple_in_two_graphs_counts_once(dataset: Dataset, tmp_path: Path) -> None:
    where = f"<{ID}participation/conet/berlin> pc:city ?city"
    assert _count(dataset, f"{{ GRAPH ?graph {{ {where} }} }}") == 2  # the document and the page of URBACT
    again = _with(tmp_path, f"<{ID}participation/conet/berlin> pc:city <{ID}city/de/berlin> .", "again")
    assert again.graphs[GRAPH + "again"] == 1
    assert again.triples == dataset.triples
    assert _count(again, f"{{ {where} }}") == 1
    assert _count(again, f"{{ GRAPH ?graph {{ {where} }} }}") == 3


def _count(dataset: Dataset, pattern: str) -> int:
    return int(next(iter(select(dataset.store, f"{_SPARQL} SELECT (COUNT(*) AS ?n) {pattern}")))["n"])


def test_the_default_graph_holds_the_named_graphs_and_nothing_else(dataset: Dataset) -> None:
    everywhere = "{ SELECT DISTINCT ?s ?p ?o { GRAPH ?graph { ?s ?p ?o } } }"
    assert _count(dataset, everywhere) == dataset.triples == _count(dataset, "{ ?s ?p ?o }")


@pytest.mark.parametrize("file", SHIPPED, ids=_name)
def test_the_dump_holds_what_the_file_holds(file: DataFile, dataset: Dataset) -> None:
    """Letter by letter: a source's words, numbers and dates come out as they went in."""
    quads = ox.parse(dataset.store.dump(named("nquads", Kind.DATASET)), format=ox.RdfFormat.N_QUADS)
    graph = ox.NamedNode(file.graph)
    dumped = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads if quad.graph_name == graph}
    assert sorted(str(triple) for triple in set(_triples(file)) - dumped)[:5] == []


def test_each_document_and_page_has_its_graph(dataset: Dataset) -> None:
    expected = {GRAPH + key for key in (*SOURCES.values(), *PAGES, "ref", "ontology", "derived")}
    assert expected == set(dataset.graphs)


# Start, end and the days they can mean; no day where the year is open. 2000 and 2012 have a 29 February, 1900 and 2013 have none.
BOUNDS = [
    ("2012", "gYear", "2012-01-01", "2012-12-31"),
    ("1999", "gYear", "1999-01-01", "1999-12-31"),
    ("2000-02", "gYearMonth", "2000-02-01", "2000-02-29"),
    ("1900-02", "gYearMonth", "1900-02-01", "1900-02-28"),
    ("2012-02", "gYearMonth", "2012-02-01", "2012-02-29"),
    ("2013-02", "gYearMonth", "2013-02-01", "2013-02-28"),
    ("2013-01", "gYearMonth", "2013-01-01", "2013-01-31"),
    ("2013-03", "gYearMonth", "2013-03-01", "2013-03-31"),
    ("2013-04", "gYearMonth", "2013-04-01", "2013-04-30"),
    ("2013-05", "gYearMonth", "2013-05-01", "2013-05-31"),
    ("2013-06", "gYearMonth", "2013-06-01", "2013-06-30"),
    ("2013-07", "gYearMonth", "2013-07-01", "2013-07-31"),
    ("2013-08", "gYearMonth", "2013-08-01", "2013-08-31"),
    ("2013-09", "gYearMonth", "2013-09-01", "2013-09-30"),
    ("2013-10", "gYearMonth", "2013-10-01", "2013-10-31"),
    ("2013-11", "gYearMonth", "2013-11-01", "2013-11-30"),
    ("2013-12", "gYearMonth", "2013-12-01", "2013-12-31"),
    ("2012-02-29", "date", "2012-02-29", "2012-02-29"),
    ("--01-24", "gMonthDay", "", ""),
    ("--06", "gMonth", "", ""),
    ("---24", "gDay", "", ""),
    ("2013", "string", "", ""),
]


@pytest.fixture(scope="module")
def bounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The derived days of one phase for each line of BOUNDS, by value and precision."""
    phases = "".join(_phase(number, value, precision) for number, (value, precision, _, _) in enumerate(BOUNDS))
    dated = _with(tmp_path_factory.mktemp("bounds"), phases)
    found = select(
        dated.store,
        f"{_SPARQL} SELECT ?key ?from ?until {{ ?phase <{ID}key> ?key OPTIONAL {{ ?phase pc:earliestStart ?from }}"
        " OPTIONAL { ?phase pc:latestEnd ?until } }",
    )
    assert len(found.rows) == len(BOUNDS)
    assert {term.datatype for row in found.rows for term in row[1:] if term} == {XSD + "date"}
    return {row["key"]: (row["from"], row["until"]) for row in found}


def _phase(number: int, value: str, precision: str) -> str:
    date = f'"{value}"^^xsd:{precision}'
    return f'<{ID}phase/bounds/{number}> <{ID}key> "{value} {precision}" ; pc:start {date} ; pc:end {date} .\n'


@pytest.mark.parametrize(("value", "precision", "first", "last"), BOUNDS)
def test_the_days_that_a_date_can_mean(
    value: str, precision: str, first: str, last: str, bounds: dict[str, tuple[str, str]]
) -> None:
    assert bounds[f"{value} {precision}"] == (first, last)


# ---------------------------------------------------------------- facts of the five documents


Place = tuple[str, int, int]
"""Where a fact stands: the key of its source, and the half-open span of characters."""


@dataclass(frozen=True)
class Fact:
    """A fact found by reading: what kind it is, where it stands, in what words, and what it means."""

    kind: str
    place: Place
    words: str
    value: Any


def _documents() -> list[dict[str, Any]]:
    """The documents as they were read, from the folder that PARTNERCITIES_FACTS names; without it, the test is skipped."""
    folder = os.environ.get("PARTNERCITIES_FACTS")
    if not folder:
        pytest.skip("PARTNERCITIES_FACTS does not name the folder of facts")
    import yaml

    documents: list[dict[str, Any]] = yaml.safe_load((Path(folder) / "seeds.yaml").read_text(encoding="utf-8"))[
        "documents"
    ]
    return documents


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    """All facts of the five documents."""
    return [_fact(SOURCES[document["id"]], fact) for document in _documents() for fact in document["facts"]]


def _fact(source: str, fact: dict[str, Any]) -> Fact:
    start, end = fact["span"]
    return Fact(fact["property"], (source, start, end), fact["quote"], fact["value"])


def _at_places(rows: Rows, pattern: str, *columns: str) -> list[tuple[Place, tuple[str, ...]]]:
    """What the graph of each source says at each place: the columns of a pattern about ?claim or ?evidence."""
    found = []
    for key in SOURCES.values():
        table = rows(f"""SELECT DISTINCT ?from ?until {" ".join("?" + column for column in columns)} {{
            GRAPH <../graph/{key}> {{ ?claim pc:evidence ?evidence . ?evidence oa:hasSource <source/{key}> ; oa:hasSelector ?selector .
            ?selector oa:start ?from ; oa:end ?until }} {pattern} }}""")
        found += [
            ((key, int(row["from"]), int(row["until"])), tuple(row[column] for column in columns)) for row in table
        ]
    return found


@pytest.fixture(scope="module")
def digests(rows: Rows) -> dict[Place, set[str]]:
    """The digests of the evidence at each place."""
    found: dict[Place, set[str]] = {}
    for place, (digest,) in _at_places(rows, "?evidence pc:textDigest ?digest", "digest"):
        found.setdefault(place, set()).add(digest)
    return found


@pytest.fixture(scope="module")
def not_carried(root: Path) -> set[tuple[str, Place]]:
    """The table of docs/not-carried.md about the five documents: kind of fact and place."""
    text, rest, _ = (root / "docs" / "not-carried.md").read_text(encoding="utf-8").partition("\n## Of the public pages")
    assert rest
    lines = re.findall(r"(?m)^\| ([\w-]+) \| .*\(`(\w+)`\) \| (\d+)–(\d+) \| .+ \|$", text)
    assert len(lines) == len(re.findall(r"(?m)^\| ", text)) - 1  # every line but the heading is understood
    return {(kind, (source, int(start), int(end))) for source, kind, start, end in lines}


def test_every_fact_is_carried_or_listed_as_not_carried(
    facts: list[Fact], digests: dict[Place, set[str]], not_carried: set[tuple[str, Place]]
) -> None:
    assert len(facts) == 149
    assert {(fact.kind, fact.place) for fact in facts if fact.place not in digests} == not_carried


def test_what_is_listed_as_not_carried_is_not_carried(
    digests: dict[Place, set[str]], not_carried: set[tuple[str, Place]]
) -> None:
    assert len(not_carried) == 3
    assert [place for _, place in not_carried if place in digests] == []


def test_a_digest_is_that_of_the_words_at_its_place(facts: list[Fact], digests: dict[Place, set[str]]) -> None:
    carried = [fact for fact in facts if fact.place in digests]
    assert [fact for fact in carried if digests[fact.place] != {_digest(fact.words)}] == []


def _digest(words: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", words).replace("\u00a0", " ").encode()).hexdigest()


def test_a_document_is_the_file_that_was_read(rows: Rows) -> None:
    read = {
        (f"{ID}source/{SOURCES[document['id']]}", document["file"], document["sha256"]) for document in _documents()
    }
    found = rows("SELECT ?source ?file ?digest { ?source dcterms:identifier ?file ; pc:fileDigest ?digest }")
    assert read <= {(row["source"], row["file"], row["digest"]) for row in found}


ROLES = {"lead_partner": "lead", "partner": "partner", "study_city": "studied"}


def test_the_cities_of_the_documents_have_their_name_country_and_role(facts: list[Fact], rows: Rows) -> None:
    pattern = """?claim pc:city ?city ; pc:role ?role . ?city skos:prefLabel ?name ; pc:country/skos:notation ?country
        FILTER(LANG(?name) = "en")"""
    shown: dict[tuple[Place, str, str], list[str]] = {}
    for place, (name, country, role) in _at_places(rows, pattern, "name", "country", "role"):
        shown.setdefault((place, country, role.removeprefix(ID + "role/")), []).append(name)
    cities = [fact for fact in facts if fact.kind in ROLES and "city_en" in fact.value]
    assert len(cities) == 9 + 3 + 11 + 7 - 1
    for fact in cities:
        # NLAO calls its partners observatories. A party that stands for two cities joins their names by a hyphen.
        role = "local-authority-observatory" if fact.place[0] == "nlao-page" else ROLES[fact.kind]
        assert "-".join(sorted(shown[fact.place, fact.value["country"], role])) == fact.value["city_en"]


def test_the_counts_of_the_documents_have_their_number(facts: list[Fact], rows: Rows) -> None:
    shown = set(_at_places(rows, "?claim a pc:StatedCount ; pc:number ?number", "number"))
    counts = [fact for fact in facts if fact.kind.startswith("count_")]
    assert len(counts) == 11
    assert [fact for fact in counts if (fact.place, (str(fact.value),)) not in shown] == []


def test_the_periods_of_the_documents_have_their_start_and_end(facts: list[Fact], rows: Rows) -> None:
    shown = _at_places(rows, "?claim a pc:Phase ; pc:start ?start ; pc:end ?end", "start", "end")
    periods = [fact for fact in facts if fact.kind == "period"]
    assert len(periods) == 4
    assert [fact for fact in periods if (fact.place, (fact.value["start"], fact.value["end"])) not in shown] == []


# ---------------------------------------------------------------- facts of public pages

SAME_PAGE = {
    (
        "NLAO",
        "framework_agreement",
    ): "https://www.sofia.bg/w/proekt-mreza-ot-observatorii-za-aktivno-vklucvane-po-programa-progress-"
    "na-evropejskata-komisia-ek-2010-2013-po-partn-orstvo-goradove-za-aktivno-vklucv",
    (
        "integro_platform",
        "page",
    ): "https://integrobg.org/%D0%BF%D1%80%D0%BE%D0%B5%D0%BA%D1%82-%D0%BF%D0%BB%D0%B0%D1%82%D1%84%D0%BE%D1%80"
    "%D0%BC%D0%B0-%D0%B7%D0%B0-%D0%B3%D0%B5%D0%BD%D0%B5%D1%80%D0%B8%D1%80%D0%B0%D0%BD%D0%B5-%D0%BD%D0%B0-%D0%BF%D0%BE/",
    (
        "CoNet",
        "programme_cci",
    ): "http://www.docstoc.com/docs/87313482/The-Urban-Development-Network-Programme-URBACT-II-FINAL",
    ("CITICESS", "end_alternative"): "https://aarhus.dk/demokrati/projekter-og-samarbejder/samarbejde-i-civilsamfundet/"
    "citicess-citizen-centered-social-services",
}
"""Facts whose address is given as "the same page"."""

OF_PAGES_NOT_CARRIED = {
    ("CONNECTION", "cop3"),
    ("integro_platform", "ergo_countries"),
    ("integro_platform", "ergo_merger"),
    ("CITICESS", "model_project"),
    ("CITICESS", "programme_budget"),
}
"""Facts of pages that are no source of the graph; docs/not-carried.md gives the reasons."""


def test_every_page_of_the_verified_facts_is_a_source_or_listed(rows: Rows) -> None:
    folder = os.environ.get("PARTNERCITIES_FACTS")
    if not folder:
        pytest.skip("PARTNERCITIES_FACTS does not name the folder of facts")
    import yaml

    projects = yaml.safe_load((Path(folder) / "verified.yaml").read_text(encoding="utf-8"))["projects"]
    facts = {
        (project["id"], fact["property"]): SAME_PAGE.get((project["id"], fact["property"]), fact.get("url"))
        for project in projects
        for fact in project["facts"]
        if fact["confidence"] in ("high", "medium")
    }
    sources = {row["address"] for row in rows("SELECT ?address { ?source dcterms:source ?address }")}
    assert len(facts) > 40
    assert {name for name, address in facts.items() if address not in sources} == OF_PAGES_NOT_CARRIED


# What is said, and the key of the page that says it: verified.yaml, confidence high and medium.
VERIFIED = [
    ("<phase/nlao/0/{page}> pc:start ?a ; pc:end ?b", "eurocities-eu-eurocities-activities-projects-cities-f-17ba75", "2009-03 2010-08"),
    ("<count/nlao/cities> pc:number ?a", "sofia-bg-w-proekt-mreza-ot-observatorii-za-aktivno-vk-e6597b", "10"),
    ("<phase/nlao/2/{page}> pc:start ?a ; pc:end ?b", "sofia-bg-w-proekt-mreza-ot-observatorii-za-aktivno-vk-e6597b", "2011 2013"),
    ("<phase/connection/1/{page}> pc:start ?a ; pc:end ?b", "eurocities-eu-projects-connection", "2020 2022"),
    ("<count/connection/core-cities> pc:number ?a", "integratingcities-eu-integrating-cities-projects-connection", "14"),
    ("<count/connection/fellow-cities> pc:number ?a", "integratingcities-eu-integrating-cities-projects-connection", "8"),
    ("<event/connection/final-conference> pc:start ?a", "migrationwork-org-news-category-connection-connecting-c0e081", "2022-11"),
    ("<network/ergo> pc:start ?a", "ergonetwork-org-about-us", "2008"),
    ("<organisation/integro> pc:start ?a", "integrobg-org-3a5403", "2002"),
    ("<event/conet/meeting-alba-iulia> pc:start ?a ; pc:end ?b", "cesie-org-en-s-conet", "2010-05-27 2010-05-28"),
    ("<programme/urbact-2> dcterms:identifier ?a", "docstoc-com-docs-87313482-the-urban-development-netwo-850825", "2007 CB 163 PO 048"),
    ("<count/citicess/partners> pc:number ?a", "sofia-da-eu-en-news-3350-collaborative-synergies-fost-f74521", "8"),
    ("<phase/citicess/1/{page}> pc:start ?a ; pc:end ?b", "sofia-bg-bf0d4c", "2023-03-01 2027-05-31"),
    ("<phase/citicess/1/{page}> pc:start ?a ; pc:end ?b", "aarhus-dk-demokrati-projekter-og-samarbejder-samarbej-362a08", "2023-03-01 2027-02-28"),
    ("<phase/citicess/1/{page}> pc:end ?a", "catedrapoliticassociales-unizar-es-proyecto-citicess", "2027-05"),
    ("<funding/citicess/sofia/grant> pc:amount ?a", "sofia-bg-bf0d4c", "291669"),
    ("<funding/citicess/sofia/own-contribution> pc:amount ?a", "sofia-bg-bf0d4c", "15351"),
    ("<funding/citicess/sofia/budget> pc:amount ?a", "sofia-bg-bf0d4c", "307020"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "page", "value"), VERIFIED, ids=[f"{case[1][:30]} {case[2]}" for case in VERIFIED])
def test_a_verified_fact_stands_in_the_graph_of_its_page(pattern: str, page: str, value: str, rows: Rows) -> None:
    found = rows(f"SELECT * {{ GRAPH <../graph/{page}> {{ {pattern.format(page=page)} }} }}")
    assert [" ".join(row[name] for name in sorted(row)) for row in found] == [value]
