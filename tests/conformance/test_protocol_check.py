"""The protocol check, where there is one: every clause with writing on, and nothing that fails where it is off."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from serving import serving

from .remotes import Remotes
from .starting import CHOSEN, STARTS
from .target import Target

PROTOCOL_CHECK = os.environ.get("PROTOCOL_CHECK", "")
# All checks of the script; a clause that it skips is not kept.
CHECKS = 186

pytestmark = pytest.mark.skipif(not PROTOCOL_CHECK, reason="PROTOCOL_CHECK names no script of protocol checks")


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory, remotes: Remotes) -> Iterator[Target]:
    """A server for this test alone: hostile queries are part of the check."""
    with STARTS[CHOSEN](tmp_path_factory.mktemp("own"), remotes) as server:
        yield server


def check(*words: str) -> tuple[int, str]:
    """How many checks passed, and the report. Raises AssertionError with it if one failed."""
    command = [sys.executable, PROTOCOL_CHECK, *words]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return int(outcome.stdout.split()[-4]), outcome.stdout


def test_every_check_passes_with_writing_on(own: Target):
    key = [word for name, value in own.key.items() for word in ("--update-header", f"{name}: {value}")]
    passed, report = check("--query", own.query, "--update", own.update, "--gsp", own.graphs, "--heavy", *key)
    assert passed >= CHECKS, report


def test_nothing_fails_at_a_read_only_endpoint():
    with serving() as url:
        passed, report = check("--query", url + "/sparql")
    assert passed >= 50, report
