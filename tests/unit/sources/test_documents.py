"""Documents: positions mean the same to everyone, and any change of a byte shows."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.problems import BadData, CannotRead
from partnercities.sources.documents import digest, normalise, read_document, read_folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("София", "София"),
        ("и\u0306", "й"),
        ("e\u0301", "é"),
        ("a\u00a0b", "a b"),
        ("a\u00a0\u00a0b", "a  b"),
        ("a\u202fb", "a\u202fb"),
        ("a\u2007b", "a\u2007b"),
        ("ﬁ", "ﬁ"),
        ("½", "½"),
        ("a\r\n\tb  ", "a\r\n\tb  "),
        ("\ufeffa", "\ufeffa"),
        ("\u200b", "\u200b"),
        ("Å", "Å"),
    ],
)
def test_a_text_is_composed_and_no_break_spaces_are_spaces_and_nothing_else_changes(text: str, expected: str):
    assert normalise(text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("start", "end", "passage"),
    [
        (0, 1, "a"),
        (1, 2, "😀"),
        (2, 3, "𝒳"),
        (2, 8, "𝒳 София"[:6]),
        (4, 9, "София"),
        (3, 3, ""),
        (9, 10, ""),
        (8, 99, "я"),
    ],
)
def test_a_passage_counts_code_points_half_open(tmp_path: Path, start: int, end: int, passage: str):
    (tmp_path / "a.txt").write_text("a😀𝒳\u00a0София", encoding="utf-8")
    assert read_document(tmp_path / "a.txt").passage(start, end) == passage


def test_a_document_is_known_by_its_bytes_and_read_by_its_text(tmp_path: Path):
    content = "и\u0306\u00a0x\r\n".encode()
    (tmp_path / "a.txt").write_bytes(content)
    document = read_document(tmp_path / "a.txt")
    assert document.name == "a.txt"
    assert document.digest == hashlib.sha256(content).hexdigest()
    assert document.text == "й x\r\n"


def test_a_digest_is_that_of_utf8():
    assert digest("София") == hashlib.sha256("София".encode()).hexdigest()
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_what_is_not_utf8_is_bad_data_with_its_byte(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes("София".encode("windows-1251"))
    with pytest.raises(BadData, match=r"a\.txt is not UTF-8: byte 0 is wrong"):
        read_document(tmp_path / "a.txt")


def test_a_missing_document_cannot_be_read(tmp_path: Path):
    with pytest.raises(CannotRead, match=r"a\.txt cannot be read: No such file"):
        read_document(tmp_path / "a.txt")


def test_a_folder_gives_its_texts_by_name(tmp_path: Path):
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert {name: document.text for name, document in read_folder(tmp_path).items()} == {
        "a.txt": "a.txt",
        "b.txt": "b.txt",
    }


def test_a_missing_folder_cannot_be_read(tmp_path: Path):
    with pytest.raises(CannotRead, match="is no folder") as caught:
        read_folder(tmp_path / "nowhere")
    assert caught.value.hint


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    with pytest.raises(CannotRead, match="is no folder"):
        read_folder(tmp_path / "a.txt")


def test_a_folder_without_documents_is_refused(tmp_path: Path):
    with pytest.raises(CannotRead, match="holds no documents"):
        read_folder(tmp_path)


def test_one_bad_document_spoils_the_folder(tmp_path: Path):
    (tmp_path / "a.txt").write_text("good", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    with pytest.raises(BadData, match=r"b\.txt"):
        read_folder(tmp_path)
