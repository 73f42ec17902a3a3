"""What stands below a report: what was checked, by what, how long it took, and what matched nothing."""

from collections.abc import Iterator, Sequence

from partnercities.desk.reports.colours import Paint
from partnercities.desk.reports.grouping import select
from partnercities.desk.reports.manner import Manner
from partnercities.desk.reports.naming import rule, sentence, spot, subject
from partnercities.desk.reports.words import counted, number, seconds, told, word
from partnercities.validation.report import Report, in_language

_NAMED, _LONGEST = 3, 20_000
"""So many violations are named once more, in reports that are not longer than this."""
_SOME, _UNMATCHED = 5, 10
"""So many shapes are named that checked most, and that matched nothing."""


def footer(report: Report, manner: Manner) -> Iterator[str]:
    """The lines below a report, the first one with the counts."""
    yield from _counts(report, manner)
    yield from _first_to_mend(report, manner)
    yield from _checked(report, manner)
    yield from _baseline(report, manner.language)
    for note in report.notes:
        yield f"{word('note', manner.language)}: {sentence(in_language(note, manner.language))}"


def _first_to_mend(report: Report, manner: Manner) -> Iterator[str]:
    """Where the first violations stand: above, many remarks may follow them."""
    if not report.count("Violation") or len(report.findings) > _LONGEST:
        return
    groups = select(report, _NAMED).groups
    findings = [group.lead or group.shown[0] for group in groups]
    places = [spot(found.place) or subject(found) for found in findings if found.severity == "Violation"]
    yield f"{word('first', manner.language)}: {', '.join(dict.fromkeys(places))}"


def verdict(report: Report) -> str:
    """What a report comes to, by the name of its words."""
    if report.worst("Violation"):
        return "fails"
    return "remarks" if any(map(report.count, report.severities)) else "conforms"


def unmatched(report: Report, language: str) -> str:
    """How many shapes matched nothing, in words."""
    return f"{counted('shape', len(report.unmatched), language)} {word('unmatched', language)}"


def _counts(report: Report, manner: Manner) -> Iterator[str]:
    language, paint = manner.language, Paint(on=manner.colour)
    counts = {severity: report.count(severity) for severity in report.severities}
    said = [
        paint(name, words) if count else words
        for name, count in counts.items()
        if (words := counted(name, count, language))
    ]
    of = [counted("file", len(report.files), language), counted("triple", report.triples, language)]
    where = f" {word('in', language)} {', '.join(of)}" if report.files else ""
    yield f"{', '.join(said)}{where}; {seconds(report.seconds, language)}"


def _checked(report: Report, manner: Manner) -> Iterator[str]:
    language = manner.language
    matched = {shape: count for shape, count in report.checked.items() if count}
    nodes = counted("node", sum(matched.values()), language)
    shapes = counted("shape", len(matched), language)
    head = f"{word('checked', language)}: {nodes} {word('by', language)} {shapes}"
    yield f"{head}{'' if manner.verbose or not matched else ': ' + _some(matched, language)}"
    if manner.verbose:
        yield from (f"  {number(count, language):>9}  {rule(shape)}" for shape, count in matched.items())
    if report.unmatched:
        head = f"{unmatched(report, language)}:"
        names = _first(report.unmatched, len(report.unmatched) if manner.verbose else _UNMATCHED, language)
        yield f"{Paint(on=manner.colour)('Warning', head)} {names}"


def _some(matched: dict[str, int], language: str) -> str:
    """The shapes that checked most."""
    most = sorted(matched.items(), key=lambda item: -item[1])
    return _first([f"{shape} {number(count, language)}" for shape, count in most], _SOME, language)


def _first(shapes: Sequence[str], most: int, language: str) -> str:
    rest = len(shapes) - most
    return ", ".join([*map(rule, shapes[:most]), *([told("others", rest, language)] if rest > 0 else [])])


def _baseline(report: Report, language: str) -> Iterator[str]:
    if report.known:
        yield told("known", report.known, language)
    if report.mended:
        yield told("mended", len(report.mended), language)
