"""A patch and its text: what is written is read again, and any change of a byte is noticed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.dataset.patch import END, Patch, Record, read_record

LINE = b'<urn:s> <urn:p> "a \\"quoted\\" line\\nTC .\\n \xd0\xa1" <urn:g> .'
RECORD = Record(
    "abc-2",
    "abc-1",
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    Patch(frozenset([LINE]), frozenset([b"_:a <urn:p> _:b ."]), frozenset([b"<urn:d>"]), frozenset([b"_:c"]), "abc-1"),
)
LINES = st.frozensets(st.sampled_from([b"a", b"b", b"c", b"d"]))


def test_a_record_is_read_as_it_was_written():
    assert RECORD.text().endswith(END)
    assert read_record(RECORD.text()) == RECORD


def test_a_record_is_an_rdf_patch_that_a_person_can_read():
    lines = RECORD.text().decode().splitlines()
    assert lines[1:] == [
        'H version "abc-2" .', 'H previous "abc-1" .', 'H time "2026-01-02T03:04:05+00:00" .',
        "H dropped <urn:d> .", "H created _:c .",
        "TX .", "D " + LINE.decode(), "A _:a <urn:p> _:b .", "TC .",
    ]  # fmt: skip


@given(st.integers(0, len(RECORD.text()) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(position: int, change: int):
    text = bytearray(RECORD.text())
    text[position] ^= change
    with pytest.raises(ValueError, match="digest"):
        read_record(bytes(text))


def exact(state: frozenset[bytes], wanted: frozenset[bytes]) -> Patch:
    """The patch that makes one state of another, for its quads and for its graphs alike."""
    return Patch(state - wanted, wanted - state, state - wanted, wanted - state)


@given(LINES, LINES, LINES)
def test_two_patches_are_the_difference_over_both(
    first: frozenset[bytes], then: frozenset[bytes], last: frozenset[bytes]
):
    assert exact(first, then).then(exact(then, last)) == exact(first, last)


def test_a_patch_without_change_is_none():
    assert not Patch(base="abc")
    assert Patch(created=frozenset([b"<urn:g>"]))
