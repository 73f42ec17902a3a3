"""The kinds of values that words of SHACL take: how each is told, what it is called, and what was probably meant."""

import re
from collections.abc import Callable
from typing import NamedTuple

from partnercities.model.vocabulary import PREFIXES, XSD
from partnercities.validation.linting.sheet import RDF
from partnercities.validation.linting.words import NODE_KINDS, SEVERITIES
from partnercities.validation.spelling import nearest
from partnercities.validation.terms import Node, short

_COUNT = re.compile(r"\+?\d+|-0+")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_BOOLEANS = frozenset({"true", "false", "1", "0"})
_TRUE = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


class Kind(NamedTuple):
    """A kind of values: what holds for them, what they are called, and how a wrong one is mended."""

    holds: Callable[[Node], bool]
    en: str
    bg: str
    mend: Callable[[Node], str] = lambda _: ""
    list_of: str = ""
    """The kind of the members, where the value is a list."""


def _is(*kinds: str) -> Callable[[Node], bool]:
    return lambda node: node.kind in kinds


def _typed(*datatypes: str) -> Callable[[Node], bool]:
    return lambda node: node.datatype in datatypes


def _count(node: Node) -> bool:
    return node.datatype == XSD + "integer" and bool(_COUNT.fullmatch(node.value))


def _boolean(node: Node) -> bool:
    return node.datatype == XSD + "boolean" and node.value in _BOOLEANS


def _number(node: Node) -> bool:
    return node.datatype in _NUMBERS and bool(_NUMBER.fullmatch(node.value))


def _as_count(node: Node) -> str:
    digits = re.fullmatch(r"\s*(\d+)(\.0*)?\s*", node.value)
    return digits[1] if digits and node.kind == "literal" else ""


def _as_boolean(node: Node) -> str:
    return _TRUE.get(node.value.strip().casefold(), "")


def _as_iri(node: Node) -> str:
    """A name or address that stands in quotes instead of in the open or in angle brackets."""
    if node.kind != "literal":
        return ""
    prefix, colon, local = node.value.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w.-]+", local):
        return node.value
    return f"<{node.value}>" if re.fullmatch(r"(https?://|urn:)[^\s<>\"]+", node.value) else ""


def _as_one_of(*known: str) -> Callable[[Node], str]:
    def mend(node: Node) -> str:
        written = re.split(r"[#/:]", node.value)[-1]
        names = {iri.rpartition("#")[2]: iri for iri in known}
        found = nearest(written, names, 0.6)
        return short(names[found]) if found else ""

    return mend


def _as_string(node: Node) -> str:
    return f'"{node.value}"' if node.kind == "literal" and node.language else ""


def _as_list(node: Node) -> str:
    return f"( {short(node)} )" if node.kind != "blank" else ""


KINDS = {
    "iri": Kind(_is("iri"), "an IRI", "IRI", _as_iri),
    "node": Kind(_is("iri", "blank"), "an IRI or a blank node", "IRI или празен възел", _as_iri),
    "shape": Kind(_is("iri", "blank"), "a shape", "форма", _as_iri),
    "iri or literal": Kind(_is("iri", "literal"), "an IRI or a literal", "IRI или литерал"),
    "term": Kind(_is("iri", "blank", "literal"), "an IRI, a blank node or a literal", "IRI, празен възел или литерал"),
    "literal": Kind(_is("literal"), "a literal", "литерал"),
    "string": Kind(_typed(XSD + "string"), "a text without a language", "текст без език", _as_string),
    "text": Kind(_typed(XSD + "string", RDF + "langString"), "a text", "текст"),
    "namespace": Kind(_typed(XSD + "anyURI", XSD + "string"), "an address in quotes", "адрес в кавички"),
    "count": Kind(_count, "a whole number, 0 or more", "цяло число, 0 или повече", _as_count),
    "number": Kind(_number, "a number", "число"),
    "boolean": Kind(_boolean, "true or false, without quotes", "true или false, без кавички", _as_boolean),
    "node kind": Kind(
        lambda node: node.value in NODE_KINDS and node.kind == "iri",
        "one of the six kinds of nodes of SHACL, such as sh:IRI",
        "един от шестте вида възли на SHACL, например sh:IRI",
        _as_one_of(*NODE_KINDS),
    ),
    "severity": Kind(
        _is("iri"),
        "sh:Violation, sh:Warning, sh:Info or an IRI of your own",
        "sh:Violation, sh:Warning, sh:Info или ваше IRI",
        _as_one_of(*SEVERITIES),
    ),
    "shapes": Kind(_is("iri", "blank"), "a list of shapes", "списък от форми", _as_list, "shape"),
    "iris": Kind(_is("iri", "blank"), "a list of IRIs", "списък от IRI", _as_list, "iri"),
    "terms": Kind(_is("iri", "blank"), "a list of values", "списък от стойности", _as_list, "term"),
    "strings": Kind(
        _is("iri", "blank"), 'a list of texts, as in ( "en" "bg" )', 'списък от текстове, например ( "en" "bg" )',
        _as_list, "string",
    ),
}  # fmt: skip
"""Every kind by its name."""
