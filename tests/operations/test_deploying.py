"""The files that people deploy with name commands, settings and addresses that exist."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from partnercities.cli.main import _parser
from partnercities.problems import CannotRead, EndpointFailed, Refused
from partnercities.settings import Settings, from_environment
from running import Client

DOCS = Path(__file__).parents[2] / "docs"
DEPLOY = DOCS / "deploy"
SETTINGS = {f"PARTNERCITIES_{field.name.upper()}" for field in fields(Settings)}
FILES = sorted(DEPLOY.iterdir())


def given(file: str) -> dict[str, str]:
    """The settings that a file sets."""
    text = (DEPLOY / file).read_text()
    return dict(re.findall(r"(PARTNERCITIES_[A-Z_]+)=(\S+)", re.sub(r"(?m)^#.*", "", text)))


@pytest.mark.parametrize("file", [*FILES, DOCS / "operations.md"], ids=lambda file: file.name)
def test_settings_that_are_named_exist(file: Path):
    assert set(re.findall(r"PARTNERCITIES_[A-Z_]+", file.read_text())) <= SETTINGS


@pytest.mark.parametrize("file", ["partnercities.service", "Containerfile"])
def test_settings_that_are_set_work(file: str):
    assert given(file)
    assert from_environment(given(file))


def test_the_unit_starts_a_command_that_exists():
    unit = (DEPLOY / "partnercities.service").read_text()
    (start,) = re.findall(r"(?m)^ExecStart=(.+)$", unit)
    path, *words = shlex.split(start)
    assert path.endswith("/bin/partnercities")
    options = _parser().parse_args(words)
    assert options.store.startswith("/var/lib/" + re.findall(r"(?m)^StateDirectory=(.+)$", unit)[0])
    assert options.token_file.endswith("/" + re.findall(r"(?m)^LoadCredential=(\w+):", unit)[0])


def test_the_unit_stops_the_first_process_alone_and_waits_longer_than_it_needs():
    unit = (DEPLOY / "partnercities.service").read_text()
    assert "\nKillMode=mixed\n" in unit
    assert int(re.findall(r"(?m)^TimeoutStopSec=(\d+)$", unit)[0]) > 10
    codes = {int(code) for code in re.findall(r"(?m)^RestartPreventExitStatus=(.+)$", unit)[0].split()}
    assert codes == {Refused.exit_code, CannotRead.exit_code}
    assert EndpointFailed.exit_code not in codes


def test_the_container_runs_a_command_that_exists_and_keeps_its_store():
    text = (DEPLOY / "Containerfile").read_text()
    (command,) = re.findall(r"(?m)^CMD \[(.+)\]$", text)
    name, *words = [word.strip(' "') for word in command.split(",")]
    assert name == "partnercities"
    _parser().parse_args(words)
    settings = from_environment(given("Containerfile"))
    assert re.findall(r"(?m)^VOLUME (.+)$", text) == [settings.store]
    assert re.findall(r"(?m)^EXPOSE (.+)$", text) == [str(settings.port)]


def test_addresses_that_are_watched_exist(client: Client):
    watched = {path for file in FILES for path in re.findall(r"(?:8000|location =) ?(/[a-z]+)", file.read_text())}
    assert watched == {"/ready", "/metrics"}
    for path in watched:
        assert client.ask("GET", path).status == 200


def test_numbers_that_are_told_stand_in_the_docs_and_the_other_way_round(client: Client):
    told = set(re.findall(r"# TYPE (partnercities_\w+) ", client.ask("GET", "/metrics").body.decode()))
    told = {name for name in told if not name.endswith("_created")}
    said = set(re.findall(r"`(partnercities_[a-z_]+)", (DOCS / "operations.md").read_text()))
    assert {name.removesuffix("_total") for name in told} == {name.removesuffix("_total") for name in said}
