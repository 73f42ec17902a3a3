"""/openapi.json: a valid description of every address, made from what there is, and the server does as it says."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from asking import Client
from partnercities.catalogue.stored import load
from partnercities.problems import BY_SLUG
from partnercities.web.app import create_app
from partnercities.web.offered import operations
from partnercities.web.openapi import document
from partnercities.web.serving import by_path

QUERIES = load(Path(__file__).parents[2] / "queries")
# Addresses that are not described, each with the reason.
LEFT_OUT = {
    "/static/<path:filename>": "what pages are made of is no promise to anybody",
    "/queries/<name>": "each stored query has an address and parameters of its own, and there is one for the suffixes",
    "/graphs/": "below it an address is itself the name of a graph, which OpenAPI cannot say of an address with slashes",
}
# What schemathesis looks at, each a way in which a server can differ from its description.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)
# The stored queries that stand for all: one code answers them, and these have parameters of every type and both kinds.
ASKED = ("active-on", "cities-across-networks", "members-of-network", "project-profile")


@pytest.fixture(scope="module")
def described() -> Any:
    """The description, as programs read it."""
    return json.loads(json.dumps(document(QUERIES, "http://127.0.0.1:8000")))


def answered(desk) -> Iterator[str]:
    """The rules and paths that the server answers."""
    yield from (rule.rule for rule in create_app(desk).url_map.iter_rules())
    yield from by_path(*cast("tuple[Any, Any, Any]", (None, None, _Any())))


class _Any:
    def __getattr__(self, name: str) -> object:
        return name


def test_it_is_valid(described):
    from openapi_spec_validator import validate

    validate(described)


def test_every_address_is_described_or_left_out_for_a_reason(described, desk):
    rules = set(answered(desk))
    known = {rule for rule in rules if re.sub(r"<(?:[^<>]+:)?(\w+)>", r"{\1}", rule) in described["paths"]}
    assert rules - known == set(LEFT_OUT)


def test_nothing_is_described_that_is_not_there(described, desk):
    rules = {re.sub(r"<(?:[^<>]+:)?(\w+)>", r"{\1}", rule) for rule in answered(desk)}
    beside = {"/queries/{id}.{suffix}", *(f"/queries/{id}" for id in QUERIES)}
    assert set(described["paths"]) - rules == beside


def test_a_stored_query_has_its_parameters_with_types_defaults_and_labels(described):
    operation = described["paths"]["/queries/cities-across-networks"]["get"]
    found = {item["name"]: item for item in operation["parameters"]}
    assert found["min"]["schema"] | {"type": "integer", "default": 2} == found["min"]["schema"]
    assert found["projectsOnly"]["schema"] == {"type": "boolean", "default": False}
    assert found["exclude"]["schema"]["type"] == "array"
    assert found["from"]["schema"] == {"type": "string", "format": "date"}
    assert found["country"]["description"] == "Only cities of this country, two letters"
    assert operation["summary"] == QUERIES["cities-across-networks"].title["en"]
    assert found["format"]["schema"]["enum"] == ["csv", "html", "json", "tsv", "xml"]


def test_every_problem_is_named_with_its_status(described):
    slugs = described["components"]["schemas"]["Problem"]["properties"]["slug"]["enum"]
    assert slugs == sorted(BY_SLUG)
    for slug, problem in BY_SLUG.items():
        assert slug in described["components"]["responses"][str(problem.status)]["description"]


def test_writing_needs_the_token_and_reading_none(described):
    paths = described["paths"]
    assert paths["/graphs"]["put"]["security"] == [{"token": []}]
    assert paths["/sparql"]["post"]["security"] == [{"token": []}, {}]
    assert "security" not in paths["/sparql"]["get"]


def test_the_queries_that_stand_for_all_have_parameters_of_every_type():
    asked = [QUERIES[id] for id in ASKED]
    types = {item.type for query in QUERIES.values() for item in query.parameters}
    assert {item.type for query in asked for item in query.parameters} == types
    assert {query.kind for query in asked} == {query.kind for query in QUERIES.values()}
    assert {item.many for query in asked for item in query.parameters} == {True, False}


def test_no_operation_is_described_twice():
    told = Counter((operation.path, operation.method) for operation in operations(QUERIES))
    assert [operation for operation, times in told.items() if times > 1] == []


def test_each_operation_has_a_name_of_its_own(described):
    names = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(set(names)) == len(names)


def test_programs_find_it_from_the_front_page(client):
    link = client.get("/").headers["Link"]
    assert link == '</openapi.json>; rel="service-desc"; type="application/json"'
    response = client.get("/openapi.json")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert response.json["servers"] == [{"url": "http://localhost"}]
    assert client.get("/openapi.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


@pytest.mark.thorough
def test_the_server_does_as_it_says(client: Client, tmp_path: Path):
    command = [sys.executable, "-m", "schemathesis.cli", "run", client.url + "/openapi.json", "--url", client.url]
    flags = ["--checks", ",".join(CHECKS), "--seed", "1", "-n", "5", "--phases", "examples,coverage,fuzzing"]
    # To check data takes seconds, so /validate has tests of its own.
    others = "|".join(id for id in QUERIES if id not in ASKED)
    quiet = ["--exclude-path-regex", f"^/(queries/({others})|validate.*)$", "--no-shrink", "--warnings", "off"]
    run = subprocess.run(
        [*command, *flags, *quiet], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-2_000:]
    tested = re.search(r"Tested: (\d+)", run.stdout)
    assert tested
    assert int(tested[1]) == 61 + len(ASKED)
