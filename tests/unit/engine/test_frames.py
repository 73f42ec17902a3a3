"""Frames: whatever a stream is cut into, the frames come out as they went in."""

import socket
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities import problems
from partnercities.engine.frames import (
    HEAD_SIZE,
    Frame,
    Frames,
    frame,
    heard,
    heard_problem,
    receive,
    told,
    told_problem,
)
from partnercities.problems import BY_SLUG, Internal, Place, Problem

SENT = st.lists(st.tuples(st.sampled_from(Frame), st.binary(max_size=200)), max_size=8)


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    """A stream in parts, cut at the places."""
    bounds = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[begin:end] for begin, end in pairwise(bounds)]


@given(SENT, st.lists(st.integers(min_value=0), max_size=12))
def test_a_stream_cut_anywhere_gives_the_same_frames(sent: list[tuple[Frame, bytes]], places: list[int]):
    stream = b"".join(frame(kind, payload) for kind, payload in sent)
    frames = Frames()
    found = [item for part in cut(stream, places) for item in frames.feed(part)]
    assert found == sent


@given(SENT.filter(bool), st.integers(min_value=1))
def test_a_frame_comes_out_with_its_last_byte_and_not_before(sent: list[tuple[Frame, bytes]], missing: int):
    stream = b"".join(frame(kind, payload) for kind, payload in sent)
    missing = 1 + missing % (HEAD_SIZE + len(sent[-1][1]))
    frames = Frames()
    assert frames.feed(stream[:-missing]) == sent[:-1]
    assert frames.feed(stream[-missing:]) == sent[-1:]


def test_each_byte_alone_is_enough():
    stream = frame(Frame.DATA, b"") + frame(Frame.END, b"{}")
    frames = Frames()
    assert [found for byte in stream for found in frames.feed(bytes([byte]))] == [(Frame.DATA, b""), (Frame.END, b"{}")]


@given(st.lists(st.binary(max_size=100), max_size=5))
def test_a_blocking_socket_gives_frames_until_its_end(payloads: list[bytes]):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"".join(frame(Frame.JOB, payload) for payload in payloads))
        theirs.shutdown(socket.SHUT_WR)
        assert [receive(ours) for _ in payloads] == [(Frame.JOB, payload) for payload in payloads]
        assert receive(ours) is None


@pytest.mark.parametrize("size", [1, HEAD_SIZE - 1, HEAD_SIZE, HEAD_SIZE + 2])
def test_a_frame_that_breaks_off_is_none(size: int):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(frame(Frame.JOB, b"abc")[:size])
        theirs.shutdown(socket.SHUT_WR)
        assert receive(ours) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES, max_size=4))
def test_plain_values_arrive_as_they_were_told(values):
    ((kind, payload),) = Frames().feed(told(Frame.NOTE, values))
    assert (kind, heard(payload)) == (Frame.NOTE, values)


@pytest.mark.parametrize("slug", sorted(set(BY_SLUG) - {"method-not-allowed"}))
@pytest.mark.parametrize("place", [None, Place(3, 14), Place(1, 1, "q.rq")])
def test_each_problem_arrives_as_what_it_was(slug: str, place: Place | None):
    problem = BY_SLUG[slug]("Грешка: something.", hint="Mend it.", place=place)
    ((_, payload),) = Frames().feed(told_problem(problem))
    arrived = heard_problem(payload)
    assert type(arrived) is BY_SLUG[slug]
    assert str(arrived) == str(problem)
    assert (arrived.hint, arrived.place) == ("Mend it.", place)


def test_a_problem_that_nobody_knows_is_a_fault_of_ours():
    ((_, payload),) = Frames().feed(told_problem(Problem("What?")))
    assert type(heard_problem(payload)) is Internal
    assert problems.Problem.slug not in BY_SLUG
