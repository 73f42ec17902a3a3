"""The profiles of a programme and of a fund: what each pays for, where, when, and how much where a source says it."""

from collections.abc import Mapping

from partnercities.desk.census import census
from partnercities.desk.naming import naming
from partnercities.model.vocabulary import key
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.site.called import caller
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile
from partnercities.web.site.scope import FIRST, scope


def programme(iri: str) -> Profile:
    """The profile of a programme, with the funds that pay for it."""
    known = census(desk())
    return _profile("programme", iri, {"funds": known.funds_of(iri)})


def fund(iri: str) -> Profile:
    """The profile of a fund, with the programmes that it pays for and the projects that it reaches without one."""
    known = census(desk())
    alone = [project.iri for project in known.projects.values() if iri in project.funds and not project.programmes]
    return _profile(
        "fund", iri, {"programmes": known.programmes_of(iri), "alone": naming(desk()).sorted(alone, language())}
    )


def _profile(trait: str, iri: str, more: Mapping[str, object]) -> Profile:
    found = scope(trait, iri)
    asked = {trait: [key(iri)], "lang": [language()]}
    context = {
        "trait": trait,
        "scope": found,
        "first": FIRST,
        "networks": naming(desk()).sorted({net for project in found.projects for net in project.networks}, language()),
        "amounts": _amounts(asked),
        "called": caller(),
        **more,
    }
    return Profile("funding.html", context, (*found.behind, Behind("funding-chain", asked)))


def _amounts(asked: Mapping[str, list[str]]) -> list[Mapping[str, Term | None]]:
    """The fundings for which a source gives an amount."""
    table = desk().table(desk().stored("funding-chain"), asked)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return [row for row in rows if row["amount"]]
