"""What docs/linked-data.md shows is so: its commands run against a real server, in order, in one folder."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import serving

TEXT = (Path(__file__).parents[2] / "docs" / "linked-data.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]
SERVED = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, because some commands use what others fetched."""
    return tmp_path_factory.mktemp("fetched")


def test_every_command_runs(url: str, folder: Path):
    assert len(COMMANDS) == 12
    for line in COMMANDS:
        failing = line.replace("curl -s", "curl -s -S --fail").replace(SERVED, url)
        run = subprocess.run(failing, shell=True, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, line + run.stderr
        assert run.stdout or " -O " in line, line


def test_the_page_says_how_many_statements_a_page_has():
    from partnercities.desk.things import PAGE_SIZE

    assert f"{PAGE_SIZE} statements on a page" in TEXT
