"""Texts of RDF read, with the place where one is wrong."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from partnercities.dataset.changes import Document
from partnercities.dataset.difference import Graph
from partnercities.problems import BadData, Place
from partnercities.store.convert import RDF

if TYPE_CHECKING:
    from partnercities.sources.mistakes import Explained

# Editors on Windows put this before a text; it is no part of it.
_BOM = b"\xef\xbb\xbf"
# What may stand before the root of an XML document; nothing in it is gone back to, so that no text takes long.
_DOCTYPE = re.compile(rb"(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE", re.DOTALL)
_CONTEXT = re.compile(rb'"@(?:context|import)"\s*:\s*\[?\s*"([^"\n]{1,2000})"')
_REMOTE = "remote context"
_PLACE = re.compile(r"^Parser error (?:at|between) line [^:]*: ")


def quads(text: bytes, format: ox.RdfFormat, base: str, source: str) -> Iterator[ox.Quad]:
    """The quads of a text, its blank nodes named anew; nothing is fetched for it, and nothing in it grows.

    Raises BadData with the place in `source`.
    """
    own = text.removeprefix(_BOM)
    if format == ox.RdfFormat.RDF_XML:
        _refuse_doctype(own, source)
    try:
        yield from ox.parse(own, format=format, base_iri=base or None, rename_blank_nodes=True)
    except SyntaxError as error:
        if _REMOTE in str(error.msg):
            raise _remote(own, source) from error
        _refuse_other_letters(own, source)
        raise _unparsed(own, format, error, source) from error
    if format == ox.RdfFormat.RDF_XML:
        _refuse_part(own, source)


def _unparsed(text: bytes, format: ox.RdfFormat, error: SyntaxError, source: str) -> BadData:
    """What is wrong with a text that does not parse, as people would say it."""
    from partnercities.sources.mistakes import Spot, explained

    given = error.lineno or 0, error.offset or 0, error.end_lineno or 0, error.end_offset or 0
    # The parser repeats the place in its words.
    words = _PLACE.sub("", str(error.msg))
    return _told(explained(text, format.file_extension, words, Spot(*given) if all(given) else None), source)


def _refuse_part(text: bytes, source: str) -> None:
    """The parser of RDF/XML takes the beginning of a text for the whole, so what is lost would not be missed."""
    from partnercities.sources.mistakes import cut_off

    if explained := cut_off(text):
        raise _told(explained, source)


def _told(explained: "Explained", source: str) -> BadData:
    spot = explained.spot
    place = Place(spot.line, spot.column, source, spot.end_line, spot.end_column) if spot else Place(1, 1, source)
    return BadData(explained.words, hint=explained.hint, place=place, line=explained.line)


def _refuse_other_letters(text: bytes, source: str) -> None:
    """Say of a text that does not parse that it is not UTF-8, where that is so."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise BadData(
            f"The text is not UTF-8 at byte {error.start} (0x{text[error.start]:02X}).",
            hint="Save it as UTF-8.",
            place=_place(text, error.start, source),
        ) from error


def _refuse_doctype(text: bytes, source: str) -> None:
    """Entities can grow without bound or lie elsewhere, so none are declared here."""
    if found := _DOCTYPE.match(text):
        raise BadData(
            "A DOCTYPE is not accepted.",
            hint="Write out what its entities stand for, and leave it out.",
            place=_place(text, found.end() - len("<!DOCTYPE"), source),
        )


def _remote(text: bytes, source: str) -> BadData:
    found = _CONTEXT.search(text)
    named = f", {found[1].decode(errors='replace')}," if found else ""
    return BadData(
        f"The JSON-LD has a context{named} that lies elsewhere; nothing is fetched.",
        hint="Put the content of the context in the place of its address.",
        place=_place(text, found.start(1), source) if found else None,
    )


def _place(text: bytes, position: int, source: str) -> Place:
    before = text[:position].decode(errors="replace")
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"), source)


def statements(document: Document, source: str, graph: Graph) -> Iterator[ox.Quad]:
    """The triples of a document, in a graph. Raises BadData too for one that names graphs of its own."""
    for quad in quads(document.content, RDF[document.format], document.base_iri, source):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            raise BadData("The text names graphs of its own, so it is not one graph.", place=Place(1, 1, source))
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
