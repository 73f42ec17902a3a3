"""Rules about texts in other languages than RDF: regular expressions and SPARQL."""

import re
from collections.abc import Iterator

from partnercities.model.vocabulary import PREFIXES
from partnercities.validation.linting.components import variable
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.judges import Asked, Judges
from partnercities.validation.linting.sheet import Sheet, Statement
from partnercities.validation.linting.words import VALIDATORS, sh
from partnercities.validation.terms import Node, short

_PATTERN, _FLAGS, _SELECT, _ASK = sh("pattern"), sh("flags"), sh("select"), sh("ask")
_IMPORTS = PREFIXES["owl"] + "imports"
_LETTERS = frozenset("imqsx")
_BACK = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")
_LOOKING = re.compile(r"(?<!\\)\(\?(?:<?[=!])")
_FAULTS = (
    (_BACK, {"en": "it refers back to a group", "bg": "позовава се на група преди това"}),
    (
        _LOOKING,
        {"en": "it looks ahead or back, which XPath does not know", "bg": "гледа напред или назад, а XPath не го знае"},
    ),
    (re.compile(""), {"en": "check brackets, braces and backslashes", "bg": "проверете скобите и обратните черти"}),
)


def bad_flags(sheet: Sheet) -> Iterator[Flaw]:
    """Flags that regular expressions of SPARQL do not have."""
    for use in sheet.uses(_FLAGS):
        if set(use.object.value) - _LETTERS:
            yield flaw("bad-flags", use, value=use.object)


def bad_patterns(sheet: Sheet, judges: Judges) -> Iterator[Flaw]:
    """Patterns that are no regular expressions of SPARQL."""
    for use in sheet.uses(_PATTERN):
        pattern, flags = use.object, sheet.value(use.subject, _FLAGS)
        # Wrong letters among the flags have a rule of their own.
        letters = "".join(letter for letter in (flags.value if flags else "") if letter in _LETTERS)
        if pattern.kind == "literal" and judges.compiles and not judges.compiles(pattern.value, letters):
            fault = next(words for sign, words in _FAULTS if sign.search(pattern.value))
            yield flaw("bad-pattern", use, value=pattern, fault=fault)


def bad_queries(sheet: Sheet, judges: Judges) -> Iterator[Flaw]:
    """Queries that are no SPARQL, or not such as shapes may hold, with the line in their own text."""
    if judges.parse_query is None:
        return
    for use in sheet.uses(_SELECT, _ASK):
        wrong = judges.parse_query(_asked(sheet, use)) if use.object.kind == "literal" else None
        if wrong:
            line, column, fault = wrong
            term = short(use.predicate)
            yield flaw("bad-query", use, within=(line, column), term=term, line=line, column=column, fault=fault)


def _asked(sheet: Sheet, use: Statement) -> Asked:
    """A query with what it may use where it stands."""
    query = use.subject
    components = [item.subject for item in sheet.uses(*VALIDATORS) if item.object == query]
    declared = (part for component in components for part in sheet.values(component, sh("parameter")))
    return Asked(
        use.object.value,
        "SELECT" if use.predicate == _SELECT else "ASK",
        namespaces(sheet, query),
        not any(item.object == query for item in sheet.uses(sh("nodeValidator"))) and not _on_node_shapes(sheet, query),
        tuple(name for part in declared if (name := variable(sheet, part))),
    )


def _on_node_shapes(sheet: Sheet, query: Node) -> bool:
    """Whether a query is the constraint of a node shape."""
    return any(item.object == query and not sheet.is_property_shape(item.subject) for item in sheet.uses(sh("sparql")))


def missing_queries(sheet: Sheet) -> Iterator[Flaw]:
    """SPARQL constraints and validators without a query."""
    for predicate, wanted in _ASKING.items():
        for use in sheet.uses(predicate):
            if use.object.kind != "literal" and not any(word in sheet.of(use.object) for word in wanted):
                names = " / ".join(short(word) for word in wanted)
                yield flaw("missing-query", use, wanted=names, value=use.object)


def unfinished_prefixes(sheet: Sheet) -> Iterator[Flaw]:
    """Declarations of prefixes that lack the prefix or the namespace."""
    for use in sheet.uses(sh("declare")):
        if use.object.kind != "literal" and not {sh("prefix"), sh("namespace")} <= set(sheet.of(use.object)):
            yield flaw("unfinished-prefix", use)


def namespaces(sheet: Sheet, query: Node) -> dict[str, str]:
    """The namespaces that the prefixes of a query stand for (SHACL, section 5.2.1), with what their owners import."""
    waiting = list(sheet.values(query, sh("prefixes")))
    found: dict[str, str] = {}
    seen: set[str] = set()
    while waiting:
        owner = waiting.pop()
        if owner.text not in seen:
            seen.add(owner.text)
            waiting.extend(sheet.values(owner, _IMPORTS))
            for declared in sheet.values(owner, sh("declare")):
                prefix, namespace = sheet.value(declared, sh("prefix")), sheet.value(declared, sh("namespace"))
                if prefix and namespace:
                    found[prefix.value] = namespace.value
    return found


_ASKING = {
    sh("sparql"): (_SELECT,),
    sh("nodeValidator"): (_SELECT, _ASK),
    sh("propertyValidator"): (_SELECT, _ASK),
    sh("validator"): (_ASK,),
}
"""What leads to a query, and the words that one of them must hold it."""
