"""What one write changes, and its text: an RDF Patch that a person can read and that shows whether it is whole."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

END = b"\nTC .\n"
"""What each record ends with; no literal can hold it, as line ends are escaped in them."""
_HEADER = re.compile(rb'H (\w+) (?:"([^"]*)"|(.+)) \.')
_Lines = frozenset[bytes]


@dataclass(frozen=True)
class Patch:
    """The quads that a write removes and adds, as lines of N-Quads, and the named graphs that go and come."""

    removed: _Lines = frozenset()
    added: _Lines = frozenset()
    dropped: _Lines = frozenset()
    """Named graphs, as terms of N-Quads."""
    created: _Lines = frozenset()
    base: str = ""
    """The version that the patch is a change of."""

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.removed or self.added or self.dropped or self.created)

    def then(self, later: "Patch") -> "Patch":
        """The change of this patch and a later one together."""
        return Patch(
            *_net(self.removed, self.added, later.removed, later.added),
            *_net(self.dropped, self.created, later.dropped, later.created),
            base=self.base or later.base,
        )


def _net(out: _Lines, in_: _Lines, out_later: _Lines, in_later: _Lines) -> tuple[_Lines, _Lines]:
    return (out - in_later) | (out_later - in_), (in_ - out_later) | (in_later - out)


@dataclass(frozen=True)
class Record:
    """A patch as the journal keeps it: the version it makes of the previous one, and when."""

    version: str
    previous: str
    time: datetime
    patch: Patch

    def text(self) -> bytes:
        """The record as RDF Patch; its first line is the digest of all others."""
        lines = [
            f'H version "{self.version}" .'.encode(),
            f'H previous "{self.previous}" .'.encode(),
            f'H time "{self.time.astimezone(UTC).isoformat()}" .'.encode(),
            *(b"H dropped " + graph + b" ." for graph in sorted(self.patch.dropped)),
            *(b"H created " + graph + b" ." for graph in sorted(self.patch.created)),
            b"TX .",
            *(b"D " + line for line in sorted(self.patch.removed)),
            *(b"A " + line for line in sorted(self.patch.added)),
        ]
        body = b"\n".join(lines) + END
        return b'H sha256 "' + _digest(body) + b'" .\n' + body


def read_record(text: bytes) -> Record:
    """The record of a text that ends with END. Raises ValueError if it is not as it was written."""
    first, _, body = text.partition(b"\n")
    if first != b'H sha256 "' + _digest(body) + b'" .':
        raise ValueError("its digest is not that of its text")
    headers: dict[bytes, list[bytes]] = {}
    changes: dict[bytes, list[bytes]] = {b"D": [], b"A": []}
    for line in body.split(b"\n"):
        header = _HEADER.fullmatch(line)
        if header:
            headers.setdefault(header[1], []).append(header[2] if header[3] is None else header[3])
        elif line[:2] in (b"D ", b"A "):
            changes[line[:1]].append(line[2:])
    patch = Patch(
        frozenset(changes[b"D"]),
        frozenset(changes[b"A"]),
        frozenset(headers.get(b"dropped", ())),
        frozenset(headers.get(b"created", ())),
        base=headers[b"previous"][0].decode(),
    )
    time = datetime.fromisoformat(headers[b"time"][0].decode())
    return Record(headers[b"version"][0].decode(), patch.base, time, patch)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
