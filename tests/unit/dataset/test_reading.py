"""Texts of RDF: what is no text of ours is refused with its place, and nothing grows or is fetched while it is read."""

import time

import pyoxigraph as ox
import pytest

from partnercities.dataset.reading import quads
from partnercities.problems import BadData, Place

TURTLE, XML, JSON = ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


def refused(text: bytes, format: ox.RdfFormat) -> BadData:
    with pytest.raises(BadData) as problem:
        list(quads(text, format, "", "data"))
    return problem.value


def test_a_byte_order_mark_is_no_part_of_a_text():
    assert len(list(quads(b"\xef\xbb\xbf<x:a> <x:b> 1 .", TURTLE, "", ""))) == 1


@pytest.mark.parametrize(
    ("text", "format", "words", "place"),
    [
        ('<x:a> <x:b> 1 .\n<x:a> <x:b> "é" .'.encode("latin-1"), TURTLE, "byte 29 (0xE9)", Place(2, 14, "data")),
        ("<x:a> <x:b> 1 .".encode("utf-16"), TURTLE, "byte 0 (0xFF)", Place(1, 1, "data")),
        (RDF.encode("utf-16"), XML, "byte 0 (0xFF)", Place(1, 1, "data")),
        ('{"@id": "x:a"}'.encode("utf-16-be") + b"\xff", JSON, "not UTF-8", None),
    ],
    ids=["latin-1", "utf-16", "xml in utf-16", "json in utf-16"],
)
def test_a_text_that_is_not_utf_8_says_at_which_byte(text: bytes, format, words: str, place: Place | None):
    problem = refused(text, format)
    assert words in problem.detail
    assert place in (None, problem.place)


@pytest.mark.parametrize(
    "before",
    ["", '<?xml version="1.0"?>\n', "<!-- one --><!-- <!two> -->\n", "\ufeff", "<?a b?> <?c?>"],
)
@pytest.mark.parametrize("entities", ['<!ENTITY a "aa"><!ENTITY b "&a;&a;">', '<!ENTITY e SYSTEM "file:///etc/passwd">', ""])  # fmt: skip
def test_a_doctype_is_refused_whatever_stands_before_it(before: str, entities: str):
    problem = refused(f"{before}<!DOCTYPE rdf:RDF [{entities}]>{RDF}".encode(), XML)
    assert "DOCTYPE is not accepted" in problem.detail
    assert problem.place
    assert problem.place.line == 1 + before.count("\n")


def test_the_word_doctype_in_a_comment_or_a_value_declares_nothing():
    text = RDF.replace("/>", "><!-- <!DOCTYPE x> --></rdf:RDF>")
    assert list(quads(f"<!-- <!DOCTYPE x> -->{text}".encode(), XML, "", "")) == []


def test_a_long_beginning_is_read_once():
    began = time.process_time()
    refused(b"<!-- -->" * 200_000 + b"<!-- " * 200_000, XML)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"@context": "http://e.example/c", "a": 1}', "http://e.example/c,"),
        ('{"@context": ["file:///etc/passwd"], "a": 1}', "file:///etc/passwd,"),
        ('{"@context": {"@import": "http://e.example/c"}}', "http://e.example/c,"),
        ('{"@context": [{}, "http://e.example/c"]}', "a context that lies elsewhere"),
    ],
)
def test_a_context_that_lies_elsewhere_is_named_and_not_fetched(text: str, named: str):
    problem = refused(text.encode(), JSON)
    assert named in problem.detail
    assert "nothing is fetched" in problem.detail
