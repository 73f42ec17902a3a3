"""The wheel carries all that is needed: built, installed into an empty environment and asked."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_knowledge(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "data", "shapes", "queries"):
        for path in (root / folder).rglob("*.*"):
            if path.suffix in (".ttl", ".rq"):
                assert f"partnercities/content/{path.relative_to(root)}" in names
    assert "partnercities/web/templates/home.html" in names


@pytest.mark.skipif(not shutil.which("npm"), reason="npm makes the editor")
def test_the_wheel_carries_the_editor_and_its_licences(wheel: Path) -> None:
    files = zipfile.ZipFile(wheel)
    static = "partnercities/web/static/"
    assert len(files.read(static + "editor.js")) > 100_000
    licences = files.read(static + "editor.js.LEGAL.txt").decode()
    assert all(f"{name} " in licences for name in ("@codemirror/view", "style-mod", "@lezer/highlight"))
    assert licences.count("Permission is hereby granted") == licences.count("\n----\n") + 1
    assert not [name for name in files.namelist() if "node_modules" in name or "server/editor" in name]


@pytest.mark.thorough
def test_an_empty_environment_answers_after_installing_it(wheel: Path, root: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, timeout=60)
    install = [
        str(home / "bin/python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--constraint",
        str(root / "constraints.txt"),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=240)
    asked = subprocess.run(
        [home / "bin/partnercities", "recur"], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True
    )
    assert "Sofia,BG,3" in asked.stdout
    checked = subprocess.run(
        [home / "bin/partnercities", "validate"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert checked.stderr.startswith("0 violations")
