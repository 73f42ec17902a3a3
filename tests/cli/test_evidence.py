"""`evidence --documents` against the five documents, whose folder PARTNERCITIES_DOCUMENTS names."""

import os
import shutil
from pathlib import Path

import pytest

DOCUMENTS = os.environ.get("PARTNERCITIES_DOCUMENTS", "")
needs_documents = pytest.mark.skipif(
    not DOCUMENTS, reason="PARTNERCITIES_DOCUMENTS names no folder with the five documents"
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A copy of the documents that a test may change."""
    folder = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, folder)
    for path in folder.iterdir():
        path.chmod(0o644)
    folder.chmod(0o755)
    return folder


@needs_documents
def test_every_claim_is_verified(command):
    outcome = command("evidence", "--documents", DOCUMENTS)
    assert outcome.code == 0
    verified = int(outcome.out.split()[0])
    assert verified >= 140
    assert "0 failed" in outcome.out


@needs_documents
def test_one_changed_letter_fails_and_names_the_claim(command, documents):
    path = next(documents.glob("003_*"))
    path.write_text(path.read_text(encoding="utf-8").replace("Хихон", "Хихан"), encoding="utf-8")
    outcome = command("evidence", "--documents", str(documents))
    assert outcome.code == 1
    assert "participation/conet/gijon" in outcome.out
    assert "participation/conet/berlin" not in outcome.out


@needs_documents
def test_a_changed_letter_outside_every_span_still_fails(command, documents):
    path = next(documents.glob("004_*"))
    path.write_text(path.read_text(encoding="utf-8") + ".", encoding="utf-8")
    outcome = command("evidence", "--documents", str(documents))
    assert outcome.code == 1
    assert f"{path.name}: the document has changed" in outcome.out


@needs_documents
def test_a_missing_document_fails_every_claim_on_it(command, documents):
    next(documents.glob("001_*")).unlink()
    outcome = command("evidence", "--documents", str(documents))
    assert outcome.code == 1
    assert "participation/connection/eurocities/coordinator" in outcome.out


@needs_documents
def test_a_shifted_span_fails_and_names_the_claim(command, root, tmp_path, monkeypatch):
    moved = tmp_path / "content"
    for name in ("ontology", "data", "queries"):
        shutil.copytree(root / name, moved / name)
    page = moved / "data" / "sources" / "nlao-page.ttl"
    text = page.read_text(encoding="utf-8")
    head, block = text.split("<position/nlao-page/participation-krakow>", 1)
    page.write_text(
        head + "<position/nlao-page/participation-krakow>" + block.replace("oa:start 2080", "oa:start 2081", 1),
        encoding="utf-8",
    )
    assert "oa:start 2081" in page.read_text(encoding="utf-8")
    monkeypatch.setattr("partnercities.content.root", lambda: moved)
    outcome = command("evidence", "--documents", DOCUMENTS)
    assert outcome.code == 1
    assert "participation/nlao/krakow" in outcome.out


@needs_documents
def test_a_thing_is_shown_with_its_passages(command):
    outcome = command("evidence", "city/fr/roubaix", "--documents", DOCUMENTS)
    assert "“Лил-Рубе (Франция)”" in outcome.out
