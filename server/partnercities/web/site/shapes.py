"""`/shapes`: the rules that data is checked against, in plain words."""

from flask import Response

from partnercities.desk import rules
from partnercities.desk.rules import Group, Target
from partnercities.desk.things import names
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import BASE, DEF, compact
from partnercities.protocol.formats import Kind, of_kind
from partnercities.store import Term
from partnercities.validation.report import SEVERITIES
from partnercities.web.context import desk
from partnercities.web.naming import Names
from partnercities.web.site import checks
from partnercities.web.site.frame import show
from partnercities.web.site.language import language

_SUFFIXES = tuple(format.suffix for format in of_kind(Kind.GRAPH))


def page(path: str) -> Response:
    """The page at a path, which may be that of an edition."""
    groups = rules.groups()
    every = [rule for group in groups for rule in group.rules]
    state = checks.standing().last
    return show(
        "shapes.html",
        path,
        suffixes=_SUFFIXES,
        iri=BASE + path[1:],
        groups=groups,
        beside=rules.beside(),
        totals={severity: sum(rule.severity == severity for rule in every) for severity in SEVERITIES},
        found=checks.counted(state.report),
        checked=state.report is not None,
        names=Names(_names.of(desk())),
        compact=compact,
        anchors=[(group.name, _group_name(group)) for group in groups],
        group_name=_group_name,
        spoken=checks.spoken,
        sentences=checks.sentences,
    )


def _group_name(group: Group) -> str:
    return group.names.get(language()) or group.names.get("en") or group.name


_names = Versioned(lambda desk: names(desk, _mentioned()))


def _mentioned() -> set[str]:
    """The terms of ours that rules look at."""
    found: list[Target] = [target for group in rules.groups() for target in group.targets]
    found += [target for group in rules.groups() for rule in group.rules for target in rule.targets]
    parts = [part for group in rules.groups() for rule in group.rules for part in rule.path if isinstance(part, Term)]
    return {term.value for term in (*(target.term for target in found), *parts) if term.value.startswith(DEF)}
