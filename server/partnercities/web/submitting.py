"""What a request submits to be checked: the fields of a form, or a body of RDF."""

from dataclasses import dataclass

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from partnercities.desk.submission import FORMATS, Submission, Text
from partnercities.problems import BadParameter, BadRequest, UnsupportedMediaType
from partnercities.protocol.operations import FORM
from partnercities.web.exchange import unpacked

MULTIPART = "multipart/form-data"
FORMS = (MULTIPART, FORM)
"""The media types of a form that is filled in."""
_MOST_SHOWN = 200_000
_PIECE = 1 << 16
# TriG reads Turtle and N-Triples as well.
_ANY = "trig"
_YES = ("true", "1", "yes", "on")


@dataclass(frozen=True)
class Filled:
    """What stood in the texts of the form, to be shown again; a text that is too long for that is left out."""

    data: str = ""
    shapes: str = ""
    format: str = ""
    alone: bool = False


def submitted() -> Submission:
    """What is submitted. Raises BadRequest where there is nothing, and UnsupportedMediaType for a body of another type."""
    if request.mimetype not in FORMS:
        suffix = _suffix(request.mimetype)
        return Submission(Text(_body(), suffix), alone=_alone())
    data = _text("data")
    if data is None:
        raise BadRequest("There is nothing to check.", hint="Paste data, choose a file, or send RDF as the body.")
    return Submission(data, _text("shapes"), _alone())


def filled() -> Filled:
    """What the form was filled with."""
    texts = {name: request.form.get(name, "")[: _MOST_SHOWN + 1] for name in ("data", "shapes")}
    kept = {name: text if len(text) <= _MOST_SHOWN else "" for name, text in texts.items()}
    return Filled(**kept, format=request.form.get("format", ""), alone=_alone())


def strict() -> bool:
    """Whether it is a problem if nothing is checked: `strict` alone says so too."""
    return request.values.get("strict", "no").lower() in ("", *_YES)


def _body() -> bytes:
    """The body, decompressed. Raises TooLarge, before or after that."""
    most: int = current_app.config["MAX_CONTENT_LENGTH"]
    parts = iter(lambda: request.stream.read(_PIECE), b"")
    return unpacked(parts, request.headers.get("Content-Encoding", "identity"), most)


def _alone() -> bool:
    return request.values.get("alone", "").lower() in _YES


def _text(name: str) -> Text | None:
    """A text of the form: a file if one is chosen, also an empty one, else what was pasted; None where nothing was."""
    file = request.files.get(f"{name}-file") or request.files.get(name)
    if file and file.filename:
        content = file.read()
        return Text(content, _of_file(file) or _guessed(content))
    pasted = request.form.get(name, "").encode()
    if not pasted.strip():
        return None
    return Text(pasted, _chosen() if name == "data" else _guessed(pasted))


def _chosen() -> str:
    wanted = request.form.get("format", "")
    if wanted and wanted not in {format.suffix for format in FORMATS}:
        raise BadParameter(
            f"format is {wanted[:20]!r}.", hint="There are: " + ", ".join(format.suffix for format in FORMATS) + "."
        )
    return wanted or _guessed(request.form.get("data", "").encode())


def _of_file(file: FileStorage) -> str:
    """The suffix of the format that a file is said to be of, by its type or its name; nothing where neither says it."""
    typed = next((format for format in FORMATS if format.media_type == file.mimetype), None)
    named = (file.filename or "").rpartition(".")[2].lower()
    wanted = typed.suffix if typed else named
    return wanted if wanted in {format.suffix for format in FORMATS} else ""


def _guessed(text: bytes) -> str:
    """The suffix of the format that a text looks like."""
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n")[:5]
    if start[:2] in (b"<?", b"<!") or start == b"<rdf:":
        return "rdf"
    return "jsonld" if start[:1] == b"{" or start.startswith((b'["', b"[{")) else _ANY


def _suffix(media_type: str) -> str:
    for format in FORMATS:
        if media_type in format.media_types:
            return format.suffix
    raise UnsupportedMediaType(
        f"A body of the type {media_type} is not read here." if media_type else "The body has no type.",
        hint="Send " + ", ".join(format.media_type for format in FORMATS) + ", or the form.",
    )
