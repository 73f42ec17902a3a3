"""What people can use stands in the docs: settings, commands with their flags, problems, addresses, stored queries."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from partnercities.catalogue.stored import load
from partnercities.cli.main import _parser
from partnercities.desk.desk import Desk
from partnercities.problems import Problem
from partnercities.protocol.formats import TABLE
from partnercities.settings import Settings
from partnercities.store.remote import RemoteStore
from partnercities.web.app import create_app

ROOT = Path(__file__).parents[2]
# Addresses that are no promise to anybody.
_INNER = {"/static/<path:filename>"}


def commands() -> dict[str, argparse.ArgumentParser]:
    (action,) = (item for item in _parser()._actions if isinstance(item, argparse._SubParsersAction))
    return dict(action.choices)


def flags() -> Iterator[tuple[str, str]]:
    for name, command in commands().items():
        for action in command._actions:
            yield from ((name, flag) for flag in action.option_strings if flag not in ("-h", "--help"))


def every(problem: type[Problem]) -> Iterator[type[Problem]]:
    for child in problem.__subclasses__():
        yield child
        yield from every(child)


def routes() -> list[str]:
    app = create_app(Desk(RemoteStore("http://127.0.0.1/")))
    return sorted({rule.rule for rule in app.url_map.iter_rules()} - _INNER)


@pytest.fixture(scope="module")
def docs() -> str:
    """All that is written for users."""
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def stands(words: str, docs: str) -> bool:
    """Whether the words stand in the docs, not as a part of longer ones."""
    return re.search(rf"(?<![\w/-]){re.escape(words)}(?![\w-])", docs) is not None


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_a_setting_stands_in_the_docs(docs: str, name: str):
    assert stands("PARTNERCITIES_" + name.upper(), docs)


@pytest.mark.parametrize("name", [*commands()])
def test_a_command_stands_in_the_docs(docs: str, name: str):
    assert re.search(rf"`(partnercities )?{name}\b", docs)


@pytest.mark.parametrize(("command", "flag"), [*flags()])
def test_a_flag_stands_in_the_docs_beside_its_command(docs: str, command: str, flag: str):
    rows = [row for row in docs.splitlines() if re.search(rf"`(partnercities )?{command}\b", row)]
    if flag == "--debug":  # every command has it, so it is said once
        rows = [docs]
    assert any(stands(flag, row) for row in rows)


@pytest.mark.parametrize("slug", sorted(problem.slug for problem in every(Problem)))
def test_a_problem_stands_in_the_docs(docs: str, slug: str):
    assert stands(slug, docs)


@pytest.mark.parametrize("code", range(8))
def test_an_exit_code_stands_in_the_docs(docs: str, code: int):
    assert re.search(rf"(?m)^\|\s*{code}\s*\|", docs)


@pytest.mark.parametrize("route", routes())
def test_an_address_stands_in_the_docs(docs: str, route: str):
    route = route.replace("<path:", "<")
    assert re.search("`" + re.sub(r"\\?<\w+\\?>", "<\\\\w+>", re.escape(route)) + r"[`\[?]", docs)


@pytest.mark.parametrize("id", [*load(ROOT / "queries")])
def test_a_stored_query_stands_in_the_docs(docs: str, id: str):
    assert stands(id, docs)


@pytest.mark.parametrize("name", [format.name for format in TABLE])
def test_a_format_stands_in_the_docs(docs: str, name: str):
    assert stands(name, docs)


def test_the_docs_name_no_flag_that_does_not_exist(docs: str):
    rows = [row for row in docs.splitlines() if "partnercities " in row or row.startswith("| `")]
    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", "\n".join(rows)))
    assert said <= {flag for _, flag in flags()} | {"--help", "--version"}
