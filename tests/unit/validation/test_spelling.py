"""What somebody may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.validation.spelling import Iris, nearest, nearest_iri, split

WORDS = ("minCount", "maxCount", "minLength", "prefLabel", "altLabel")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mincount", "minCount"),
        ("min_count", "minCount"),
        ("minCout", "minCount"),
        ("preflabel", "prefLabel"),
        ("prefLable", "prefLabel"),
        ("something", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_proposed_or_none(written: str, meant: str):
    assert nearest(written, WORDS) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://e.example/city/bg/sofija", "https://e.example/city/bg/sofia"),
        ("https://e.example/city/bg/Sofia", "https://e.example/city/bg/sofia"),
        ("http://e.example/city/bg/sofia", "https://e.example/city/bg/sofia"),
        ("https://www.e.example/city/bg/sofia/", "https://e.example/city/bg/sofia"),
        ("https://e.example/city/ro/sofia", ""),
        ("https://e.example/city/bg/plovdiv", ""),
        ("urn:x", ""),
    ],
)
def test_the_nearest_iri_is_proposed_or_none(written: str, meant: str):
    assert nearest_iri(written, ["https://e.example/city/bg/sofia", "https://e.example/city/bg/varna"]) == meant


def test_among_many_iris_the_nearest_is_found_by_how_it_begins():
    iris = Iris(
        f"https://e.example/{kind}-{number}" for kind in ("city", "network", "project") for number in range(3_000)
    )
    assert iris.near("https://e.example/network-27777") == "https://e.example/network-2777"
    assert iris.near("https://e.example/Network-2777") == "https://e.example/network-2777"
    assert iris.near("https://e.example/entirely-other") == ""


@given(st.lists(st.text(max_size=12), max_size=20), st.text(max_size=12))
def test_what_is_proposed_exists(words: list[str], written: str):
    assert nearest(written, words) in {*words, ""}


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=20))
def test_a_word_that_exists_is_its_own_nearest(words: list[str]):
    assert nearest(words[0], words[:1]) == words[0]


@pytest.mark.parametrize(
    ("iri", "parts"),
    [("http://e.example/a#b", ("http://e.example/a#", "b")), ("urn:x", ("", "urn:x")), ("http://e/a/", ("http://e/a/", ""))],
)  # fmt: skip
def test_an_iri_is_split_at_its_last_sign(iri: str, parts: tuple[str, str]):
    assert split(iri) == parts
