"""Parameters of stored queries: each value becomes one term of its type, or is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from partnercities.catalogue.parameters import TYPES, Parameter, find
from partnercities.problems import BadParameter
from partnercities.protocol.tokens import tokens

XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/partnercities/id/"


def parameter(type: str, *, many: bool = False) -> Parameter:
    return Parameter("x", type, {"en": "X"}, many)


RIGHT = [
    ("integer", "2", f'"2"^^<{XSD}integer>'),
    ("integer", " 2 ", f'"2"^^<{XSD}integer>'),
    ("integer", "-7", f'"-7"^^<{XSD}integer>'),
    ("integer", "007", f'"7"^^<{XSD}integer>'),
    ("date", "2010-10-15", f'"2010-10-15"^^<{XSD}date>'),
    ("date", "2012-02-29", f'"2012-02-29"^^<{XSD}date>'),
    ("boolean", "true", f'"true"^^<{XSD}boolean>'),
    ("boolean", "Yes", f'"true"^^<{XSD}boolean>'),
    ("boolean", "1", f'"true"^^<{XSD}boolean>'),
    ("boolean", "on", f'"true"^^<{XSD}boolean>'),
    ("boolean", "FALSE", f'"false"^^<{XSD}boolean>'),
    ("boolean", "no", f'"false"^^<{XSD}boolean>'),
    ("boolean", "0", f'"false"^^<{XSD}boolean>'),
    ("boolean", "off", f'"false"^^<{XSD}boolean>'),
    ("country", "BG", '"BG"'),
    ("country", "bg", '"BG"'),
    ("language", "en", '"en"'),
    ("language", "pt-BR", '"pt-br"'),
    ("language", "BG", '"bg"'),
    ("thing", "city/bg/sofia", f"<{ID}city/bg/sofia>"),
    ("thing", "/city/bg/sofia/", f"<{ID}city/bg/sofia>"),
    ("thing", ID + "city/bg/sofia", f"<{ID}city/bg/sofia>"),
    ("thing", "urn:x", "<urn:x>"),
    ("text", "София", '"София"'),
    ("text", 'say "no"', r'"say \"no\""'),
    ("text", "a\nb\\", r'"a\nb\\"'),
]
WRONG = [
    ("integer", ["two", "1.5", "1e3", "0x10", "2;", "", "2 3", "∞"]),
    ("date", ["2010", "2010-10", "2010-02-30", "15.10.2010", "yesterday", "2010-10-15T00:00:00"]),
    ("boolean", ["maybe", "2", "tru", "да"]),
    ("country", ["B", "BGR", "Bulgaria", "B1", "БГ", "B\nG"]),
    ("language", ["english", "e", "en_GB", "en-", "бг", '"en"']),
    ("thing", ["city bg", "a>b", "urn:a b", "urn:<x>", 'urn:"x"', "a{b}", "", "http://[", ":x"]),
]


@pytest.mark.parametrize(("type", "value", "term"), RIGHT)
def test_a_right_value_becomes_a_term(type: str, value: str, term: str):
    assert parameter(type).rows([value]) == term


@pytest.mark.parametrize(("type", "value"), [(type, value) for type, values in WRONG for value in values])
def test_a_wrong_value_is_refused_in_words(type: str, value: str):
    with pytest.raises(BadParameter) as caught:
        parameter(type).rows([value])
    assert caught.value.detail == f"x is {value.strip()!r}, which is not {TYPES[type][0]}."


def test_each_type_has_right_values_and_all_but_text_have_wrong_ones():
    assert {type for type, _, _ in RIGHT} == set(TYPES)
    assert {type for type, _ in WRONG} == set(TYPES) - {"text"}


ATTACKS = [
    "2 } DELETE",
    '"x" . } #',
    '" } INSERT DATA { <a> <b> "',
    "' } #",
    '""" } #',
    "<http://e.example/> } #",
    "http://e.example/> } SELECT * { <http://e.example/",
    "http://e.example/a b",
    "x\n} SERVICE <http://e.example/> {",
    "\\",
    '\\"',
    "\\u0022 } #",
    "UNDEF",
    "?x",
    "2)",
    "@en",
    "^^xsd:date",
    "\x00",
    "\u2028}",
]


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("attack", ATTACKS, ids=ascii)
def test_an_attack_stays_inside_one_term_or_is_refused(type: str, attack: str):
    try:
        rows = parameter(type).rows([attack])
    except BadParameter:
        assert type != "text"
    else:
        assert_one_term(rows)


@given(st.sampled_from(sorted(TYPES)), st.text())
def test_any_text_stays_inside_one_term_or_is_refused(type: str, text: str):
    try:
        rows = parameter(type).rows([text])
    except BadParameter:
        return
    assert_one_term(rows)


def assert_one_term(rows: str) -> None:
    found = list(tokens(rows))
    assert [token.kind for token in found] in (["iri"], ["string"], ["string", "mark", "iri"])
    assert sum(len(token.text) for token in found) == len(rows)


# rdflib reads \\u0022 before it reads strings, so that one text means something else to it alone.
@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if "\\u" not in attack], ids=ascii)
def test_a_text_survives_a_full_parser(attack: str):
    block = parseQuery(f"SELECT * {{ VALUES ?x {{ {parameter('text').rows([attack])} }} }}")[1]
    values = block.where.part[0]
    assert [str(value.string) for value in values.value] == [attack.strip()]


def test_a_parameter_may_be_given_several_times_only_where_it_says_so():
    assert parameter("integer", many=True).rows(["1", "2"]) == f'"1"^^<{XSD}integer> "2"^^<{XSD}integer>'
    with pytest.raises(BadParameter, match="x is given 2 times") as caught:
        parameter("integer").rows(["1", "2"])
    assert caught.value.hint == "Give it once."


PARAMETERS = [Parameter(name, "text", {}) for name in ("min", "projectsOnly", "country")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("min", "min"),
        ("MIN", "min"),
        ("projectsOnly", "projectsOnly"),
        ("projects-only", "projectsOnly"),
        ("projects_only", "projectsOnly"),
        ("PROJECTS-ONLY", "projectsOnly"),
        ("projectsonly", "projectsOnly"),
    ],
)
def test_a_parameter_is_found_however_its_words_are_joined(name: str, found: str):
    assert find(name, PARAMETERS).name == found


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("contry", "Did you mean country?"),
        ("project-only", "Did you mean projectsOnly?"),
        ("zzz", "There are: min, projectsOnly, country."),
        ("", "There are: min, projectsOnly, country."),
    ],
)
def test_an_unknown_parameter_is_answered_with_a_suggestion(name: str, hint: str):
    with pytest.raises(BadParameter) as caught:
        find(name, PARAMETERS)
    assert repr(name) in caught.value.detail
    assert caught.value.hint == hint


def test_a_query_without_parameters_says_so():
    with pytest.raises(BadParameter) as caught:
        find("min", [])
    assert caught.value.hint == "There are: none."
