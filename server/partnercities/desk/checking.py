"""Validation as both doors offer it: files or the shipped data, against our shapes or others."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from partnercities.dataset.files import GIVEN, DataFile, below, from_stdin, ntriples, ontology, our_shapes, shipped
from partnercities.dataset.given import Given, united
from partnercities.desk.endpoints import held_at, is_address
from partnercities.desk.explaining import Explained
from partnercities.desk.judging import judged
from partnercities.desk.texts import Located
from partnercities.model.vocabulary import SHAPES
from partnercities.problems import BadData, NothingChecked, TimedOut, UnreadableShapes
from partnercities.shacl.patience import Within, at_leisure
from partnercities.validation.report import Report


@dataclass(frozen=True)
class Case:
    """What is to be checked: files, the shapes of others if not by ours, and what else takes part."""

    files: Sequence[DataFile]
    theirs: Sequence[DataFile]
    context: Sequence[DataFile]
    """What the files may refer to; nothing is reported of it."""
    concluding: bool
    """Whether what follows from the data takes part: the order of days that partial dates stand for, and the like."""

    @property
    def shapes(self) -> Sequence[DataFile]:
        """The files of the shapes."""
        return self.theirs or our_shapes()

    @property
    def handle(self) -> str:
        """The node that our rules over the whole dataset hang on."""
        return "" if self.theirs else SHAPES.rstrip("#")


@dataclass(frozen=True)
class Way:
    """How a case is checked, and what of the report is wanted."""

    engine: str = "own"
    """One of ENGINES."""
    graph: int = 0
    """With so many findings at most the report is told in the words of SHACL too."""
    most: int | None = None
    """Of more findings these are told, the first ones; all are counted."""
    within: Within = at_leisure
    """Gives each query of the shapes its time; only our own engine knows it."""


_PLAIN = Way()


def check(
    files: Sequence[str | Path], shapes: Sequence[Path] = (), *, alone: bool = False, way: Way = _PLAIN
) -> Report:
    """Validate files, or the shipped data where there are none.

    `-` is standard input, a folder all files below it, an address all that the SPARQL endpoint there holds. What the
    files refer to is looked up in the shipped data and ontology, unless they stand `alone`. Raises CannotRead, BadData
    and EndpointFailed for the files, UnreadableShapes and BadShapes for the shapes.
    """
    given = tuple(file for path in files for file in _given(str(path)))
    theirs = tuple(DataFile(file, "") for path in shapes for file in below(path))
    return examine(case(given, theirs, alone=alone), way)


def case(given: Sequence[DataFile], theirs: Sequence[DataFile] = (), *, alone: bool = False) -> Case:
    """What is to be checked: files, or the shipped data where there are none."""
    known = () if given and alone else shipped()
    return Case(given or known, theirs, known if given else (), concluding=bool(known))


def examine(case: Case, way: Way = _PLAIN) -> Report:
    """The report on a case. Raises what `check` raises."""
    started = time.perf_counter()
    report = ENGINES[way.engine](case, way)
    files = tuple(str(file.path) for file in case.files)
    return replace(report, files=files, seconds=time.perf_counter() - started)


def _by_tables(case: Case, way: Way) -> Report:
    """The report of the engine of our own."""
    from partnercities.validation.by_tables import NOTHING_KNOWN, Rules, validate
    from partnercities.validation.vocabulary import known_terms

    # What does not parse is told before anything else is read.
    texts = Given(case.files)
    own = list(texts.triples()) if case.context or case.concluding else texts.triples()
    shapes, notes = judged(case.shapes, trusted=not case.theirs)
    beside = Given(case.context)
    others = list(beside.triples())
    store = None
    if case.concluding:
        store, concluded = united([*own, *others])
        others, own = ([*others, *concluded], own) if case.context else ([], [*own, *concluded])
    words = NOTHING_KNOWN if case.theirs else known_terms(chain(Given(ontology()).triples(), shapes.graph.triples()))
    checked = validate(
        own,
        Rules(shapes, case.handle, words),
        others,
        store=(lambda: store) if store is not None else None,
        within=way.within,
    )
    written = checked.graph() if len(checked.results) <= way.graph else b""
    report = checked.report(way.most)
    return replace(report, graph=written, notes=notes, triples=texts.count, sources=Explained(texts, checked, beside))


def _by_pyshacl(case: Case, _way: Way) -> Report:
    """The report of pySHACL, which tells all in any case and takes its time."""
    from partnercities.dataset.build import closure
    from partnercities.validation.by_pyshacl import validate

    own = ntriples(case.files)
    ruling = rules(case.theirs)
    whole = closure((*case.context, *case.files)) if case.concluding else b""
    data = own if case.context or not case.concluding else whole
    report = validate(data, ruling, whole if case.context else b"", handle=case.handle, trusted=not case.theirs)
    return replace(report, triples=own.count(b"\n"), sources=Located(Given(case.files)))


ENGINES: Mapping[str, Callable[[Case, Way], Report]] = {"own": _by_tables, "pyshacl": _by_pyshacl}
"""What can check: the engine of our own, or pySHACL."""


def rules(theirs: Sequence[DataFile]) -> bytes:
    """The triples of shapes, ours where there are no others. Raises UnreadableShapes."""
    try:
        return ntriples(theirs or our_shapes())
    except BadData as error:
        raise UnreadableShapes(error.detail, hint=error.hint, place=error.place, line=error.line) from error


def not_finished(report: Report) -> TimedOut:
    """The problem with a report that knows nothing of some rules, as their queries took too long."""
    return TimedOut(
        "What these rules ask took too long, so they were not checked: " + ", ".join(report.unfinished) + ".",
        hint="Give them more time, or make them look at less.",
    )


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


def _given(name: str) -> Sequence[DataFile]:
    if name == "-":
        return (from_stdin(sys.stdin.buffer.read()),)
    if is_address(name):
        return (held_at(name),)
    return tuple(DataFile(file, GIVEN) for file in below(Path(name)))
