"""A check in a process of its own: it reads a submission, writes the report or a problem as JSON, and can reach nothing.

The process that starts it kills it at the time limit; here it is bound in memory, and its doors are closed: whatever a
library would connect to, start or write is refused before it happens.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from partnercities import content
from partnercities.dataset.files import ntriples
from partnercities.desk.checking import examine
from partnercities.desk.submission import Submission, Text
from partnercities.engine.worker import confine
from partnercities.problems import BadData, Problem, Refused, TooLarge
from partnercities.validation.report import Report

NO_MEMORY = 9
"""The exit code of a process whose memory was not enough."""
MOST_FINDINGS = 20_000
_REMOTE = "remote context"
_CLOSED = (
    "socket.",
    "subprocess.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "shutil.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
)
_CLOSED_TOO = {
    "os.system",
    "os.fork",
    "os.forkpty",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
}


def main() -> None:
    """Answer the one submission of standard input on standard output."""
    from partnercities.validation.shacl import prepare

    head = json.loads(sys.stdin.buffer.readline())
    submission = _read(head)
    confine(head["memory"])
    os.nice(5)
    try:
        prepare()
        close_doors()
        sys.stdout.buffer.write(_answer(submission, graph=head["graph"]))
    except MemoryError:
        os._exit(NO_MEMORY)


def close_doors() -> None:
    """From here on refuse whatever reaches out of this process, but for reading what Python and we ourselves consist of."""
    known = [sys.prefix, sys.base_prefix, str(content.root()), *sys.path]
    roots = tuple(str(Path(root).resolve()) + os.sep for root in known if root)

    def refuse(event: str, arguments: Sequence[Any]) -> None:
        if event == "open":
            _refuse_file(arguments[0], arguments[1], roots)
        elif event.startswith(_CLOSED) or event in _CLOSED_TOO:
            _refuse(event)

    sys.addaudithook(refuse)


def _refuse_file(path: object, mode: object, roots: tuple[str, ...]) -> None:
    known = isinstance(path, str | bytes) and os.path.realpath(os.fsdecode(path)).startswith(roots)
    if not known or not isinstance(mode, str) or set(mode) & set("wax+"):
        _refuse(f"open {path!r}")


def _refuse(event: str) -> NoReturn:
    raise Refused(f"A check reaches for nothing outside ({event}).", hint="Send all that the check needs.")


def _read(head: dict[str, Any]) -> Submission:
    texts = [
        Text(sys.stdin.buffer.read(text["size"]), text["suffix"]) if text else None
        for text in (head["data"], head["shapes"])
    ]
    return Submission(texts[0] or Text(b""), texts[1], head["alone"])


def _answer(submission: Submission, *, graph: bool) -> bytes:
    """The report on a submission, or the problem with it, as JSON."""
    try:
        told = _report(_check(submission), graph=graph)
    except Problem as problem:
        told = _problem(problem)
    return json.dumps(told, ensure_ascii=False).encode()


def _check(submission: Submission) -> Report:
    from partnercities.validation.reaching import refuse_reaching

    given, theirs = submission.files()
    try:
        if theirs:
            refuse_reaching(ntriples(theirs))
        report = examine(given, theirs, alone=submission.alone)
    except BadData as error:
        if _REMOTE in error.detail:
            raise Refused(
                "The JSON-LD names a context that lies elsewhere; nothing is fetched for a check.",
                hint="Write the context into the text itself.",
            ) from error
        raise
    if len(report.findings) > MOST_FINDINGS:
        raise TooLarge(
            f"There are more than {MOST_FINDINGS:,} findings.", hint="Check a part, or use partnercities validate."
        )
    return report


def _report(report: Report, *, graph: bool) -> dict[str, Any]:
    return {
        "findings": [asdict(finding) for finding in report.findings],
        "checked": dict(report.checked),
        "graph": report.graph.decode() if graph else "",
    }


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "slug": problem.slug,
        "detail": problem.detail,
        "hint": problem.hint,
        "place": [place.line, place.column, place.source] if place else None,
    }


if __name__ == "__main__":
    main()
