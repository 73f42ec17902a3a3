"""What findings have their reason in: the class of a thing that many refer to, and what a statement was computed from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from partnercities.model.vocabulary import COMPUTED_FROM, DEF, RDF_TYPE
from partnercities.validation.hinting.broken import Broken, Facts
from partnercities.validation.report import Finding
from partnercities.validation.terms import short, written

Terms = tuple[str, str, str]
_LEADING: Mapping[str, tuple[str, str]] = {DEF + "participatingCity": (DEF + "project", DEF + "city")}
"""Of what is computed from a node between: the properties by which this leads to the thing and to the value."""


class Lookup(Facts, Protocol):
    """What the data says, and what leads to a node."""

    def leading(self, ways: Sequence[tuple[str, object]]) -> str:
        """The node of which each property has the value given beside it, as N-Triples; nothing where there is none."""


def origin(of: Finding, focus: object, wrong: object, facts: Lookup) -> Terms | None:
    """The statement that the one a finding is about was computed from, the value empty where any will do; None if not computed.

    `focus` and `wrong` are its focus node and value as the engine has them.
    """
    subject, _, value = of.statement
    if source := COMPUTED_FROM.get(of.path):
        return subject, f"<{source}>", ""
    if of.path in _LEADING and value:
        to_thing, to_value = _LEADING[of.path]
        node = facts.leading([(to_thing, focus), (to_value, wrong)])
        return (node, f"<{to_value}>", value) if node else None
    return None


def of_class(broken: Sequence[Broken], findings: Sequence[Finding], amount: int, facts: Facts) -> Finding | None:
    """That things are of another class than all that refers to them needs, as one finding; None where it has no class.

    `amount` is how many findings there are, of which those at hand are some.
    """
    value = broken[0].given
    types = sorted(facts.types(broken[0].value))
    wanted = Counter(short(node) for one in broken for node in one.parameter("class"))
    if value.kind != "iri" or not types or not wanted:
        return None
    are, need = ", ".join(map(written, types)), [name for name, _ in wanted.most_common()]
    names = {"thing": short(value), "are": are, "need": " / ".join(need), "amount": amount, "first": need[0]}
    return Finding(
        findings[0].severity,
        value.value,
        RDF_TYPE,
        types[0],
        {language: text.format_map(names) for language, text in _MESSAGES.items()},
        "",
        "Class",
        (value.text, f"<{RDF_TYPE}>", f"<{types[0]}>"),
        hints={language: text.format_map(names) for language, text in _HINTS.items()},
    )


_MESSAGES = {
    "en": "{amount} findings have one reason here: {thing} is {are}, and what refers to it needs {need}.",
    "bg": "{amount} находки имат обща причина тук: {thing} е {are}, а това, което сочи към него, иска {need}.",
}
_HINTS = {"en": "Did you mean a {first}?", "bg": "Имахте ли предвид a {first}?"}
