"""Evidence: what stands in the documents holds, and a changed letter, a shifted span or a missing page does not."""

import hashlib
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from partnercities.sources.documents import Document, digest
from partnercities.store.embedded import EmbeddedStore
from partnercities.validation.evidence import Evidence, Failure, Proof, claims, verify

ID = "https://w3id.org/partnercities/id/"
TEXT = "😀 Проектът има партньори София и Хихон. Край."
CITY, OTHER = "София", "Хихон"


def document(text: str = TEXT, name: str = "page.txt") -> dict[str, Document]:
    return {name: Document(name, hashlib.sha256(text.encode()).hexdigest(), text)}


def piece(key: str, words: str, *, start: int | None = None, extra: str = "") -> str:
    """A claim with a piece of evidence whose span is where the words stand, or starts elsewhere."""
    at = TEXT.index(words) if start is None else start
    return f"""
<claim/{key}> pc:evidence <evidence/{key}> ; pc:namedAs "{words}"@bg .
<evidence/{key}> a pc:Evidence ; oa:hasSource <source/page> ; pc:basis <basis/stated> ;
    oa:hasSelector <position/{key}> ; pc:textDigest "{digest(words)}" {extra} .
<position/{key}> a oa:TextPositionSelector ; oa:start {at} ; oa:end {at + len(words)} .
"""


PAGE = f'<source/page> dcterms:identifier "page.txt" ; pc:fileDigest "{hashlib.sha256(TEXT.encode()).hexdigest()}" .'
TWO = piece("sofia", CITY) + piece("gijon", OTHER)
OUTSIDE = """<claim/web> pc:evidence <evidence/web> .
<evidence/web> oa:hasSource <https://e.example/page> ; pc:basis <basis/outside> ."""


def store(*parts: str) -> EmbeddedStore:
    trig = f"""@base <{ID}> . @prefix pc: <https://w3id.org/partnercities/def#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/partnercities/graph/page> {{ {" ".join(parts)} }}"""
    held = ox.Store()
    held.load(trig.encode(), format=ox.RdfFormat.TRIG)
    return EmbeddedStore(held)


def whys(proof: Proof) -> list[str]:
    return [str(failure) for failure in proof.failures]


def test_claims_that_stand_in_their_document_are_verified():
    assert verify(store(PAGE, TWO), document()) == Proof(2, 2, 1, 0, ())


def test_a_piece_of_evidence_is_read_with_all_that_it_says():
    found = {item.subject: item for item in claims(store(PAGE, TWO, OUTSIDE))}
    sofia = found[ID + "claim/sofia"]
    assert (sofia.file, sofia.start, sofia.end) == ("page.txt", TEXT.index(CITY), TEXT.index(CITY) + 5)
    assert sofia.graph == "https://w3id.org/partnercities/graph/page"
    assert sofia.basis == ID + "basis/stated"
    assert (found[ID + "claim/web"].start, found[ID + "claim/web"].file) == (None, "")


def test_claims_on_public_pages_are_counted_and_not_checked():
    assert verify(store(PAGE, TWO, OUTSIDE), document()) == Proof(2, 2, 1, 1, ())


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        (lambda text: text.replace("София", "Софиа"), ["claim/sofia"]),
        (lambda text: text.replace("София", "софия"), ["claim/sofia"]),
        (lambda text: text.replace("Хихон", "Хихoн"), ["claim/gijon"]),
        (lambda text: text.replace("Проектът", "Проекът"), ["claim/sofia", "claim/gijon"]),
        (lambda text: text[1:], ["claim/sofia", "claim/gijon"]),
        (lambda text: text.replace("Край", "края"), []),
        (lambda text: text + "\n", []),
        (lambda _: "", ["claim/sofia", "claim/gijon"]),
    ],
    ids=[
        "in a span",
        "a capital",
        "a Latin letter that looks the same",
        "before both",
        "the first",
        "after",
        "end",
        "all",
    ],
)
def test_any_change_fails_the_document_and_the_claims_it_touches(change: Callable[[str], str], failing: list[str]):
    proof = verify(store(PAGE, TWO), document(change(TEXT)))
    assert f"page.txt: the document has changed; {2} pieces of evidence rest on it" in whys(proof)
    assert {failure.about for failure in proof.failures} == {"page.txt", *failing}
    assert proof.verified == 2 - len(failing)


@pytest.mark.parametrize("shift", [-1, 1, 5, 1000])
def test_a_shifted_span_fails(shift: int):
    at = TEXT.index(CITY) + shift
    proof = verify(store(PAGE, piece("sofia", CITY, start=at), piece("gijon", OTHER)), document())
    assert proof.verified == 1
    assert (
        f"claim/sofia: characters {at} to {at + 5} of page.txt are not the text it rests on [evidence/sofia]"
        in whys(proof)
    )


def test_a_missing_document_fails_all_that_rests_on_it():
    proof = verify(store(PAGE, TWO), document(name="other.txt"))
    assert (proof.verified, proof.documents) == (0, 0)
    assert whys(proof)[0] == "page.txt: the document is not there; 2 pieces of evidence rest on it"
    assert {failure.about for failure in proof.failures} == {"page.txt", "claim/sofia", "claim/gijon"}


def test_a_name_that_does_not_stand_in_its_passage_fails():
    extra = '<claim/sofia> pc:namedAs "Пловдив"@bg .'
    proof = verify(store(PAGE, TWO, extra), document())
    assert whys(proof) == ["claim/sofia: the name “Пловдив” does not stand in its passage [evidence/sofia]"]
    assert proof.verified == 1


def test_a_name_on_the_evidence_is_looked_for_too():
    proof = verify(store(PAGE, piece("sofia", CITY, extra='; pc:namedAs "Пловдив"@bg')), document())
    assert whys(proof) == ["claim/sofia: the name “Пловдив” does not stand in its passage [evidence/sofia]"]


def test_a_name_may_stand_in_any_of_several_passages():
    second = piece("gijon", OTHER).replace("<claim/gijon>", "<claim/sofia>")
    assert verify(store(PAGE, piece("sofia", CITY), second), document()) == Proof(1, 2, 1, 0, ())


def test_a_claim_fails_when_one_of_its_pieces_does():
    second = piece("gijon", OTHER, start=0).replace("<claim/gijon>", "<claim/sofia>")
    proof = verify(store(PAGE, piece("sofia", CITY), second), document())
    assert proof.verified == 0
    assert proof.failures


def test_each_value_of_a_property_is_a_claim_of_its_own():
    supports = "; pc:supports dcterms:title ; pc:value "
    both = [
        piece(key, words, extra=f'{supports} "{words}"').replace(f"<claim/{key}>", "<project/x>")
        for key, words in (("sofia", CITY), ("gijon", OTHER))
    ]
    found = store(PAGE, *both)
    assert verify(found, document()).verified == 2
    assert [str(item) for item in claims(found)] == ["project/x (title София)", "project/x (title Хихон)"]


@pytest.mark.parametrize(
    "page",
    ['<source/page> dcterms:identifier "page.txt" .', f'<source/page> pc:fileDigest "{"0" * 64}" .', ""],
    ids=["no digest", "no file name", "nothing"],
)
def test_a_place_in_a_document_that_is_not_described_is_not_passed_over(page: str):
    proof = verify(store(page, TWO), document())
    assert proof.verified == 0
    assert proof.failures


def test_nothing_to_verify_verifies_nothing():
    assert verify(store(), document()) == Proof(0, 0, 0, 0, ())


def test_a_failure_is_one_line():
    assert str(Failure("claim/x", ID + "evidence/x", "it is wrong")) == "claim/x: it is wrong [evidence/x]"
    assert str(Failure("page.txt", "", "it is wrong")) == "page.txt: it is wrong"


def test_a_claim_is_named_by_its_key():
    item = Evidence(
        "", ID + "project/x", "http://purl.org/dc/terms/title", ID + "topic/y", "", "", "", "", "", None, None, ""
    )
    assert str(item) == "project/x (title topic/y)"
    assert item.claim == (item.subject, item.supports, item.value)
