"""The settings: each can be set in the environment, and a wrong value is refused before anything starts."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from partnercities.problems import BadRequest
from partnercities.settings import Settings, from_environment, wants_colour

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"
MOST = 15
# Field, what stands in the environment, what it becomes.
GIVEN = [
    ("host", "0.0.0.0", "0.0.0.0"),
    ("port", "9000", 9000),
    ("store", "https://example.org/sparql", "https://example.org/sparql"),
    ("default_graph", "plain", "plain"),
    ("public_url", "https://example.org/", "https://example.org/"),
    ("workers", "4", 4),
    ("time_limit", "5", 5),
    ("memory_limit", "200", 200),
    ("max_body", "1", 1),
    ("token_file", "token", "token"),
    ("remotes", "https://example.org/sparql", "https://example.org/sparql"),
    ("cache", "0", 0),
    ("cache_seconds", "60", 60),
    ("rate_limit", "600", 600),
    ("log_clients", "1", 1),
]
NUMBERS = [name for name, _, value in GIVEN if isinstance(value, int)]
# The least and the most that can work, by hand.
RANGES = [
    ("port", 0, 65_535),
    ("workers", 2, 1_000),
    ("time_limit", 1, 86_400),
    ("memory_limit", 50, 1_000_000),
    ("max_body", 1, 100_000),
    ("cache", 0, 1_000_000),
    ("cache_seconds", 0, 31_536_000),
    ("rate_limit", 0, 1_000_000),
    ("log_clients", 0, 1),
]


def test_each_setting_stands_in_the_table_of_this_test():
    assert [field.name for field in fields(Settings)] == [name for name, _, _ in GIVEN]


def test_there_are_few_settings():
    assert len(fields(Settings)) <= MOST


def test_the_page_of_the_settings_lists_each_with_its_default():
    rows = re.findall(r"(?m)^\| `PARTNERCITIES_(\w+)` \| (?:`([^`]*)`)? *\| \S", DOCS.read_text(encoding="utf-8"))
    assert rows == [(field.name.upper(), str(field.default)) for field in fields(Settings)]


@pytest.mark.parametrize(("name", "text", "value"), GIVEN)
def test_a_setting_is_read_from_the_environment(name, text, value):
    settings = from_environment({"PARTNERCITIES_" + name.upper(): text})
    assert getattr(settings, name) == value != getattr(Settings(), name)
    untouched = [field.name for field in fields(Settings) if field.name != name]
    assert all(getattr(settings, other) == getattr(Settings(), other) for other in untouched)


def test_an_empty_environment_gives_the_defaults():
    assert from_environment({}) == Settings()


@pytest.mark.parametrize("foreign", ["PORT", "partnercities_port", "PARTNERCITIES_PORTS", "XPARTNERCITIES_PORT"])
def test_other_variables_mean_nothing(foreign: str):
    assert from_environment({foreign: "9"}) == Settings()


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("text", ["", "many", "-1", "1.5", "0x10", "1e3", " 8", "²"])
def test_what_is_no_whole_number_is_refused_by_name(name: str, text: str):
    with pytest.raises(BadRequest, match=f"PARTNERCITIES_{name.upper()} is {text!r}"):
        from_environment({"PARTNERCITIES_" + name.upper(): text})


def test_every_number_has_its_range():
    assert {name for name, _, _ in RANGES} == set(NUMBERS)


@pytest.mark.parametrize(("name", "least", "most"), RANGES)
def test_a_number_that_cannot_work_is_refused_by_name(name: str, least: int, most: int):
    for value in (least, most):
        assert getattr(Settings(**{name: value}), name) == value  # type: ignore[arg-type]
    for value in (least - 1, most + 1):
        with pytest.raises(BadRequest, match=f"PARTNERCITIES_{name.upper()} is {value}; it lies between"):
            Settings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["plian", "", "MERGE", "union"])
def test_a_default_graph_that_does_not_exist_is_refused(text: str):
    with pytest.raises(BadRequest, match="PARTNERCITIES_DEFAULT_GRAPH"):
        from_environment({"PARTNERCITIES_DEFAULT_GRAPH": text})


@pytest.mark.parametrize("name", ["host", "store"])
@pytest.mark.parametrize("text", ["", "  "])
def test_what_cannot_be_empty_is_refused(name: str, text: str):
    with pytest.raises(BadRequest, match=f"PARTNERCITIES_{name.upper()} is empty"):
        from_environment({"PARTNERCITIES_" + name.upper(): text})


@pytest.mark.parametrize("text", ["example.org", "ftp://example.org", "https://", "https://a b", "https://a/?q", "//a"])
def test_a_public_address_that_is_none_is_refused(text: str):
    with pytest.raises(BadRequest, match="PARTNERCITIES_PUBLIC_URL"):
        from_environment({"PARTNERCITIES_PUBLIC_URL": text})


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_colours_are_wanted_unless_somebody_says_no(environment: dict[str, str], wanted: bool):
    assert wants_colour(environment) is wanted
