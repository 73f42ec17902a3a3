"""One small dataset, and a live server over it: three graphs, one triple that stands in two of them, one blank node."""

import gc
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines import ENGINES, NotInstalled
from partnercities.dataset import derive
from partnercities.dataset.backup import restore
from partnercities.protocol.formats import Kind, named
from partnercities.settings import Settings
from partnercities.store.embedded import EmbeddedStore
from partnercities.store.remote import RemoteStore
from serving import hosting, running

TRIG = """
@prefix : <http://e.example/> .
:g1 { :sofia :name "Sofia"@en , "София"@bg ; :twin :gijon ; :size 5 . }
:g2 { :sofia :twin :gijon . :gijon :name "Gijón"@es ; :size 2.5 . }
:g3 { :note :text "a \\"quoted\\", line\\nand <another> & 😀" ; :on "2010-10-15"^^<http://www.w3.org/2001/XMLSchema#date> . }
"""


def filled(store: ox.Store) -> EmbeddedStore:
    store.load(TRIG.encode(), format=ox.RdfFormat.TRIG)
    derive.merge(store)
    return EmbeddedStore(store)


@pytest.fixture(scope="session")
def in_memory() -> EmbeddedStore:
    return filled(ox.Store())


@pytest.fixture(scope="session")
def in_folder(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    folder: Path = tmp_path_factory.mktemp("store")
    return filled(ox.Store(folder))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the endpoint of our own application over the small dataset, which it holds in a folder."""
    folder: Path = tmp_path_factory.mktemp("small")
    restore("small.trig", TRIG.encode(), folder)
    with running(hosting(Settings(store=str(folder)))) as url:
        yield url + "/sparql"


@contextmanager
def engine(name: str, store: EmbeddedStore, folder: Path) -> Iterator[RemoteStore]:
    """An engine of others over all that a store of ours holds, its default graph too."""
    data = folder / "data.nq"
    data.write_bytes(store.dump(named("nquads", Kind.DATASET)))
    try:
        with ENGINES[name](data) as started:
            yield RemoteStore(started.url, timeout=20)
    except NotInstalled as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def in_oxigraph(in_memory: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    with engine("Oxigraph", in_memory, tmp_path_factory.mktemp("oxigraph")) as store:
        yield store


@pytest.fixture(scope="session")
def in_virtuoso(in_memory: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    with engine("Virtuoso", in_memory, tmp_path_factory.mktemp("virtuoso")) as store:
        yield store


@pytest.fixture(scope="session")
def in_fuseki(in_memory: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    with engine("Fuseki", in_memory, tmp_path_factory.mktemp("fuseki")) as store:
        yield store


@pytest.fixture(scope="session")
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/sparql"


Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def foreign(reply: Reply) -> Iterator[str]:
    """The address of an endpoint that answers every POST as it is told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def endpoint() -> Iterator[Callable[[Reply], object]]:
    """`with endpoint(reply) as url:` runs an endpoint that answers as it is told."""
    yield foreign
    # What a store leaves open is told by the test for it, not by whichever test runs while it is collected.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
