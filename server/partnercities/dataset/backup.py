"""A store in one file, and back: `backup` reads beside a running server, `restore` fills a folder from any file of RDF."""

import gzip
import hashlib
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from partnercities.dataset.durable import write_whole
from partnercities.dataset.files import format_of
from partnercities.dataset.folder import Folder, load
from partnercities.dataset.reading import quads
from partnercities.dataset.snapshot import State, digest, is_snapshot, read_snapshot, snapshot
from partnercities.problems import BadRequest, CannotRead, Refused

_COMPRESSED = ".gz"


def backup(folder: Path, file: Path) -> tuple[State, str]:
    """Write all that a folder holds into one file of N-Quads, compressed if its name ends in .gz, and its digest beside.

    Gives what was written and the SHA-256 of the file. Raises CannotRead if the folder is no whole store, or the file
    cannot be written.
    """
    state, store = load(folder)
    text = snapshot(store, state, merged=False)
    # Without a time in it, the same content gives the same bytes.
    content = gzip.compress(text, mtime=0) if file.suffix == _COMPRESSED else text
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        write_whole(file, [content])
        write_whole(file.with_name(file.name + ".sha256"), [f"{sha256}  {file.name}\n".encode()])
    except OSError as error:
        raise CannotRead(f"{file} cannot be written: {error.strerror}.") from error
    return state, sha256


def restore(name: str, content: bytes, folder: Path, *, graph: str = "", replace: bool = False) -> State:
    """Fill a folder with a backup, or with any file of RDF; gives what it holds now.

    `name` tells the format, unless it is a backup; `graph` takes the triples that stand in no graph. Raises Refused if
    the folder has content and `replace` is not said, CannotRead and BadData for the file, and what Folder raises.
    """
    state, store = _held(name, content, graph)
    opened = Folder(folder)
    try:
        if opened.filled and not replace:
            raise Refused(f"{folder} has content.", hint="--replace drops it and takes the file instead.")
        opened.fill(snapshot(store, state, merged=False))
    finally:
        opened.close()
    return state


def _held(name: str, content: bytes, graph: str) -> tuple[State, ox.Store]:
    path = Path(name)
    if path.suffix == _COMPRESSED:
        path, content = path.with_suffix(""), _decompressed(name, content)
    if is_snapshot(content):
        return read_snapshot(content, Path(name))
    store = ox.Store()
    outside = _named(graph)
    for quad in quads(content, format_of(path), "", name):
        inside = outside if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, inside))
    return State(digest(store), datetime.now(UTC)), store


def _named(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    try:
        return ox.NamedNode(graph) if graph else ox.DefaultGraph()
    except ValueError as error:
        raise BadRequest(f"{graph!r} is no absolute IRI, so it names no graph.") from error


def _decompressed(name: str, content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise CannotRead(f"{name} is not whole: {error}.") from error
