"""JSON-LD: statements as the parser reads them, and where they stand."""

import json

import pytest

from partnercities.dataset.build import build
from partnercities.protocol.formats import Kind, named
from partnercities.sources.positions import Statement, locate
from partnercities.sources.positions.spots import Lines

TEXT = """{"@context": [{"@vocab": "http://v/", "ex": "http://ex/", "@language": "en", "@base": "http://base/d/",
  "xsd": "http://www.w3.org/2001/XMLSchema#", "id": "@id", "type": "@type", "none": null, "graph": "@graph",
  "knows": {"@id": "ex:knows", "@type": "@id"}, "kind": {"@id": "ex:kind", "@type": "@vocab"},
  "date": {"@id": "ex:date", "@type": "xsd:date"}, "list": {"@id": "ex:list", "@container": "@list"},
  "label": {"@id": "ex:label", "@container": "@language"}, "bare": {"@id": "ex:bare", "@language": null},
  "parent": {"@reverse": "ex:child"}, "sub": "ex:a/", "idx": {"@id": "ex:idx", "@container": "@index"}}],
 "id": "../a", "type": ["Thing", "ex:Other"], "name": "x \\u00e9 \\"q\\"",
 "knows": ["b", {"id": "ex:c", "name": "C"}, "ex:d", "_:n"], "kind": ["Big", "ex:Small"], "date": "2020-01-01",
 "list": [1, "b", {"@id": "z"}, [2, []], null], "label": {"en": "a", "bg": ["б", "в"], "@none": "n"}, "bare": ["plain"],
 "parent": {"id": "p", "name": "parent"}, "none": "gone", "sub:x": 3, "http://full/prop": true,
 "idx": {"a": "1", "b": {"name": "2"}}, "@reverse": {"ex:made": [{"@id": "maker"}]},
 "v": [{"@value": "t", "@type": "xsd:token"}, {"@value": "l", "@language": "BG"}, {"@value": 5}, {"@set": ["s"]},
  {"@list": []}, {"@value": "d", "@language": "ar", "@direction": "rtl"}],
 "inner": {"@context": {"@vocab": "http://w/", "ex": "http://ex2/"}, "name": "in", "ex:q": "z"},
 "ex:n": [{}, {"@id": "_:n", "ex:m": [1.5, -3, 100, 1e3, 1.0, 1e21, 0.1, -0.0, 12345678901234567890123]}, null]}
"""
OTHERS = [
    '[{"@id":"http://a","http://p":[{"@id":"http://b"}]},{"@id":"http://g","@graph":[{"@id":"http://c","http://p":1}]}]',
    '{"@context":{"a":"b:c","b":"http://x/","c":{"@id":"a"},"d":"@type"},"@graph":[{"a":1,"c":2,"a:q":3,"d":"a:t"}]}',
    '{"@context":{"@vocab":"#","y":{"@id":"http://y","@nest":"n"},"n":"@nest"},"p":1,"@type":"T","n":{"y":1}}',
    '{"@context":{"@vocab":""},"@included":[{"p":1,"@id":"i"}],"@id":"x"}',
]


@pytest.mark.parametrize("text", [TEXT, *OTHERS])
def test_statements_are_read_as_a_parser_reads_them(misread, text):
    assert not misread(text.encode(), "jsonld")
    assert not misread(json.dumps(json.loads(text), indent=2).encode(), "jsonld")


@pytest.mark.parametrize(
    ("statement", "line", "spelling"),
    [
        (("<http://base/a>", "<http://ex/date>"), 8, '"2020-01-01"'),
        (("<http://base/a>", "<http://v/none>"), 7, '"../a"'),
        (("<http://base/a>", "<http://ex/label>", '"в"@bg'), 9, '"в"'),
        (("<http://base/a>", "<http://v/v>", '"l"@bg'), 12, '"l"'),
        (("<http://ex/c>",), 8, '"ex:c"'),
        (("<http://v/Thing>",), 7, '"Thing"'),
    ],
)
def test_values_have_their_place(statement, line, spelling):
    wanted = Statement(*statement)
    spot = locate(TEXT.encode(), "jsonld", [wanted], "http://example.org/")[wanted]
    span = Lines(TEXT).span(spot)
    assert (spot.line, TEXT[span.start : span.end]) == (line, spelling)


@pytest.mark.thorough
def test_what_we_write_ourselves_is_read(misread):
    assert not misread(build().store.dump(named("jsonld", Kind.GRAPH)), "jsonld")
