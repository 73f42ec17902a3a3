"""A real server for tests: the command itself, on a free port, as people start it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen


@contextmanager
def serving(*flags: str) -> Iterator[str]:
    """The address of a running `partnercities serve`, which is stopped afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "partnercities", "serve", "--port", str(port), *flags]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url + "/health")
            yield url
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, seconds: float = 20) -> None:
    """Return once the address answers; raise TimeoutError if it does not in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"{url} does not answer")
