"""Rules about the values of words: their kinds, and lists."""

from collections.abc import Iterator

from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.kinds import KINDS, Kind
from partnercities.validation.linting.sheet import NIL, Sheet, Statement
from partnercities.validation.linting.words import PROPERTIES, SH, UNCHECKED
from partnercities.validation.terms import short

FAULTS = {
    "circle": {"en": "it comes back to itself", "bg": "връща се към себе си"},
    "no list": {"en": "{0} is no list", "bg": "{0} не е списък"},
    "no first": {"en": "a member is missing (rdf:first)", "bg": "липсва член (rdf:first)"},
    "no rest": {"en": "it does not end in rdf:nil", "bg": "не завършва с rdf:nil"},
    "two rests": {"en": "it goes on in two ways (rdf:rest)", "bg": "продължава по два начина (rdf:rest)"},
    "two firsts": {
        "en": "it has two members in one place (rdf:first)",
        "bg": "има два члена на едно място (rdf:first)",
    },
}
"""What can be wrong with a list."""
# With an empty list of these no value can be right; an empty sh:and holds for all.
_CHOICES = frozenset(SH + name for name in ("in", "languageIn", "or", "xone"))


def wrong_values(sheet: Sheet) -> Iterator[Flaw]:
    """Values that are not of the kind that their word takes, and broken lists."""
    for predicate, word in PROPERTIES.items():
        kind = KINDS[word.kind]
        for use in sheet.uses(predicate):
            if not kind.holds(use.object):
                yield _wrong(use, kind)
            elif kind.list_of:
                yield from _wrong_list(sheet, use, KINDS[kind.list_of])


def _wrong(use: Statement, kind: Kind) -> Flaw:
    return flaw(
        "wrong-value",
        use,
        kind.mend(use.object),
        severity="warning" if use.predicate in UNCHECKED else "",
        term=short(use.predicate),
        value=use.object,
        kind={"en": kind.en, "bg": kind.bg},
    )


def _wrong_list(sheet: Sheet, use: Statement, member: Kind) -> Iterator[Flaw]:
    head = use.object
    listed = sheet.items(head)
    if listed.fault:
        fault = {language: text.format(short(listed.at)) for language, text in FAULTS[listed.fault].items()}
        meant = f"( {short(head)} )" if listed.at == head and head.kind == "iri" else ""
        yield flaw("bad-list", use, meant, term=short(use.predicate), fault=fault)
    for _, value in listed.members:
        if not member.holds(value):
            yield _wrong(use._replace(object=value), member)
    if head.value == NIL and use.predicate in _CHOICES:
        yield flaw("empty-list", use, term=short(use.predicate))
