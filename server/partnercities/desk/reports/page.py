"""A report as one page of HTML that holds all it needs: it is read without a network, a script or a server."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from partnercities import __version__
from partnercities.desk.reports.finding_html import article, kind, rule_name
from partnercities.desk.reports.footer import unmatched, verdict
from partnercities.desk.reports.grouping import Group, Selection, select
from partnercities.desk.reports.manner import Manner
from partnercities.desk.reports.naming import file, rule, sentence, spot, subject
from partnercities.desk.reports.words import counted, number, seconds, told, word
from partnercities.validation.report import Report, in_language

MOST = 1_000
"""So many findings are shown in full where nothing else is asked for."""
# The page may use its own style and nothing else, wherever it is opened.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
Row = tuple[str, str]


def page(report: Report, manner: Manner) -> Iterator[str]:
    """The page, in pieces."""
    selection = select(report, MOST if manner.most is None else manner.most)
    yield _head(manner.language)
    yield _verdict(report, manner.language)
    yield _overview(report, selection, manner.language)
    if selection.groups:
        yield f"<h2>{word('findings', manner.language)}</h2>"
    for index, group in enumerate(selection.groups):
        yield from _group(index, group, report, manner.language)
    if selection.hidden:
        yield f"<p>{told('left-out', selection.hidden, manner.language)}</p>"
    yield _checked(report, manner.language)
    yield f'</main><footer><p class="faint">partnercities {__version__}</p></footer></body></html>\n'


def _head(language: str) -> str:
    title = word("title", language)
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body><header><h1>{title}</h1></header><main>"
    )


def _verdict(report: Report, language: str) -> str:
    name = verdict(report)
    counts = ", ".join(counted(severity, report.count(severity), language) for severity in report.severities)
    of = [counted("file", len(report.files), language), counted("triple", report.triples, language)]
    said = [counts, *(of if report.files else []), seconds(report.seconds, language)]
    said += [told("known", report.known, language)] if report.known else []
    notes = "".join(f"<p>{escape(sentence(in_language(note, language)))}</p>" for note in report.notes)
    nobody = f"<p>{word('nobody', language)}</p>" if report.nothing_checked else ""
    line = escape("; ".join(said))
    return f'<p class="verdict {name}">{word(name, language)}</p><p>{line}</p>{nobody}{notes}'


def _overview(report: Report, selection: Selection, language: str) -> str:
    """The counts by severity, rule and file."""
    amount = word("number", language)
    severities = [(kind(name, language), number(report.count(name), language)) for name in report.severities]
    tables = [_table(word("severities", language), (word("severity", language), amount), severities)]
    tables += [_table(word("files", language), (word("file", language), amount), _files(selection, language))]
    return f'<div class="tables">{"".join(tables)}</div>{_rules(report, selection, language)}'


def _rules(report: Report, selection: Selection, language: str) -> str:
    """How often each rule was broken; folded, because there can be many."""
    rules = Counter(finding.shape for finding in report.findings)
    anchors = {group.shown[0].shape: index for index, group in reversed(list(enumerate(selection.groups)))}
    linked = [(_linked(shape, anchors), number(count, language)) for shape, count in rules.most_common()]
    table = _table("", (word("a-rule", language), word("number", language)), linked)
    summary = f"<summary>{word('rules', language)} ({number(len(rules), language)})</summary>"
    return f"<details>{summary}{table}</details>" if rules else ""


def _linked(shape: str, anchors: dict[str, int]) -> str:
    name = f"<code>{escape(rule(shape))}</code>"
    return f'<a href="#g{anchors[shape]}">{name}</a>' if shape in anchors else name


def _files(selection: Selection, language: str) -> list[Row]:
    """How many findings that are shown lie in which file."""
    places = [finding.place for group in selection.groups for finding in group.shown]
    counts = Counter(file(place.source) for place in places if place)
    return [(f"<code>{escape(name)}</code>", number(count, language)) for name, count in counts.most_common()]


def _table(caption: str, heads: tuple[str, str], rows: list[Row]) -> str:
    if not rows:
        return ""
    name, count = heads
    head = f'<th scope="col">{name}</th><th scope="col" class="number">{count}</th>'
    body = "".join(f'<tr><td>{name}</td><td class="number">{count}</td></tr>' for name, count in rows)
    title = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _group(index: int, group: Group, report: Report, language: str) -> Iterator[str]:
    first = group.shown[0]
    amount = number(len(group.shown) + group.others, language)
    title = f"<h3>{kind(first.severity, language)} <code>{escape(rule(first.shape))}</code></h3> ({amount})"
    yield f'<details open id="g{index}"><summary>{title}</summary>'
    for finding in (*([group.lead] if group.lead else []), *group.shown):
        yield article(finding, report.sources, language)
    if group.others:
        places = [spot(finding.place, column=False) or subject(finding) for finding in group.named]
        dots = ", …" if group.others > len(group.named) else ""
        yield f"<article><p>{told('more', group.others, language)}: {escape(', '.join(places))}{dots}</p></article>"
    yield f'<p class="rule">{word("rule", language)}: {rule_name(first)}</p></details>'


def _checked(report: Report, language: str) -> str:
    rows = [(f"<code>{escape(rule(shape))}</code>", number(count, language)) for shape, count in report.checked.items()]
    table = _table(word("all-shapes", language), (word("a-rule", language), word("nodes", language)), rows)
    names = ", ".join(escape(rule(shape)) for shape in report.unmatched)
    nothing = f"<p><strong>{unmatched(report, language)}:</strong> {names}</p>" if names else ""
    return f"<h2>{word('all-shapes', language)}</h2>{nothing}{table}"
