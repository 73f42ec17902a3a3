"""The server of Oxigraph, from its package: in memory, or over a folder of its own."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from engines.process import Engine, program, running
from serving import free_port


@contextmanager
def oxigraph(data: Path, *, on_disk: bool = False) -> Iterator[Engine]:
    """Oxigraph over a file of N-Quads."""
    binary = program("oxigraph")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        where: list[str | Path] = ["--location", folder / "store"] if on_disk else []
        if on_disk:
            subprocess.run([binary, "load", *where, "--file", data], check=True, capture_output=True)
        url = f"http://127.0.0.1:{port}/query"
        command = [binary, "serve", *where, "--bind", f"127.0.0.1:{port}"]
        with running(command, folder, f"{url}?query=ASK%7B%7D") as pid:
            if not on_disk:
                put(f"http://127.0.0.1:{port}/store", data)
            yield Engine(url, pid)


def put(url: str, data: Path, method: str = "POST") -> None:
    """Send a file of N-Quads to an address that takes whole datasets."""
    request = Request(url, data=data.read_bytes(), headers={"Content-Type": "application/n-quads"}, method=method)
    with urlopen(request, timeout=600):
        pass
