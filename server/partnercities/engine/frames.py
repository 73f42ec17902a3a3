"""What processes say to each other: frames of a kind, a length and bytes, over a socket.

A job is one frame. Its answer is any number of DATA frames and one END, or one PROBLEM at any point instead; a NOTE may
tell something ahead of the data. A frame of plain values is marshalled, as all processes are of one program.
"""

import marshal
import socket
import struct
from enum import IntEnum
from typing import Any

from partnercities import problems
from partnercities.problems import Problem

_HEAD = struct.Struct("!BI")
HEAD_SIZE = _HEAD.size


class Frame(IntEnum):
    """The kinds of frames."""

    HELLO = 0
    JOB = 1
    DATA = 2
    END = 3
    PROBLEM = 4
    NOTE = 5
    GONE = 6


def frame(kind: Frame, payload: bytes) -> bytes:
    """One frame as bytes."""
    return _HEAD.pack(kind, len(payload)) + payload


def told(kind: Frame, values: dict[str, Any]) -> bytes:
    """One frame of plain values."""
    return frame(kind, marshal.dumps(values))


def heard(payload: bytes | bytearray | memoryview) -> dict[str, Any]:
    """The plain values of a frame."""
    values: dict[str, Any] = marshal.loads(payload)  # noqa: S302 - processes of one program, over sockets without a name
    return values


class Frames:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The frames that are complete with these bytes."""
        held = self._bytes
        held += data
        found, position = [], 0
        while len(held) - position >= HEAD_SIZE:
            kind, size = _HEAD.unpack_from(held, position)
            end = position + HEAD_SIZE + size
            if len(held) < end:
                break
            found.append((kind, bytes(held[position + HEAD_SIZE : end])))
            position = end
        del held[:position]
        return found


def receive(link: socket.socket) -> tuple[int, bytes] | None:
    """The next frame of a blocking socket; None at its end."""
    head = _exactly(link, HEAD_SIZE)
    if head is None:
        return None
    kind, size = _HEAD.unpack(head)
    payload = _exactly(link, size)
    return None if payload is None else (kind, payload)


def _exactly(link: socket.socket, size: int) -> bytes | None:
    parts, missing = [], size
    while missing:
        part = link.recv(min(missing, 1 << 20))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def told_problem(problem: Problem) -> bytes:
    """A problem as a frame."""
    return told(Frame.PROBLEM, problems.told(problem))


def heard_problem(payload: bytes) -> Problem:
    """The problem of a frame."""
    return problems.heard(heard(payload))
