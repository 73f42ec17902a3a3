"""The sources of the editor: every package in one version, from no registry in particular; small modules that say what they are."""

import json
import re
from pathlib import Path

import pytest

LONGEST = 150


@pytest.fixture(scope="module")
def editor(root: Path) -> Path:
    return root / "server/editor"


def test_the_lock_names_no_registry(editor: Path):
    text = (editor / "package-lock.json").read_text()
    assert "resolved" not in text
    assert "://" not in re.sub(r'"url": "https://[^"]*"', "", text)
    assert "omit-lockfile-registry-resolved=true" in (editor / ".npmrc").read_text()


def test_every_package_is_wanted_in_the_version_that_is_locked(editor: Path):
    wanted = json.loads((editor / "package.json").read_text())
    locked = json.loads((editor / "package-lock.json").read_text())["packages"]
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert locked[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in about for path, about in locked.items() if path)


def test_a_module_is_short_and_says_what_it_holds(editor: Path):
    files = sorted((editor / "src").glob("*.js"))
    assert files
    for file in files:
        text = file.read_text()
        assert text.startswith("/** "), file.name
        assert len(text.splitlines()) <= LONGEST, file.name


def test_nothing_that_is_built_is_kept_in_git(root: Path):
    ignored = (root / ".gitignore").read_text().split()
    assert {"node_modules/", "server/partnercities/web/static/editor.js*"} <= set(ignored)
