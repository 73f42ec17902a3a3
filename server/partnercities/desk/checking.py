"""Validation as both doors offer it: files or the shipped data, against our shapes or others."""

import sys
from collections.abc import Sequence
from pathlib import Path

from partnercities import content
from partnercities.dataset.files import DataFile, from_stdin, ntriples, shapes_in, shipped
from partnercities.problems import NothingChecked
from partnercities.validation.report import Report


def check(files: Sequence[Path], shapes: Sequence[Path] = (), *, alone: bool = False) -> Report:
    """Validate files, or the shipped data where there are none; `-` is standard input.

    What the files refer to is looked up in the shipped data and ontology, unless they stand `alone`.
    Raises CannotRead and BadData for the files, BadShapes for the shapes, and NothingChecked if no shape has a focus.
    """
    from partnercities.validation.shacl import validate

    ours = shapes_in(content.folder("shapes"))
    rules = ntriples([DataFile(path, "") for path in shapes] if shapes else ours)
    known = ntriples(shipped())
    data = (
        ntriples([from_stdin(sys.stdin.buffer.read()) if str(path) == "-" else DataFile(path, "") for path in files])
        if files
        else known
    )
    report = validate(data, rules, known if files and not alone else b"", trusted=not shapes)
    if report.nothing_checked:
        raise NothingChecked(
            "No shape is about anything in the data, so nothing was checked.",
            hint="Is this the right file, and does it use the classes of the ontology?",
        )
    return report
