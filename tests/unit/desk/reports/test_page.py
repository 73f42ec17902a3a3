"""The page of a report as it is written; tests/site has it judged in a browser."""

import re

import pytest

from browsing.markup import Written
from partnercities.desk.reports import Manner, write
from partnercities.problems import Place
from partnercities.protocol.formats import PAGE


def page(report, **manner) -> str:
    return write(report, PAGE, Manner(**manner)).decode()


def test_the_page_shows_the_line_with_what_is_meant(report, finding):
    assert "<mark>&quot;not-a-date&quot;^^xsd:date</mark>" in page(report(finding()))
    assert "data/projects.ttl:2:11" in page(report(finding()))


def test_the_page_needs_nothing_from_elsewhere(report, finding):
    text = page(report(finding()))
    assert re.findall(r"<(?:script|link|img|iframe)\b|\bsrc=|url\(|@import", text) == []


@pytest.mark.parametrize(("language", "words"), [("en", "does not conform"), ("bg", "не отговарят")])
def test_the_page_speaks_both_languages(report, finding, language: str, words: str):
    text = page(report(finding()), language=language)
    assert f'<html lang="{language}">' in text
    assert words in text


def test_a_message_in_another_language_says_so(report, finding):
    assert '<p lang="de">Falsch.</p>' in page(report(finding(messages={"de": "Falsch."})))


def test_what_is_said_in_data_stays_text(report, finding):
    evil = '"><script>alert(1)</script>'
    found = finding(
        about=f"javascript:alert(1)//{evil}", path=evil, value=evil, messages={evil: evil}, hints={evil: evil},
        shape=f"http://e.example/{evil}", component=evil, severity=evil, reasons=(finding(about=evil, messages={"en": evil}),),
        place=Place(1, 1, evil),
    )  # fmt: skip
    text = page(report(found, finding(place=None, statement=("", "", evil)), notes=({"en": evil},), checked={evil: 1}))
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert Written(text).mistakes() == []


def test_no_more_is_shown_than_asked_for(report, finding):
    text = page(report(*(finding(component=f"Kind{number}") for number in range(9))), most=4)
    assert text.count("<article>") == 4
    assert "5 more are not shown here" in text


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [("Violation", "does not conform"), ("Warning", "there are remarks"), (None, "conforms to")],
)
def test_the_verdict_is_told_first(report, finding, severity, verdict):
    findings = [finding(severity=severity)] if severity else []
    assert verdict in page(report(*findings))


def test_the_reason_of_several_findings_stands_before_them_on_the_page_and_in_the_text(report, finding, monkeypatch):
    cause = finding(about="http://e.example/x", shape="", messages={"en": "All have one reason."})
    several = [
        finding(component="Class", value="http://e.example/x", statement=(f"<s:{n}>", "<p:p>", "<http://e.example/x>"))
        for n in range(5)
    ]
    made = report(*several)
    monkeypatch.setattr(type(made.sources), "cause", lambda *_: cause)
    html = page(made)
    assert html.count("All have one reason.") == 1
    assert html.index("All have one reason.") < html.index("s:0" if "s:0" in html else "and 2 more")
    assert "and 2 more like this" in html
