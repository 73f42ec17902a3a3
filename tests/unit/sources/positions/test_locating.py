"""Where statements stand: the nearest place that the text has, in every format, whatever the text."""

import time

import pytest

from partnercities.sources.positions import READERS, Spot, Statement, locate, ranked
from partnercities.sources.positions.spots import Lines, decode

BASE = "http://example.org/data/file"
TURTLE = """\ufeff# Проекти
@prefix : <http://example.org/> .
:a :title "Градове"@bg ,
    "Cities" ; :start "not-a-date"^^:date .\r
:b :knows :a , [ :title "nested" ; :knows _:x ] ;
  :list ( 1 [ :title "in a list" ] ) .
_:x :title "labelled" . [] :title "alone" . [] :title "alone too" .
:a :knows :c , "c" .
"""


def at(text: str, suffix: str, *statement: str, triples=()) -> str:
    """What stands where a statement is found; nothing if it is not."""
    wanted = Statement(*statement)
    spot = locate(text.encode(), suffix, [wanted], BASE, triples).get(wanted)
    if spot is None:
        return ""
    characters = decode(text.encode())
    span = Lines(characters).span(spot)
    return characters[span.start : span.end]


@pytest.mark.parametrize(
    ("statement", "spot"),
    [
        (("a", "title", '"Cities"'), (4, 5, 4, 13)),
        (("a", "title", '"Градове"@BG'), (3, 11, 3, 23)),
        (("a", "title", '"another"'), (3, 11, 3, 23)),
        (("a", "start", '"not-a-date"^^<http://example.org/date>'), (4, 23, 4, 42)),
        (("a", "end"), (3, 1, 3, 3)),
        (("a",), (3, 1, 3, 3)),
        (("b", "knows", "<http://example.org/a>"), (5, 11, 5, 13)),
        (("c",), (8, 11, 8, 13)),
        (("title",), (3, 4, 3, 10)),
        (("nowhere", "title", '"Cities"'), None),
    ],
)
def test_the_nearest_place_is_found(statement, spot):
    subject, *rest = statement
    predicate = [f"<http://example.org/{rest[0]}>"] if rest else []
    wanted = Statement(f"<http://example.org/{subject}>", *predicate, *rest[1:])
    assert locate(TURTLE.encode(), ".ttl", [wanted]).get(wanted) == (spot and Spot(*spot))


@pytest.mark.parametrize(
    ("statement", "distance"),
    [
        (("<http://example.org/a>", "<http://example.org/title>", '"Cities"'), 0),
        (("<http://example.org/a>", "<http://example.org/title>", '"other"'), 1),
        (("<http://example.org/a>", "<http://example.org/title>"), 1),
        (("<http://example.org/a>", "<http://example.org/missing>"), 2),
        (("<http://example.org/a>",), 2),
        (("<http://example.org/c>", "<http://example.org/missing>"), 3),
    ],
)
def test_of_several_texts_the_nearest_place_can_be_chosen(statement, distance):
    (found,) = ranked(TURTLE.encode(), "ttl", [Statement(*statement)]).values()
    assert found.distance == distance


def test_a_literal_in_focus_is_where_it_is_mentioned():
    assert at(TURTLE, "ttl", '"c"') == '"c"'


def test_nodes_without_names_are_found_by_what_the_parser_made_of_them(parsed):
    triples = parsed(TURTLE.encode(), "ttl")
    for subject, predicate, object in triples:
        if subject.startswith("_:") and predicate.endswith("/title>"):
            assert at(TURTLE, "ttl", subject, predicate, object, triples=triples) == object
            missing = at(TURTLE, "ttl", subject, "<http://example.org/missing>", triples=triples)
            assert missing[0] in "[_"
            assert missing in ("_:x", "[]") or object in missing


def test_a_node_of_which_nothing_is_said_is_found_where_it_stands(parsed):
    text = "@prefix : <http://example.org/> .\n:a :p 1 , [ ] ; :q ( [] [ :r [] ] ) ."
    triples = parsed(text.encode(), "ttl")
    silent = {object for *_, object in triples if object.startswith("_:")} - {subject for subject, *_ in triples}
    assert sorted(at(text, "ttl", node, triples=triples) for node in silent) == ["[ ]", "[]", "[]"]


def test_of_nodes_that_say_the_same_the_order_decides(parsed):
    text = ":a :p [ :q 1 ] , [ :q 1 ] . [ :q 2 ] :r 1 . [ :q 2 ] :r 1 ."
    text = f"@prefix : <http://example.org/> .\n{text}"
    triples = parsed(text.encode(), "ttl")
    nodes = list(dict.fromkeys(subject for subject, predicate, _ in triples if predicate.endswith("/q>")))
    found = locate(text.encode(), "ttl", [Statement(node) for node in nodes], BASE, triples)
    assert [found[Statement(node)].column for node in nodes] == [7, 18, 29, 45]


def test_a_name_means_itself_where_no_parser_is_asked():
    assert at(TURTLE, "ttl", "_:x", "<http://example.org/title>") == '"labelled"'


def test_what_the_parser_made_is_read_only_for_nodes_without_names():
    triples = iter([("_:a", "<a:p>", "_:b")])
    assert at(TURTLE, "ttl", "<http://example.org/a>", triples=triples) == ":a"
    assert list(triples)


def test_a_text_of_another_kind_has_no_spots():
    assert not locate(b"a,b", "csv", [Statement("<a:a>")])
    assert not locate(TURTLE.encode(), "ttl", [])


DEEP = 5_000
HOSTILE = {
    "open brackets": ("ttl", "<a:s> <a:p> " + "[" * DEEP),
    "nested nodes": ("ttl", "<a:s> <a:p> " + "[ <a:q> " * DEEP + "1" + "]" * DEEP + "."),
    "nested lists": ("ttl", "<a:s> <a:p> " + "(" * DEEP + ")" * DEEP + "."),
    "unclosed strings": ("ttl", "<a:s> <a:p> 'abc\n" * DEEP),
    "unclosed long string": ("ttl", "<a:s> <a:p> '''abc \" '" * DEEP),
    "open angles": ("ttl", "<a:s> <a:p> " + "<" * DEEP),
    "only stops": ("ttl", ":a" + "." * DEEP),
    "backslashes": ("ttl", "<a:s> <a:p> " + "\\" * DEEP),
    "white space": ("ttl", "<a:s> <a:p> 1" + " " * DEEP * 10),
    "annotations": ("ttl", "<a:s> <a:p> 1" + "{| <a:q> 1 " * DEEP),
    "closing brackets": ("trig", "]) >> )>> |} }" * DEEP),
    "circles of nodes": ("nt", "".join(f"_:n{n} <a:p> _:n{(n + 1) % DEEP} .\n" for n in range(DEEP))),
    "half characters": ("ttl", '<a:s> <a:p> "\\uD800", <\\uD800\\U00110000> .'),
    "arrays": ("jsonld", '{"@id":"a:s","a:p":' + "[" * DEEP),
    "lists of lists": ("jsonld", '{"@id":"a:s","a:p":{"@list":' + "[" * DEEP + "]" * DEEP + "}}"),
    "objects": ("jsonld", '{"@id":"a:s","a:p":' * DEEP),
    "nests": ("jsonld", '{"@id":"a:s","@nest":' + '{"@nest":' * DEEP + "1" + "}" * DEEP + "}"),
    "contexts": ("jsonld", '{"@context":' * DEEP),
    "terms on each other": ("jsonld", '{"@context":{"a":"b:","b":"a:"},"@id":"a:s","a:p":1}'),
    "numbers": ("jsonld", '{"@id":"a:s","a:p":[1e999999999,NaN,-,' + "9" * DEEP + "]}"),
    "half a character": ("jsonld", '{"@id":"a:s","a:p":"\\ud800"}'),
    "elements": ("rdf", "<a>" * DEEP),
    "entities": ("rdf", '<!DOCTYPE a [<!ENTITY b "xx">]><a xmlns="a:">&b;</a>'),
    "no XML": ("rdf", "<" * DEEP),
    "no text": ("ttl", ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_makes_it_fail_or_hang(name):
    suffix, text = HOSTILE[name]
    wanted = [Statement("<a:s>", "<a:p>", '"1"'), Statement("_:n1", "<a:p>"), Statement("<a:nowhere>")]
    begun = time.process_time()
    locate(text.encode(), suffix, wanted, BASE, [("_:n1", "<a:p>", "_:n2")])
    locate(text.encode(), suffix, wanted[:1], BASE)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("suffix", READERS)
def test_bytes_that_are_no_text_have_no_spots(suffix):
    assert not locate(bytes(range(256)) * 20, suffix, [Statement("<a:s>")], BASE)
