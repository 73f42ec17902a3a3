"""Pairs that say nothing about the other engines: each condition is as narrow as it can be told, with the clause that decides.

Clauses are those of SHACL, unless another text is named. The same is told in docs/validation-engine.md.
"""

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox

from .cases import Case
from .words import CUSTOM, XSD, Term, sh, xsd

_INCLUSIVE = {sh("minInclusive"), sh("maxInclusive")}
_COMPARING = {*_INCLUSIVE, *map(sh, ("minExclusive", "maxExclusive", "lessThan", "lessThanOrEquals"))}
_UNUSUAL_STEPS = {sh("zeroOrMorePath"), sh("zeroOrOnePath"), sh("inversePath")}
_ORDERED_BY_SOME = {ox.NamedNode(XSD + name) for name in ("boolean", "gYear")}
_ILL_TYPED_NUMBERS = {xsd("1.5", "integer"), xsd("300", "byte"), xsd("-1", "nonNegativeInteger")}
_MATCHING = {sh(word) for word in ("equals", "disjoint", "hasValue", "in", "targetNode")}
_NAN = xsd("NaN", "double")
_OF_ONE_VALUE = (
    {xsd("1", "integer"), xsd("01", "integer"), xsd("1.0", "decimal")},
    {xsd("true", "boolean"), xsd("1", "boolean")},
)


def topbraid_departs(case: Case) -> bool:
    """Whether TopBraid does something else than the standard in a pair, or something that it leaves open."""
    return any(departs(case) for departs in _TOPBRAID)


def pyshifty_departs(case: Case) -> bool:
    """Whether pyshifty does."""
    return any(departs(case) for departs in _PYSHIFTY)


def _stated(case: Case) -> set[Term]:
    """The predicates and objects of the shapes."""
    return {term for triple in case.shapes for term in (triple.predicate, triple.object)}


def _validated(case: Case) -> set[Term]:
    """What can be a value: the objects of the data, and the nodes that targets name."""
    return {triple.object for triple in (*case.data, *_saying(case, sh("targetNode")))}


def _saying(case: Case, *words: ox.NamedNode) -> Iterable[ox.Triple]:
    return (triple for triple in case.shapes if triple.predicate in words)


def _property_shapes(case: Case) -> set[Term]:
    return {triple.subject for triple in _saying(case, sh("path"))}


def _literals(terms: Iterable[Term]) -> Iterable[ox.Literal]:
    return (term for term in terms if isinstance(term, ox.Literal))


def _equals_of_a_focus_node(case: Case) -> bool:
    """A literal as focus node has no values, so sh:equals finds the literal itself; TopBraid finds nothing (4.5.1)."""
    return any(triple.subject not in _property_shapes(case) for triple in _saying(case, sh("equals")))


def _closed_property_shape(case: Case) -> bool:
    """The focus node is the one that was validated; TopBraid names the value node (3.6.2.1, 4.8.1)."""
    return any(triple.subject in _property_shapes(case) for triple in _saying(case, sh("closed")))


def _path_from_a_literal(case: Case) -> bool:
    """No step leads a literal to itself, and ^ to what has it; TopBraid finds nothing (2.3.1; SPARQL 1.1, 18.4 and 9.1)."""
    return not _UNUSUAL_STEPS.isdisjoint(_stated(case))


def _same_terms_compared(case: Case) -> bool:
    """SPARQL has no <= for IRIs and most literals; TopBraid lets the same two pass (4.5.4, 4.3; SPARQL 1.1, 17.3)."""
    bounds = (triple.object for triple in _saying(case, *_INCLUSIVE))
    return sh("lessThanOrEquals") in _stated(case) or any(one.datatype.value == CUSTOM for one in _literals(bounds))


def _texts_of_a_language_compared(case: Case) -> bool:
    """SPARQL has no < for them; TopBraid has, as an extension may (4.5.3; SPARQL 1.1, 17.3 and 17.3.1)."""
    used = Counter(one.language for one in _literals(_validated(case)) if one.language)
    return sh("lessThan") in _stated(case) and max(used.values(), default=0) > 1


def _no_number_compared(case: Case) -> bool:
    """NaN is neither less nor more than a number; TopBraid lets it pass (4.3; SPARQL 1.1, 17.3)."""
    used = _stated(case)
    return not _COMPARING.isdisjoint(used) and _NAN in used | _validated(case)


def _two_literals_of_one_value(case: Case) -> bool:
    """1 and 01 are two terms (RDF 1.1 Concepts, 3.3); TopBraid finds one where the other is asked for."""
    stated = _stated(case)
    used = stated | _validated(case)
    return not _MATCHING.isdisjoint(stated) and any(len(same & used) > 1 for same in _OF_ONE_VALUE)


def _booleans_or_years_compared(case: Case) -> bool:
    """pyshifty finds no order between booleans, as SPARQL does (4.3; SPARQL 1.1, 17.3), nor between years (17.3.1: as one likes)."""
    kinds = {one.datatype for one in _literals(_validated(case))}
    return not _COMPARING.isdisjoint(_stated(case)) and not kinds.isdisjoint(_ORDERED_BY_SOME)


def _ill_typed_numbers_compared(case: Case) -> bool:
    """A literal that is none of its datatype has no value, so no comparison holds; pyshifty compares the number written (4.3)."""
    return not _COMPARING.isdisjoint(_stated(case)) and not _validated(case).isdisjoint(_ILL_TYPED_NUMBERS)


_TOPBRAID = (
    _equals_of_a_focus_node,
    _closed_property_shape,
    _path_from_a_literal,
    _same_terms_compared,
    _texts_of_a_language_compared,
    _no_number_compared,
    _two_literals_of_one_value,
)
_PYSHIFTY = (_booleans_or_years_compared, _ill_typed_numbers_compared)
