"""What docs/scripts.md shows is so: its commands and its Python run against a real server, in order, in one folder."""

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from serving import serving

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]
PROGRAMS = [block for language, block in BLOCKS if language == "python"]
SERVED = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_runs(url: str, here: Path):
    assert len(COMMANDS) == 6
    for line in COMMANDS:
        failing = line.replace("curl -s", "curl -s -S --fail").replace(SERVED, url)
        run = subprocess.run(failing, shell=True, capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, line + run.stderr
        assert run.stdout or " -o " in line, line
        if "compare" in line:
            assert run.stdout == "304\n"


def test_the_python_runs(url: str, here: Path):
    pandas_names, network_names = [{}, {}]  # type: ignore[var-annotated]
    for program, names in zip(PROGRAMS, (pandas_names, network_names), strict=True):
        exec(program.replace(SERVED, url), names)
    assert len(pandas_names["pairs"]) == 18
    assert network_names["graph"].number_of_edges() == len(network_names["pairs"]) == 137
    assert (here / "pairs.gexf").stat().st_size > 1_000


def test_what_r_reads_is_there(url: str):
    (program,) = (block for language, block in BLOCKS if language == "r")
    (address,) = re.findall(r'read\.csv\("(.*?)"\)', program)
    with urlopen(address.replace(SERVED, url)) as answer:
        head = next(csv.reader([answer.readline().decode()]))
    assert set(re.findall(r'"(\w+)"', program.splitlines()[1])) <= set(head)


def test_its_links_lead_somewhere():
    for link in re.findall(r"\]\(([^)#]+)", TEXT):
        assert (ROOT / "docs" / link).exists(), link
