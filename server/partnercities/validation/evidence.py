"""Whether the evidence holds: each span of each document still says what the claim rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnercities.model.vocabulary import DEF, key
from partnercities.sources.documents import Document, digest
from partnercities.store import Store, select

_CLAIMS = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX pc: <{DEF}>
SELECT ?graph ?subject ?supports ?value ?evidence ?basis ?source ?file ?fileDigest ?start ?end ?textDigest
WHERE {{
  GRAPH ?graph {{
    ?subject pc:evidence ?evidence .
    ?evidence oa:hasSource ?source ; pc:basis ?basis .
    OPTIONAL {{ ?evidence pc:supports ?supports ; pc:value ?value }}
    OPTIONAL {{
      ?evidence oa:hasSelector ?position ; pc:textDigest ?textDigest .
      ?position oa:start ?start ; oa:end ?end .
      ?source dcterms:identifier ?file ; pc:fileDigest ?fileDigest .
    }}
  }}
}}
ORDER BY ?subject ?supports ?value ?evidence
"""
# A name as written stands on the claim or on its evidence, in the graph of the document that writes it.
_NAMES = f"""
PREFIX pc: <{DEF}>
SELECT DISTINCT ?graph ?node ?name WHERE {{ GRAPH ?graph {{ ?node pc:namedAs ?name }} }} ORDER BY ?graph ?node ?name
"""


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence for one claim; `start` and `end` are None for a public page, which has no positions."""

    graph: str
    subject: str
    supports: str
    value: str
    evidence: str
    basis: str
    source: str
    file: str
    file_digest: str
    start: int | None
    end: int | None
    text_digest: str

    @property
    def claim(self) -> tuple[str, str, str]:
        """The claim that it supports: a node, or one value of one property of a node."""
        return self.subject, self.supports, self.value

    def __str__(self) -> str:
        of = f" ({self.supports.rsplit('#')[-1].rsplit('/')[-1]} {key(self.value)})" if self.supports else ""
        return f"{key(self.subject)}{of}"


@dataclass(frozen=True)
class Failure:
    """Something that does not hold: the claim or document it is about, and why."""

    about: str
    evidence: str
    why: str

    def __str__(self) -> str:
        return f"{self.about}: {self.why}" + (f" [{key(self.evidence)}]" if self.evidence else "")


@dataclass(frozen=True)
class Proof:
    """The outcome: how many claims were verified against how many documents, and what failed."""

    verified: int
    evidence: int
    documents: int
    outside: int
    """Claims that rest on public pages alone, whose text is not ours to check."""
    failures: tuple[Failure, ...]


def claims(store: Store) -> tuple[Evidence, ...]:
    """Every piece of evidence that a store holds, in order."""
    return tuple(_evidence(row) for row in select(store, _CLAIMS))


def verify(store: Store, documents: Mapping[str, Document]) -> Proof:
    """Check every claim that rests on a document of ours against the documents, by name."""
    every = claims(store)
    checked = [item for item in every if item.start is not None]
    bare = [item for item in every if item.start is None and not item.basis.endswith("/outside")]
    names: dict[tuple[str, str], set[str]] = {}
    for row in select(store, _NAMES):
        names.setdefault((row["graph"], row["node"]), set()).add(row["name"])
    failures = [
        *_placeless(bare),
        *_changed_documents(checked, documents),
        *_failed(checked, documents),
        *_unwritten(checked, documents, names),
    ]
    failed = {failure.about for failure in failures}
    good = {item.claim for item in checked} - {item.claim for item in checked if str(item) in failed}
    outside = {item.claim for item in every} - {item.claim for item in (*checked, *bare)}
    return Proof(
        len(good), len(checked), len({item.file for item in checked} & set(documents)), len(outside), tuple(failures)
    )


def _evidence(row: Mapping[str, str]) -> Evidence:
    start, end = (int(row[name]) if row[name] else None for name in ("start", "end"))
    return Evidence(
        row["graph"], row["subject"], row["supports"], row["value"], row["evidence"], row["basis"],
        row["source"], row["file"], row["fileDigest"], start, end, row["textDigest"],
    )  # fmt: skip


def _placeless(bare: list[Evidence]) -> Iterator[Failure]:
    for item in bare:
        yield Failure(str(item), item.evidence, "it names no place in a document that is known by its file")


def _changed_documents(checked: list[Evidence], documents: Mapping[str, Document]) -> Iterator[Failure]:
    for file, expected in sorted({(item.file, item.file_digest) for item in checked}):
        resting = sum(item.file == file for item in checked)
        if file not in documents:
            yield Failure(file, "", f"the document is not there; {resting} pieces of evidence rest on it")
        elif documents[file].digest != expected:
            yield Failure(file, "", f"the document has changed; {resting} pieces of evidence rest on it")


def _failed(checked: list[Evidence], documents: Mapping[str, Document]) -> Iterator[Failure]:
    for item in checked:
        document = documents.get(item.file)
        if document is None:
            yield Failure(str(item), item.evidence, f"its document {item.file} is not there")
        elif digest(_passage(item, document)) != item.text_digest:
            yield Failure(
                str(item),
                item.evidence,
                f"characters {item.start} to {item.end} of {item.file} are not the text it rests on",
            )


def _unwritten(
    checked: list[Evidence], documents: Mapping[str, Document], names: Mapping[tuple[str, str], set[str]]
) -> Iterator[Failure]:
    """Names as written that stand in no passage of their claim or evidence."""
    passages: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Evidence] = {}
    for item in checked:
        for node in (item.subject, item.evidence):
            if item.file in documents:
                passages.setdefault((item.graph, node), []).append(_passage(item, documents[item.file]))
                first.setdefault((item.graph, node), item)
    for place, written in names.items():
        for name in sorted(written):
            if place in passages and not any(name in passage for passage in passages[place]):
                yield Failure(
                    str(first[place]), first[place].evidence, f"the name “{name}” does not stand in its passage"
                )


def _passage(item: Evidence, document: Document) -> str:
    return document.passage(item.start or 0, item.end or 0)
