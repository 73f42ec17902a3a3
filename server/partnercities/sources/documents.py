"""Documents as evidence sees them: one text per file, with positions that mean the same to everyone."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from partnercities.problems import BadData, CannotRead


@dataclass(frozen=True)
class Document:
    """A document by its file name, with the SHA-256 of its bytes and its text in the form that positions count in."""

    name: str
    digest: str
    text: str

    def passage(self, start: int, end: int) -> str:
        """The text from start to end: code points, half-open."""
        return self.text[start:end]


def normalise(text: str) -> str:
    """The form of a text that positions count in: NFC, with no-break spaces read as spaces, and nothing else changed."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_document(path: Path) -> Document:
    """The document in a file. Raises CannotRead if it is not there, and BadData if it is not UTF-8."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadData(f"{path} is not UTF-8: byte {error.start} is wrong.") from error
    return Document(path.name, hashlib.sha256(content).hexdigest(), normalise(text))


def read_folder(folder: Path) -> dict[str, Document]:
    """The text files of a folder, by name. Raises CannotRead if it is no folder or holds none."""
    if not folder.is_dir():
        raise CannotRead(f"{folder} is no folder.", hint="Give the folder that holds the documents.")
    documents = {path.name: read_document(path) for path in sorted(folder.glob("*.txt"))}
    if not documents:
        raise CannotRead(f"{folder} holds no documents (*.txt).")
    return documents
