"""Validation as both doors offer it: files or the shipped data, against our shapes or others."""

import sys
from collections.abc import Sequence
from pathlib import Path

from partnercities import content
from partnercities.dataset.build import closure
from partnercities.dataset.files import GIVEN, DataFile, from_stdin, ntriples, shapes_in, shipped
from partnercities.model.vocabulary import SHAPES
from partnercities.problems import BadData, NothingChecked, UnreadableShapes
from partnercities.validation.report import Report


def check(files: Sequence[Path], shapes: Sequence[Path] = (), *, alone: bool = False) -> Report:
    """Validate files, or the shipped data where there are none; `-` is standard input.

    What the files refer to is looked up in the shipped data and ontology, unless they stand `alone`.
    Raises CannotRead and BadData for the files, UnreadableShapes and BadShapes for the shapes, and NothingChecked if no shape has a focus.
    """
    given = tuple(from_stdin(sys.stdin.buffer.read()) if str(path) == "-" else DataFile(path, GIVEN) for path in files)
    return examine(given, tuple(DataFile(path, "") for path in shapes), alone=alone)


def examine(
    given: Sequence[DataFile], theirs: Sequence[DataFile] = (), *, alone: bool = False, allow_empty: bool = False
) -> Report:
    """Validate what files hold, against our shapes or `theirs`; see `check`. Raises what `check` raises.

    With `allow_empty` it is no problem if nothing was checked.
    """
    from partnercities.validation.shacl import validate

    # What does not parse is told before anything else is read.
    own = ntriples(given)
    ruling = rules(theirs)
    handle = "" if theirs else SHAPES.rstrip("#")
    known = () if given and alone else shipped()
    # What follows from the data is checked too, such as the order of days that partial dates stand for.
    whole = closure((*known, *given)) if known else b""
    report = validate(own if given else whole, ruling, whole if given else b"", handle=handle, trusted=not theirs)
    if report.nothing_checked and not allow_empty:
        raise NothingChecked(
            "No shape is about anything in the data, so nothing was checked.",
            hint="Is this the right file, and does it use the classes of the ontology?",
        )
    return report


def rules(theirs: Sequence[DataFile]) -> bytes:
    """The triples of shapes, ours where there are no others. Raises UnreadableShapes."""
    try:
        return ntriples(theirs or shapes_in(content.folder("shapes")))
    except BadData as error:
        raise UnreadableShapes(error.detail, hint=error.hint, place=error.place) from error
