"""The notebooks run against a real server, hold what they assert, and show what they showed when they were written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notebooks import FOLDER, NOTEBOOKS, execute, shown
from serving import serving

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


def test_there_are_three():
    assert [path.stem for path in NOTEBOOKS] == ["map", "network", "recurrence"]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 300_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_it_showed(path: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import nbformat

    monkeypatch.setenv("PARTNERCITIES_URL", url)
    written = nbformat.read(path, 4)
    assert [*shown(execute(path, url, tmp_path))] == [*shown(written)]


def test_a_cell_that_fails_is_noticed(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from nbclient.exceptions import CellExecutionError

    monkeypatch.setenv("PARTNERCITIES_URL", url)
    text = (FOLDER / "network.ipynb").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.ipynb"
    wrong.write_text(text.replace("== len(pairs)", "== 1 + len(pairs)"), encoding="utf-8")
    with pytest.raises(CellExecutionError, match="AssertionError"):
        execute(wrong, url, tmp_path)
