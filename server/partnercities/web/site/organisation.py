"""The profile of an organisation or local authority: what it governs, what it takes part in, what it is a member of."""

from collections.abc import Mapping
from itertools import groupby

from partnercities.desk.census import census
from partnercities.model.vocabulary import key
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile

SECTIONS = ("governs", "seat", "project", "membership", "document")
"""What is told of an organisation, in this order."""
_QUERY = "organisation-profile"


def organisation(iri: str) -> Profile:
    """The profile of an organisation."""
    asked = {"organisation": [key(iri)], "lang": [language()]}
    table = desk().table(desk().stored(_QUERY), asked)
    rows: list[Mapping[str, Term | None]] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    by_section = {section: list(found) for section, found in groupby(rows, key=lambda row: str(row["section"]))}
    context = {
        "sections": [(section, by_section[section]) for section in SECTIONS if section in by_section],
        "projects": census(desk()).projects,
    }
    return Profile("organisation.html", context, (Behind(_QUERY, asked),))
