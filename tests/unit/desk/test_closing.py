"""What a process that works on the texts of strangers cannot reach, tried in processes of their own."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

# The engine is written in Rust: no hook of Python sees what it calls.
_CALL = """
import pyoxigraph as ox
try:
    list(ox.Store().query("SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }"))
except Exception as error:
    print(error)
"""
_LEAVE = "from partnercities.desk.closing import leave_network\nprint(leave_network())"


def called(program: str) -> tuple[str, bool]:
    """What a program printed, and whether it called somebody who listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(2)
        words = [sys.executable, "-P", "-c", program.replace("PORT", str(listening.getsockname()[1]))]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
            try:
                listening.accept()[0].close()
                reached = True
            except TimeoutError:
                reached = False
            return process.communicate(timeout=30)[0], reached


@pytest.mark.skipif(sys.platform != "linux", reason="networks of one's own are a thing of Linux")
def test_what_has_left_the_network_calls_nobody_in_any_language():
    said, reached = called(_LEAVE + _CALL)
    if said.startswith("False"):
        pytest.skip("This system gives processes no network of their own.")
    assert not reached
    assert "nreachable" in said


def test_what_has_not_left_it_would_call():
    assert called(_CALL)[1]


def test_behind_closed_doors_nothing_outside_is_reached(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    deeds = (
        f"open('{secret}')",
        f"open('{tmp_path}/new', 'w')",
        "open(json.__file__, 'a')",
        "socket.create_connection(('127.0.0.1', PORT))",
        "urllib.request.urlopen('http://127.0.0.1:PORT/')",
        "subprocess.run(['true'])",
        "os.system('true')",
        f"os.remove('{secret}')",
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = str(listening.getsockname()[1])
        lines = [f"try:\n    {deed}\nexcept Refused:\n    print('refused')" for deed in deeds]
        done = alone("\n".join(lines).replace("PORT", port), tmp_path)
    assert done.stdout.splitlines() == ["refused"] * len(deeds), done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_what_we_consist_of_can_still_be_read(tmp_path: Path):
    done = alone("import colorsys\nprint(len((content.folder('shapes') / 'shapes.ttl').read_text()) > 100)", tmp_path)
    assert done.stdout == "True\n", done.stderr


def alone(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A program behind closed doors, run in a folder that is none of ours."""
    begin = (
        "import json, os, socket, subprocess, urllib.request\n"
        "from partnercities import content\n"
        "from partnercities.desk.closing import close_doors\n"
        "from partnercities.problems import Refused\n"
        "close_doors()\n"
    )
    words = [sys.executable, "-P", "-c", begin + program]
    return subprocess.run(words, capture_output=True, text=True, cwd=folder, check=False)
