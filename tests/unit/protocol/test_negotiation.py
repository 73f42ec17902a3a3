"""Negotiation: what real clients send in Accept, and the format that each of them gets (RFC 9110, section 12.5.1)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnercities.problems import NotAcceptable
from partnercities.protocol.formats import Kind, of_kind
from partnercities.protocol.negotiation import Range, choose, parse, prefers_html, quality

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/png,image/svg+xml,*/*;q=0.8"
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JQUERY = "application/json, text/javascript, */*; q=0.01"
R_HTTR = "application/json, text/xml, application/xml, */*"
WRAPPER_JSON = "application/sparql-results+json,application/json,text/javascript,application/javascript"
WRAPPER_XML = "application/sparql-results+xml"
WRAPPER_TURTLE = "application/turtle,text/turtle"
WRAPPER_N3 = "application/turtle,text/turtle,text/rdf+n3,application/n-triples,application/n3,text/n3"
WRAPPER_JSONLD = "application/ld+json,application/x-json+ld"
RDFLIB_STORE = "application/sparql-results+xml, application/rdf+xml"
RDFLIB_PARSE = "application/n-triples, text/plain;q=0.9, text/turtle;q=0.8, application/rdf+xml;q=0.5, */*;q=0.1"
JENA_SELECT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
    "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1"
)
JENA_GRAPH = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
YASGUI = "application/sparql-results+json,*/*;q=0.9"
PROTEGE = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"

ROWS = [
    # Who sends it, what it says, what is sent back.
    ("nobody", None, "json"),
    ("an empty header", "", "json"),
    ("blanks", "  ", "json"),
    ("anything", "*/*", "json"),
    ("each by its type: json", "application/sparql-results+json", "json"),
    ("each by its type: xml", "application/sparql-results+xml", "xml"),
    ("each by its type: csv", "text/csv", "csv"),
    ("each by its type: tsv", "text/tab-separated-values", "tsv"),
    ("plain json", "application/json", "json"),
    ("plain xml", "application/xml", "xml"),
    ("old xml", "text/xml", "xml"),
    ("a family takes what has its own name there", "text/*", "csv"),
    ("the other family", "application/*", "json"),
    ("capitals", "TEXT/CSV", "csv"),
    ("no blanks", "text/csv;q=0.5,text/tab-separated-values;q=0.6", "tsv"),
    ("many blanks", "  text/csv ; q=0.5 ,  text/tab-separated-values ; q=0.6 ", "tsv"),
    ("a tab", "text/csv\t;\tq=0.5,\ttext/tab-separated-values", "tsv"),
    ("a capital Q", "text/csv;Q=0.1, text/tab-separated-values;Q=0.2", "tsv"),
    ("a tie goes to the order of the table", "text/csv, application/sparql-results+xml", "xml"),
    ("the order of the header means nothing", "text/tab-separated-values, text/csv", "csv"),
    ("three digits", "text/csv;q=0.998, text/tab-separated-values;q=0.999", "tsv"),
    ("one with zeros", "text/csv;q=1.000, text/tab-separated-values;q=0.999", "csv"),
    ("a bare dot", "text/csv;q=0., text/tab-separated-values;q=0.001", "tsv"),
    ("a parameter before q", "text/csv;header=present;q=0.1, text/tab-separated-values;q=0.2", "tsv"),
    ("a parameter after q", "text/csv;q=0.1;header=present, text/tab-separated-values;q=0.2", "tsv"),
    ("a charset", "text/csv;charset=utf-8", "csv"),
    ("a charset of others", "text/csv;charset=iso-8859-1", "csv"),
    ("a version", "application/sparql-results+xml;version=1.1", "xml"),
    (
        "the specific one counts, not the wide one",
        "text/*;q=0.9, text/csv;q=0.1, text/tab-separated-values;q=0.2",
        "tsv",
    ),
    ("the specific one counts even if it is worse", "*/*, application/sparql-results+json;q=0.1", "xml"),
    ("not json", "application/sparql-results+json;q=0, */*", "xml"),
    ("a whole family refused", "application/*;q=0, */*;q=0.1", "csv"),
    ("a family refused but for one", "application/*;q=0, application/sparql-results+xml;q=0.2", "xml"),
    ("one of a family refused", "text/*, text/csv;q=0", "tsv"),
    ("others first, ours last", "image/png, audio/*;q=0.9, text/csv;q=0.1", "csv"),
    ("unknown first, anything last", "image/png, */*;q=0.1", "json"),
    ("the better of two names of one format", "application/json;q=0.3, application/sparql-results+xml;q=0.2", "json"),
    ("another name than the canonical one is worth its own weight", "application/json, */*;q=0.1", "json"),
    ("one format twice", "text/csv;q=0.1, text/csv;q=0.9, text/tab-separated-values;q=0.5", "csv"),
    ("several lines joined", "text/html;q=0, text/csv;q=0.2, text/tab-separated-values;q=0.4", "tsv"),
    ("empty parts", ", ,text/csv,, ,", "csv"),
    ("a part that is no type", "csv, text/tab-separated-values", "tsv"),
    ("a wildcard family with a name is no range", "*/csv, text/tab-separated-values", "tsv"),
    ("a lone star of old Java", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"),
    ("a weight above one counts as one", "text/csv;q=7, text/tab-separated-values;q=0.9", "csv"),
    ("a weight in words counts as one", "text/csv;q=high, text/tab-separated-values;q=0.9", "csv"),
    ("Chrome", CHROME, "xml"),
    ("Firefox", FIREFOX, "xml"),
    ("Safari", SAFARI, "xml"),
    ("jQuery", JQUERY, "json"),
    ("R httr", R_HTTR, "json"),
    ("SPARQLWrapper for JSON", WRAPPER_JSON, "json"),
    ("SPARQLWrapper for XML", WRAPPER_XML, "xml"),
    ("SPARQLWrapper for CSV", "text/csv", "csv"),
    ("rdflib's SPARQLStore", RDFLIB_STORE, "xml"),
    ("Jena", JENA_SELECT, "json"),
    ("YASGUI", YASGUI, "json"),
    ("curl", "*/*", "json"),
]
GRAPHS = [
    ("nobody", None, "turtle"),
    ("anything", "*/*", "turtle"),
    ("turtle", "text/turtle", "turtle"),
    ("turtle by its old name", "application/x-turtle", "turtle"),
    ("n-triples", "application/n-triples", "ntriples"),
    ("plain text", "text/plain", "ntriples"),
    ("rdf/xml", "application/rdf+xml", "rdfxml"),
    ("plain xml", "application/xml", "rdfxml"),
    ("old xml", "text/xml", "rdfxml"),
    ("json-ld", "application/ld+json", "jsonld"),
    ("json-ld with a profile", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "jsonld"),
    ("plain json", "application/json", "jsonld"),
    ("the text family", "text/*", "turtle"),
    ("the application family", "application/*", "ntriples"),
    ("plain text is not chosen by its family", "text/*;q=0.5, text/turtle;q=0", None),
    ("jQuery", JQUERY, "jsonld"),
    ("SPARQLWrapper for Turtle", WRAPPER_TURTLE, "turtle"),
    ("SPARQLWrapper for N3", WRAPPER_N3, "turtle"),
    ("SPARQLWrapper for JSON-LD", WRAPPER_JSONLD, "jsonld"),
    ("rdflib's SPARQLStore", RDFLIB_STORE, "rdfxml"),
    ("rdflib's Graph.parse", RDFLIB_PARSE, "ntriples"),
    ("Jena", JENA_GRAPH, "turtle"),
    ("Protégé", PROTEGE, "rdfxml"),
]


@pytest.mark.parametrize(("accept", "name"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("kind", [Kind.BINDINGS, Kind.BOOLEAN])
def test_rows_and_yes_or_no_come_as_the_caller_likes_them(accept: str | None, name: str, kind: Kind):
    assert choose(accept, kind).name == name


@pytest.mark.parametrize(("accept", "name"), [row[1:] for row in GRAPHS], ids=[row[0] for row in GRAPHS])
def test_graphs_come_as_the_caller_likes_them(accept: str | None, name: str | None):
    if name is None:
        with pytest.raises(NotAcceptable):
            choose(accept, Kind.GRAPH)
    else:
        assert choose(accept, Kind.GRAPH).name == name


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("image/png", Kind.BINDINGS),
        ("text/turtle", Kind.BINDINGS),
        ("text/csv", Kind.GRAPH),
        ("text/html", Kind.BINDINGS),
        ("application/sparql-results+json", Kind.GRAPH),
        ("*/*;q=0", Kind.BINDINGS),
        ("text/csv;q=0", Kind.BINDINGS),
        ("text/csv;q=0.000", Kind.BINDINGS),
        ("image/*, audio/*", Kind.GRAPH),
        ("json", Kind.BINDINGS),
        ("text/csvx", Kind.BINDINGS),
        ("text", Kind.BINDINGS),
    ],
)
def test_406_lists_what_exists(accept: str, kind: Kind):
    with pytest.raises(NotAcceptable) as caught:
        choose(accept, kind)
    assert repr(accept) in caught.value.detail
    assert kind.value in caught.value.detail
    assert all(format.media_type in caught.value.hint for format in of_kind(kind))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", ()),
        (",;,", ()),
        ("a/b", (Range("a/b", 1.0),)),
        ("a/b;q=0.5", (Range("a/b", 0.5),)),
        ("A/B;Q=0.25 , */* ;q=0", (Range("a/b", 0.25), Range("*/*", 0.0))),
        ("a/b;x=1;q=0.1;y=2", (Range("a/b", 0.1),)),
        ("*/b, */, /b, a/, a/b/c, a b/c", ()),
        ("a/*", (Range("a/*", 1.0),)),
        ("application/vnd.x+json;q=1.", (Range("application/vnd.x+json", 1.0),)),
    ],
)
def test_a_header_is_read_as_ranges_with_weights(accept: str, expected: tuple[Range, ...]):
    assert parse(accept) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ('a/b;profile="x,y";q=0.5', (Range("a/b", 0.5),)),
        ('a/b;profile="x;q=0.1", c/d;q=0.5', (Range("a/b", 1.0), Range("c/d", 0.5))),
        ('a/b;profile="say \\", c/d", e/f', (Range("a/b", 1.0), Range("e/f", 1.0))),
    ],
)
def test_marks_inside_quotes_do_not_divide(accept: str, expected: tuple[Range, ...]):
    assert parse(accept) == expected


@pytest.mark.parametrize(
    ("accept", "media_type", "expected"),
    [
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/html", 0.7),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "text/plain", 0.3),
        ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", "image/jpeg", 0.5),
        ("text/*;q=0.3", "image/jpeg", 0.0),
        ("text/*", "textual/x", 0.0),
    ],
)
def test_the_most_specific_range_decides(accept: str, media_type: str, expected: float):
    assert quality(parse(accept), media_type) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (CHROME, True),
        (FIREFOX, True),
        (SAFARI, True),
        ("text/html", True),
        ("TEXT/HTML", True),
        ("text/html, text/turtle", True),
        ("text/html;q=0.9, text/turtle;q=0.9", True),
        ("text/html, */*;q=0.1", True),
        ("text/html;q=0.5, text/turtle", False),
        ("text/html;q=0", False),
        ("text/turtle;q=0.9, text/html;q=0.8", False),
        ("text/*", False),
        ("*/*", False),
        (None, False),
        ("", False),
        (JQUERY, False),
        (R_HTTR, False),
        (WRAPPER_JSON, False),
        (RDFLIB_STORE, False),
        (PROTEGE, False),
    ],
)
def test_a_browser_is_known_by_what_it_likes_best(accept: str | None, expected: bool):
    assert prefers_html(accept) is expected


MEDIA = st.sampled_from(
    ["text/csv", "text/turtle", "application/json", "text/*", "*/*", "image/png", "text/html", "", "x", "a/b/c"]
)
PARTS = st.builds(
    "{}{}q={}".format, MEDIA, st.sampled_from([";", " ; ", ";a=b;", ";;", ""]), st.sampled_from(["0", "1", "0.5", "x"])
)
HEADERS = st.one_of(st.text(), st.lists(PARTS, max_size=6).map(",".join), st.text(alphabet='*/;,q=01. "a', max_size=30))


@given(HEADERS)
@example("*")
@example(";")
@example("\x00")
def test_parsing_never_fails(accept: str):
    assert all(0 <= item.weight <= 1 and "/" in item.pattern for item in parse(accept))
    assert prefers_html(accept) in (True, False)


@given(HEADERS, st.sampled_from(Kind))
def test_choosing_gives_a_format_of_the_kind_or_says_that_there_is_none(accept: str, kind: Kind):
    chosen, problem = None, None
    try:
        chosen = choose(accept, kind)
    except NotAcceptable as caught:
        problem = caught
    assert kind in chosen.kinds if chosen else problem and problem.hint


@given(st.lists(PARTS, max_size=5), st.sampled_from(Kind))
def test_what_anybody_accepts_is_never_406(parts: list[str], kind: Kind):
    assert (
        kind
        in choose(",".join([*(part for part in parts if "*" not in part and "q=0" not in part), "*/*"]), kind).kinds
    )
