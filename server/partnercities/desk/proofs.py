"""What a claim rests on: pieces of evidence, each with its document, its basis and its place in the document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from partnercities.desk.named import Named, Record, first, grouped, once, said
from partnercities.model.vocabulary import key
from partnercities.store import Term


@dataclass(frozen=True)
class Proof:
    """One piece of evidence; `start` and `end` count code points, and are None where there is no document at hand."""

    evidence: str
    basis: str
    """`stated`, `implied` or `outside`."""
    source: Named
    start: int | None = None
    end: int | None = None
    written: tuple[Term, ...] = ()
    """What stands there, word by word: a name, a role, a short label."""
    errata: tuple[Term, ...] = ()
    """What the source gets wrong there."""
    property: str = ""
    """The property that it is for, when it is for one value only."""
    value: Term | None = None
    digest: str = ""
    """SHA-256 of the passage."""
    confidence: Term | None = None
    notes: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A value of a property with what proves it."""

    value: Term
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Proven:
    """The proofs of many claims, from the rows of `proof-of-project`."""

    claims: Mapping[str, tuple[Proof, ...]]
    values: Mapping[tuple[str, str], tuple[Fact, ...]]
    """Those that are for one value only, by claim and property."""

    def of(self, claim: str) -> tuple[Proof, ...]:
        """What proves a claim, or one of its values."""
        return self.claims.get(claim, ())

    def facts(self, claim: str, property: str) -> tuple[Fact, ...]:
        """The values of a property that have proofs of their own."""
        return self.values.get((claim, property), ())


def proven(rows: Sequence[Record]) -> Proven:
    """The proofs by what they are for."""
    values: dict[tuple[str, str], dict[Term, list[Record]]] = {}
    for row in rows:
        if row["property"] and row["value"]:
            facts = values.setdefault((said(row, "claim"), said(row, "property")), {})
            facts.setdefault(row["value"], []).append(row)
    return Proven(
        {claim: proofs(found) for claim, found in grouped(rows, "claim").items()},
        {of: tuple(Fact(value, proofs(found)) for value, found in facts.items()) for of, facts in values.items()},
    )


def proofs(rows: Sequence[Record]) -> tuple[Proof, ...]:
    """One proof for each piece of evidence, which has a row for each of its wordings."""
    return tuple(_proof(found) for found in grouped(rows, "evidence").values())


def sources(proofs: Iterable[Proof]) -> tuple[Named, ...]:
    """The documents of some proofs, each once."""
    return once(proof.source for proof in proofs)


def _proof(rows: Sequence[Record]) -> Proof:
    row = rows[0]
    start, end = (int(said(row, bound)) if row[bound] else None for bound in ("start", "end"))
    return Proof(
        said(row, "evidence"),
        key(said(row, "basis")).removeprefix("basis/"),
        first(rows, "source", "sourceName"),
        start,
        end,
        once(row["namedAs"] for row in rows),
        once(row["erratum"] for row in rows),
        said(row, "property"),
        row["value"],
        str(row.get("digest") or ""),
        row.get("confidence"),
        once(row.get("note") for row in rows),
    )
