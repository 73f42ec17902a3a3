"""One finding in HTML: where and what, the line with what is meant in it, why, and how to mend it."""

from collections.abc import Iterable, Mapping
from html import escape

from partnercities.desk.reports.excerpts import excerpt
from partnercities.desk.reports.naming import message, node, path, rule, says_whom, sentence, spot, value
from partnercities.desk.reports.words import severity, word
from partnercities.validation.report import Finding, Sources


def article(finding: Finding, sources: Sources, language: str) -> str:
    """A finding as an article."""
    where = spot(finding.place) or word("nowhere", language)
    kinds = f" <code>[{escape(finding.component)}]</code>" if finding.component else ""
    head = f'<p><span class="faint">{escape(where)}</span> {_about(finding)}{kinds}</p>'
    said = f"<p{_other(finding.messages, language)}>{escape(message(finding, language))}</p>"
    return f"<article>{head}{said}{_source(finding, sources, language)}{_why(finding, language)}</article>"


def kind(name: str, language: str) -> str:
    """The word for a severity, in its colour."""
    return f'<span class="kind {escape(name, quote=True)}">{escape(severity(name, language))}</span>'


def rule_name(finding: Finding) -> str:
    """The name of the rule, with its address where it has one."""
    name = f"<code>{escape(rule(finding.shape))}</code>"
    return _link(finding.shape, name)


def _about(finding: Finding) -> str:
    along = f" <code>{escape(path(finding))}</code>" if finding.path else ""
    return _link(finding.about, f"<code>{escape(node(finding.about))}</code>") + along


def _link(iri: str, text: str) -> str:
    # Only what is surely an address becomes one: data could hold a script in place of an IRI.
    return f'<a href="{escape(iri, quote=True)}">{text}</a>' if iri.startswith(("http://", "https://")) else text


def _source(finding: Finding, sources: Sources, language: str) -> str:
    found = excerpt(finding.place, sources)
    if found is None:
        return f"<p>{word('found', language)}: <code>{escape(value(finding))}</code></p>" if value(finding) else ""
    before, meant, after = map(escape, found.parts)
    return f'<pre><span class="number">{found.number} | </span>{before}<mark>{meant or " "}</mark>{after}</pre>'


def _why(finding: Finding, language: str) -> str:
    hint = finding.hint(language)
    shown = f'<p class="hint"{_other(finding.hints, language)}>{word("hint", language)}: {escape(sentence(hint))}</p>'
    return _reasons(finding.reasons, language) + (shown if hint else "")


def _reasons(reasons: Iterable[Finding], language: str, *, deeper: bool = False) -> str:
    """Why the shapes that a constraint refers to do not hold, as lists in lists."""
    items = "".join(
        f"<li>{'' if says_whom(reason, language) else _about(reason) + ': '}{escape(message(reason, language))}{_reasons(reason.reasons, language, deeper=True)}</li>"
        for reason in reasons
    )
    head = "" if deeper else f"<p>{word('because', language)}:</p>"
    return f"{head}<ul>{items}</ul>" if items else ""


def _other(texts: Mapping[str, str], language: str) -> str:
    """The language of a text that is not in that of the page, for who has it read out."""
    if not texts or language in texts:
        return ""
    used = "en" if "en" in texts else next(iter(texts))
    return f' lang="{escape(used, quote=True)}"' if used else ""
