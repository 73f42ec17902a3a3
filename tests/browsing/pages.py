"""All pages of the site in one table; every test of a page and the bench of pages take theirs from it."""

from typing import NamedTuple
from urllib.parse import quote


class Page(NamedTuple):
    """An address that answers a page; its kind says how many bytes it may take and how long it may compute."""

    name: str
    path: str
    kind: str = "data"
    status: int = 200

    def __str__(self) -> str:
        return self.name

    def at(self, **more: str) -> str:
        """The address with more parameters."""
        added = "&".join(f"{name}={value}" for name, value in more.items())
        return self.path + ("&" if "?" in self.path else "?") * bool(added) + added


_NUMBERED = quote("""PREFIX pc: <https://w3id.org/partnercities/def#>
SELECT ?city (COUNT(DISTINCT ?project) AS ?projects) { ?project pc:participatingCity ?city }
GROUP BY ?city ORDER BY DESC(?projects) ?city LIMIT 50""")
_DATED = quote("""PREFIX pc: <https://w3id.org/partnercities/def#>
SELECT ?project ?start ?end { ?phase pc:project ?project ; pc:start ?start ; pc:end ?end } ORDER BY ?start ?phase""")

PAGES = (
    Page("home", "/", "map"),
    Page("queries", "/queries"),
    Page("query", "/queries/cities-across-networks"),
    Page("sparql", "/sparql", "query"),
    Page("answer", f"/sparql?query={_NUMBERED}", "query"),
    Page("bars", f"/sparql?query={_NUMBERED}&view=bars", "query"),
    Page("answer-map", f"/sparql?query={_NUMBERED}&view=map", "query"),
    Page("answer-timeline", f"/sparql?query={_DATED}&view=timeline", "query"),
    Page("mistake", f"/sparql?query={quote('SELECT ?x {{ ?x FILTR }')}", "query", 400),
    Page("recurrence", "/recurrence", "data"),
    Page("recurrence-programmes", "/recurrence?by=programme&country=BG"),
    Page("recurrence-both", "/recurrence?with=network/eurocities&with=network/urbact&projects-only=true"),
    Page("recurrence-none", "/recurrence?min=40"),
    Page("proof", "/proof?city=city/nl/rotterdam&network=network/urbact"),
    Page("proof-pair", "/proof?city=city/bg/sofia&with=city/nl/rotterdam"),
    Page("pairs", "/pairs"),
    Page("meetings", "/meetings", "map"),
    Page("meetings-city", "/meetings?city=city/bg/sofia", "map"),
    Page("cities", "/cities"),
    Page("projects", "/projects"),
    Page("networks", "/networks"),
    Page("programmes", "/programmes"),
    Page("funds", "/funds"),
    Page("organisations", "/organisations"),
    Page("sources", "/sources"),
    Page("search", "/search?q=Sofija"),
    Page("search-none", "/search?q=Atlantis"),
    Page("map", "/map", "map"),
    Page("timeline", "/timeline"),
    Page("city", "/city/bg/sofia", "map"),
    Page("city-studied", "/city/bg/kavarna", "map"),
    Page("project", "/project/conet", "map"),
    Page("project-disputed", "/project/citicess", "map"),
    Page("network", "/network/eurocities", "map"),
    Page("programme", "/programme/urbact-2", "map"),
    Page("fund", "/fund/erdf", "map"),
    Page("organisation", "/organisation/sofia-municipality"),
    Page("source", "/source/conet-page"),
    Page("claim", "/participation/conet/sofia"),
    Page("data", "/data"),
    Page("about", "/about"),
    Page("validate", "/validate"),
    Page("problems", "/problem"),
    Page("problem", "/problem/bad-query"),
    Page("ontology", "/def"),
    Page("shapes", "/shapes"),
    Page("graph", "/graph/conet-page"),
    Page("missing", "/city/xx/nowhere", status=404),
)

KILOBYTES = {"data": 40, "map": 60, "query": 150}
"""What a page of each kind may transfer, with all that belongs to it."""

BLOCKING_MS = {"data": 100, "map": 100, "query": 600}
"""How long a page of each kind may keep a slow phone from answering."""
