"""Which findings are shown in full: alike ones by a few of them, and never more than a reader asked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from partnercities.model.vocabulary import COMPUTED
from partnercities.validation.report import Finding, Report, in_language, rank

MANY = 20
"""Up to so many findings that are alike are each shown in full."""
FIRST = 3
"""Of more, so many are."""
LISTED = 10
"""Of the others, so many are named by their place."""
_VARYING = re.compile(r"<[^>]*>|https?://\S+|\"[^\"]*\"|\d+")


@dataclass(frozen=True)
class Group:
    """Findings that are alike: some shown in full, some named by their place, and how many are like them in all."""

    shown: tuple[Finding, ...]
    named: tuple[Finding, ...] = ()
    others: int = 0
    """How many are not shown in full, with those that are named."""
    lead: Finding | None = None
    """What they all have their reason in, where that is known."""


@dataclass(frozen=True)
class Selection:
    """What is shown of a report, and how many findings are not even counted among those that are alike."""

    groups: tuple[Group, ...]
    hidden: int


def select(report: Report, most: int) -> Selection:
    """At most so many findings in full, with place, hints and reasons; 0 shows all, alike or not."""
    groups: list[Group] = []
    hidden = 0
    for alike in _alike(report.findings):
        left = most - sum(len(group.shown) for group in groups)
        if most and left <= 0:
            hidden += len(alike)
        else:
            group = _group(alike, left if most else len(alike), whole=not most)
            hidden += len(alike) - len(group.shown) - group.others
            groups.append(group)
    return Selection(tuple(sorted(_completed(report, groups), key=_order)), hidden)


def _group(alike: Sequence[Finding], left: int, *, whole: bool) -> Group:
    few = FIRST if _referred(alike[0]) else MANY
    if whole or len(alike) <= few:
        return Group(tuple(alike[:left]))
    first = min(FIRST, left)
    return Group(tuple(alike[:first]), tuple(alike[first : first + LISTED]), len(alike) - first)


def _alike(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Findings by severity, shape, kind of constraint and what their message has in common, the worst first."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for finding in _each_word_once(findings):
        alike = (finding.shape, _skeleton(finding)) if not _referred(finding) else (finding.value,)
        found.setdefault((finding.severity, finding.component, *alike), []).append(finding)
    return sorted(map(_as_written, found.values()), key=lambda alike: rank(alike[0].severity))


def _as_written(alike: list[Finding]) -> list[Finding]:
    """Findings about one wrong reference without what is computed from it, where somebody wrote it too."""
    written = [finding for finding in alike if finding.path not in COMPUTED] if _referred(alike[0]) else []
    return written or alike


def _each_word_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those about a property that is misspelt only once, but has several values."""
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        word = (finding.about, finding.path)
        if finding.component != "UnknownTerm" or finding.value or word not in seen:
            yield finding
        if finding.component == "UnknownTerm":
            seen.add(word)


def _referred(finding: Finding) -> bool:
    """Whether it is about a reference to what is of the wrong class: all to the same are alike, whatever the rule."""
    return finding.component == "Class" and bool(finding.statement[2])


def _skeleton(finding: Finding) -> str:
    text = in_language(finding.messages, "en")
    for name in filter(None, (finding.about, finding.value)):
        text = text.replace(name, "…")
    return _without_names(text)


@lru_cache(maxsize=1024)
def _without_names(text: str) -> str:
    # Most shapes say the same of each thing, and there can be a million findings.
    return _VARYING.sub("…", text)


def _completed(report: Report, groups: Sequence[Group]) -> Iterable[Group]:
    """The groups with all that can be known of their findings, asked for at once: the texts are read one time."""
    wanted = [finding for group in groups for finding in (*group.shown, *group.named)]
    complete = iter(report.sources.complete(wanted))
    for group in groups:
        shown = tuple(next(complete) for _ in group.shown)
        amount = len(shown) + group.others
        lead = report.sources.cause(group.shown, amount) if amount > 1 and _referred(shown[0]) else None
        yield replace(group, shown=shown, named=tuple(next(complete) for _ in group.named), lead=lead)


def _order(group: Group) -> tuple[bool, int, bool, bool, str, int, int]:
    """Misspelt words first, as much follows from them; then the worst; of these the reasons of several, then by place."""
    first = group.lead or group.shown[0]
    source, line, column = (first.place.source, first.place.line, first.place.column) if first.place else ("", 0, 0)
    compares = first.component == "SPARQL"
    return first.component != "UnknownTerm", rank(first.severity), group.lead is None, compares, source, line, column
