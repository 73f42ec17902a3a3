"""The files that hold what we know, and the graph that each of them fills."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from partnercities import content
from partnercities.dataset.reading import quads
from partnercities.model.vocabulary import BASE, GRAPH, GRAPH_ONTOLOGY, GRAPH_REF, ID
from partnercities.problems import CannotRead
from partnercities.protocol.formats import Kind, named
from partnercities.store.convert import serialize

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True)
class DataFile:
    """A file and the named graph whose triples it holds."""

    path: Path
    graph: str
    base: str = ID
    content: bytes | None = None
    """The bytes, where they do not come from the path."""


GIVEN = GRAPH + "given"
"""The graph of files that are given to be checked."""
STDIN = Path("<stdin>.ttl")
"""The name of what comes by standard input; its suffix says how it is read."""


def shipped() -> tuple[DataFile, ...]:
    """The files of ontology/ and data/, in the order in which they are read."""
    reference = (DataFile(path, GRAPH_REF) for path in _turtle(content.folder("data") / "ref"))
    # What a command made of tables stands apart from what was written by hand; both fill the graph of their source.
    folders = (content.folder("data") / name for name in ("sources", "imported"))
    sources = (DataFile(path, GRAPH + path.stem) for folder in folders for path in _turtle(folder))
    return (*ontology(), *reference, *sources)


def ontology() -> tuple[DataFile, ...]:
    """The files of the ontology."""
    return tuple(DataFile(path, GRAPH_ONTOLOGY, BASE) for path in _turtle(content.folder("ontology")))


def our_shapes() -> tuple[DataFile, ...]:
    """The files of our shapes."""
    return shapes_in(content.folder("shapes"))


def shapes_in(folder: Path) -> tuple[DataFile, ...]:
    """The files of shapes in a folder, without their examples."""
    return tuple(DataFile(path, "", BASE) for path in _turtle(folder))


def below(path: Path) -> list[Path]:
    """The files of RDF below a folder, hidden ones left out; a path that is no folder by itself.

    Raises CannotRead for a folder without any.
    """
    if not path.is_dir():
        return [path]
    files = (file for file in path.rglob("*") if file.suffix.lower() in _FORMATS and file.is_file())
    found = sorted(file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts))
    if not found:
        raise CannotRead(f"{path} holds no file of RDF.", hint="Their suffixes are: " + " ".join(_FORMATS))
    return found


def from_stdin(content: bytes) -> DataFile:
    """Turtle from standard input as a file."""
    return DataFile(STDIN, GIVEN, content=content)


def ntriples(files: Iterable[DataFile]) -> bytes:
    """The triples of several files as N-Triples, without their graphs. Raises what `read` raises."""
    triples = {quad.triple for file in files for quad in read(file)}
    return serialize(triples, named("ntriples", Kind.GRAPH))


def rules() -> list[Path]:
    """The files of the rules that derive what follows, in order."""
    return sorted((content.folder("ontology") / "rules").glob("*.rq"))


def version(files: tuple[DataFile, ...]) -> str:
    """A short name for exactly this content: it changes whenever a byte of a file or of a rule does."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.graph} {file.path.name}\n".encode() + bytes_of(file))
    for rule in rules():
        digest.update(rule.read_bytes())
    return digest.hexdigest()[:16]


def modified(files: tuple[DataFile, ...]) -> datetime:
    """When the youngest of the files and rules was written."""
    paths = [file.path for file in files if file.content is None] + rules()
    seconds = max((path.stat().st_mtime for path in paths if path.is_file()), default=0)
    return datetime.fromtimestamp(int(seconds), UTC)


def read(file: DataFile) -> Iterator[ox.Quad]:
    """The quads of a file, its triples in its graph.

    Raises CannotRead if the file is not there, and BadData with line and column if it does not parse.
    """
    return parse(bytes_of(file), format_of(file.path), file)


def format_of(path: Path) -> ox.RdfFormat:
    """The format of a file by its suffix. Raises CannotRead if it has none of RDF."""
    format = _FORMATS.get(path.suffix.lower())
    if format is None:
        raise CannotRead(f"{path} has no suffix of an RDF format.", hint="There are: " + " ".join(_FORMATS))
    return format


def bytes_of(file: DataFile) -> bytes:
    """The bytes of a file. Raises CannotRead."""
    if file.content is not None:
        return file.content
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise CannotRead(f"{file.path} cannot be read: {error.strerror}.") from error


def parse(text: bytes, format: ox.RdfFormat, file: DataFile) -> Iterator[ox.Quad]:
    """The quads of a text that stands for a file. Raises BadData with line and column if it does not parse."""
    graph = ox.NamedNode(file.graph) if file.graph else ox.DefaultGraph()
    for quad in quads(text, format, file.base, str(file.path)):
        inside = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else graph
        yield ox.Quad(quad.subject, quad.predicate, quad.object, inside)


def _turtle(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ttl"))
