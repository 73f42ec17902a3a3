"""The README is true: every command in it runs, and the answers it shows are the answers."""

import itertools
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import serving

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
SERVED = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [
        f"{sys.executable} -m partnercities" if word == "partnercities" else shlex.quote(word)
        for word in shlex.split(line)
    ]
    line = " ".join(">" if word == "'>'" else word for word in words)
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, timeout=60, check=True)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_runs(line, url, tmp_path):
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    done = run(line.replace(SERVED, url), tmp_path)
    # A check that finds nothing says so to the person, beside the report, which is empty.
    assert done.stdout or ">" in line or done.stderr.startswith("0 violations")


@pytest.mark.parametrize(
    "line", ["partnercities recur --min 3 -f table", "partnercities evidence participation/conet/sofia"]
)
def test_the_answers_shown_are_the_answers(line, tmp_path):
    shown = next(text for (_, command), (_, text) in itertools.pairwise(BLOCKS) if command.strip() == line)
    assert run(line, tmp_path).stdout.strip() == shown.strip()


def test_the_python_shown_runs(url):
    code = next(text for language, text in BLOCKS if language == "python").replace(SERVED, url)
    names: dict[str, object] = {}
    exec(code.replace("pandas.read_csv", "frame = pandas.read_csv"), names)
    assert len(names["frame"]) == 2  # type: ignore[arg-type]


def test_the_two_commands_are_targets_of_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_it_fits_on_two_screens_and_its_links_lead_somewhere():
    assert len(README.splitlines()) <= 120
    for link in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (ROOT / link).exists(), link
