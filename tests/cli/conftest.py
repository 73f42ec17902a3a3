"""The command in our own process: its exit code, its output and its talk."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from partnercities.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command line came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run a command line given as words."""

    def run(*words: str) -> Outcome:
        try:
            code = main(words)
        except SystemExit as end:  # argparse ends by itself
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        return Outcome(code, out, err)

    return run
