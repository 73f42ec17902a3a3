"""The site stays usable over more than ten times as much: 500 cities in 40 networks, with 660 projects."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Look, told, visiting
from browsing.axe import faults
from serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("large")]
LISTS = ("/", "/recurrence?min=1", "/pairs?min=1", "/cities", "/projects", "/networks")
"""Addresses of what grows with the data."""

MOST_ROWS, MOST_BYTES = 50, 100_000


@pytest.fixture(scope="module")
def large(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over as much."""
    folder = tmp_path_factory.mktemp("large")
    wide: list[str | Path] = ["60000", folder / "data.nq", "--cities", "500", "--networks", "40"]
    restore: list[str | Path] = ["restore", folder / "data.named.nq", "--store", folder / "store"]
    for command in ([root / "bench" / "generator.py", *wide], ["-m", "partnercities", *restore]):
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
    with serving("--store", str(folder / "store")) as url:
        yield url


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_its_first_part_and_leads_to_the_next(chromium: Browser, large: str, path: str):
    with visiting(chromium, large) as seen:
        seen.to(path)
        tables = seen.tab.locator("main tbody").all()
        rows = max(table.locator("tr").count() for table in tables)
        assert 0 < rows <= MOST_ROWS
        assert rows < MOST_ROWS or seen.tab.locator("main a[rel=next]").count() > 0
        assert len(gzip.compress(seen.responses[0].body())) <= MOST_BYTES


@pytest.mark.parametrize("path", LISTS)
def test_a_list_keeps_the_rules_of_accessibility(chromium: Browser, large: str, path: str):
    with visiting(chromium, large, Look(width=320)) as seen:
        assert not (found := faults(seen.to(path))), told(found)
