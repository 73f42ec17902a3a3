"""The servers that are compared, each started over one file of N-Quads; a peer that is not installed says so."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import named_only

from engines import ENGINES, Engine, NotInstalled, oxigraph
from engines.process import running
from serving import free_port

RDFLIB_ENDPOINT = Path(__file__).parents[1] / ".cache" / "rdflib-endpoint" / "bin" / "rdflib-endpoint"
_OURS = [sys.executable, "-m", "partnercities"]


@dataclass(frozen=True)
class Peer:
    """A server to be measured: its name in the table, how it starts, and how many triples it can bear."""

    name: str
    start: Callable[[Path], AbstractContextManager[Engine]]
    most_triples: int = 100_000_000


@contextmanager
def ours(data: Path, *, writing: bool = False) -> Iterator[Engine]:
    """Our own server over a folder that the named graphs were restored to; with writing on it keeps a journal beside."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        done = subprocess.run(
            [*_OURS, "restore", named_only(data), "--store", folder / "store"], capture_output=True, check=False
        )
        if done.returncode:
            raise NotInstalled(f"partnercities restore: {done.stderr.decode(errors='replace').strip()[-200:]}")
        (folder / "token").write_text("bench" * 8, encoding="utf-8")
        flags = ["--token-file", folder / "token"] if writing else []
        command = [*_OURS, "serve", "--port", str(port), "--store", folder / "store", *flags]
        url = f"http://127.0.0.1:{port}/sparql"
        with running(command, folder, f"{url}?query=ASK%7B%7D") as pid:
            yield Engine(url, pid)


@contextmanager
def rdflib_endpoint(data: Path) -> Iterator[Engine]:
    """rdflib-endpoint, from an environment of its own."""
    if not RDFLIB_ENDPOINT.is_file():
        raise NotInstalled("rdflib-endpoint is not in .cache; `make compare` gets it")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        command = [RDFLIB_ENDPOINT, "serve", data.resolve(), "--host", "127.0.0.1", "--port", str(port)]
        with running(command, folder, f"http://127.0.0.1:{port}/?query=ASK%7B%7D", seconds=600) as pid:
            yield Engine(f"http://127.0.0.1:{port}/", pid)


PEERS = {
    "ours": Peer("ours, read-only", ours),
    "ours-writing": Peer("ours, writing on", partial(ours, writing=True)),
    "oxigraph": Peer("oxigraph serve, memory", oxigraph),
    "oxigraph-disk": Peer("oxigraph serve, disk", partial(oxigraph, on_disk=True)),
    "virtuoso": Peer("Virtuoso", ENGINES["Virtuoso"]),
    "fuseki": Peer("Fuseki", ENGINES["Fuseki"]),
    "rdflib": Peer("rdflib-endpoint", rdflib_endpoint, most_triples=100_000),
}
"""By the name that the command line takes."""
