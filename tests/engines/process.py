"""A server of others as a process: started, waited for, and stopped with what it started itself."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_STOPPING = 3


class NotInstalled(Exception):  # noqa: N818 - it says what is the matter
    """The engine is not on this machine; the words say what is missing."""


@dataclass(frozen=True)
class Engine:
    """A running engine: the address that answers queries, as `--store` takes it, and its process."""

    url: str
    pid: int


def program(name: str) -> str:
    """The path of a program, beside this Python or on the path. Raises NotInstalled."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        raise NotInstalled(f"{name} is not installed; `make engines` installs it where it can")
    return found


@contextmanager
def running(command: Sequence[str | Path], folder: Path, address: str, seconds: float = 60) -> Iterator[int]:
    """Run a server in a folder; gives its process id once its address answers, and ends its whole group afterwards.

    Raises RuntimeError with the end of its log if it stops by itself, TimeoutError if it does not answer in time.
    """
    log = folder / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True) as process,
    ):
        try:
            _wait(process, address, seconds, log)
            yield process.pid
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], address: str, seconds: float, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}: {_end(log)}")
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"{address} does not answer: {_end(log)}")


def _end(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then end it: its data goes with its folder, so nothing can be lost."""
    process.terminate()
    try:
        process.wait(_STOPPING)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
