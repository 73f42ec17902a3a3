"""Everything as one file: the named graphs as sorted N-Quads in gzip, the same bytes for the same data."""

import gzip
import hashlib
import os
import re
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import merge
from itertools import islice

from partnercities.desk.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.model.vocabulary import expand
from partnercities.problems import EndpointFailed, NotFound
from partnercities.protocol.formats import named
from partnercities.protocol.operations import Query

NAME = "dump.nq.gz"
_NAMED = "{ GRAPH ?graph { ?subject ?predicate ?object } }"
_ROWS = "SELECT ?subject ?predicate ?object ?graph WHERE "
_CHUNK = 1 << 16
# As many lines are sorted in memory at once; more are sorted in pieces on disk, which are merged.
_RUN = 100_000
# TSV writes these numbers and truth values bare, as Turtle does.
_BARE = (
    (re.compile(r"[+-]?[0-9]+"), "xsd:integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), "xsd:decimal"),
    (re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"), "xsd:double"),
    (re.compile(r"true|false"), "xsd:boolean"),
)


@dataclass(frozen=True)
class Dump:
    """A finished dump: its open file, which has no name and is gone with the dump, its size and SHA-256."""

    descriptor: int
    size: int
    digest: str
    modified: datetime

    def read(self) -> Iterator[bytes]:
        """Its bytes in pieces; several readers do not disturb each other."""
        position = 0
        while piece := os.pread(self.descriptor, _CHUNK, position):
            position += len(piece)
            yield piece


def dump(desk: Desk) -> Dump:
    """The dump of the data that a desk holds now. Raises NotFound over a foreign engine, whose data is not ours."""
    if desk.dataset is None:
        raise NotFound("There is no dump of a foreign endpoint.", hint="Ask the endpoint behind this one for it.")
    return _dumps.of(desk)


def _make(desk: Desk) -> Dump:
    with tempfile.TemporaryFile() as file:
        # Name and time in the head of gzip would make other bytes of the same data.
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed, ExitStack() as pieces:
            packed.writelines(_sorted(_quads(desk), pieces))
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        modified = desk.dataset.modified if desk.dataset else datetime.now(UTC)
        made = Dump(os.dup(file.fileno()), size, digest, modified)
    # Those who still read an older dump keep it open; the last one closes it.
    weakref.finalize(made, os.close, made.descriptor)
    return made


def _quads(desk: Desk) -> Iterator[bytes]:
    """The lines of N-Quads, in the order of the engine."""
    # A merged default graph would only say everything twice.
    where = _NAMED if desk.merged else f"{{ {_NAMED} UNION {{ ?subject ?predicate ?object }} }}"
    lines = _lines(desk.answer(Query(_ROWS + where), lambda kind: named("tsv", kind)).body)
    next(lines, None)
    for line in lines:
        yield b" ".join(_term(term) for term in line.split(b"\t") if term) + b" .\n"


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _term(term: bytes) -> bytes:
    """A term of TSV as N-Quads write it. Raises EndpointFailed for what is none."""
    if term[:1] in (b"<", b'"', b"_"):
        return term
    value = term.decode()
    for pattern, datatype in _BARE:
        if pattern.fullmatch(value):
            return f'"{value}"^^<{expand(datatype)}>'.encode()
    raise EndpointFailed(f"The store wrote {value[:100]!r}, which is no term.")


def _sorted(lines: Iterator[bytes], pieces: ExitStack) -> Iterator[bytes]:
    """The lines in order, without holding more than a part of them in memory."""
    runs: list[Iterable[bytes]] = []
    while run := sorted(islice(lines, _RUN)):
        if len(run) < _RUN and not runs:
            return iter(run)
        piece = tempfile.TemporaryFile()  # noqa: SIM115 - the stack closes it
        pieces.callback(piece.close)
        piece.writelines(run)
        piece.seek(0)
        runs.append(piece)
    return merge(*runs)


_dumps = Versioned(_make)
