"""`partnercities validate http://…`: what an endpoint holds, checked like a file."""

import json

from partnercities.settings import Settings
from serving import hosting, running


def test_what_an_endpoint_holds_is_checked_like_the_files_that_it_comes_from(command):
    shipped = json.loads(command("validate", "-f", "json").out)["findings"]
    with running(hosting(Settings())) as url:
        outcome = command("validate", f"{url}/sparql", "--alone", "-f", "json")
    found = json.loads(outcome.out)["findings"]
    assert outcome.code == 0
    assert sorted((each["about"], each["shape"], each["value"]) for each in found) == sorted(
        (each["about"], each["shape"], each["value"]) for each in shipped
    )
    assert {each["place"]["file"] for each in found if each["place"]} == {f"<{url.removeprefix('http://')}/sparql>.nt"}


def test_an_endpoint_that_is_not_there_is_named(command):
    outcome = command("validate", "http://127.0.0.1:9/sparql")
    assert outcome.code == 7
    assert "http://127.0.0.1:9/sparql" in outcome.err


def test_an_address_that_is_no_endpoint_is_told(command):
    with running(hosting(Settings())) as url:
        outcome = command("validate", f"{url}/queries")
    assert outcome.code == 7
    assert "405" in outcome.err
