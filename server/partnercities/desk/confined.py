"""A check in a process of its own: it reads a submission, writes the report or a problem as JSON, and can reach nothing.

The process that starts it kills it at the time limit; here it is bound in memory and time, and its doors are closed: the
network is left before anything is read, and whatever a library would start or write is refused before it happens.

What comes in is one line of JSON, the bytes of the shapes, and the bytes of the data until their end.
"""

import json
import os
import sys
from dataclasses import replace
from typing import Any

from partnercities import problems
from partnercities.desk import carrying
from partnercities.desk.checking import Way, case, examine, rules
from partnercities.desk.closing import bound, close_doors, leave_network
from partnercities.desk.limiting import within
from partnercities.desk.submission import Submission, Text
from partnercities.engine.worker import confine
from partnercities.problems import NothingChecked, Problem
from partnercities.shacl.patience import at_leisure
from partnercities.validation.report import Report

NO_MEMORY = 9
"""The exit code of a process whose memory was not enough."""
MOST_RESULTS = 20_000
"""With more findings than so many there is no report in the words of SHACL."""
_SHARE = 0.3
"""A query of strangers' shapes may take so much of the time of a whole check, so that the rest is told all the same."""
_SHACL = b"<http://www.w3.org/ns/shacl#"
# Where no shape has a focus, nothing is made a report of; the words for that are these.
_CONFORMS = b"""_:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/shacl#ValidationReport> .
_:r <http://www.w3.org/ns/shacl#conforms> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
"""


def main() -> None:
    """Answer the one submission of standard input on standard output."""
    apart = leave_network()
    head = json.loads(sys.stdin.buffer.readline())
    submission = _read(head)
    confine(head["memory"])
    bound(head["seconds"])
    os.nice(5)
    try:
        close_doors()
        told = {**_answer(submission, head), "apart": apart}
        sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode())
    except MemoryError:
        os._exit(NO_MEMORY)


def _read(head: dict[str, Any]) -> Submission:
    given = head["shapes"]
    shapes = Text(sys.stdin.buffer.read(given["size"]), given["suffix"]) if given else None
    return Submission(Text(sys.stdin.buffer.read(), head["suffix"]), shapes, head["alone"])


def _answer(submission: Submission, head: dict[str, Any]) -> dict[str, Any]:
    """The report on a submission, or the problem with it, as plain values."""
    try:
        return carrying.told(_reported(submission, head))
    except Problem as problem:
        return problems.told(problem)


def _reported(submission: Submission, head: dict[str, Any]) -> Report:
    report = _check(submission, head)
    shown = carrying.part(report, head["first"], head["most"])
    wanted = head["graph"] and sum(map(report.count, report.severities)) <= MOST_RESULTS
    complete = tuple(report.sources.complete(shown.findings))
    return replace(shown, findings=complete, graph=(report.graph or _CONFORMS) if wanted else b"")


def _check(submission: Submission, head: dict[str, Any]) -> Report:
    given, theirs = submission.files()
    if theirs and _SHACL not in rules(theirs):
        raise NothingChecked("There are no shapes, so nothing was checked.", hint="Send shapes in SHACL.")
    asked = case(given, theirs, alone=submission.alone)
    # Our own shapes are known to come to an end.
    limit = within(head["seconds"] * _SHARE) if theirs else at_leisure
    way = Way(graph=MOST_RESULTS if head["graph"] else 0, most=head["first"] + head["most"], within=limit)
    return carrying.noted(examine(asked, way))


if __name__ == "__main__":
    main()
