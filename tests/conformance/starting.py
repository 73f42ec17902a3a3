"""The servers that the suites can be asked of: ours, and a peer to try the suites themselves."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from serving import free_port, wait_for

from .remotes import Remotes
from .target import Target

CHOSEN = os.environ.get("CONFORMANCE_TARGET", "partnercities")
TOKEN = "conformance-of-partnercities"
# The setting that names the endpoints which queries may ask: IRI=URL, separated by commas.
REMOTES = "PARTNERCITIES_REMOTES"


@contextmanager
def ours(folder: Path, remotes: Remotes) -> Iterator[Target]:
    """`partnercities serve` with the dataset of the standards and writing on, allowed to ask these endpoints."""
    token = folder / "token"
    # The suite writes whatever it likes, which our shapes need not like.
    token.write_text(TOKEN + " warn\n")
    token.chmod(0o600)
    words = [sys.executable, "-m", "partnercities", "serve", "--default-graph", "plain", "--token-file", str(token)]
    allowed = {
        REMOTES: ",".join(f"{iri}={url}" for iri, url in remotes.addresses.items()),
        # The check of the time limit waits for it.
        "PARTNERCITIES_TIME_LIMIT": "8",
    }
    with _running([*words, "--port"], "/health", allowed) as url:
        key = {"Authorization": f"Bearer {TOKEN}"}
        yield Target(url + "/sparql", url + "/sparql", url + "/graphs", key)


@contextmanager
def oxigraph(folder: Path, remotes: Remotes) -> Iterator[Target]:
    """`oxigraph serve` in memory; it asks the very endpoints that a query names, so the queries name ours."""
    with _running(["oxigraph", "serve", "--cors", "--bind"], "/", {}) as url:
        yield Target(url + "/sparql", url + "/sparql", url + "/store", wording=remotes.moved)


STARTS = {"partnercities": ours, "oxigraph": oxigraph}


@contextmanager
def _running(command: list[str], ready: str, settings: Mapping[str, str]) -> Iterator[str]:
    """The address of a server, started with a free port as its last word and stopped afterwards."""
    port = free_port()
    place = f"127.0.0.1:{port}" if command[-1] == "--bind" else str(port)
    with subprocess.Popen([*command, place], env=os.environ | settings, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}{ready}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)
