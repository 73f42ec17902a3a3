"""Bad input for a validation, and what becomes of it on the command line and over HTTP: one table for the tests of both.

The numbers are those of the list of bad input that validation was planned with. What concerns one door alone is tried in
its own tests: missing files there, headers and clients that leave here.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field

PREFIXES = (
    "@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
)
"""Three lines that begin data and shapes below."""
NAMED = ":S a sh:NodeShape ; sh:targetClass :City ; sh:property :N .\n:N a sh:PropertyShape ; sh:path :name ;"
SHAPES = NAMED + " sh:minCount 1 ; sh:message 'No name.'@en , 'Няма име.'@bg ."
FINE = ":a a :City ; :name 'A' ."
WRONG = ":a a :City ."
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
SELECT = NAMED + " sh:minCount 1 .\n:S sh:sparql [ a sh:SPARQLConstraint ; sh:select '''{}''' ] ."
DATATYPES = {
    "boolean": "maybe",
    "byte": "200",
    "date": "2011-02-31",
    "dateTime": "2011-01-01",
    "decimal": "1e3",
    "double": "one",
    "duration": "1 day",
    "float": "--1",
    "gDay": "1",
    "gMonth": "--13",
    "gMonthDay": "--02-30",
    "gYear": "year",
    "gYearMonth": "2011-13",
    "hexBinary": "0g",
    "base64Binary": "?",
    "int": "3000000000",
    "integer": "1.5",
    "language": "_",
    "long": "9223372036854775808",
    "negativeInteger": "0",
    "nonNegativeInteger": "-1",
    "nonPositiveInteger": "1",
    "positiveInteger": "0",
    "short": "40000",
    "time": "25:00:00",
    "unsignedByte": "256",
    "unsignedInt": "-1",
    "unsignedLong": "18446744073709551616",
    "unsignedShort": "65536",
}
"""A value of each datatype that is none of it."""


_PRODUCT = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(6))
_EVERY = ", ".join(f"STR(?c{n})" for n in range(6))
_ENDLESS = f"SELECT $this {{ $this <http://e.example/name> ?o . {_PRODUCT} FILTER(STRLEN(CONCAT({_EVERY})) < 0) }}"
ENDLESS = PREFIXES + SELECT.format(_ENDLESS)
"""Shapes that take for ever with any data of some size, in any engine."""
ENDLESS_QUERY = f":S sh:sparql [ a sh:SPARQLConstraint ; sh:select '''{_ENDLESS}''' ] ."
"""One more such query for these shapes."""
MANY = PREFIXES + "\n".join(f":a{n} a :City ; :name '{n}' ." for n in range(300))
"""Data of some size."""


@dataclass(frozen=True)
class Row:
    """One bad input, or one that only looks so."""

    number: int
    what: str
    data: str | bytes
    code: int | None
    """The exit code of the command; None where the command has nothing to do with it."""
    status: int | None
    """The status of HTTP; None where HTTP has nothing to do with it."""
    words: tuple[str, ...] = ()
    """What both say."""
    members: Mapping[str, object] = field(default_factory=dict)
    """What stands in the JSON of the response, among others."""
    shapes: str = PREFIXES + SHAPES
    suffix: str = "ttl"
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"

    @property
    def content(self) -> bytes:
        """The data as bytes."""
        return self.data if isinstance(self.data, bytes) else self.data.encode()


def _data(text: str) -> str:
    return PREFIXES + text


def _select(query: str) -> str:
    return PREFIXES + SELECT.format(query)


def _chain(length: int) -> str:
    """Shapes that refer to each other, one deep below the other."""
    links = "\n".join(f":S{n} a sh:NodeShape ; sh:node :S{n + 1} ." for n in range(length))
    return (
        f"{PREFIXES}:S a sh:NodeShape ; sh:targetClass :City ; sh:node :S0 .\n{links}\n:S{length} sh:nodeKind sh:IRI ."
    )


_OPEN = _data(':a :b "open .\n:c :d 1 .\n')
_LATIN = _data(":a a :City ; :name 'é' .").encode("latin-1")
_TYPED = " ; ".join(f":{name} '{value}'^^xsd:{name}" for name, value in DATATYPES.items())
_TYPES = "\n".join(f":S sh:property [ sh:path :{name} ; sh:datatype xsd:{name} ] ." for name in DATATYPES)

ROWS: tuple[Row, ...] = (
    Row(1, "a string without its end", _OPEN, 3, 400, (), {"source": "data", "line": 4, "column": 7, "excerpt": ':a :b "open .'}),
    Row(2, "the same in the shapes", _data(FINE), 4, 400, (), {"source": "shapes", "line": 4, "column": 7}, _OPEN),
    Row(3, "no data", "", 5, 200, ("nothing was checked",), {"conforms": True}),
    Row(3, "no data, strictly", "", 5, 422, ("nothing was checked",), {"slug": "nothing-checked"}, query="&strict"),
    Row(4, "no shapes", _data(FINE), 5, 422, ("nothing was checked",), {"slug": "nothing-checked"}, ""),
    Row(4, "data in place of shapes", _data(FINE), 5, 422, ("nothing was checked",), {}, _data(FINE)),
    Row(4, "shapes without targets", _data(FINE), 5, 200, ("nothing was checked",), {"conforms": True}, PREFIXES + ":S a sh:NodeShape ; sh:nodeKind sh:IRI ."),
    Row(4, "targets that match nothing", _data(":a a :Town ."), 5, 200, ("nothing was checked",), {"unmatched": ["http://e.example/S"]}),
    Row(7, "a byte order mark", b"\xef\xbb\xbf" + _data(FINE).encode(), 0, 200, (), {"conforms": True}),
    Row(7, "Latin-1", _LATIN, 3, 400, (f"not UTF-8 at byte {_LATIN.index(0xE9)}",), {"source": "data", "line": 4}),
    Row(7, "UTF-16", _data(FINE).encode("utf-16"), 3, 400, ("not UTF-8 at byte 0",), {"line": 1, "column": 1}),
    Row(7, "another type", "%PDF", 3, 415, (), {}, suffix="pdf", headers={"Content-Type": "application/pdf"}),
    Row(8, "a body that says it has 100 MB", "", None, 413, (), {"slug": "too-large"}, headers={"Content-Length": "104857600"}),
    Row(8, "a body that unpacks to 100 MB", gzip.compress(b" " * (100 << 20), mtime=0), 3, 413, (), {"slug": "too-large"}, suffix="ttl.gz", headers={"Content-Type": "text/turtle", "Content-Encoding": "gzip"}),
    Row(9, "XML with entities made of others", f'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rdf:RDF {RDF}>&b;</rdf:RDF>', 3, 400, ("DOCTYPE is not accepted",), {"line": 1, "column": 1}, suffix="rdf"),
    Row(9, "XML with an entity of a file", f'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rdf:RDF {RDF}>&a;</rdf:RDF>', 3, 400, ("DOCTYPE is not accepted",), suffix="rdf"),
    Row(10, "JSON-LD with a context elsewhere", '{"@context": "http://e.example/c", "a": 1}', 3, 400, ("http://e.example/c", "place of its address"), {"source": "data", "line": 1}, suffix="jsonld"),
    Row(10, "JSON-LD with a context in a file", '{"@context": ["file:///etc/passwd"], "a": 1}', 3, 400, ("file:///etc/passwd",), suffix="jsonld"),
    Row(16, "3,000 nested blank nodes", _data(":a a :City ; :name " + "[ :name " * 3_000 + "1" + " ]" * 3_000 + " ."), 0, 200, (), {"conforms": True}),
    Row(17, "a date that is none", _data(":a a :City ; :name '2011-02-31'^^xsd:date ."), 1, 200, ("2011-02-31",), {"conforms": False}, PREFIXES + NAMED + " sh:datatype xsd:date ."),
    Row(17, "a plain text and one that says its type", _data(":a a :City ; :name 'A' , 'A'^^xsd:string ."), 0, 200, (), {}, PREFIXES + NAMED + " sh:in ( 'A' ) ; sh:maxCount 1 ."),
    Row(19, "classes below each other in a circle, and one that is a thing too", _data(":City rdfs:subClassOf :Place . :Place rdfs:subClassOf :City ; a :City ; :name 'P' . :a a :Place ."), 1, 200, ("No name.",), {"counts": {"Violation": 1, "Warning": 0, "Info": 0}}),
    Row(20, "an IRI with a space", _data(":a a :City ; :name <http://e.example/a b> ."), 3, 400, (), {"line": 4, "column": 20}),
    Row(20, "an IRI below the base", _data("<a> a :City ."), 1, 200, ("No name.",)),
    Row(20, "other letters in IRIs", _data("<http://e.example/град-😀-עיר> a :City ."), 1, 200, ("град-😀-עיר",)),
    Row(23, "XML of some kind", _data(FINE), None, 406, ("application/rdf+xml",), headers={"Accept": "application/xml"}),
    Row(23, "nothing at all", _data(FINE), None, 406, ("application/json",), headers={"Accept": "application/json;q=0"}),
    Row(25, "one name of a blank node in both", _data("_:x a :City . :a a :City ; :name _:x ."), 1, 200, (), {"counts": {"Violation": 1, "Warning": 0, "Info": 0}}, PREFIXES + "_:x a sh:NodeShape ; sh:targetClass :City ; sh:property [ sh:path :name ; sh:minCount 1 ] ."),
    Row(25, "graphs with names", "@prefix : <http://e.example/> . :g { :a a :City } :h { :a :name 'A' }", 0, 200, (), {"conforms": True}, suffix="trig"),
    Row(5, "a word of SHACL in small letters", _data(FINE), 4, 422, ("sh:minCount",), {"slug": "bad-shapes"}, PREFIXES + NAMED + " sh:mincount 1 ."),
    Row(5, "a word of SHACL with a letter too many", _data(FINE), 4, 422, ("sh:path",), {"slug": "bad-shapes"}, PREFIXES + SHAPES.replace("sh:path", "sh:pathh")),
    Row(5, "two paths", _data(FINE), 4, 422, ("sh:path",), {}, PREFIXES + SHAPES.replace(":name ;", ":name , :title ;")),
    Row(5, "more at least than at most", _data(FINE), 4, 422, ("sh:maxCount",), {}, PREFIXES + NAMED + " sh:minCount 3 ; sh:maxCount 1 ."),
    *(
        Row(11, f"a query with {word}", _data(FINE), 4, 422, (word,), {"slug": "bad-shapes"}, _select(query))
        for word, query in {
            "SERVICE": "SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }",
            "FROM": "SELECT $this FROM <file:///etc/passwd> { $this ?p ?o }",
            "MINUS": "SELECT $this { $this ?p ?o MINUS { $this a ?c } }",
            "VALUES": "SELECT $this { VALUES ?x { 1 } $this ?p ?x }",
            "LOAD": "LOAD <http://127.0.0.1:9/>",
        }.items()
    ),
    Row(12, "a query that breaks off", _data(FINE), 4, 422, ("never closed",), {"slug": "bad-shapes", "source": "shapes"}, _select("SELECT $this {\n $this")),
    Row(12, "a query with a prefix that is not declared", _data(FINE), 4, 422, ("nowhere",), {}, _select("SELECT $this { $this nowhere:p ?o }")),
    Row(13, "a pattern that is none", _data(FINE), 4, 422, ("regular expression",), {"line": 5}, PREFIXES + NAMED + " sh:pattern '[a' ."),
    Row(13, "a pattern that takes for ever elsewhere", _data(f":a a :City ; :name '{'a' * 40}!' ."), 1, 200, (), {"conforms": False}, PREFIXES + NAMED + " sh:pattern '^(a+)+$' ."),
    Row(14, "shapes that import others", _data(FINE), 0, 200, ("http://127.0.0.1:9/",), {"conforms": True}, f"{PREFIXES}{SHAPES} <http://e.example/> owl:imports <http://127.0.0.1:9/> ."),
    Row(15, "a constraint in JavaScript", _data(FINE), 4, 422, ("sh:js",), {}, f"{PREFIXES}{SHAPES} :S sh:js [ sh:jsFunctionName 'f' ] ."),
    Row(16, "a shape that refers to itself", _data(FINE), 4, 422, ("http://e.example/S",), {}, f"{PREFIXES}{SHAPES} :S sh:node :S ."),
    Row(16, "1,500 shapes below each other", _data(FINE), 0, 200, (), {"conforms": True}, _chain(1_500)),
    Row(17, "a wrong value of each datatype", _data(f":a a :City ; :name 'A' ; {_TYPED} ."), 1, 200, (), {"counts": {"Violation": len(DATATYPES), "Warning": 0, "Info": 0}}, f"{PREFIXES}{SHAPES}\n{_TYPES}"),
    Row(17, "true written as 1", _data(":a a :City ; :name '1'^^xsd:boolean ."), 1, 200, ('"1"',), {"conforms": False}, PREFIXES + NAMED + " sh:in ( true ) ."),
    Row(18, "a list that is a circle", _data(FINE), 4, 422, ("list",), {}, PREFIXES + NAMED + " sh:in :L . :L rdf:first 1 ; rdf:rest :L ."),
    Row(18, "a list with two ends", _data(FINE), 4, 422, ("list",), {}, PREFIXES + NAMED + " sh:in :L . :L rdf:first 'A' ; rdf:rest () , ( 'B' ) ."),
    Row(21, "100,000 findings", _data("[] a :City .\n" * 100_000), 1, 200, (), {"counts": {"Violation": 100_000, "Warning": 0, "Info": 0}}),
    Row(25, "a finding in a graph with a name", "@prefix : <http://e.example/> . :g { :a a :City }", 1, 200, ("http://e.example/g",), suffix="trig"),
)  # fmt: skip
"""What is as it should be."""
