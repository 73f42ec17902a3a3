"""The words of SHACL, RDF and RDFS as terms, and what a term is called in a message."""

from typing import TypeAlias, TypeGuard

import pyoxigraph as ox

Triple: TypeAlias = ox.Triple
Statement: TypeAlias = ox.Triple | ox.Quad
Store: TypeAlias = ox.Store

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
"""What can stand in a statement; a triple only as an object (RDF 1.2)."""

SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

TYPE = ox.NamedNode(_RDF + "type")
FIRST = ox.NamedNode(_RDF + "first")
REST = ox.NamedNode(_RDF + "rest")
NIL = ox.NamedNode(_RDF + "nil")
LANG_STRING = ox.NamedNode(_RDF + "langString")
SUBCLASS_OF = ox.NamedNode(_RDFS + "subClassOf")
CLASS = ox.NamedNode(_RDFS + "Class")


def sh(local: str) -> ox.NamedNode:
    """A word of SHACL by its local name."""
    return ox.NamedNode(SH + local)


def xsd(local: str) -> ox.NamedNode:
    """A datatype of XML Schema by its local name."""
    return ox.NamedNode(XSD + local)


def named(term: Term) -> str:
    """A term in a message: words of SHACL with their prefix, else as in N-Triples."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(SH):
        return "sh:" + term.value.removeprefix(SH)
    return str(term)


def is_iri(term: object) -> TypeGuard[ox.NamedNode]:
    """Whether a term is an IRI."""
    return isinstance(term, ox.NamedNode)


def is_literal(term: object) -> TypeGuard[ox.Literal]:
    """Whether a term is a literal."""
    return isinstance(term, ox.Literal)


def iri(text: str) -> ox.NamedNode:
    """The term of an IRI."""
    return ox.NamedNode(text)


def text_in(language: str, text: str) -> ox.Literal:
    """A text in a language."""
    return ox.Literal(text, language=language)


def plain(term: Term) -> str:
    """A term without its marks: an IRI, a label of a blank node or the text of a literal."""
    return str(term) if isinstance(term, ox.Triple) else term.value
