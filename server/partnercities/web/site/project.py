"""The profile of a project: its parties on a map and in a table, its phases on a line, its money, numbers and results."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from partnercities.desk.named import Named, Place
from partnercities.desk.projects import PHASES, WORDED, Party, Phase, ProjectProfile, project_profile
from partnercities.drawing import Bar, Link, Map, Phases, Spot, draw_map, draw_phases
from partnercities.model.vocabulary import expand, key, path
from partnercities.web.context import desk
from partnercities.web.site.addresses import url
from partnercities.web.site.days import length, stretch, written
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile
from partnercities.web.site.texts import text

ABOUT = {
    "network": "pc:network",
    "part_of": "dcterms:isPartOf",
    "topic": "pc:topic",
    "target_group": "pc:targetGroup",
    "pilot_area": "pc:pilotArea",
    "page": "foaf:page",
}
"""The values of a project that its profile names one by one, by the text that names each."""
TITLES = {"title": "dcterms:title", "acronym": "dcterms:alternative", "goal": "dcterms:description"}
"""Those that are words of a source."""


def project(iri: str) -> Profile:
    """The profile of a project by its IRI."""
    told = project_profile(desk(), iri, language())
    drawn = _map(told)
    context = {
        "project": told,
        "about": {name: told.proven.facts(iri, expand(property)) for name, property in ABOUT.items()},
        "titles": {name: told.proven.facts(iri, expand(property)) for name, property in TITLES.items()},
        "map": drawn,
        "map_text": _caption(drawn) if drawn else "",
        "line": _line(told.phases),
        "phase_number": {item.iri: item.number for item in told.phases},
        "written": written,
        "stretch": stretch,
        "length": length,
    }
    behind = [Behind(query, {"project": [key(iri)], "lang": [language()]}) for query in WORDED]
    return Profile("project.html", context, (*behind, Behind(PHASES, {"project": [key(iri)]})))


def _map(told: ProjectProfile) -> Map | None:
    """The cities, each once, joined to the city that leads; None where no city is named."""
    roles: dict[Place, list[Party]] = {}
    for party in told.parties:
        for place in party.places:
            roles.setdefault(place, []).append(party)
    spots = [_spot(place, parties) for place, parties in roles.items()]
    lead = next((number for number, spot in enumerate(spots) if spot.kind == "lead"), None)
    joined = [] if lead is None else list(_joined(spots, lead))
    return draw_map(spots, joined) if spots else None


def _caption(drawn: Map) -> Markup:
    """What the circles of a map mean, as far as there are any such."""
    kinds = {dot.spot.kind for dot in drawn.dots}
    said = (text(f"project.map_{kind}") for kind in ("lead", "aside") if kind in kinds)
    return Markup(" ").join((*said, text("project.map_each")))


def _spot(place: Place, parties: list[Party]) -> Spot:
    leads, counts = any(party.leads for party in parties), any(party.takes_part for party in parties)
    return Spot(
        _said(place.city),
        url(path(place.city.iri)),
        place.latitude,
        place.longitude,
        kind="lead" if leads else "" if counts else "aside",
        note=", ".join(_said(party.role) for party in parties),
        lang=_tongue(place.city),
    )


def _joined(spots: list[Spot], lead: int) -> Iterator[Link]:
    return (Link(lead, number) for number, spot in enumerate(spots) if number != lead and spot.kind != "aside")


def _line(phases: Sequence[Phase]) -> Phases | None:
    """The phases on a line; those that several sources date alike are one bar. None where there are none."""
    alike: dict[tuple[object, ...], list[Phase]] = {}
    for phase in phases:
        alike.setdefault((phase.number, phase.start, phase.end), []).append(phase)
    return draw_phases([_bar(*same) for same in alike.values()]) if alike else None


def _bar(phase: Phase, *same: Phase) -> Bar:
    when = stretch(phase.start, phase.end)
    return Bar(
        text("project.phase", phase=phase.number),
        url(path(phase.iri)),
        phase.first,
        phase.last,
        text("project.told_alike", when=when, number=1 + len(same)) if same else when,
        mark=str(phase.number),
    )


def _said(thing: Named) -> str:
    return thing.name.value if thing.name else key(thing.iri)


def _tongue(thing: Named) -> str:
    return thing.name.language if thing.name and thing.name.language != language() else ""
