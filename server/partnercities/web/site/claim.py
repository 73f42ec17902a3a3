"""The profile of a claim: what a source says in one sentence, and the evidence of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from partnercities.desk.named import ask, said
from partnercities.desk.projects import Disagreement, disagreements
from partnercities.desk.proofs import Proof, proofs
from partnercities.desk.things import Thing
from partnercities.model.vocabulary import expand, key, path
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.naming import Names
from partnercities.web.site.addresses import url
from partnercities.web.site.days import stretch, written
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile
from partnercities.web.site.texts import number, text

_PROOF = "proof-of-claim"
_DISPUTED = ("pc:start", "pc:end", "pc:number")
"""The properties whose values the query `disagreements` compares."""


class Told(NamedTuple):
    """A claim with the names of all that it mentions."""

    thing: Thing
    names: Names

    def link(self, iri: str) -> Markup:
        """A thing of ours by its name; others by their name alone."""
        tongue = self.names.language(iri)
        spoken = Markup(' lang="{}"').format(tongue) if tongue and tongue != language() else ""
        if not path(iri):
            return (
                Markup("<span{}>{}</span>").format(spoken, self.names(iri))
                if spoken
                else Markup.escape(self.names(iri))
            )
        return Markup('<a href="{}"{}>{}</a>').format(url(path(iri)), spoken, self.names(iri))

    def links(self, *properties: str) -> Markup:
        """The values of the first of some properties that has any, joined in words."""
        return next((_joined(map(self.link, values)) for name in properties if (values := self.iris(name))), Markup())

    def iris(self, property: str) -> list[str]:
        """The things that a property leads to."""
        return [term.value for term in self.thing.values(property) if term.kind == "uri"]

    def first(self, property: str) -> Term | None:
        """A value of a property; None where it has none."""
        return next(iter(self.thing.values(property)), None)


def claim(found: Thing) -> Profile:
    """The profile of a claim: its sentence, and each piece of its evidence."""
    told = Told(found, Names(found.names))
    type, _, _ = key(found.iri).partition("/")
    about = _claimed(found) if type == "evidence" else found.iri
    values = {"claim": [key(about)], "lang": [language()]}
    proven = _proofs(found.iri, about)
    context = {"sentence": CLAIMS[type](told), "proofs": proven, "apart": _apart(told, proven), "written": written}
    return Profile("claim.html", context, (Behind(_PROOF, values),))


def _proofs(iri: str, about: str) -> tuple[Proof, ...]:
    """The evidence of a claim; of a page of evidence that piece alone."""
    found = proofs(ask(desk(), _PROOF, claim=about, lang=language()))
    return tuple(item for item in found if iri in (about, item.evidence))


def _apart(told: Told, proven: Iterable[Proof]) -> tuple[Disagreement, ...]:
    """Where another source gives another value than this claim does."""
    given = {term.value for name in _DISPUTED for term in told.thing.values(name)}
    sources = {proof.source for proof in proven}
    if not given:
        return ()
    return tuple(
        item
        for project in told.iris("pc:project")
        for item in disagreements(desk(), project, language())
        if any(value and value.value in given and source in sources for value, source in item.sides)
    )


def _claimed(found: Thing) -> str:
    """What a piece of evidence is for."""
    about = (item.subject.value for item in found.pointing if item.predicate.value == expand("pc:evidence"))
    return next(about, found.iri)


def _participation(told: Told) -> Markup:
    project = told.iris("pc:project")
    parties = ask(desk(), "parties-of-project", project=project[0], lang=language()) if project else []
    counts = any(said(row, "takesPart") == "true" for row in parties if said(row, "participation") == told.thing.iri)
    values = {
        "number": max(1, len(told.iris("pc:city"))),
        "party": told.links("pc:city", "pc:partner"),
        "project": told.links("pc:project"),
        "role": told.links("pc:role"),
    }
    return text("claim.takes_part", **values) if counts else text("claim.named", **values)


def _membership(told: Told) -> Markup:
    values = {
        "party": told.links("org:member"),
        "role": told.links("org:role"),
        "network": told.links("org:organization"),
    }
    if since := told.first("pc:start"):
        return text("claim.member_since", date=written(since), **values)
    if seen := told.thing.values("pc:observedOn"):
        return text("claim.member_seen", date=_joined(map(written, seen)), **values)
    return text("claim.member", **values)


def _funding(told: Told) -> Markup:
    payer, project = told.links("pc:programme", "pc:fund"), told.links("pc:project")
    amount = told.first("pc:amount")
    if amount is None:
        return text("claim.funding", payer=payer, project=project)
    return text(
        "claim.funding_amount",
        amount=_amount(amount),
        kind=told.links("pc:amountKind"),
        currency=str(told.first("pc:currency")).rpartition("/")[2],
        payer=payer,
        party=told.links("pc:participation") or project,
    )


def _phase(told: Told) -> Markup:
    when = stretch(told.first("pc:start"), told.first("pc:end"))
    values = {"phase": str(told.first("pc:phaseNumber")), "project": told.links("pc:project")}
    return text("claim.phase", when=when, **values) if when else text("claim.phase_open", **values)


def _count(told: Told) -> Markup:
    rounded, counted = told.first("pc:approximate"), told.first("pc:number")
    values = {
        "amount": _amount(counted) if counted else "?",
        "project": told.links("pc:project"),
        "what": told.links("pc:countOf"),
    }
    if rounded and rounded.value == "true":
        return text("claim.count_about", **values)
    return text("claim.count", **values)


def _result(told: Told) -> Markup:
    return text(
        "claim.result",
        what=told.names(told.thing.iri),
        kind=told.links("dcterms:type"),
        project=told.links("pc:project"),
    )


def _evidence(told: Told) -> Markup:
    return text("claim.evidence", claim=told.link(_claimed(told.thing)))


CLAIMS: Mapping[str, Callable[[Told], Markup]] = {
    "participation": _participation,
    "membership": _membership,
    "funding": _funding,
    "phase": _phase,
    "count": _count,
    "output": _result,
    "event": _result,
    "evidence": _evidence,
}
"""How each type of claim is said in a sentence."""


def _amount(term: Term) -> str:
    """A number as people write it."""
    whole, _, part = term.value.partition(".")
    return number(int(whole)) + (f".{part}" if part.strip("0") else "")


def _joined(items: Iterable[Markup]) -> Markup:
    """Several in one phrase."""
    *first, last = items
    return text("claim.and", first=Markup(", ").join(first), last=last) if first else last
