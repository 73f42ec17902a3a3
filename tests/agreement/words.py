"""The few words that random shapes and data are made of: few, so that they meet."""

import pyoxigraph as ox

WORLD = "http://example.org/{:05}/"
NAMESPACE = WORLD.format(0)
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

TYPE = ox.NamedNode(RDF + "type")
FIRST, REST, NIL = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
CLASS = ox.NamedNode(RDFS + "Class")

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def sh(name: str) -> ox.NamedNode:
    """A word of SHACL."""
    return ox.NamedNode(SH + name)


def ex(name: str) -> ox.NamedNode:
    """A word of the example."""
    return ox.NamedNode(NAMESPACE + name)


def xsd(value: str, kind: str) -> ox.Literal:
    """A literal of an XSD datatype, in this very form."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + kind))


NODES = [ex(name) for name in "abcd"]
BLANKS = [ox.BlankNode(name) for name in ("x", "y")]
CLASSES = [ex(name) for name in ("C", "D", "E")]
PREDICATES = [ex(name) for name in "pqr"]
FREQUENT = [ex(name) for name in "pppqqr"]
CUSTOM = "urn:example:datatype"

LITERALS = [
    *(ox.Literal(text) for text in ("", "a", "ab", "abc", "B", "жаба", "1")),
    *(
        ox.Literal(text, language=tag)
        for text, tag in (("a", "en"), ("b", "en"), ("a", "en-gb"), ("a", "bg"), ("в", "bg"))
    ),
    *(xsd(text, "integer") for text in ("1", "2", "01", "-3", "99999999999999999999")),
    *(xsd(text, "decimal") for text in ("1.0", "2.5", "0.1")),
    *(xsd(text, "double") for text in ("1.0E0", "0.1", "INF", "NaN")),
    xsd("1.5", "float"),
    xsd("7", "int"),
    *(xsd(text, "boolean") for text in ("true", "1", "false")),
    *(xsd(text, "date") for text in ("2020-02-29", "2021-01-01", "2021-01-01Z")),
    *(xsd(text, "dateTime") for text in ("2020-02-29T12:00:00", "2020-02-29T12:00:00Z", "2020-02-29T13:00:00+02:00")),
    xsd("2020", "gYear"),
    ox.Literal("a", datatype=ox.NamedNode(CUSTOM)),
]
"""Literals that are what their datatype says."""
NAMES = [one for one in LITERALS if one.language]

ILL_TYPED = [
    xsd("x", "integer"),
    xsd("1.5", "integer"),
    xsd("one", "decimal"),
    xsd("yes", "boolean"),
    xsd("2021-02-29", "date"),
    xsd("today", "dateTime"),
    xsd("300", "byte"),
    xsd("-1", "nonNegativeInteger"),
]
"""Literals that are not."""

DATATYPES = [
    *(
        ox.NamedNode(XSD + name)
        for name in ("string", "integer", "decimal", "double", "float", "int", "boolean", "date")
    ),
    *(ox.NamedNode(XSD + name) for name in ("dateTime", "gYear", "byte", "nonNegativeInteger")),
    ox.NamedNode(RDF + "langString"),
    ox.NamedNode(CUSTOM),
]
