"""The profile of a source: what kind of document it is, and every claim that rests on it."""

from collections.abc import Mapping

from partnercities.model.vocabulary import compact, key
from partnercities.store import Term
from partnercities.web.context import desk
from partnercities.web.site.called import caller
from partnercities.web.site.frame import Behind
from partnercities.web.site.language import language
from partnercities.web.site.profile import Profile

_CLAIMS = "claims-of-source"
_KINDS = (
    "Participation", "Membership", "Funding", "Phase", "Output", "Event", "StatedCount", "Project", "Network", "Programme",
    "Document",
)  # fmt: skip
Claim = Mapping[str, Term | None]


def source(iri: str) -> Profile:
    """The profile of a document or page."""
    asked = {"source": [key(iri)], "lang": [language()]}
    table = desk().table(desk().stored(_CLAIMS), asked)
    rows: list[Claim] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return Profile(
        "source.html",
        {
            "claims": _by_kind(rows),
            "number": len({(row["claim"], row["evidence"]) for row in rows}),
            "positioned": any(row["start"] for row in rows),
            "called": caller(),
            "graph": f"/graph/{key(iri).partition('/')[2]}",
        },
        (Behind(_CLAIMS, asked),),
    )


def _by_kind(rows: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """The claims by the name of their class, in the order of these; each piece of evidence once."""
    found: dict[str, dict[tuple[Term | None, ...], Claim]] = {kind: {} for kind in (*_KINDS, "other")}
    for row in rows:
        kind = compact(str(row["kind"])).rpartition(":")[2]
        found[kind if kind in _KINDS else "other"].setdefault((row["claim"], row["evidence"]), row)
    return [(kind, list(claims.values())) for kind, claims in found.items() if claims]
