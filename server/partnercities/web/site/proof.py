"""`/proof`: the projects and memberships behind a number, or what two cities share, with where it says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response

from partnercities.desk import attesting
from partnercities.desk.attesting import Attested, Section
from partnercities.desk.census import Census, census
from partnercities.desk.listing import Listing
from partnercities.desk.parts import Project
from partnercities.desk.recurring import KINDS
from partnercities.model.vocabulary import key
from partnercities.problems import BadParameter
from partnercities.protocol.formats import PAGE, Kind
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.listing import send_listing, suffixes
from partnercities.web.negotiated import form
from partnercities.web.site import wanted
from partnercities.web.site.called import caller, namer
from partnercities.web.site.days import stretch
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import language
from partnercities.web.site.proof_rows import bounds, listing
from partnercities.web.site.texts import text

blueprint = Blueprint("proof", __name__)


@dataclass(frozen=True)
class Question:
    """Whose part is to be proven, and in what: things of one kind, or what two cities share, or all there is."""

    cities: tuple[str, ...]
    by: str = ""
    things: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    projects_only: bool = False

    @property
    def takes_members(self) -> bool:
        """Whether memberships belong to the answer."""
        among = self.by in ("", "network") and len(self.cities) == 1
        return among and not (self.projects_only or self.first or self.last)


@blueprint.get("/proof")
@blueprint.get("/proof.<suffix>")
def proof(suffix: str = "") -> Response:
    """What proves it, as a page or a file."""
    chosen = form(suffix, Kind.LIST)
    question = _question()
    sections, found = _answer(question)
    file = listing(_title(question), sections, found)
    return _page(question, sections, found, file) if chosen is PAGE else send_listing(file, chosen)


def _question() -> Question:
    wanted.require_only("city", "with", *KINDS, "from", "to", "projects-only")
    city, other = wanted.thing_of("city", "city"), wanted.thing_of("with", "city")
    if not city:
        raise BadParameter("city is missing.", hint="Ask like /proof?city=city/nl/rotterdam&network=network/urbact.")
    if city == other:
        raise BadParameter("city and with are the same city.", hint="Name two cities, or leave one out.")
    given = {by: tuple(wanted.things(by, by)) for by in KINDS if wanted.things(by, by)}
    if len(given) > 1:
        raise BadParameter(
            " and ".join(given) + " are asked for together.", hint="Ask for one kind of thing at a time."
        )
    by, things = next(iter(given.items()), ("", ()))
    period = wanted.choice()
    cities = (city, other) if other else (city,)
    return Question(cities, by, things, period.first, period.last, wanted.ticked("projects-only"))


def _answer(question: Question) -> tuple[list[Section], Attested]:
    """The sections, and the claims of all of them."""
    known = census(desk())
    projects = {thing: _projects(known, question, thing) for thing in question.things or ("",)}
    every = {project.iri for found in projects.values() for project in found}
    found = attesting.parts(desk(), question.cities, every, language())
    sections, addresses = [], dict(found.addresses or {})
    for thing, several in projects.items():
        members = _members(question, thing)
        addresses |= members.addresses or {}
        sections.append(Section(thing, several, members.memberships))
    return sections, Attested(found.parts, addresses=addresses)


def _members(question: Question, thing: str) -> Attested:
    return (
        attesting.memberships(desk(), question.cities[0], thing, language()) if question.takes_members else Attested()
    )


def _projects(known: Census, question: Question, thing: str) -> tuple[Project, ...]:
    """The projects in which all of the cities take part; of a project asked for by name, in any role."""
    if question.by == "project":
        named = {item.city for item in known.participations if item.project == thing}
        return (known.projects[thing],) if thing in known.projects and set(question.cities) <= named else ()
    found = [
        project
        for project in known.projects.values()
        if set(question.cities) <= project.cities
        and (not thing or thing in KINDS[question.by](project))
        and project.may_run(question.first, question.last)
    ]
    name = namer()
    return tuple(sorted(found, key=lambda project: (name(project.iri), project.iri)))


def _behind(question: Question) -> Iterator[Behind]:
    period = {name: [day] for name, day in (("from", question.first), ("to", question.last)) if day}
    cities = list(map(key, question.cities))
    for thing in question.things or ("",):
        yield Behind("shared-projects", {"city": cities, **({question.by: [key(thing)]} if thing else {}), **period})
    projects = {"project": list(map(key, question.things))} if question.by == "project" else {}
    yield Behind("proof-of-participation", {"city": cities, **projects})
    for thing in (question.things or ("",)) if question.takes_members else ():
        yield Behind("proof-of-membership", {"city": cities, **({"network": [key(thing)]} if thing else {})})


def _title(question: Question) -> str:
    name = namer()
    cities = [name(city) for city in question.cities]
    if len(cities) > 1:
        return text("proof.title_pair", a=cities[0], b=cities[1])
    *others, last = [*map(name, question.things), ""][: len(question.things) or 1]
    things = text("proof.and", a=", ".join(others), b=last) if others else last
    return text("proof.title_in", city=cities[0], things=things) if things else text("proof.title", city=cities[0])


def _page(question: Question, sections: Sequence[Section], found: Attested, file: Listing) -> Response:
    return show(
        "proof.html",
        "/proof",
        behind=list(_behind(question)),
        suffixes=suffixes(file),
        heading=_title(question),
        question=question,
        sections=sections,
        found=found,
        called=caller(),
        term=lambda said: Term("literal", said) if said else None,
        bounds=bounds,
        stretch=stretch,
        number=len({project.iri for section in sections for project in section.projects}),
        members=sum(len(section.memberships) for section in sections),
    )
