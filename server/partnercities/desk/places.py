"""Where places are: their coordinates, by one question."""

from collections.abc import Iterable, Mapping

from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import PREFIXES
from partnercities.store import terms

_COORDINATES = """SELECT DISTINCT ?place ?latitude ?longitude WHERE {{
  VALUES ?place {{ {iris} }}
  ?place <{geo}lat> ?latitude ; <{geo}long> ?longitude
}} ORDER BY ?place ?latitude ?longitude"""


def coordinates(desk: Desk, iris: Iterable[str]) -> Mapping[str, tuple[float, float]]:
    """The latitude and longitude of those places whose coordinates we know, in degrees."""
    values = " ".join(terms.iri(iri) for iri in sorted(set(iris)))
    if not values:
        return {}
    rows = desk.select(_COORDINATES.format(iris=values, geo=PREFIXES["geo"]))
    return {row["place"]: (float(row["latitude"]), float(row["longitude"])) for row in rows if row["place"]}
