"""The one way in which a file of data/ is written: sorted, so that a diff shows what changed and nothing else."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from partnercities.model.vocabulary import ID, PREFIXES, RDF_TYPE, XSD

# A key that means the same when it is read against the base: no scheme, no empty segment, no dots alone.
_KEY = re.compile(r"(?!\.{1,2}(?:/|$))[\w.-]+(?:/(?!\.{1,2}(?:/|$))[\w.-]+)*")
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE_NUMBER = {XSD + "integer": re.compile(r"[+-]?[0-9]+"), XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+")}


def write(triples: Iterable[ox.Triple]) -> bytes:
    """Turtle in UTF-8: subjects, predicates and objects in order, things of ours relative to the base of all things."""
    ordered = sorted(set(triples), key=_order)
    blocks = [_block(subject, list(group)) for subject, group in groupby(ordered, key=lambda triple: triple.subject)]
    body = "\n".join(blocks)
    used = set(re.findall(r"(?m)(?:^| |\^\^)(\w+):", body))
    heads = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items() if name in used]
    return "\n".join([f"@base <{ID}> .", *heads, "", body]).encode()


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != RDF_TYPE, predicate, str(triple.object)


def _block(subject: object, triples: list[ox.Triple]) -> str:
    return f"{_term(subject)} " + " ;\n    ".join(_lines(triples)) + " .\n"


def _lines(triples: list[ox.Triple]) -> Iterator[str]:
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        verb = "a" if predicate.value == RDF_TYPE else _term(predicate)
        yield f"{verb} " + " , ".join(_term(triple.object) for triple in group)


def _term(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term)
    # A blank node has no name that lasts, so it cannot be sorted, compared or cited.
    raise ValueError(f"published data has no blank nodes: {term}")


def _iri(iri: str) -> str:
    if iri.startswith(ID) and _KEY.fullmatch(iri, len(ID)):
        return f"<{iri.removeprefix(ID)}>"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _literal(literal: ox.Literal) -> str:
    datatype, value = literal.datatype.value, literal.value
    if literal.language or datatype == XSD + "string":
        return str(literal)
    if datatype == XSD + "boolean" and value in ("true", "false"):
        return value
    if datatype in _BARE_NUMBER and _BARE_NUMBER[datatype].fullmatch(value):
        return value
    return f"{ox.Literal(value)}^^{_iri(datatype)}"
