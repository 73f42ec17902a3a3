"""The recipes for CI in the docs: what they have a machine run does what they say."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

SHAPES = """@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:S a sh:NodeShape ; sh:targetClass :City ; sh:property :N .
:N a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:message "No name."@en .
"""
GOOD, BAD = (
    '<http://e.example/a> a <http://e.example/City> ; <http://e.example/name> "A" .',
    "<http://e.example/a> a <http://e.example/City> .",
)


def blocks(root: Path) -> list[Any]:
    text = (root / "docs" / "validation.md").read_text(encoding="utf-8")
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def commands(block: Any) -> Iterator[str]:
    """What a recipe has a machine run, in order."""
    for job in block.get("jobs", block).values():
        if isinstance(job, dict):
            yield from job.get("script", [])
            yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.fixture
def place(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with shapes, on a machine where our command is there already."""
    programs = {"partnercities": f'exec "{sys.executable}" -m partnercities "$@"', "pip": "exit 0"}
    for name, words in programs.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(root / "server"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "bin"), os.environ["PATH"]]))
    for name, text in {"shapes/shapes.ttl": SHAPES, "data/cities.ttl": GOOD}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(place: Path, command: str) -> int:
    return subprocess.run(["bash", "-e", "-c", command], cwd=place, check=False, capture_output=True).returncode


@pytest.mark.parametrize(("number", "files"), [(1, ["report.sarif", "report.html"]), (2, ["report.html"])])
def test_a_recipe_passes_good_data_and_fails_bad_data_and_keeps_its_reports(
    place: Path, root: Path, number: int, files
):
    words = [*commands(blocks(root)[number])]
    assert len(words) == len(files) + 2
    assert [run(place, command) for command in words] == [0] * len(words)
    (place / "data/cities.ttl").write_text(BAD, encoding="utf-8")
    for name in files:
        (place / name).unlink()
    assert sorted(run(place, command) for command in words) == [0] * (len(words) - 1) + [1]
    assert all((place / name).stat().st_size for name in files)


def test_the_recipe_for_pre_commit_names_our_hook(root: Path):
    (repository,) = blocks(root)[0]["repos"]
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [item["id"] for item in repository["hooks"]] == [hook["id"]]
