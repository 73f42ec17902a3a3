"""Random shapes graphs with constraints written in SPARQL, from templates, beside a few of the core."""

from collections.abc import Callable

import pyoxigraph as ox
from hypothesis import strategies as st

from .cases import Case, Triples
from .shapes import COMPONENTS, Component, Pen, named, written
from .words import CLASSES, FREQUENT, NODES, PREDICATES, RDF, RDFS, TYPE, Term, ex, sh, xsd

_ANY = """
SELECT $this ?value WHERE {{ $this {p} ?value . FILTER(!isIRI(?value)) }}
SELECT $this WHERE {{ $this {p} ?x . FILTER NOT EXISTS {{ $this {q} ?y }} }}
SELECT $this WHERE {{ FILTER NOT EXISTS {{ $this {p}/{q} ?y }} }}
SELECT $this WHERE {{ FILTER NOT EXISTS {{ $this {p} {node} }} }}
SELECT $this (?o AS ?value) WHERE {{ ?o {p} $this . OPTIONAL {{ ?o {q} ?z }} FILTER(!bound(?z)) }}
SELECT $this ?value WHERE {{ $this {p} ?value . $this {q} ?value }}
SELECT $this ?value WHERE {{ {{ $this {p} ?value }} UNION {{ $this {q} ?value }} FILTER(isLiteral(?value)) }}
SELECT $this ?path ?value WHERE {{ $this ?path ?value . FILTER(?path != {p}) }}
SELECT $this WHERE {{ FILTER(isBlank($this) || $this = {node}) }}
SELECT $this ?value WHERE {{ BIND(str($this) AS ?value) FILTER(!isBlank($this)) }}
SELECT $this ?value WHERE {{ $this {p} ?value . FILTER NOT EXISTS {{ ?value {q} ?z . FILTER(isIRI(?z) && ?z != $this) }} }}
SELECT $this ?value WHERE {{ $this {p} ?value . FILTER NOT EXISTS {{ ?value {type}/{subclass}* {cls} }} }}
SELECT $this ?value WHERE {{ $this {type}/{subclass}* {cls} . ?value {p} $this }}
SELECT $this WHERE {{ FILTER EXISTS {{ $this {p} ?x . FILTER NOT EXISTS {{ ?x {q} $this }} }} }}
SELECT DISTINCT $this ?value WHERE {{ $this {p}|{q} ?value . FILTER(isLiteral(?value) && lang(?value) != "") }}
SELECT $this ?value WHERE {{ $this {p} ?x . ?x {q}? ?value }}
SELECT $this WHERE {{ $this {p} ?x . $this {q} ?y . FILTER(isIRI(?x) && ?x != ?y) }}
SELECT $this ?value WHERE {{ $this {p} ?value OPTIONAL {{ $this {q} ?y . FILTER(sameTerm(?y, ?value)) }} FILTER(!bound(?y)) }}
SELECT $this (COUNT(?x) AS ?n) WHERE {{ $this {p} ?x }} GROUP BY $this HAVING (COUNT(?x) > 1)
SELECT $this ?value WHERE {{ {{ SELECT $this ?value WHERE {{ $this {p} ?value }} }} ?other {q} ?value }}
"""
_OF_A_PATH = """
SELECT $this ?value WHERE {{ $this $PATH ?value . FILTER(isLiteral(?value)) }}
SELECT $this ?value WHERE {{ $this $PATH ?value . ?value {p} ?z }}
SELECT DISTINCT $this WHERE {{ $this $PATH ?x . FILTER NOT EXISTS {{ $this {p} ?x }} }}
"""
EVERY, OF_A_PATH = _ANY.strip().splitlines(), _OF_A_PATH.strip().splitlines()


@st.composite
def graphs(draw: Callable[..., object]) -> Triples:
    """A shapes graph with constraints in SPARQL, and with components that are defined in SPARQL."""
    return (*written(draw, _COMPONENTS, depth=1), *_DEFINITIONS)


def askable(case: Case) -> Case:
    """The pair without literals that engines of queries do not carry through a query as they are.

    What is false or empty in Python counts as unbound for rdflib. Oxigraph forgets how a number was written, and reads one
    out of its bounds as an integer. It knows no path of no steps from a literal, so paths there have a step.
    """

    shapes = (_saying_another(_stepping(triple)) for triple in case.shapes)
    return Case(tuple(shapes), tuple(triple for triple in case.data if triple.object not in _AWKWARD))


def _saying_another(triple: ox.Triple) -> ox.Triple:
    """A target may be all that is said of a shape, so it is kept, with another literal."""
    changes = triple.predicate == sh("targetNode") and triple.object in _AWKWARD
    return ox.Triple(triple.subject, triple.predicate, _PLAIN) if changes else triple


def _stepping(triple: ox.Triple) -> ox.Triple:
    stands = triple.predicate in (sh("zeroOrMorePath"), sh("zeroOrOnePath"))
    return ox.Triple(triple.subject, sh("oneOrMorePath"), triple.object) if stands else triple


_PLAIN = ox.Literal("a")
_AWKWARD = {
    ox.Literal(""),
    xsd("false", "boolean"),
    xsd("yes", "boolean"),
    xsd("01", "integer"),
    xsd("1.0", "decimal"),
    xsd("1.0E0", "double"),
    xsd("7", "int"),
    xsd("1", "boolean"),
    xsd("300", "byte"),
    xsd("-1", "nonNegativeInteger"),
}


def _sparql(pen: Pen, shape: int) -> None:
    is_property = pen.properties[shape]
    constraint = ex(f"Shape{shape}Query{pen.below(3)}")
    if any(triple.subject == constraint for triple in pen.triples):
        return
    query = pen.one([*EVERY, *OF_A_PATH, *OF_A_PATH] if is_property else EVERY)
    p, q = pen.one(FREQUENT), pen.one(PREDICATES)
    words = {"p": p, "q": q, "node": pen.one(NODES), "cls": pen.one(CLASSES)}
    known = {"type": ox.NamedNode(RDF + "type"), "subclass": ox.NamedNode(RDFS + "subClassOf")}
    pen.say(named(shape), "sparql", constraint)
    pen.say(constraint, "select", ox.Literal(query.format(**words, **known)))


def _custom(word: str, values: list[Term]) -> Callable[[Pen, int], None]:
    def write(pen: Pen, shape: int) -> None:
        pen.triples.append(ox.Triple(named(shape), ex(word), pen.one(values)))

    return write


_COMPONENTS = {
    "sparql": Component(_sparql),
    "sparql again": Component(_sparql),
    "asked": Component(_custom("asked", [*NODES])),
    "linked": Component(_custom("linked", [*PREDICATES])),
    **{word: COMPONENTS[word] for word in ("nodeKind", "not", "node", "property", "or", "minCount")},
}


def _definition(name: str, parameter: str, **validators: str) -> list[ox.Triple]:
    """A component with one parameter, and validators: each a word of SHACL, with the text of its query."""
    component, declared = ex(name), ex(f"{name}Parameter")
    triples = [
        ox.Triple(component, TYPE, sh("ConstraintComponent")),
        ox.Triple(component, sh("parameter"), declared),
        ox.Triple(declared, sh("path"), ex(parameter)),
    ]
    for word, query in validators.items():
        validator, kind = ex(f"{name}{word}"), "Ask" if query.startswith("ASK") else "Select"
        triples += [
            ox.Triple(component, sh(word), validator),
            ox.Triple(validator, TYPE, sh(f"SPARQL{kind}Validator")),
            ox.Triple(validator, sh(kind.lower()), ox.Literal(query)),
        ]
    return triples


_DEFINITIONS = (
    *_definition("AskedComponent", "asked", validator="ASK { FILTER(!sameTerm($value, $asked)) }"),
    *_definition(
        "LinkedComponent",
        "linked",
        nodeValidator="SELECT $this WHERE { FILTER NOT EXISTS { $this $linked ?x } }",
        propertyValidator="SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . FILTER NOT EXISTS { ?value $linked ?x } }",
    ),
)
