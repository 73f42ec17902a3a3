"""Evidence as both doors offer it: what a thing rests on, and whether it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import ID, PREFIXES, thing
from partnercities.problems import NotFound
from partnercities.sources.documents import Document, read_folder
from partnercities.store import terms
from partnercities.validation.evidence import Evidence, Proof, claims, verify

# What is claimed of a thing: the thing itself, its parts, the participations it stands in, and claims with it as value.
_CLAIMED = """
PREFIX org: <{org}> PREFIX pc: <{pc}> PREFIX prov: <{prov}>
SELECT DISTINCT ?claim WHERE {{
  {{ ?claim pc:project|pc:city|pc:partner|pc:programme|pc:fund|prov:atLocation|org:member|org:organization {thing} }}
  UNION {{ BIND({thing} AS ?claim) ?claim ?any ?thing }}
}}
"""


@dataclass(frozen=True)
class Passage:
    """A piece of evidence with its text, where the document is at hand."""

    evidence: Evidence
    text: str = ""


def prove(desk: Desk, key: str, folder: Path | None = None) -> Sequence[Passage]:
    """What a thing or claim rests on, by its key or IRI. Raises NotFound if there is no such thing or no evidence."""
    iri = key if "://" in key else thing(key.removeprefix(ID))
    try:
        text = _CLAIMED.format(thing=terms.iri(iri), **PREFIXES)
    except ValueError as error:
        raise NotFound(f"{key!r} is no key and no IRI.") from error
    claimed = {row["claim"] for row in desk.select(text)}
    if not claimed:
        raise NotFound(f"There is no {key!r}.", hint="A key looks like city/bg/sofia or project/conet.")
    documents = read_folder(folder) if folder else {}
    found = [
        Passage(item, _text(item, documents))
        for item in claims(desk.store)
        if item.subject in claimed or iri in (item.evidence, item.value)
    ]
    if not found:
        raise NotFound(f"Nothing is claimed of {key!r}, so there is no evidence for it.")
    return found


def prove_all(desk: Desk, folder: Path) -> Proof:
    """Check all claims against the documents of a folder. Raises CannotRead if it holds none."""
    return verify(desk.store, read_folder(folder))


def _text(item: Evidence, documents: dict[str, Document]) -> str:
    document = documents.get(item.file)
    return (
        document.passage(item.start, item.end) if document and item.start is not None and item.end is not None else ""
    )
