"""What the pages say of checks: findings in plain words, and where they come from."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup, escape

from partnercities.desk.desk import Desk
from partnercities.desk.inspecting import Inspector
from partnercities.desk.standing import Standing
from partnercities.model.vocabulary import BASE, SHAPES, key, path
from partnercities.settings import Settings
from partnercities.validation.report import SEVERITIES, Finding, Report
from partnercities.web.naming import Names
from partnercities.web.site.addresses import url
from partnercities.web.site.language import language

# A machine at work on other things takes longer for the same check.
_TIMES = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-Я])")
_IRI = re.compile(rf"({re.escape(BASE)}[^\s,;()\"]*[^\s,;.()\"])|\{{[?$](\w+)\}}")


@dataclass(frozen=True)
class Broken:
    """One rule that was broken: how bad that is, what it says, and all findings of it."""

    severity: str
    shape: str
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The name of the rule in our shapes; nothing for a rule of others."""
        return self.shape.removeprefix(SHAPES) if self.shape.startswith(SHAPES) else ""


def install(app: Flask, desk: Desk, settings: Settings) -> None:
    """Give an application what checks need: who has the stored data checked, and who checks what is submitted."""
    app.extensions["standing"] = Standing(desk)
    app.extensions["inspector"] = Inspector(_TIMES * settings.time_limit, settings.memory_limit << 20)


def standing() -> Standing:
    """Who knows the state of the stored data."""
    found: Standing = current_app.extensions["standing"]
    return found


def inspector() -> Inspector:
    """Who checks what is submitted."""
    found: Inspector = current_app.extensions["inspector"]
    return found


def broken(report: Report) -> list[Broken]:
    """The rules that were broken, the worst first, each with its findings."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.severity, finding.shape), []).append(finding)
    rules = [Broken(*of, tuple(findings)) for of, findings in found.items()]
    ranks = {severity: rank for rank, severity in enumerate(SEVERITIES, 1)}
    return sorted(rules, key=lambda rule: (ranks.get(rule.severity, 0), -len(rule.findings), rule.shape))


def counted(report: Report | None) -> dict[str, int]:
    """How many findings each rule has."""
    return {rule.shape: len(rule.findings) for rule in broken(report)} if report else {}


def sentences(message: str, named: Callable[[str], str] = key) -> tuple[Markup, Markup]:
    """What a message says, and how to mend it, which is all after its first sentence; with links to what it names."""
    what, *others = _SENTENCE.split(message, maxsplit=1)
    return _linked(what, named), _linked(others[0] if others else "", named)


def mentioned(report: Report) -> set[str]:
    """The things of ours that a report is about or names."""
    messages = {message for finding in report.findings for message in finding.messages.values()}
    named = {found[1] for message in messages for found in _IRI.finditer(message) if found[1]}
    return named | {finding.about for finding in report.findings if finding.about.startswith(BASE)}


def flaw(told: Mapping[str, Any]) -> str:
    """What is wrong with shapes, in the language of the page: a text, or one for each language."""
    message = told.get("message", "")
    return message if isinstance(message, str) else spoken(message)


def spoken(messages: Mapping[str, str]) -> str:
    """A message in the language of the page, else in English, else in any."""
    return messages.get(language()) or messages.get("en") or next(iter(messages.values()), "")


def shared(findings: Sequence[Finding]) -> str:
    """What several findings say alike of their things, which stand as … in it; nothing where each says something else."""
    said = {finding.message(language()).replace(finding.about, "…") for finding in findings}
    return said.pop() if len(said) == 1 else ""


def abouts(names: Names) -> Callable[[str], Markup]:
    """How a page writes what findings are about: a link with its name, made once however many findings are about it."""
    own = language()

    @cache
    def written(iri: str) -> Markup:
        ours = path(iri)
        if not ours:
            return Markup("<code>{}</code>").format(iri)
        code = names.language(iri)
        said = Markup(' lang="{}"').format(code) if code not in ("", own) else ""
        return Markup('<a href="{}"{}>{}</a>').format(url(ours), said, names(iri))

    return written


def _linked(text: str, named: Callable[[str], str]) -> Markup:
    return Markup("").join(_parts(text, named))


def _parts(text: str, named: Callable[[str], str]) -> Iterator[Markup]:
    position = 0
    for found in _IRI.finditer(text):
        yield escape(text[position : found.start()])
        yield Markup("<var>{}</var>").format(found[2]) if found[2] else _link(found[1], named(found[1]))
        position = found.end()
    yield escape(text[position:])


def _link(iri: str, name: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url(path(iri)), name.removeprefix(BASE))
