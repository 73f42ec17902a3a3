"""The settings: each can be set in the environment, and a wrong value is refused before anything starts."""

from dataclasses import fields

import pytest

from partnercities.problems import BadRequest
from partnercities.settings import Settings, from_environment

# Field, what stands in the environment, what it becomes.
GIVEN = [
    ("host", "0.0.0.0", "0.0.0.0"),
    ("port", "9000", 9000),
    ("store", "https://example.org/sparql", "https://example.org/sparql"),
    ("default_graph", "plain", "plain"),
    ("public_url", "https://example.org/", "https://example.org/"),
    ("threads", "2", 2),
    ("max_query_bytes", "5000", 5000),
    ("max_nesting", "50", 50),
    ("max_operators", "200", 200),
]
NUMBERS = [name for name, _, value in GIVEN if isinstance(value, int)]


def test_each_setting_stands_in_the_table_of_this_test():
    assert [field.name for field in fields(Settings)] == [name for name, _, _ in GIVEN]


@pytest.mark.parametrize(("name", "text", "value"), GIVEN)
def test_a_setting_is_read_from_the_environment(name, text, value):
    settings = from_environment({"PARTNERCITIES_" + name.upper(): text})
    assert getattr(settings, name) == value
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


@pytest.mark.parametrize("text", ["plian", "", "MERGE", "union"])
def test_a_default_graph_that_does_not_exist_is_refused(text: str):
    with pytest.raises(BadRequest, match="PARTNERCITIES_DEFAULT_GRAPH"):
        from_environment({"PARTNERCITIES_DEFAULT_GRAPH": text})
