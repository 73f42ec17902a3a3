"""The server: Uvicorn, because it breaks a stream that fails off visibly, sees a client leave, and is the fastest that does.

One event loop takes requests in and gives answers out; the graph lives in the keeper process and its workers.
"""

import asyncio
import logging
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from prometheus_client import CollectorRegistry
from uvicorn import Config, Server

from partnercities.desk import Desk
from partnercities.engine import Engine
from partnercities.engine.blocking import BlockingStore, Live
from partnercities.engine.cache import Cached
from partnercities.engine.foreign import Foreign
from partnercities.engine.lifeline import Plan
from partnercities.engine.pool import Pool
from partnercities.problems import EndpointFailed
from partnercities.settings import Settings
from partnercities.store.remote import RemoteStore
from partnercities.web.app import create_app
from partnercities.web.connection import Connection
from partnercities.web.front import Front
from partnercities.web.headers import App
from partnercities.web.rates import Rates
from partnercities.web.recording import Recording
from partnercities.web.repeats import Repeats
from partnercities.web.sparql import Sparql
from partnercities.web.writing import Writing

_GRACE = 10


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[App]:
    """The whole application as settings want it, with the processes behind it. Raises what opening the store raises."""
    pool = None
    if "://" in settings.store:
        engine: Engine = Foreign(RemoteStore(settings.store), settings.workers)
    else:
        folder = None if settings.store == "memory" else settings.store
        pool = Pool(
            Plan(folder, settings.default_graph, bool(settings.token_file), settings.memory_limit << 20), settings.workers
        )
        engine = pool
    writing = Writing(pool, settings)
    if pool:
        await pool.open()
    cached = Cached(engine, (settings.cache << 20) // 2, settings.cache_seconds)
    app = application(settings, cached, writing)
    try:
        yield app
    finally:
        await cached.close()
        app.flush()


def application(settings: Settings, engine: Engine, writing: Writing) -> Recording:
    """The layers of the application around an engine, from the outside in."""
    blocking = BlockingStore(engine, asyncio.get_running_loop(), settings.time_limit)
    desk = Desk(blocking, Live(engine) if engine.facts else None, merged=settings.default_graph == "merge")
    registry = CollectorRegistry()
    views = {"/sparql": Sparql(desk, engine, writing, settings)}
    kept = (settings.cache << 20) // 4
    repeats = Repeats(kept, lambda: engine.facts.version if engine.facts else None)
    front = Front(create_app(desk, settings), views, Rates(settings.rate_limit), repeats, kept)
    return Recording(front, registry, clients=bool(settings.log_clients))


def serve(settings: Settings, *, open_browser: bool = False) -> None:
    """Serve until stopped. Raises EndpointFailed if the address is taken, and what opening the store raises."""
    import uvloop

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, open_browser=open_browser))


async def _serve(settings: Settings, *, open_browser: bool) -> None:
    with _listening(settings) as listening:
        async with opened(settings) as app:
            config = Config(
                app,
                http=Connection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=20,
                timeout_graceful_shutdown=_GRACE,
                backlog=2048,
            )
            server = _Server(config)
            _announce(settings, listening, open_browser=open_browser)
            await server.serve(sockets=[listening])


def _listening(settings: Settings) -> socket.socket:
    """The socket to listen on. Raises EndpointFailed if it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        # Who comes while the graph is being opened waits instead of being turned away.
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise EndpointFailed(
            f"Cannot listen on {settings.host}:{settings.port}: {error}.",
            hint="Is it already served? --port takes another.",
        ) from error
    return listening


def _announce(settings: Settings, listening: socket.socket, *, open_browser: bool) -> None:
    url = f"http://{settings.host}:{listening.getsockname()[1]}"
    print(f"partnercities on {url} (SPARQL at {url}/sparql); stop with Ctrl-C", file=sys.stderr)
    if open_browser:
        webbrowser.open(url)


class _Server(Server):
    """Uvicorn's server, which ends in peace: what was asked is answered, then the processes behind it stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on Ctrl-C and on what containers and service managers send; at once when asked twice."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
