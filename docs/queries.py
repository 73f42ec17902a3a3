"""Writes docs/queries.md from the heads of the stored queries: run it with `make docs`; a test keeps the two in step."""

from itertools import groupby
from pathlib import Path

from partnercities import content
from partnercities.catalogue.stored import StoredQuery, load

HEAD = """# Stored queries

Made from the heads of the files in [queries/](../queries) by `make docs`. Направено от заявките.

Each has an address (`/queries/pairs-of-cities.csv?min=3`), a page, and a name in a terminal
(`partnercities query pairs-of-cities --param min=3`). A thing is given by its key (`city/bg/sofia`) or its IRI;
`projects-only=true` is understood as `projectsOnly`. They stand here by what they are about first of all.
"""


def queries() -> str:
    """The whole page."""
    found = sorted(load(content.folder("queries")).values(), key=lambda query: (query.tags[0], query.id))
    return HEAD + "".join(_section(tag, list(rows)) for tag, rows in groupby(found, key=lambda query: query.tags[0]))


def _section(tag: str, rows: list[StoredQuery]) -> str:
    lines = [f"| `{row.id}` | {row.title['en']} | {row.title['bg']} | {_parameters(row)} |" for row in rows]
    return (
        f"\n## {tag.capitalize()}\n\n| id | English | Български | takes |\n|---|---|---|---|\n"
        + "\n".join(lines)
        + "\n"
    )


def _parameters(query: StoredQuery) -> str:
    return ", ".join(f"`{parameter.name}`" for parameter in query.parameters)


if __name__ == "__main__":
    (Path(__file__).parent / "queries.md").write_text(queries(), encoding="utf-8")
