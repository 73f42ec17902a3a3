"""Validation as both doors offer it: files or the shipped data, against our shapes or others."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from partnercities import content
from partnercities.dataset.build import closure
from partnercities.dataset.files import GIVEN, DataFile, below, from_stdin, ntriples, shapes_in, shipped
from partnercities.desk.texts import Texts
from partnercities.model.vocabulary import SHAPES
from partnercities.problems import BadData, NothingChecked, UnreadableShapes
from partnercities.validation.report import Report

ENGINES = ("own", "pyshacl")
"""What can check: the engine of our own, or pySHACL."""


def check(
    files: Sequence[Path],
    shapes: Sequence[Path] = (),
    *,
    alone: bool = False,
    engine: str = "own",
    allow_empty: bool = False,
) -> Report:
    """Validate files, or the shipped data where there are none; `-` is standard input, a folder all files below it.

    What the files refer to is looked up in the shipped data and ontology, unless they stand `alone`. Raises CannotRead
    and BadData for the files, UnreadableShapes and BadShapes for the shapes, and NothingChecked if no shape has a focus, unless that is
    allowed.
    """
    given = tuple(file for path in files for file in _given(path))
    theirs = tuple(DataFile(file, "") for path in shapes for file in below(path))
    return examine(given, theirs, alone=alone, engine=engine, allow_empty=allow_empty)


def examine(
    given: Sequence[DataFile],
    theirs: Sequence[DataFile] = (),
    *,
    alone: bool = False,
    engine: str = "own",  # noqa: ARG001 - there is one engine so far
    allow_empty: bool = False,
) -> Report:
    """Validate what files hold, against our shapes or `theirs`; see `check`. Raises what `check` raises."""
    from partnercities.validation.shacl import validate

    # What does not parse is told before anything else is read.
    own = ntriples(given)
    ruling = rules(theirs)
    handle = "" if theirs else SHAPES.rstrip("#")
    known = () if given and alone else shipped()
    # What follows from the data is checked too, such as the order of days that partial dates stand for.
    whole = closure((*known, *given)) if known else b""
    found = validate(own if given else whole, ruling, whole if given else b"", handle=handle, trusted=not theirs)
    report = _described(found, given or known, own if given else whole)
    if report.nothing_checked and not allow_empty:
        raise nothing_checked(report)
    return report


def rules(theirs: Sequence[DataFile]) -> bytes:
    """The triples of shapes, ours where there are no others. Raises UnreadableShapes."""
    try:
        return ntriples(theirs or shapes_in(content.folder("shapes")))
    except BadData as error:
        raise UnreadableShapes(error.detail, hint=error.hint, place=error.place) from error


def nothing_checked(report: Report) -> NothingChecked:
    """The problem with a report that says nothing, and what may be the reason."""
    if not report.checked:
        return NothingChecked("No shape has a target, so nothing was checked.", hint="Are these the right shapes?")
    if not report.triples:
        return NothingChecked("The data holds no triples, so nothing was checked.", hint="Is this the right file?")
    return NothingChecked(
        "No shape is about anything in the data, so nothing was checked.",
        hint="Is this the right file, and does it use the classes of the ontology?",
    )


def _given(path: Path) -> Sequence[DataFile]:
    if str(path) == "-":
        return (from_stdin(sys.stdin.buffer.read()),)
    return tuple(DataFile(file, GIVEN) for file in below(path))


def _described(report: Report, files: Sequence[DataFile], triples: bytes) -> Report:
    """The report with what was checked, and the texts that findings are shown in."""
    names = tuple(str(file.path) for file in files)
    return replace(report, files=names, triples=triples.count(b"\n"), sources=Texts(files))
