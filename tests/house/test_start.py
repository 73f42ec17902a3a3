"""The command starts fast: what is heavy is loaded where it is needed and not before."""

import subprocess
import sys

import pytest

HEAVY = ("rdflib", "pyshacl", "flask", "werkzeug", "SPARQLWrapper", "yaml", "uvicorn", "pyoxigraph")
_REPORT = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
_COMMANDS = ("serve", "recur", "query", "queries", "validate", "evidence", "dump")


def loaded(code: str) -> set[str]:
    """The modules that are loaded after some code has run in a fresh interpreter."""
    run = subprocess.run([sys.executable, "-c", f"{code}\n{_REPORT}"], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_the_command_loads_nothing_heavy():
    found = loaded("import partnercities.cli")
    assert "partnercities" in found
    assert found.isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), *((command, "--help") for command in _COMMANDS)], ids=" ".join
)
def test_help_loads_nothing_heavy(words: tuple[str, ...]):
    code = f"from partnercities.cli import main\ntry:\n    main({words!r})\nexcept SystemExit as end:\n    assert end.code == 0"
    assert loaded(code).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        ("partnercities.desk.desk", ("rdflib", "pyshacl", "flask", "SPARQLWrapper", "uvicorn")),
        ("partnercities.web.app", ("rdflib", "pyshacl", "SPARQLWrapper")),
        ("partnercities.protocol.query_text", ("rdflib", "flask", "pyoxigraph", "yaml")),
    ],
)
def test_a_room_loads_only_what_it_needs(module: str, spared: tuple[str, ...]):
    assert loaded(f"import {module}").isdisjoint(spared)


def test_a_check_of_files_loads_neither_other_engines_nor_a_server():
    found = loaded("from partnercities.cli import main\nmain(['validate'])")
    assert "pyoxigraph" in found
    assert found.isdisjoint({*HEAVY, "ssl", "socket", "asyncio"} - {"pyoxigraph"})
