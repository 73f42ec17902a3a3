"""What proves a number as rows of a file: a row for each piece of evidence."""

from collections.abc import Iterator, Sequence

from partnercities.desk.attesting import Attested, Membership, Part, Section
from partnercities.desk.listing import Listing, Record
from partnercities.desk.parts import Project
from partnercities.desk.proofs import Proof
from partnercities.model.vocabulary import key
from partnercities.web.site.called import namer

_COLUMNS = (
    "claim", "project", "projectName", "network", "start", "end", "city", "cityName", "role", "counts", "writtenCity",
    "writtenRole", "seen", "basis", "source", "sourceName", "address", "from", "to", "confidence", "note", "evidence",
)  # fmt: skip
"""A row for each piece of evidence: `start` and `end` are of the project, `from` and `to` of the passage."""


def listing(title: str, sections: Sequence[Section], found: Attested) -> Listing:
    """All claims with all their evidence."""
    return Listing("/proof", title, _COLUMNS, list(_rows(sections, found)))


def bounds(project: Project) -> tuple[str, str]:
    """The first start and the last end that a source writes of a project; each is empty where none is known."""
    starts = [phase.start for phase in project.phases if phase.start]
    ends = [phase.end for phase in project.phases if phase.end]
    return min(starts, default=""), max(ends, default="")


def _rows(sections: Sequence[Section], found: Attested) -> Iterator[Record]:
    for section in sections:
        for project in section.projects:
            for part in found.of(project.iri):
                yield from (_row(project, part, proof, found) for proof in part.proofs)
        for item in section.memberships:
            yield from (_member_row(item, proof, found) for proof in item.proofs)


def _row(project: Project, part: Part, proof: Proof, found: Attested) -> Record:
    start, end = bounds(project)
    name = namer()
    return {
        "claim": part.iri,
        "project": project.iri,
        "projectName": name(project.iri),
        "network": tuple(map(name, sorted(project.networks))),
        "start": start or None,
        "end": end or None,
        "city": part.city.iri,
        "cityName": str(part.city.name),
        "role": str(part.role),
        "counts": part.counts,
        "writtenCity": tuple(term.value for term in part.written),
        "seen": part.seen or None,
        **_proven(proof, found),
    }


def _member_row(item: Membership, proof: Proof, found: Attested) -> Record:
    return {
        "claim": item.iri,
        "network": (str(item.part.name),),
        "start": str(item.since) if item.since else None,
        "role": str(item.role),
        "writtenCity": tuple(term.value for term in item.written),
        "seen": ", ".join(term.value for term in item.seen) or None,
        **_proven(proof, found),
    }


def _proven(proof: Proof, found: Attested) -> Record:
    return {
        "writtenRole": tuple(term.value for term in proof.written),
        "basis": proof.basis,
        "source": proof.source.iri,
        "sourceName": str(proof.source.name or ""),
        "address": found.address(proof.source.iri) or None,
        "from": proof.start,
        "to": proof.end,
        "confidence": key(str(proof.confidence)).rpartition("/")[2] if proof.confidence else None,
        "note": tuple(term.value for term in proof.notes),
        "evidence": proof.evidence,
    }
