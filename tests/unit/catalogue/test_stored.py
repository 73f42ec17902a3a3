"""Stored queries: heads are read or refused in words, and values reach the VALUES blocks and nothing else."""

from pathlib import Path

import pytest

from partnercities.catalogue.stored import StoredQuery, load, parse
from partnercities.problems import BadParameter, BadQuery, BadRequest
from partnercities.protocol.formats import Kind

HEAD = """#+ id: some-query
#+ title: {en: A title, bg: Заглавие}
#+ description:
#+   en: >-
#+     Two
#+     lines.
#+   bg: Описание
#+ tags: [one, two]
#+ params:
#+   min: {type: integer, label: {en: At least, bg: Поне}}
#+   cityKey: {type: thing, many: true}
#+ columns: [x, y]
#+ expect:
#+   - {rows: 1}
"""
BODY = """PREFIX e: <http://e.example/>
SELECT ?x ?y WHERE {
  VALUES ?min { 2 }  # VALUES ?min { 3 }
  VALUES ?cityKey { UNDEF }
  ?x e:p "VALUES ?min { 4 }", '''VALUES ?cityKey { UNDEF }''', <http://e.example/{}> .
  { SELECT ?y { values ?min{2} VALUES ?other { 5 } } }
}
ORDER BY ?x
"""
SIMPLE = "#+ id: a\n#+ title: {en: A}\n#+ description: {en: A}\n"


@pytest.fixture
def query() -> StoredQuery:
    return parse(HEAD + BODY, "some-query.rq")


def test_a_head_is_read(query: StoredQuery):
    assert query.id == "some-query"
    assert query.title == {"en": "A title", "bg": "Заглавие"}
    assert query.description["en"] == "Two lines."
    assert query.tags == ("one", "two")
    assert query.columns == ("x", "y")
    assert query.expect == ({"rows": 1},)
    assert query.kind is Kind.BINDINGS
    assert [(item.name, item.type, item.many) for item in query.parameters] == [
        ("min", "integer", False),
        ("cityKey", "thing", True),
    ]
    assert query.parameters[0].label == {"en": "At least", "bg": "Поне"}


def test_the_body_is_the_text_without_its_head(query: StoredQuery):
    assert query.body == BODY


@pytest.mark.parametrize("values", [{}, {"min": []}, {"min": [""]}, {"min": [" ", "\t"], "cityKey": []}])
def test_without_values_the_body_stays_as_it_lies(query: StoredQuery, values):
    assert query.bind(values) == BODY


def test_each_block_of_a_variable_gets_the_value_and_nothing_else_does(query: StoredQuery):
    term = '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    expected = BODY.replace("VALUES ?min { 2 }", f"VALUES ?min {{ {term} }}", 1).replace("?min{2}", f"?min{{ {term} }}")
    assert query.bind({"min": ["7"]}) == expected


def test_several_values_stand_side_by_side(query: StoredQuery):
    bound = query.bind({"city-key": ["city/bg/sofia", "", "urn:x"]})
    assert "VALUES ?cityKey { <https://w3id.org/partnercities/id/city/bg/sofia> <urn:x> }" in bound
    assert bound.count("UNDEF") == BODY.count("UNDEF") - 1


def test_a_value_cannot_open_a_block_of_its_own():
    text = "#+ params: {a: {type: text}, b: {type: text}}\nASK { VALUES ?a { UNDEF } VALUES ?b { UNDEF } }"
    bound = parse(SIMPLE + text, "a.rq").bind({"a": ["VALUES ?b { UNDEF }"], "b": ["x"]})
    assert bound == 'ASK { VALUES ?a { "VALUES ?b { UNDEF }" } VALUES ?b { "x" } }'


def test_an_unknown_parameter_is_refused(query: StoredQuery):
    with pytest.raises(BadParameter, match="There is no parameter 'mim'") as caught:
        query.bind({"mim": ["1"]})
    assert caught.value.hint == "Did you mean min?"


def test_a_wrong_value_is_refused(query: StoredQuery):
    with pytest.raises(BadParameter, match="min is 'many'"):
        query.bind({"min": ["many"]})


def test_a_parameter_given_by_two_of_its_names_is_given_twice():
    query = parse(SIMPLE + "#+ params: {onlyOne: {type: integer}}\nASK { VALUES ?onlyOne { 1 } }", "a.rq")
    with pytest.raises(BadParameter):
        query.bind({"onlyOne": ["2"], "only-one": ["3"]})


@pytest.mark.parametrize(
    ("rows", "defaults"),
    [
        ("2", ("2",)),
        ("-2", ("-2",)),
        ("1.5", ("1.5",)),
        ("UNDEF", ()),
        ("", ()),
        ("true", ("true",)),
        ('"en"', ("en",)),
        ('"София"', ("София",)),
        ("'''en'''", ("en",)),
        (r'"a \"b\""', ('a "b"',)),
        ('"2010-10-15"^^<http://www.w3.org/2001/XMLSchema#date>', ("2010-10-15",)),
        ("<https://w3id.org/partnercities/id/city/bg/sofia>", ("city/bg/sofia",)),
        ("<http://e.example/>", ("http://e.example/",)),
        ("e:x", ("http://e.example/x",)),
        ("<urn:a> <urn:b> # and a comment", ("urn:a", "urn:b")),
    ],
)
def test_the_defaults_are_as_a_person_would_give_them(rows: str, defaults: tuple[str, ...]):
    text = f"#+ params: {{x: {{type: text, many: true}}}}\nPREFIX e: <http://e.example/>\nASK {{ VALUES ?x {{ {rows}\n}} }}"
    assert parse(SIMPLE + text, "a.rq").defaults("x") == defaults


BROKEN = {
    "no head": "ASK {}",
    "empty": "",
    "a head that is no mapping": "#+ just words\nASK {}",
    "a head that is a list": "#+ [a, b]\nASK {}",
    "no YAML": "#+ id: [\nASK {}",
    "no id": "#+ title: {en: A}\n#+ description: {en: A}\nASK {}",
    "no title": "#+ id: a\n#+ description: {en: A}\nASK {}",
    "no description": "#+ id: a\n#+ title: {en: A}\nASK {}",
    "parameters in a list": SIMPLE + "#+ params: [x]\nASK { VALUES ?x { 1 } }",
    "a parameter without a type": SIMPLE + "#+ params: {x: {}}\nASK { VALUES ?x { 1 } }",
    "a parameter that is a word": SIMPLE + "#+ params: {x: integer}\nASK { VALUES ?x { 1 } }",
    "an unknown type": SIMPLE + "#+ params: {x: {type: colour}}\nASK { VALUES ?x { 1 } }",
    "a parameter without a block": SIMPLE + "#+ params: {x: {type: text}}\nASK { VALUES ?y { 1 } }",
    "a block in a comment only": SIMPLE + "#+ params: {x: {type: text}}\nASK {} # VALUES ?x { 1 }",
    "a block of several variables": SIMPLE + "#+ params: {x: {type: text}}\nASK { VALUES (?x) { (1) } }",
    "a block that is never closed": SIMPLE + "#+ params: {x: {type: text}}\nASK { VALUES ?x { 1",
    "columns that are a number": SIMPLE + "#+ columns: 5\nASK {}",
    "a title without languages": "#+ id: a\n#+ title: A\n#+ description: {en: A}\nASK {}",
    "a description without languages": "#+ id: a\n#+ title: {en: A}\n#+ description: A\nASK {}",
    "a label without languages": SIMPLE + "#+ params: {x: {type: text, label: X}}\nASK { VALUES ?x { 1 } }",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_head_is_a_bad_query_that_names_the_file(text: str):
    with pytest.raises(BadQuery, match=r"some\.rq"):
        parse(text, "some.rq")


def test_a_head_of_windows_is_read():
    assert parse((HEAD + BODY).replace("\n", "\r\n"), "some.rq").description["en"] == "Two lines."


def test_a_folder_is_loaded_by_ids_in_the_order_of_its_files(tmp_path: Path):
    for name, id in (("b.rq", "one"), ("a.rq", "two")):
        (tmp_path / name).write_text(SIMPLE.replace("id: a", f"id: {id}") + "ASK {}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no query", encoding="utf-8")
    assert list(load(tmp_path)) == ["two", "one"]


def test_two_queries_of_one_id_are_refused(tmp_path: Path):
    for name in ("a.rq", "b.rq"):
        (tmp_path / name).write_text(SIMPLE + "ASK {}", encoding="utf-8")
    with pytest.raises(BadRequest, match="same id"):
        load(tmp_path)


def test_a_broken_file_of_a_folder_is_named(tmp_path: Path):
    (tmp_path / "broken.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(BadQuery, match=r"broken\.rq"):
        load(tmp_path)
