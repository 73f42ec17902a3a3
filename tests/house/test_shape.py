"""The shape of the package: small modules and functions, true names, and each thing in its one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "common", "service", "misc", "core", "lib"}
_MEDIA_TYPE = re.compile(r"\b(application|text)/[a-z0-9.+-]+")
_OURS = "w3id.org/partnercities"
# Where media types may be written beside the table of formats, and which: all others are taken from the table.
MEDIA_TYPES = {
    "protocol/formats.py": None,
    "protocol/negotiation.py": {"text/html", "application/xhtml+xml", "application/xml"},  # what browsers send
    "protocol/operations.py": {  # what bodies are
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "application/sparql-update",
    },
    "protocol/void.py": {"application/n-quads", "application/gzip"},  # what a dump is, by their names at IANA
    "web/dump.py": {"application/gzip", "text/plain"},  # files are no answers of the endpoint
    "web/errors.py": {"application/problem+json", "application/json", "text/html", "text/plain"},  # forms of a problem
    "web/headers.py": {"text/html"},  # only pages have a policy
    "web/operations.py": {"application/json"},  # the answer to whoever watches the server
    "web/services.py": {"text/plain"},  # what an engine is told that could not be asked
}


def strings(tree: ast.Module) -> Iterator[str]:
    """The strings of a module, without its docstrings."""
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in told:
            yield node.value if isinstance(node.value, str) else node.value.decode("latin-1")


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_modules_are_short(package: Path):
    lines = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in package.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_functions_are_short(trees: dict[str, ast.Module]):
    functions = (
        (f"{name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert {name: count for name, count in functions if count > LONGEST_FUNCTION} == {}


def test_names_of_files_say_what_they_hold(package: Path):
    words = {
        file: set(re.split(r"[_\W]+", file.stem)) for file in package.rglob("*") if "__pycache__" not in file.parts
    }
    assert [file for file, parts in words.items() if parts & EMPTY_WORDS] == []


def test_media_types_stand_in_the_table_of_formats(trees: dict[str, ast.Module]):
    for name, tree in trees.items():
        found = {match.group() for text in strings(tree) for match in _MEDIA_TYPE.finditer(text)}
        allowed = MEDIA_TYPES.get(name, set())
        assert allowed is None or found <= allowed, name


def test_the_list_of_exceptions_has_no_idle_entry(trees: dict[str, ast.Module]):
    for name, allowed in MEDIA_TYPES.items():
        found = {match.group() for text in strings(trees[name]) for match in _MEDIA_TYPE.finditer(text)}
        assert found, name
        assert allowed is None or allowed <= found, name


def test_our_own_addresses_stand_in_the_vocabulary(trees: dict[str, ast.Module]):
    holding = [name for name, tree in trees.items() if any(_OURS in text for text in strings(tree))]
    assert holding == ["model/vocabulary.py"]


def test_only_the_settings_read_the_environment(trees: dict[str, ast.Module]):
    reading = [
        name
        for name, tree in trees.items()
        if any(isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") for node in ast.walk(tree))
        or {"os.environ", "os.getenv"} & set(imports(tree))
    ]
    assert reading == ["settings.py"]


@pytest.mark.parametrize("room", ["drawing", "protocol", "model"])
def test_pure_rooms_open_nothing(trees: dict[str, ast.Module], room: str):
    doors = {"os", "io", "pathlib", "socket", "subprocess", "urllib.request", "http.client", "tempfile"}
    for name, tree in trees.items():
        if name.startswith(room + "/"):
            modules = {part for item in imports(tree) for part in (item, item.rpartition(".")[0])}
            assert not modules & doors, name


def test_a_module_says_what_it_holds_in_its_first_line(trees: dict[str, ast.Module]):
    first = {name: (ast.get_docstring(tree) or "").partition("\n")[0] for name, tree in trees.items()}
    assert [name for name, line in first.items() if not line.endswith((".", ":"))] == []
    assert len(set(first.values())) == len(first)
