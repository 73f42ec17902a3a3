"""SERVICE led elsewhere: every call that an engine would make goes where we say, or the query is refused."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.problems import Problem, Refused
from partnercities.protocol.query_text import Limits, _is_small, guard, kind_of, led
from partnercities.protocol.tokens import tokens

BASE = "http://base.example/dir/"
OURS = "http://127.0.0.1:1/"


def lead(iri: str) -> str:
    return OURS + iri.replace(":", "%3A").replace("/", "%2F")


def called(text: str) -> list[str]:
    """The addresses that the services of a query are led from, by what the result calls."""
    return [token.text[1 + len(OURS) : -1].replace("%3A", ":").replace("%2F", "/") for token in tokens(text) if OURS in token.text]


@pytest.mark.parametrize(
    ("text", "iris"),
    [
        ("ASK { SERVICE <http://a.example/> {} }", ["http://a.example/"]),
        ("ASK { SERVICE SILENT <http://a.example/> {} }", ["http://a.example/"]),
        ("ASK { service silent <http://a.example/> {} }", ["http://a.example/"]),
        ("ASK{SERVICE<http://a.example/>{}}", ["http://a.example/"]),
        ("ASK { SERVICE # <http://b.example/>\n <http://a.example/> {} }", ["http://a.example/"]),
        ("PREFIX a: <http://a.example/> ASK { SERVICE a:x {} }", ["http://a.example/x"]),
        ("PREFIX a: <http://a.example/> PREFIX a: <http://b.example/> ASK { SERVICE a:x {} }", ["http://b.example/x"]),
        ("PREFIX : <http://a.example/> ASK { SERVICE : {} }", ["http://a.example/"]),
        ("ASK { SERVICE <x> {} }", [BASE + "x"]),
        ("BASE <http://b.example/> ASK { SERVICE <x> {} }", ["http://b.example/x"]),
        ("BASE <deeper/> PREFIX p: <y/> ASK { SERVICE p:z {} }", [BASE + "deeper/y/z"]),
        (
            "ASK { SERVICE <http://a.example/> { SERVICE <http://b.example/> {} } SERVICE <http://a.example/> {} }",
            ["http://a.example/", "http://b.example/", "http://a.example/"],
        ),
        ("INSERT { ?s ?p 1 } WHERE { SERVICE <http://a.example/> { ?s ?p ?o } }", ["http://a.example/"]),
    ],
)
def test_each_service_is_led_from_the_address_that_it_names(text: str, iris: list[str]):
    asked: list[str] = []
    result = led(text, BASE, lambda iri: asked.append(iri) or lead(iri))  # type: ignore[func-returns-value]
    assert asked == iris == called(result)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p ?o }",
        "ASK { ?s ?p 'SERVICE <http://a.example/> {}' }",
        "ASK {} # SERVICE <http://a.example/> {}",
        "ASK { ?s <http://a.example/SERVICE> ?o }",
        "ASK { ?service ?p ?o }",
    ],
)
def test_what_calls_nothing_stays_as_it_is(text: str):
    assert led(text, BASE, lead) == text


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE ?x {} }",
        "ASK { SERVICE SILENT ?x {} }",
        "ASK { BIND(<http://a.example/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "ASK { SERVICE",
        "ASK { SERVICE SILENT SILENT <http://a.example/> {} }",
        "ASK { SERVICE 'http://a.example/' {} }",
        "ASK { ?s ?p 1SERVICE <http://a.example/> {} }",
        "PREFIX : <http://a.example/> ASK { SERVICE:x { ?s ?p ?o } }",
    ],
)
def test_a_service_that_only_an_engine_understands_is_refused_or_led(text: str):
    try:
        result = led(text, BASE, lead)
    except Refused as refused:
        result = ""
        assert refused.place
    assert not result or called(result)


def test_what_the_list_refuses_refuses_the_query():
    def refuse(iri: str) -> str:
        raise Refused(iri)

    with pytest.raises(Refused, match="a.example"):
        led("ASK { SERVICE <http://a.example/> {} }", BASE, refuse)


PIECES = st.sampled_from(
    [
        "SERVICE", "service", "SILENT", "<http://a.example/>", "<x>", "p:x", ":x", "?v", "{", "}", "#c\n", "'t'", '"', "'",
        "ASK", "SELECT *", "PREFIX p: <http://p.example/>", "BASE <http://b.example/>", " ", "\n", "(", ")", "[", "]", "<<",
        ">>", "||", "!", ".", ";", ",", "1", "<", "INSERT DATA", "CLEAR", "FILTER", "UNION", "\\u0053ERVICE", "$x", "@en", "ж",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map(lambda pieces: " ".join(pieces)) | st.lists(PIECES, max_size=25).map("".join)


@given(TEXTS)
def test_nothing_that_an_engine_would_call_is_left_where_it_was(text: str):
    try:
        result = led(text, BASE, lead)
    except Problem:
        return
    store = ox.Store()
    try:
        store.query(result, base_iri=BASE)
    except (SyntaxError, ValueError, RuntimeError, OSError):
        return
    words = [token for token in tokens(result)]
    for token, after in zip(words, [*words[1:], None], strict=True):
        if token.word == "SERVICE" and after and after.word != "SILENT":
            assert OURS in after.text


SMALL = Limits(size=1_000, nesting=3, operators=6)


@given(TEXTS, st.sampled_from([SMALL, Limits(nesting=1, operators=2), Limits()]))
def test_a_small_text_that_passes_at_once_passes_the_full_reading_too(text: str, limits: Limits):
    if not _is_small(text, limits):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("partnercities.protocol.query_text._is_small", lambda *_: False)
        guard(text, limits)


@given(TEXTS, st.sampled_from([SMALL, Limits(nesting=1, operators=2), Limits(services=True)]))
def test_the_guard_says_the_same_with_and_without_its_shortcut(text: str, limits: Limits):
    def verdict() -> type[Problem] | None:
        try:
            guard(text, limits)
        except Problem as problem:
            return type(problem)
        return None

    with pytest.MonkeyPatch.context() as patch:
        short = verdict()
        patch.setattr("partnercities.protocol.query_text._is_small", lambda *_: False)
        assert short == verdict()


class Never:
    """An opening that is never found."""

    @staticmethod
    def match(_: str) -> None:
        return None


@given(TEXTS)
def test_the_kind_is_the_same_with_and_without_its_shortcut(text: str):
    def kind() -> object:
        try:
            return kind_of(text)
        except Problem as problem:
            return type(problem)

    with pytest.MonkeyPatch.context() as patch:
        short = kind()
        patch.setattr("partnercities.protocol.query_text._OPENING", Never)
        assert short == kind()
