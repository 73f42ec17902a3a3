"""Real servers for tests: the command on a free port, as people start it, or an application in a thread of ours."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from urllib.error import URLError
from urllib.request import urlopen

from partnercities.settings import Settings
from partnercities.web.headers import App
from partnercities.web.listening import bound
from partnercities.web.serving import listener, opened


@contextmanager
def serving(*flags: str, **settings: str) -> Iterator[str]:
    """The address of a running `partnercities serve`, which is stopped afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "partnercities", "serve", "--port", str(port), *flags]
    given = {f"PARTNERCITIES_{name.upper()}": value for name, value in settings.items()}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ | given) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url + "/health")
            yield url
        finally:
            process.terminate()
            process.wait(15)


def hosting(settings: Settings) -> AbstractAsyncContextManager[App]:
    """The whole application as settings want it; see `running`."""
    return opened(settings)


def plain(app: App) -> AbstractAsyncContextManager[App]:
    """An application that needs no opening; see `running`."""
    return nullcontext(app)


@contextmanager
def running(opening: AbstractAsyncContextManager[App]) -> Iterator[str]:
    """The address of an application on our server, in a thread of this process; it is opened and closed there."""
    with bound("127.0.0.1", 0) as listening:
        thread = _Serving(opening, listening)
        thread.start()
        try:
            thread.ready.wait(60)
            if thread.failure:
                raise thread.failure
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            thread.stop()


class _Serving(threading.Thread):
    def __init__(self, opening: AbstractAsyncContextManager[App], listening: socket.socket) -> None:
        super().__init__(daemon=True)
        self.ready = threading.Event()
        self.failure: Exception | None = None
        self._opening = opening
        self._listening = listening
        self._end: Callable[[], None] = lambda: None

    def run(self) -> None:
        """Serve until stopped."""
        try:
            asyncio.run(self._serve())
        except Exception as error:  # noqa: BLE001 - it is raised where the thread was started
            self.failure = error
            self.ready.set()

    def stop(self) -> None:
        """Stop, and wait until all is closed."""
        self._end()
        self.join(30)

    async def _serve(self) -> None:
        async with self._opening as app:
            server = listener(app)
            self._end = lambda: setattr(server, "should_exit", True)
            self.ready.set()
            await server.serve(sockets=[self._listening])


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
