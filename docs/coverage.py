"""Writes docs/coverage.md from the graph: run it with `make docs`; a test keeps the two in step."""

from collections.abc import Callable, Iterable
from pathlib import Path

from partnercities.dataset.build import build
from partnercities.model.vocabulary import PREFIXES, key
from partnercities.store import Store, select

HEAD = """# Coverage

Made from the graph by `make docs`: how much of what the graph could know of its things it does know, and what is missing.
"""
DECLARED = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

HELD = (
    ("cities", "?thing a pc:City"),
    ("cities that take part in a project", "?project pc:participatingCity ?thing"),
    ("cities that are members of a network or of a part of one", "?thing a pc:City . ?membership org:member ?thing"),
    ("projects", "?thing a pc:Project"),
    ("networks", "?thing a pc:Network"),
    ("parts of networks", "?thing org:subOrganizationOf+ ?network . ?network a pc:Network"),
    ("programmes", "?thing a pc:Programme"),
    ("funds", "?thing a pc:Fund"),
    ("local authorities", "?thing a pc:LocalAuthority"),
    ("participations", "?thing a pc:Participation"),
    ("memberships", "?thing a org:Membership"),
    ("documents and pages", "?thing a foaf:Document"),
)
IDENTIFIED = (
    ("GeoNames", "?thing adms:identifier [ skos:inScheme <https://w3id.org/partnercities/id/scheme/geonames> ]"),
    ("coordinates", "?thing geo:lat ?lat ; geo:long ?long"),
    ("population", "?thing pc:population ?population"),
    ("Wikidata", "?thing adms:identifier [ skos:inScheme <https://w3id.org/partnercities/id/scheme/wikidata> ]"),
    ("NUTS3", "?thing adms:identifier [ skos:inScheme <https://w3id.org/partnercities/id/scheme/nuts3> ]"),
    ("LAU", "?thing adms:identifier [ skos:inScheme <https://w3id.org/partnercities/id/scheme/lau> ]"),
    ("country of the EU table", "?thing pc:country ?country"),
)
CONFIDENCE = """
SELECT ?scheme ?confidence (COUNT(DISTINCT ?identifier) AS ?codes) WHERE {
  ?city a pc:City ; adms:identifier ?identifier .
  ?identifier skos:inScheme/skos:prefLabel ?scheme ; pc:confidence/skos:prefLabel ?confidence .
  FILTER(LANG(?scheme) = "en" && LANG(?confidence) = "en")
}
GROUP BY ?scheme ?confidence ORDER BY ?scheme ?confidence
"""
NAMED = (
    ("cities", "pc:City"),
    ("projects", "pc:Project"),
    ("networks", "pc:Network"),
    ("programmes", "pc:Programme"),
    ("funds", "pc:Fund"),
    ("local authorities", "pc:LocalAuthority"),
    ("other organisations", "org:Organization"),
    ("topics, groups, roles and other concepts", "skos:Concept"),
)
UNSURE = """
Cities are called in Bulgarian, and in the languages that they speak, as their entries in GeoNames have it, looked up on
2026-11-22. Where an entry is not enough: Vaulx-en-Velin is Во ан Влен in a document; for Bijelo Polje GeoNames writes
Бијело Поље of the municipality; Byala and Sredets have no entry in this graph, for there are several of the name or none was
confirmed, but GeoNames writes this name so wherever it has it.
"""
KNOWN = (
    ("a start", "?phase pc:project ?thing ; a pc:Phase ; pc:start ?start"),
    ("an end", "?phase pc:project ?thing ; a pc:Phase ; pc:end ?end"),
    (
        "a lead partner or coordinator",
        """?part pc:project ?thing ; pc:role/skos:broader* ?role .
      VALUES ?role { <https://w3id.org/partnercities/id/role/lead> <https://w3id.org/partnercities/id/role/coordinator> }""",
    ),
    ("a programme or fund", "?funding pc:project ?thing ; a pc:Funding ; pc:programme|pc:fund ?payer"),
    ("an amount of money", "?funding pc:project ?thing ; pc:amount ?amount"),
    ("a network", "?thing pc:network ?network"),
    ("a topic", "?thing pc:topic ?topic"),
    ("a target group", "?thing pc:targetGroup ?group"),
    ("a city that takes part", "?thing pc:participatingCity ?city"),
)
EVIDENCE = """
SELECT ?basis ?confidence (COUNT(DISTINCT ?evidence) AS ?pieces) (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?evidence a pc:Evidence ; oa:hasSource ?document ; pc:basis/skos:prefLabel ?basis FILTER(LANG(?basis) = "en")
  OPTIONAL { ?evidence pc:confidence/skos:prefLabel ?confidence FILTER(LANG(?confidence) = "en") }
}
GROUP BY ?basis ?confidence ORDER BY DESC(?pieces) ?basis ?confidence
"""
RESTING = """
SELECT ?sources (COUNT(?claim) AS ?claims) WHERE {
  { SELECT ?claim (COUNT(DISTINCT ?document) AS ?sources) WHERE {
      VALUES ?class { pc:Participation org:Membership }
      ?claim a ?class ; pc:evidence/oa:hasSource ?document .
    } GROUP BY ?claim }
}
GROUP BY ?sources ORDER BY ?sources
"""
KINDS = """
SELECT ?kind (COUNT(DISTINCT ?document) AS ?documents) (COUNT(DISTINCT ?held) AS ?atHand) WHERE {
  ?document a foaf:Document ; dcterms:type/skos:prefLabel ?kind FILTER(LANG(?kind) = "en")
  OPTIONAL { ?document pc:fileDigest ?digest BIND(?document AS ?held) }
}
GROUP BY ?kind ORDER BY DESC(?documents) ?kind
"""
PAGES = """
SELECT ?document (COUNT(DISTINCT ?evidence) AS ?pieces) WHERE { ?evidence a pc:Evidence ; oa:hasSource ?document }
GROUP BY ?document ORDER BY DESC(?pieces) ?document
"""
MOST = 10


def coverage() -> str:
    """The whole page."""
    store = build().store
    return HEAD + "".join((_held(store), _identifiers(store), _names(store), _projects(store), _evidence(store)))


def _held(store: Store) -> str:
    rows = [(what, len(_things(store, pattern))) for what, pattern in HELD]
    return "\n## What is held\n\n" + _table(("what", "how many"), rows)


def _identifiers(store: Store) -> str:
    cities = _things(store, "?thing a pc:City")
    having = {what: _things(store, f"?thing a pc:City . {pattern}") for what, pattern in IDENTIFIED}
    rows = [(what, len(have), _share(have, cities), len(cities) - len(have)) for what, have in having.items()]
    codes = [(row["scheme"], row["confidence"], row["codes"]) for row in _ask(store, CONFIDENCE)]
    text = "\n## Identifiers of cities\n\n" + _table(("identifier", "cities", "share", "missing"), rows)
    text += "\nHow sure the codes are; those of low confidence are left out.\n\n" + _table(
        ("scheme", "confidence", "codes"), codes
    )
    for what, have in having.items():
        text += _by_name(what, have, cities, _by_country)
    return text


def _by_name(what: str, have: dict[str, str], every: dict[str, str], listed: Callable[[dict[str, str]], str]) -> str:
    """Those that lack something, or where that is the larger part, those that have it."""
    missing = {thing: name for thing, name in every.items() if thing not in have}
    if not missing:
        return ""
    if len(missing) <= len(every) / 2:
        return f"\n**Without {what}** ({len(missing)}): {listed(missing)}.\n"
    return f"\n**With {what}** ({len(have)}, all others are without): {listed(have)}.\n"


def _by_letter(things: dict[str, str]) -> str:
    return "; ".join(sorted(things.values(), key=str.casefold))


def _by_country(cities: dict[str, str]) -> str:
    """Names by the country that the key bears, such as `BG Sofia, Varna; DE Berlin`."""
    countries: dict[str, list[str]] = {}
    for city, name in cities.items():
        countries.setdefault(city.split("/")[1].upper(), []).append(name)
    return "; ".join(f"{country} {', '.join(sorted(names))}" for country, names in sorted(countries.items()))


def _names(store: Store) -> str:
    rows = []
    for what, kind in NAMED:
        things = _things(store, f"?thing a {kind}")
        in_languages = [
            _things(store, f'?thing a {kind} ; skos:prefLabel ?name FILTER(LANG(?name) = "{language}")')
            for language in ("en", "bg")
        ]
        rows.append((what, len(things), *(f"{len(have)} ({_share(have, things)})" for have in in_languages)))
    note = "\nWhere a name is missing in the language asked for, answers show the English one.\n" + UNSURE
    return "\n## Names by language\n\n" + _table(("what", "how many", "English", "Bulgarian"), rows) + note


def _projects(store: Store) -> str:
    projects = _things(store, "?thing a pc:Project")
    having = {what: _things(store, f"?thing a pc:Project . {pattern}") for what, pattern in KNOWN}
    rows = [(what, len(have), _share(have, projects), len(projects) - len(have)) for what, have in having.items()]
    text = "\n## What is known of projects\n\n" + _table(("projects with", "how many", "share", "missing"), rows)
    for what, have in having.items():
        text += _by_name(what, have, projects, _by_letter)
    return text


def _evidence(store: Store) -> str:
    pieces = [
        (row["basis"], row["confidence"] or "–", row["pieces"], row["documents"]) for row in _ask(store, EVIDENCE)
    ]
    resting = [(row["sources"], row["claims"]) for row in _ask(store, RESTING)]
    kinds = [(row["kind"], row["documents"], row["atHand"]) for row in _ask(store, KINDS)]
    pages = [(f"`{key(row['document'])}`", row["pieces"]) for row in _ask(store, PAGES)]
    return (
        "\n## Evidence\n\n"
        + _table(("basis", "confidence", "pieces", "documents"), pieces)
        + "\nHow many documents a participation or membership rests on:\n\n"
        + _table(("documents", "participations and memberships"), resting)
        + "\n## Sources\n\nA document at hand is known by its digest, and its passages are checked; of a public page the address is known.\n\n"
        + _table(("kind", "how many", "of them at hand"), kinds)
        + f"\nThe {MOST} with most evidence:\n\n"
        + _table(("source", "pieces of evidence"), pages[:MOST])
    )


def _ask(store: Store, query: str) -> list[dict[str, str]]:
    return list(select(store, DECLARED + query))


def _things(store: Store, pattern: str) -> dict[str, str]:
    """What matches, by its key, with its English name where it has one."""
    rows = _ask(
        store,
        f"""SELECT DISTINCT ?thing ?label WHERE {{
      {{ SELECT DISTINCT ?thing WHERE {{ {pattern} }} }}
      OPTIONAL {{ ?thing skos:prefLabel ?label FILTER(LANG(?label) = "en") }}
    }} ORDER BY ?thing""",
    )
    return {key(row["thing"]): row["label"] or key(row["thing"]) for row in rows}


def _share(part: dict[str, str], whole: dict[str, str]) -> str:
    return f"{100 * len(part) / len(whole):.1f} %"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    first, *others = ("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in (heads, *rows))
    return first + "|---" * len(heads) + "|\n" + "".join(others)


if __name__ == "__main__":
    Path(__file__).with_name("coverage.md").write_text(coverage(), encoding="utf-8")
