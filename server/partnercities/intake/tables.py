"""A table of participations and memberships becomes Turtle: one file for each page that its rows come from."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from partnercities.dataset.build import Dataset
from partnercities.dataset.statements import Statements
from partnercities.dataset.turtle import write as turtle
from partnercities.model.vocabulary import PREFIXES, key
from partnercities.sources.tables import Claim, Unplaced, read_table, slug, source_key
from partnercities.store import select

_CITIES = """
PREFIX pc: <{pc}>
PREFIX skos: <{skos}>
SELECT ?city ?name ?country WHERE {{
  ?city a pc:City ; skos:prefLabel ?name ; pc:country/skos:notation ?country FILTER(LANG(?name) = "en")
}}
ORDER BY ?city
"""
# What documents at hand already say, by the address of the document: the claim and its page.
_HELD = """
PREFIX dcterms: <{dcterms}>
PREFIX oa: <{oa}>
PREFIX pc: <{pc}>
SELECT DISTINCT ?claim ?address WHERE {{
  ?claim pc:evidence/oa:hasSource ?document . ?document pc:fileDigest ?digest ; dcterms:source ?address .
}}
"""
# Roles whose participations bear the plain key of project and party; every other role stands behind it.
_PLAIN_ROLES = ("partner", "lead")
# One party that stands for two cities: a row for each, one participation.
_JOINT = {("project/nlao", "lille"): "lille-roubaix", ("project/nlao", "roubaix"): "lille-roubaix"}
# The member organisation that a row of a seat speaks of, by the role as written and the city.
_SEATED = {
    ("seat of member Nevo Parudimos", "resita"): "nevo-parudimos",
    ("seat or field of member Otaharin", "bijeljina"): "otaharin",
    ("seat of member (RROMA; Vilnius Roma Community Centre, by name)", "kratovo"): "rroma",
    ("seat of member (RROMA; Vilnius Roma Community Centre, by name)", "vilnius"): "vilnius-roma-community-centre",
    ("seat of member Integro Association (seat from its own page)", "razgrad"): "integro",
}


@dataclass
class Import:
    """What a table came to: the statements of each source by its key, and the rows that found no place."""

    sources: dict[str, Statements] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    claims: int = 0
    held: int = 0
    """Rows that a document at hand proves already, with its passage."""


def import_table(table: Path, names: Path, roles: Path, dataset: Dataset) -> Import:
    """State every row of a table; its cities are those that the dataset knows. Raises what reading raises."""
    cities = {
        (row["name"], row["country"]): key(row["city"]) for row in select(dataset.store, _CITIES.format(**PREFIXES))
    }
    held = {(key(row["claim"]), row["address"]) for row in select(dataset.store, _HELD.format(**PREFIXES))}
    items = list(read_table(table, names, roles))
    done = Import(unplaced=[item for item in items if isinstance(item, Unplaced)])
    claims = [item for item in items if isinstance(item, Claim)]
    shared = _shared_notes(claims)
    placed: list[Claim] = []
    for claim in claims:
        city = cities.get((claim.city, claim.country))
        if city is None:
            done.unplaced.append(Unplaced(claim.line, f"the graph does not know {claim.city} ({claim.country})"))
            continue
        placed.append(replace(claim, note="") if source_key(claim.address) in shared else claim)
        _place(done, placed[-1], city, held)
    for (source, _), claim in _surest(placed).items():
        if source in done.sources:
            _project(done.sources[source], source, claim)
    for page, note in sorted(shared.items()):
        if page in done.sources:
            done.sources[page].text(f"source/{page}", "skos:note", note, "en")
    return done


def _surest(claims: list[Claim]) -> dict[tuple[str, str], Claim]:
    """For each page and project the surest row: what the page says of the project itself is as sure as that."""
    found: dict[tuple[str, str], Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.confidence != "high", claim.line)):
        if claim.name.becomes == "project":
            found.setdefault((source_key(claim.address), claim.name.key), claim)
    return found


def _shared_notes(claims: list[Claim]) -> dict[str, str]:
    """Notes that stand on every row of a page: they are about the page, so they are told once."""
    notes: dict[str, set[str]] = {}
    for claim in claims:
        notes.setdefault(source_key(claim.address), set()).add(claim.note)
    return {source: note for source, found in notes.items() if len(found) == 1 for note in found if note}


def _place(done: Import, claim: Claim, city: str, held: set[tuple[str, str]]) -> None:
    done.claims += 1
    if (_participation_key(claim, city), claim.address) in held:
        done.held += 1
        return
    _state(done.sources.setdefault(source_key(claim.address), Statements()), claim, city)


def write(sources: dict[str, Statements], folder: Path) -> list[Path]:
    """Write one file of Turtle for each source, by its key; other files of the folder stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {folder / f"{name}.ttl": statements for name, statements in sources.items()}
    for path, statements in paths.items():
        path.write_bytes(turtle(statements.triples))
    return sorted(paths)


def _state(out: Statements, claim: Claim, city: str) -> None:
    source = source_key(claim.address)
    _document(out, source, claim.address)
    if claim.name.becomes == "project":
        _participation(out, source, claim, city)
    elif claim.role == "seat":
        _seat(out, source, claim, city)
    else:
        _membership(out, source, claim, "city", city)


def _document(out: Statements, source: str, address: str) -> None:
    document, parts = f"source/{source}", urlsplit(address)
    out.type(document, "foaf:Document")
    out.link(document, "dcterms:type", "document-kind/public-page")
    out.address(document, "dcterms:source", address)
    out.text(document, "skos:prefLabel", parts.netloc.removeprefix("www.") + parts.path.rstrip("/"), "en")


def _participation(out: Statements, source: str, claim: Claim, city: str) -> None:
    node = _participation_key(claim, city)
    out.type(node, "pc:Participation")
    out.link(node, "pc:project", claim.name.key)
    out.link(node, "pc:city", city)
    out.link(node, "pc:role", f"role/{claim.role}")
    if claim.name.dates == "observed" and claim.end:
        out.date(node, "pc:observedOn", claim.end)
    _evidence(out, source, claim, node)


def _project(out: Statements, source: str, claim: Claim) -> None:
    name, project = claim.name, claim.name.key.removeprefix("project/")
    _evidence(out, source, claim, name.key)
    if name.network:
        out.link(name.key, "pc:network", name.network)
        _evidence(out, source, claim, name.key, "pc:network", name.network)
    if name.programme or name.funds:
        funding = f"funding/{project}/{(name.programme or name.funds[0]).partition('/')[2]}"
        out.type(funding, "pc:Funding")
        out.link(funding, "pc:project", name.key)
        for programme in filter(None, (name.programme,)):
            out.link(funding, "pc:programme", programme)
        for fund in name.funds:
            out.link(funding, "pc:fund", fund)
        _evidence(out, source, claim, funding)
    if name.dates == "phase" and (claim.start or claim.end):
        _phase(out, source, claim, f"phase/{project}/1/{source}")


def _phase(out: Statements, source: str, claim: Claim, phase: str) -> None:
    out.type(phase, "pc:Phase")
    out.link(phase, "pc:project", claim.name.key)
    out.number(phase, "pc:phaseNumber", 1)
    for predicate, date in (("pc:start", claim.start), ("pc:end", claim.end)):
        if date:
            out.date(phase, predicate, date)
    _evidence(out, source, claim, phase)


def _membership(out: Statements, source: str, claim: Claim, kind: str, member: str) -> None:
    network = claim.name.key.partition("/")[2]
    node = f"membership/{network}/{member.rpartition('/')[2]}"
    out.type(node, "org:Membership")
    out.link(node, "org:organization", claim.name.key)
    out.link(node, "org:member", member)
    out.link(node, "org:role", f"role/{claim.role if kind == 'city' else 'member'}")
    if claim.name.dates == "since" and claim.start:
        out.date(node, "pc:start", claim.start)
    if claim.name.dates == "observed" and kind == "city" and claim.end:
        out.date(node, "pc:observedOn", claim.start or claim.end)
    _evidence(out, source, claim, node)


def _seat(out: Statements, source: str, claim: Claim, city: str) -> None:
    """A seat in a network belongs to a member organisation: the organisation is the member, never its city."""
    organisation = "organisation/" + _SEATED[claim.written, city.rpartition("/")[2]]
    _membership(out, source, claim, "organisation", organisation)
    out.link(organisation, "pc:seat", city)
    _evidence(out, source, claim, organisation, "pc:seat", city)


def _participation_key(claim: Claim, city: str) -> str:
    tail = "" if claim.base_role in _PLAIN_ROLES else f"/{claim.base_role}"
    return f"participation/{claim.name.key.removeprefix('project/')}/{_party(claim, city)}{tail}"


def _party(claim: Claim, city: str) -> str:
    party = city.rpartition("/")[2]
    return _JOINT.get((claim.name.key, party), party)


def _evidence(out: Statements, source: str, claim: Claim, node: str, supports: str = "", value: str = "") -> None:
    about = slug(node.replace("participation/", "participation-")) + (
        f"-{slug(supports.partition(':')[2])}" if supports else ""
    )
    evidence = f"evidence/{source}/{about}"
    out.link(node, "pc:evidence", evidence)
    out.type(evidence, "pc:Evidence")
    out.link(evidence, "oa:hasSource", f"source/{source}")
    out.link(evidence, "pc:basis", "basis/outside")
    out.link(evidence, "pc:confidence", f"confidence/{claim.confidence}")
    if claim.note:
        out.text(evidence, "skos:note", claim.note, "en")
    if node.startswith(("participation/", "membership/")) and claim.written != claim.role.replace("-", " "):
        out.text(evidence, "pc:namedAs", claim.written)
    if supports:
        out.property(evidence, "pc:supports", supports)
        out.link(evidence, "pc:value", value)
