"""Each test of the suites is one test here; those that our engine fails are expected to fail, and noticed if they pass."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .manifests import FOLDER, Case, cases
from .remotes import Remotes, answering
from .starting import CHOSEN, STARTS
from .target import Target

KNOWN = Path(__file__).with_name("known_failures.toml")
_SECTION = re.compile(r"\[(sparql\d+/[^/]+)/[^/]+\]$")
NO_SUITES = "W3C_TESTS names no folder with the suites of the W3C"


def known_failures() -> dict[str, str]:
    """The cause of each failure that is known, by the name of the test."""
    listed = tomllib.loads(KNOWN.read_text(encoding="utf-8"))["failure"]
    return {name: failure["cause"] for failure in listed for name in failure["tests"]}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test marked `suite` the cases of its kinds."""
    if marker := metafunc.definition.get_closest_marker("suite"):
        kinds, causes = set(marker.args), known_failures()
        wanted = [_param(case, causes) for case in cases() if case.kind in kinds]
        none = [pytest.param(None, id="none", marks=pytest.mark.skip(NO_SUITES))]
        metafunc.parametrize("case", none if not FOLDER else wanted)


def _param(case: Case, causes: dict[str, str]) -> Any:
    marks = [pytest.mark.xfail(reason=causes[case.id], strict=True)] if case.id in causes else []
    return pytest.param(case, id=case.id, marks=marks)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests of each section passed."""
    passed, ran = Counter[str](), Counter[str]()
    for outcome in ("passed", "failed", "xfailed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            if found := _SECTION.search(report.nodeid):
                ran[found[1]] += 1
                passed[found[1]] += outcome == "passed"
    if ran:
        terminalreporter.section(f"conformance of {CHOSEN}")
        for section in sorted(ran):
            terminalreporter.write_line(f"{section:45} {passed[section]:4} of {ran[section]:4}")
        terminalreporter.write_line(f"{'all':45} {passed.total():4} of {ran.total():4}")


@pytest.fixture(scope="session")
def remotes() -> Iterator[Remotes]:
    """The endpoints that federated tests ask."""
    with answering() as endpoints:
        yield endpoints


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory, remotes: Remotes) -> Iterator[Target]:
    """The server under test; tests one after the other change what it holds."""
    with STARTS[CHOSEN](tmp_path_factory.mktemp("target"), remotes) as server:
        yield server
