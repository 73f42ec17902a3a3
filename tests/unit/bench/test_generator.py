"""The data of the bench: the same bytes each time, of the size that was asked for, each statement once."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def generated(root: Path, tmp_path: Path):
    """`generated(name)` makes data of about 5,000 triples; gives its path and how many it says there are."""

    def generate(name: str, *flags: str) -> tuple[Path, int]:
        path = tmp_path / name
        command: list[str | Path] = [sys.executable, root / "bench" / "generator.py", "5000", path, *flags]
        return path, int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    return generate


def test_the_same_bytes_come_each_time(generated):
    (one, _), (other, _) = generated("one.nq"), generated("other.nq")
    assert one.read_bytes() == other.read_bytes()


def test_it_is_as_large_as_was_asked_for_and_says_nothing_twice(generated):
    path, triples = generated("data.nq")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert 4_500 < triples < 5_500
    assert len(set(lines)) == len(lines) == 2 * triples


def test_the_named_graphs_lie_beside_it_alone(generated):
    path, triples = generated("data.nq")
    named = path.with_suffix(".named.nq").read_text(encoding="utf-8").splitlines()
    assert len(named) == triples
    assert all(line.rpartition(" <")[2].startswith("https://w3id.org/partnercities/graph/") for line in named)


def test_it_is_as_wide_as_was_asked_for(generated):
    path, triples = generated("wide.nq", "--cities", "200", "--networks", "30")
    lines = path.with_suffix(".named.nq").read_text(encoding="utf-8").splitlines()
    counts = [
        sum(
            f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/partnercities/def#{kind}>" in line
            for line in lines
        )
        for kind in ("City", "Network")
    ]
    assert counts == [200, 30]
    assert triples < 10_000
