"""The hook for pre-commit: a commit that would break the shapes is refused, and the reason told."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from partnercities.dataset.files import _FORMATS

_BIN = Path(sys.executable).parent
_PATH = os.pathsep.join([str(_BIN), os.environ.get("PATH", "")])
SHAPES = """@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:S a sh:NodeShape ; sh:targetClass :City ; sh:property :N .
:N a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:message "No name."@en .
"""


@pytest.fixture(scope="module")
def hook(root: Path) -> dict[str, object]:
    """The hook as it is defined."""
    (found,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return dict(found)


@pytest.fixture
def repository(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with shapes and data, into which git itself commits."""
    program = tmp_path / "bin" / "partnercities"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m partnercities "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(root / "server"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(program.parent), _PATH]))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    place = tmp_path / "repository"
    for name in ("data", "shapes"):
        (place / name).mkdir(parents=True)
    (place / "shapes" / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    assert git(place, "init", "--quiet").returncode == 0
    return place


def git(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run git as somebody whose settings nobody knows."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@e.example", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *words], cwd=place, capture_output=True, text=True, check=False)


def commit(place: Path, data: str) -> subprocess.CompletedProcess[str]:
    """Commit a file of data with everything beside it."""
    (place / "data" / "cities.ttl").write_text(data, encoding="utf-8")
    git(place, "add", "--all")
    return git(place, "commit", "--message", "Cities")


def refuses_what_breaks_the_shapes(place: Path) -> bool:
    """Whether a commit of wrong data is refused with the reason, and one of good data goes through."""
    refused = commit(place, "<http://e.example/a> a <http://e.example/City> .\n")
    assert refused.returncode == 1
    assert "No name." in refused.stdout + refused.stderr
    return (
        commit(place, '<http://e.example/a> a <http://e.example/City> ; <http://e.example/name> "A" .\n').returncode
        == 0
    )


def test_the_hook_takes_every_file_of_rdf_and_no_other(hook):
    taken = re.compile(str(hook["files"]))
    assert all(taken.search("data/a" + suffix) for suffix in _FORMATS)
    assert not any(taken.search(name) for name in ("data/a.md", "data/ttl", "a.ttl.bak"))


def test_the_words_of_the_hook_refuse_a_commit(hook, repository: Path):
    script = repository / ".git" / "hooks" / "pre-commit"
    script.parent.mkdir(exist_ok=True)
    staged = "$(git diff --cached --name-only --diff-filter=d -- data)"
    script.write_text(f"#!/bin/sh\nexec {hook['entry']} --alone --shapes shapes {staged}\n", encoding="utf-8")
    script.chmod(0o755)
    assert refuses_what_breaks_the_shapes(repository)


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("pre-commit", path=_PATH), reason="pre-commit is not installed")
def test_pre_commit_itself_refuses_a_commit(hook, repository: Path):
    # With the command of this checkout in place of an installed one, so that nothing is fetched.
    local = {**hook, "language": "system", "args": ["--alone", "--shapes", "shapes"], "files": "^data/"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    installed = subprocess.run(["pre-commit", "install"], cwd=repository, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    assert refuses_what_breaks_the_shapes(repository)
