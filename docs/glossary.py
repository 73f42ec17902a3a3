"""Writes docs/glossary.md from the ontology: run it with `make docs`; a test keeps the two in step."""

from pathlib import Path

from partnercities.dataset.build import build
from partnercities.store import select

HEAD = """# Glossary

Made from [ontology/partnercities.ttl](../ontology/partnercities.ttl) and
[ontology/schemes.ttl](../ontology/schemes.ttl) by `make docs`. Направено от онтологията.
"""
TERMS = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?en ?bg ?meansEn ?meansBg WHERE {
  ?term rdfs:isDefinedBy <https://w3id.org/partnercities/def> ; rdfs:label ?en , ?bg ; skos:definition ?meansEn , ?meansBg .
  FILTER(LANG(?en) = "en" && LANG(?bg) = "bg" && LANG(?meansEn) = "en" && LANG(?meansBg) = "bg")
}
ORDER BY ?term
"""
ROLES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?en ?bg ?meansEn ?meansBg WHERE {
  ?term skos:inScheme <https://w3id.org/partnercities/id/scheme/role> ; skos:prefLabel ?en , ?bg ; skos:definition ?meansEn , ?meansBg .
  FILTER(LANG(?en) = "en" && LANG(?bg) = "bg" && LANG(?meansEn) = "en" && LANG(?meansBg) = "bg")
}
ORDER BY ?term
"""


def glossary() -> str:
    """The whole page."""
    store = build().store
    terms, roles = select(store, TERMS), select(store, ROLES)
    classes = [row for row in terms if _name(row)[0].isupper()]
    properties = [row for row in terms if _name(row)[0].islower()]
    sections = (("Classes", "Класове", classes), ("Properties", "Свойства", properties), ("Roles", "Роли", list(roles)))
    return HEAD + "".join(_section(en, bg, rows) for en, bg, rows in sections)


def _section(en: str, bg: str, rows: list[dict[str, str]]) -> str:
    lines = [
        f"| `{_name(row)}` | **{row['en']}**: {row['meansEn']} | **{row['bg']}**: {row['meansBg']} |" for row in rows
    ]
    return f"\n## {en} · {bg} ({len(rows)})\n\n| | English | Български |\n|---|---|---|\n" + "\n".join(lines) + "\n"


def _name(row: dict[str, str]) -> str:
    return row["term"].rsplit("#")[-1].rsplit("/")[-1]


if __name__ == "__main__":
    Path(__file__).with_name("glossary.md").write_text(glossary(), encoding="utf-8")
