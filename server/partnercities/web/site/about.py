"""`/about` and `/data`: how is counted, what there is, what is missing, and on what terms it may be used."""

from flask import Blueprint, Response

from partnercities.desk import figures
from partnercities.desk.describing import sources
from partnercities.desk.dumping import NAME
from partnercities.desk.ontology import CLASSES, Definition, ontology
from partnercities.model.vocabulary import DEF, GRAPH, thing
from partnercities.protocol.formats import Kind, of_kind
from partnercities.web.context import address, desk
from partnercities.web.site.frame import Behind, show
from partnercities.web.site.language import LANGUAGES, language

blueprint = Blueprint("about", __name__)
_ROLES = thing("scheme/role")
_SOURCES = Behind("sources")
_GAPS = tuple(
    Behind(query)
    for query in ("identifiers-of-cities", "left-open", "counts-against-listed", "disagreements", "single-page-claims")
)


@blueprint.get("/about")
def about() -> Response:
    """How recurrence is counted, what the figures are and what they cannot show, and what the words mean."""
    found = ontology(desk())
    shown = figures.recurrence(desk())
    roles = next((scheme.concepts for scheme in found.schemes if scheme.scheme.iri == _ROLES), ())
    return show(
        "about.html",
        "/about",
        behind=[Behind(figure.query, figure.values) for figure in shown],
        figures=shown,
        words_=[found.terms[DEF + name] for names in CLASSES.values() for name in names if DEF + name in found.terms],
        roles=_apart(roles),
        other=next(code for code in LANGUAGES if code != language()),
    )


@blueprint.get("/data")
def data() -> Response:
    """Versions, files, sources, terms and gaps of the data."""
    found = desk()
    return show(
        "data.html",
        "/data",
        behind=(_SOURCES, *_GAPS),
        graphs=_graphs(),
        dump=NAME if found.dataset else "",
        here_dump=address(f"/{NAME}"),
        sources=found.table(found.stored("sources"), {"lang": [language()]}),
        gaps=figures.gaps(found),
        counts=found.table(found.stored("counts-against-listed"), {"lang": [language()]}),
        open=figures.OPEN,
        formats=of_kind(Kind.GRAPH, Kind.DATASET),
    )


def _apart(roles: tuple[tuple[int, Definition], ...]) -> tuple[list[Definition], list[Definition]]:
    """The roles that count as taking part, and the others."""
    counting: list[Definition] = []
    others: list[Definition] = []
    kind = others
    for depth, role in roles:
        if depth == 0:
            kind = counting if role.name == "taking-part" else others
        kind.append(role)
    return counting[1:], others


def _graphs() -> list[tuple[str, int, str]]:
    """Each named graph: its IRI, its triples and its title, the largest first."""
    held = desk().dataset
    titles = {graph: source.title for graph, source in sources(desk()).items()}
    rows = [
        (
            graph,
            triples,
            titles.get(graph, {}).get(language()) or titles.get(graph, {}).get("en") or graph.removeprefix(GRAPH),
        )
        for graph, triples in (held.graphs if held else {}).items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))
