"""Terms by keys that are equal exactly where the terms are, however a text spells them.

An IRI is `<iri>`, a blank node `_:name`, a literal `"characters"^^<datatype>` or `"characters"@language`, its
characters without any escapes. Nothing in front of the last quote mark can be mistaken for what follows it.
"""

import re

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL, REIFIES = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil", "reifies"))

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_TERM = re.compile(r'"(?:[^"\\]++|\\.)*+"(?:\^\^<[^<>]*+>|@[A-Za-z0-9-]++)?|<[^<>]++>|_:[^ ]++', re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_LAST_CHARACTER = 0x10FFFF


def unescaped(text: str) -> str:
    r"""A text with its escapes made characters: `\n`, `\u00E9`, and `\.` as in names."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def iri(text: str) -> str:
    """The key of an IRI."""
    return f"<{text}>"


def literal(characters: str, datatype: str = XSD + "string", language: str = "") -> str:
    """The key of a literal; a language, with its direction if there is one, is the same in any case of letters."""
    return f'"{characters}"@{language.lower()}' if language else f'"{characters}"^^<{datatype}>'


def key(term: str) -> str:
    """The key of a term of N-Triples."""
    if term.startswith("<<"):
        return _TERM.sub(lambda inner: key(inner[0]) if inner[0][0] != "_" else "_:", term)
    if not term.startswith('"'):
        return unescaped(term) if term.startswith("<") else term
    end = term.rfind('"')
    characters, suffix = unescaped(term[1:end]), term[end + 1 :]
    if suffix.startswith("^^<"):
        return literal(characters, unescaped(suffix[3:-1]))
    return literal(characters, language=suffix[1:])


def triple(subject: str, predicate: str, object: str) -> str:
    """The key of a triple that is a term itself, from the keys in it; its blank nodes have no names."""
    return " ".join(("<<(", *("_:" if blank(term) else term for term in (subject, predicate, object)), ")>>"))


def blank(key: str) -> bool:
    """Whether a key is that of a blank node."""
    return key.startswith("_:")


def _character(escape: re.Match[str]) -> str:
    if escape[3]:
        return _CONTROLS.get(escape[3], escape[3])
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= _LAST_CHARACTER else "\ufffd"
