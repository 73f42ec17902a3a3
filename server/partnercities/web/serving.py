"""The server: Uvicorn, which breaks a stream that fails off visibly, sees a client leave, and is the fastest that does.

One event loop takes requests in and gives answers out; the graph lives in the keeper process and its workers.
"""

import asyncio
import gc
import logging
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from prometheus_client import CollectorRegistry
from uvicorn import Config

from partnercities.desk.desk import Desk
from partnercities.engine.blocking import BlockingStore, Live
from partnercities.engine.cache import Cached
from partnercities.engine.foreign import Foreign
from partnercities.engine.lifeline import Plan
from partnercities.engine.pool import Pool
from partnercities.protocol.query_text import Limits
from partnercities.settings import Settings, is_foreign
from partnercities.store.outside import Outside
from partnercities.store.remote import RemoteStore
from partnercities.web.app import create_app
from partnercities.web.connection import Connection
from partnercities.web.front import Front, View
from partnercities.web.graphs import Graphs
from partnercities.web.headers import App
from partnercities.web.listening import BACKLOG, Listener, bound
from partnercities.web.operations import Operations, Working
from partnercities.web.rates import Rates
from partnercities.web.recording import Recording
from partnercities.web.repeats import Repeats
from partnercities.web.services import Services
from partnercities.web.sparql import Sparql
from partnercities.web.writing import Writing

_GRACE = 10
_GARBAGE = 20_000  # what a request makes is freed without the collector; it need not look so often


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Recording]:
    """The whole application as settings want it, with the processes behind it. Raises what opening the store raises."""
    services = Services(Outside.listed(settings.remotes), settings.time_limit, settings.max_body << 20)
    async with AsyncExitStack() as stack:
        foreign = is_foreign(settings)
        pool = None if foreign else Pool(_plan(settings), settings.workers)
        engine: Working = pool or Foreign(RemoteStore(settings.store), settings.workers)
        writing = Writing(pool, services, settings)
        services.start()
        stack.push_async_callback(services.stop)
        if pool:
            await pool.open()
        cached = Cached(engine, (settings.cache << 20) // 2, settings.cache_seconds)
        stack.push_async_callback(cached.close)
        app = _application(settings, cached, writing, services, Operations(engine, CollectorRegistry()))
        stack.callback(app.flush)
        yield app


def _plan(settings: Settings) -> Plan:
    folder = None if settings.store == "memory" else settings.store
    return Plan(folder, settings.default_graph, bool(settings.token_file), settings.memory_limit << 20)


def _application(
    settings: Settings, engine: Cached, writing: Writing, services: Services, operations: Operations
) -> Recording:
    """The layers of the application around an engine, from the inside out."""
    blocking = BlockingStore(engine, asyncio.get_running_loop(), settings.time_limit)
    desk = Desk(
        blocking,
        Live(engine) if engine.facts else None,
        Limits(services=services.open),
        merged=settings.default_graph == "merge",
    )
    sparql = Sparql(desk, engine, writing, services, settings)
    views = by_path(sparql, Graphs(engine, writing, settings), operations)
    kept = (settings.cache << 20) // 4
    repeats = Repeats(kept, lambda: engine.facts.version if engine.facts else None)
    operations.measure(engine, repeats)
    front = Front(create_app(desk, settings, services), views, Rates(settings.rate_limit), repeats, kept)
    return Recording(front, operations.registry, clients=bool(settings.log_clients))


def by_path(sparql: View, graphs: View, operations: Operations) -> dict[str, View]:
    """The views that answer ahead of Flask, each by its path or by the folder that it is for."""
    return {
        "/sparql": sparql,
        "/graphs": graphs,
        "/graphs/": graphs,
        "/health": operations.health,
        "/ready": operations.ready,
        "/metrics": operations.metrics,
    }


def serve(settings: Settings, *, open_browser: bool = False) -> None:
    """Serve until stopped. Raises EndpointFailed if the address is taken, and what opening the store raises."""
    import uvloop

    # A thread that reads a long text gives way to the event loop sooner than by default.
    sys.setswitchinterval(0.0005)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    # An answer that breaks off on purpose has its line in the log; that Uvicorn met it tells nobody anything.
    logging.getLogger("uvicorn.error").addFilter(lambda record: "without completing" not in record.getMessage())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, open_browser=open_browser))


async def _serve(settings: Settings, *, open_browser: bool) -> None:
    with bound(settings.host, settings.port) as listening:
        async with opened(settings) as app:
            server = listener(app)
            # Ctrl-C, and what containers and service managers send: what was asked is answered, then all ends.
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, server.handle_exit, number, None)
            gc.freeze()
            gc.set_threshold(_GARBAGE)
            _announce(settings, listening, open_browser=open_browser)
            await server.serve(sockets=[listening])


def listener(app: App) -> Listener:
    """The part of Uvicorn that serves an application, with its bounds."""
    return Listener(
        Config(
            app,
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=_GRACE,
            backlog=BACKLOG,
        )
    )


def _announce(settings: Settings, listening: socket.socket, *, open_browser: bool) -> None:
    url = f"http://{settings.host}:{listening.getsockname()[1]}"
    print(f"partnercities on {url} (SPARQL at {url}/sparql); stop with Ctrl-C", file=sys.stderr)
    if open_browser:
        webbrowser.open(url)
