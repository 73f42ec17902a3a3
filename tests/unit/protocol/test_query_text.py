"""What is known of a query by its tokens: its form, its size and its calls outside, whatever the text."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from partnercities.problems import BadQuery, Place, Problem, Refused, TooLarge
from partnercities.protocol.formats import Kind
from partnercities.protocol.query_text import Limits, guard, kind_of, place_of
from partnercities.protocol.tokens import tokens

FORMS = [
    ("SELECT * {}", Kind.BINDINGS),
    ("select * {}", Kind.BINDINGS),
    ("sElEcT(1 AS ?x){}", Kind.BINDINGS),
    ("SELECT?x{?x ?y ?z}", Kind.BINDINGS),
    ("ASK{}", Kind.BOOLEAN),
    ("aSk WHERE {}", Kind.BOOLEAN),
    ("CONSTRUCT WHERE {}", Kind.GRAPH),
    ("CONSTRUCT{}WHERE{}", Kind.GRAPH),
    ("DESCRIBE <http://e.example/>", Kind.GRAPH),
    ("describe<http://e.example/>", Kind.GRAPH),
    ("PREFIX e: <http://e.example/> ASK {}", Kind.BOOLEAN),
    ("prefix e:<http://e.example/>ASK{}", Kind.BOOLEAN),
    ("PREFIX : <http://e.example/>\nBASE <http://b.example/>\nPREFIX f: <f>\nSELECT * {}", Kind.BINDINGS),
    ('VERSION "1.2" DESCRIBE ?x {}', Kind.GRAPH),
    ("# ASK in a comment\nSELECT * {}", Kind.BINDINGS),
    ("# DELETE\r\n# INSERT\r\nASK {}", Kind.BOOLEAN),
    ("#+ id: select\nASK {}", Kind.BOOLEAN),
    ("PREFIX select: <http://select.example/ask> # CONSTRUCT\nASK {}", Kind.BOOLEAN),
    ("PREFIX ask: <http://e.example/#SELECT> DESCRIBE ask:construct", Kind.GRAPH),
    ("BASE <http://e.example/insert/delete#clear> SELECT * {}", Kind.BINDINGS),
    ("SELECT * { ?s ?p 'ASK', \"CONSTRUCT\", '''DESCRIBE''' }", Kind.BINDINGS),
    ("ASK { { SELECT * {} } }", Kind.BOOLEAN),
    ("CONSTRUCT { ?s ?p ?o } { SELECT * { ?s ?p ?o } }", Kind.GRAPH),
    ("\n\n\t  ASK {}\n", Kind.BOOLEAN),
]


@pytest.mark.parametrize(("text", "kind"), FORMS, ids=[text for text, _ in FORMS])
def test_the_form_of_a_query_says_what_its_answer_is(text: str, kind: Kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("INSERT DATA {}", Place(1, 1)),
        ("delete where {}", Place(1, 1)),
        ("\n  CLEAR ALL", Place(2, 3)),
        ("PREFIX e: <http://e.example/>\nWITH e:g DELETE {} WHERE {}", Place(2, 1)),
        ("# SELECT\nLOAD <http://e.example/>", Place(2, 1)),
        ("BASE <http://e.example/select> DROP ALL", Place(1, 32)),
        ("CREATE GRAPH <g>", Place(1, 1)),
        ("COPY <a> TO <b>", Place(1, 1)),
        ("MOVE <a> TO <b>", Place(1, 1)),
        ("ADD <a> TO <b>", Place(1, 1)),
    ],
)
def test_an_update_is_refused_where_it_begins(text: str, place: Place):
    with pytest.raises(BadQuery, match="update, not a query") as caught:
        kind_of(text)
    assert caught.value.place == place
    assert "SELECT, ASK, CONSTRUCT or DESCRIBE" in caught.value.hint


@pytest.mark.parametrize("text", ["", "   \n\t", "# SELECT * {}", "PREFIX e: <http://e.example/>", "BASE <http://b/>"])
def test_a_text_without_a_form_is_empty(text: str):
    with pytest.raises(BadQuery, match="empty") as caught:
        kind_of(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("SELCT * {}", "SELCT", Place(1, 1)),
        ("  { SELECT * {} }", "{", Place(1, 3)),
        ("WHERE {}", "WHERE", Place(1, 1)),
        ("PREFIX e: <http://e.example/>\n?x ASK {}", "?x", Place(2, 1)),
        ("<!doctype html>", "<", Place(1, 1)),
        ("12", "12", Place(1, 1)),
        ("PREFIX e: <http://e example/> ASK {}", "<", Place(1, 11)),
    ],
)
def test_what_cannot_begin_a_query_is_named_with_its_place(text: str, word: str, place: Place):
    with pytest.raises(BadQuery) as caught:
        kind_of(text)
    assert repr(word) in caught.value.detail
    assert caught.value.place == place


SERVICES = [
    "SELECT * { SERVICE <http://e.example/> {} }",
    "select * { service ?x {} }",
    "SELECT * { SERVICE SILENT <http://e.example/> {} }",
    "ASK{}{}SERVICE<http://e.example/>{}",
    'ASK { ?s ?p "x" . SERVICE ?x {} }',
    "ASK { # a comment\nSERVICE ?x {} }",
    "ASK { ?s ?p 1.SERVICE ?x {} }",
    "ASK { ?s ?p '''it's''' SERVICE ?x {} }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_a_call_of_another_endpoint_is_refused_where_it_stands(text: str):
    with pytest.raises(Refused, match="SERVICE") as caught:
        guard(text, Limits())
    at = text.upper().index("SERVICE")
    assert caught.value.place == place_of(text, at)


# Measured on pyoxigraph 0.5.13: each of these makes the engine call 127.0.0.1.
SMUGGLED = {
    "a keyword runs into a prefixed name": "PREFIX : <http://127.0.0.1/> ASK { SERVICE:x { ?s ?p ?o } }",
    "a keyword follows another without a blank": "ASK { ?s ?p trueSERVICE <http://127.0.0.1/> { ?a ?b ?c } }",
    "a comparison looks like an IRI": (
        'ASK { ?s ?p ?o FILTER(2<1#> """\n || true) SERVICE <http://127.0.0.1/> { ?a ?b ?c } #"""\n}'
    ),
}


@pytest.mark.parametrize("text", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_no_call_of_another_endpoint_is_smuggled_past(text: str):
    with pytest.raises(Problem):
        guard(text, Limits())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE' }",
        'SELECT * { ?s ?p "SERVICE <x> {}" }',
        'SELECT * { ?s ?p """a "" SERVICE <x> {}""" }',
        "SELECT * { ?s ?p '''it's a SERVICE''' }",
        "SELECT * { ?s ?p 'it\\'s a SERVICE' }",
        "SELECT * {} # SERVICE <x> {}",
        "SELECT ?service $SERVICE {}",
        "PREFIX service: <http://e.example/> ASK { ?s service:x ?o }",
        "PREFIX e: <http://e.example/> ASK { ?s e:service e:SERVICE }",
        "ASK { ?s ?p <http://e.example/SERVICE> }",
        "ASK { ?s ?p 'x'@service }",
        "ASK { ?s ?p _:SERVICE }",
    ],
)
def test_the_word_alone_is_no_call(text: str):
    guard(text, Limits())
    assert kind_of(text) in Kind


SMALL = Limits(size=100, nesting=3, operators=5)


@pytest.mark.parametrize(
    "text",
    [
        "ASK {{{ }}}",
        "ASK {} {} {} {}",
        "ASK { (1) [ ] ((2)) }",
        "ASK { ?s ?p '{{{{{{{{' }",
        "ASK { ?s ?p ?o } # {{{{{{{",
        "ASK { ?s ?p <http://e.example/((((> }",
        "ASK { ?s ?p ?o . ?s ?p ?o . ?s ?p ?o . ?s ?p ?o . }",
        "ASK { ?s ?p '.|.|.|.|.|.' }",
        "ASK { VALUES ?x { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 } }",
        "ASK { ?s ?p 1.5, 2.5, 3.5, 4.5, 5.5 }",
        "A" * 100,
        "ж" * 50,
    ],
)
def test_what_is_within_the_limits_passes(text: str):
    assert len(text.encode()) <= SMALL.size
    guard(text, SMALL)


@pytest.mark.parametrize("text", ["A" * 101, "ж" * 51, "ASK {}" + " " * 100, "ASK {} #" + "x" * 100])
def test_what_is_too_long_is_refused_by_its_bytes(text: str):
    with pytest.raises(TooLarge, match="longer than 100 bytes"):
        guard(text, SMALL)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ASK {{{{ }}}}", Place(1, 8)),
        ("ASK {\n((\n[]))}", Place(3, 1)),
        ("ASK { ((( ", Place(1, 9)),
        ("ASK { ?s ?p [[[ ", Place(1, 15)),
    ],
)
def test_what_is_too_deep_is_refused_where_it_gets_so(text: str, place: Place):
    with pytest.raises(TooLarge, match="more than 3 deep") as caught:
        guard(text, SMALL)
    assert caught.value.place == place


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(?a || ?a || ?a || ?a || ?a) }",
        "ASK { FILTER(?a && ?a && ?a && ?a && ?a) }",
        "ASK { FILTER(1 + 1 - 1 * 1 / 1) }",
        "ASK { FILTER(!!!!!?a) }",
        "ASK { ?s <p>/<p>/<p>/<p>/<p>/<p> ?o }",
        "ASK { ?s <p>|<p>|<p>|<p>|<p>|<p> ?o }",
        "ASK { ?s ^<p>/^<p>/^<p> ?o }",
        "ASK { ?s <p>*/<p>+/<p>* ?o }",
        "ASK { ?s ?p 1; ?p 2; ?p 3; ?p 4; ?p 5; ?p 6 }",
        "ASK { ?a ?b ?c . ?a ?b ?c . ?a ?b ?c . ?a ?b ?c . ?a ?b ?c . }",
        "ASK { {} UNION {} union {} Union {} UNION {} UNION {} }",
        "ASK { OPTIONAL{} OPTIONAL{} optional{} OPTIONAL{} OPTIONAL{} }",
        "ASK { MINUS{} FILTER(1) BIND(1 AS ?x) VALUES ?y {} GRAPH ?g {} }",
    ],
)
def test_what_has_too_many_operators_is_refused(text: str):
    with pytest.raises(TooLarge, match="more than 5 operators") as caught:
        guard(text, SMALL)
    assert caught.value.place


# Measured on pyoxigraph 0.5.13 with the stack of a main thread: each of these ends the process.
DEADLY = {
    "nested groups": "ASK " + "{" * 3000 + "}" * 3000,
    "nested groups behind a comparison that looks like an IRI": (
        'ASK { ?s ?p ?a FILTER(?a<1#> """\n) ' + "{" * 3000 + "}" * 3000 + ' #"""\n}'
    ),
    "many objects": "ASK { ?s ?p " + ",".join(map(str, range(30_000))) + " }",
    "a long collection": "ASK { ?s ?p (" + " ".join(map(str, range(30_000))) + ") }",
    "many columns": "SELECT " + " ".join(f"({i} AS ?a{i})" for i in range(3000)) + " {}",
    "many conditions of groups": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING " + "(1)" * 30_000,
    "many groups side by side": "ASK { " + "{ ?a ?b ?c } " * 30_000 + "}",
    "nested triples": "ASK { ?s ?p " + "<<?s ?p " * 30_000 + "?o" + ">>" * 30_000 + " }",
}


@pytest.mark.parametrize("text", DEADLY.values(), ids=DEADLY.keys())
def test_what_an_engine_cannot_bear_does_not_reach_it(text: str):
    with pytest.raises(TooLarge):
        guard(text, Limits())


@pytest.mark.parametrize(
    ("text", "position", "place"),
    [
        ("abc", 0, Place(1, 1)),
        ("abc", 3, Place(1, 4)),
        ("a\nbc", 2, Place(2, 1)),
        ("a\n\nbc", 4, Place(3, 2)),
        ("София\nx", 6, Place(2, 1)),
        ("😀x", 1, Place(1, 2)),
    ],
)
def test_a_position_is_a_line_and_a_column(text: str, position: int, place: Place):
    assert place_of(text, position) == place


KINDS = [
    ("?x $y", ["variable", "variable"]),
    ("<http://e.example/#x> a:b :b a: _:b :", ["iri", "name", "name", "name", "name", "name"]),
    ("""'a' "b" '''c''' \"""d\""" """, ["string"] * 4),
    (r"""'it\'s' "a\\" """, ["string"] * 2),
    ('""" "" """ ""', ["string"] * 2),
    ("'x'@bg-BG 'y'^^<d>", ["string", "tag", "string", "mark", "iri"]),
    ("1 1.5 .5 1e6 1.0E-3", ["number", "number", "mark", "number", "number", "number"]),
    ("a < b", ["word", "mark", "word"]),
    ("a && b || !c", ["word", "mark", "word", "mark", "mark", "word"]),
    ("GROUP_CONCAT(x)", ["word", "mark", "word", "mark"]),
    ("ex:a%20b\\,c град:София", ["name", "name"]),
    ("# all of it", []),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[text for text, _ in KINDS])
def test_tokens_are_of_the_kinds_of_the_grammar(text: str, kinds: list[str]):
    assert [token.kind for token in tokens(text)] == kinds


# A small grammar of whole queries: prologue, form, body; with words of SPARQL in every place where they mean nothing.
PROLOGUES = st.lists(
    st.sampled_from(
        [
            "PREFIX select: <http://e.example/ask#>\n",
            "prefix : <http://e.example/construct>",
            "BASE <http://b.example/describe/>\n",
            "# ASK or SELECT\n",
            "\n \t",
        ]
    ),
    max_size=4,
).map("".join)
PATTERNS = st.lists(
    st.sampled_from(
        [
            '?select ?ask "DESCRIBE {" .',
            "?s ?p 'it\\'s # no comment' .",
            "?s <http://e.example/SELECT#ASK> 1.5 .",
            "# a comment with } and ' in it\n",
            "FILTER(?s < 3 && ?s > 1)",
            'OPTIONAL { ?s a "CONSTRUCT"@en-GB }',
            "{ SELECT * WHERE { ?x ?y ?z } }",
            "VALUES ?v { 'ASK' 1 UNDEF }",
        ]
    ),
    max_size=4,
).map(lambda parts: "{ " + " ".join(parts) + " }")
HEADS = st.sampled_from(
    [
        "SELECT * WHERE",
        "select ?s",
        "SELECT DISTINCT ?s",
        "ASK",
        "ask where",
        "CONSTRUCT { ?s ?p ?o } WHERE",
        "DESCRIBE ?s",
    ]
)
NAMED = {
    "SelectQuery": Kind.BINDINGS,
    "AskQuery": Kind.BOOLEAN,
    "ConstructQuery": Kind.GRAPH,
    "DescribeQuery": Kind.GRAPH,
}


@given(PROLOGUES, HEADS, PATTERNS)
def test_the_form_agrees_with_a_full_parser(prologue: str, head: str, pattern: str):
    text = f"{prologue} {head} {pattern}"
    assert kind_of(text) is NAMED[parseQuery(text)[1].name]
    guard(text, Limits())


TEXTS = st.one_of(st.text(), st.text(alphabet="\"'\\<>{}()[]#\n ?$:@.aSELECT_0", max_size=60))


@given(TEXTS)
@example("\ud800")
@example('"""')
@example("'\\")
def test_tokens_cover_any_text(text: str):
    end = 0
    for token in tokens(text):
        assert re.fullmatch(r"(\s|#[^\r\n]*)*", text[end : token.start])
        assert text[token.start : token.start + len(token.text)] == token.text != ""
        end = token.start + len(token.text)
    assert re.fullmatch(r"(\s|#[^\r\n]*)*", text[end:])


@given(TEXTS)
def test_any_text_has_a_form_or_is_a_bad_query(text: str):
    kind, hint = Kind.DATASET, ""
    try:
        kind = kind_of(text)
    except BadQuery as problem:
        hint = problem.hint
    assert (kind is Kind.DATASET) == bool(hint)


@given(TEXTS)
def test_any_text_passes_the_guard_or_is_refused_by_name(text: str):
    status = 200
    try:
        guard(text, SMALL)
    except Problem as problem:
        status = problem.status
    assert status in (200, 403, 413)


LENGTH = 200_000
NASTY = [
    '"""', '"', "'", '"\\"', "'\\'", "\\", "<", "<<", "(", "{", "#", "#\n", ":", "a.", "a-", "a:", "_", "_:", "?", "@", "@a-",
    '"\n', '"""\\"', "'''\\", '"""a', "'''\"", "1.", "1e", ".", "^^", "<a", "<a>", "é", "𝒳", " ", "\r", "a.b-", '""', '"\\\n',
]  # fmt: skip


@pytest.mark.parametrize("piece", NASTY, ids=ascii)
def test_the_longest_and_nastiest_text_is_read_at_once(within, piece: str):
    text = (piece * LENGTH)[:LENGTH]
    with within(2):
        assert sum(len(token.text) for token in tokens(text)) <= LENGTH


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_open_quote_before_many_escaped_ones_is_read_at_once(within, quote: str):
    text = quote + f"\\{quote}" * (LENGTH // 2)
    with within(2):
        assert sum(len(token.text) for token in tokens(text)) == len(text)


@pytest.mark.parametrize("start", ['"""', "'''", '"', "<", "a", "?", "#"])
def test_one_long_open_token_is_read_at_once(within, start: str):
    with within(2):
        assert next(tokens("x " + start + "ab\\" * (LENGTH // 3))).text == "x"
        assert list(tokens(start + " a" * (LENGTH // 2))) is not None
