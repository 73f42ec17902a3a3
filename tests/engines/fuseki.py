"""Apache Jena Fuseki, a dataset in memory; the server is one file for Java, kept in the folder of downloads."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines.oxigraph import put
from engines.process import Engine, NotInstalled, program, running
from serving import free_port

VERSION = "5.5.0"
ARTIFACT = f"org.apache.jena:jena-fuseki-server:{VERSION}"
SHA512 = (
    "dae6fd3a260ad78a6ee1ee7aa50c12954ecafcbdf23df8a2369f51f047f74f59"
    "c3a14260813d6d824a6b5fedac7567ffc49ab293648668894a7586d8da8fbd61"
)
JAR = Path(__file__).parents[2] / ".cache" / f"jena-fuseki-server-{VERSION}.jar"


@contextmanager
def fuseki(data: Path) -> Iterator[Engine]:
    """Fuseki over a file of N-Quads."""
    java = program("java")
    if not is_whole(JAR):
        raise NotInstalled(f"{JAR.name} is not in .cache; `make engines` gets it")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        # One collector thread and a bounded heap: it shares the machine with the tests.
        options = ["-Xmx4g", "-XX:+UseSerialGC", f"-Djava.io.tmpdir={folder}"]
        command = [java, *options, "-jar", JAR, "--localhost", "--port", str(port), "--mem", "/ds"]
        url = f"http://127.0.0.1:{port}/ds/sparql"
        with running(command, folder, f"{url}?query=ASK%7B%7D") as pid:
            put(f"http://127.0.0.1:{port}/ds/data", data)
            yield Engine(url, pid)


def is_whole(file: Path) -> bool:
    """Whether a download is there and is the file that it should be."""
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha512").hexdigest() == SHA512
