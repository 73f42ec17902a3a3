"""A worker: a forked process that evaluates one job after another over the version of the graph it was born with."""

import ctypes
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from partnercities.dataset.graphs import graph_tag
from partnercities.dataset.holding import Holding
from partnercities.engine.frames import Frame, frame, heard, receive, told, told_problem
from partnercities.problems import Internal, Problem
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query
from partnercities.store.embedded import EmbeddedStore

CHUNK = 1 << 16
STACK = 64 << 20
"""The engine works by recursion: what the guard lets through needs room on the stack, whatever the platform's default."""
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
# Opened by the keeper once, as each worker would take ten milliseconds for it.
_SYSTEM = ctypes.CDLL(None)
_GRACE = 5
# What stands once for each row; a text that holds the same characters counts too, but only the log reads this number.
_ROW_MARKS = {
    "json": (b"}},{", b"}}]}}"),
    "xml": (b"<result>",),
    "csv": (b"\n",),
    "tsv": (b"\n",),
    "ntriples": (b" .\n",),
}
_WITH_NAMES = ("csv", "tsv")
"""Formats whose first line has the names of the columns."""


def run(work: Callable[[], None], memory: int) -> NoReturn:
    """Do the work of a forked process within its bounds, and end the process with it."""
    confine(memory)
    threading.stack_size(STACK)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    os._exit(0)


def answer_jobs(link: socket.socket, holding: Holding) -> None:
    """Answer the jobs of a link until it ends."""
    store = EmbeddedStore(holding.store)
    # A worker that outlives a killed keeper must not keep the folder locked.
    holding.close()
    link.sendall(told(Frame.HELLO, {"pid": os.getpid(), "version": holding.version}))
    while message := receive(link):
        job = heard(message[1])
        # Should the front die, nobody is left to stop a job that never ends: the kernel does.
        signal.setitimer(signal.ITIMER_REAL, job["seconds"] + _GRACE)
        sink = Sink(link, _ROW_MARKS.get(job.get("format", ""), ()))
        try:
            if job["do"] == "graph":
                link.sendall(told(Frame.NOTE, {"tag": graph_tag(holding.store, job["graph"])}))
            _JOBS[job["do"]](store, job, sink)
            last = sink.last()
            rows = max(0, sink.rows - 1) if job.get("format") in _WITH_NAMES else sink.rows
            link.sendall(last + told(Frame.END, {"rows": rows, "bytes": sink.bytes}))
        except Problem as problem:
            link.sendall(told_problem(problem))
        except MemoryError:
            os.abort()
        except Exception as error:  # noqa: BLE001 - a fault of ours reaches the front as a problem, and the worker lives
            link.sendall(told_problem(Internal(f"The worker failed: {type(error).__name__}: {error}")))
        signal.setitimer(signal.ITIMER_REAL, 0)


class Sink:
    """Sends what is written to it in frames of some size; counts rows by their marks."""

    def __init__(self, link: socket.socket, marks: tuple[bytes, ...]) -> None:
        self.rows = self.bytes = 0
        self._link = link
        self._marks = marks
        self._held = bytearray()
        self._seen = b""

    def write(self, data: bytes, /) -> int:
        """Take bytes; full frames leave at once."""
        self._held += data
        if len(self._held) >= CHUNK:
            self._link.sendall(self.last())
        return len(data)

    def flush(self) -> None:
        """The end of an answer is sent with its facts, so there is nothing to do."""

    def last(self) -> bytes:
        """What is held, as a frame; nothing if there is nothing."""
        held = bytes(self._held)
        self._held.clear()
        self.bytes += len(held)
        for mark in self._marks:
            # A mark may lie across two frames.
            self.rows += held.count(mark) + (self._seen[1 - len(mark) :] + held[: len(mark) - 1]).count(mark)
        self._seen = held[-8:]
        return frame(Frame.DATA, held) if held else b""


def _query(store: EmbeddedStore, job: dict[str, Any], sink: Sink) -> None:
    kind = Kind[job["kind"]]
    query = Query(job["text"], _graphs(job["default"]), _graphs(job["named"]), job["base"])
    store.write(query, named(job["format"], kind), sink)


def _graph(store: EmbeddedStore, job: dict[str, Any], sink: Sink) -> None:
    store.write_graph(job["graph"], named(job["format"], Kind.GRAPH), sink)


_JOBS = {"query": _query, "graph": _graph}


def _graphs(names: list[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


def confine(memory: int) -> None:
    """Bound this process: so many bytes more than it has now, no core file, the first to go when memory is short."""
    # A stop is told to all processes by some; what is at work is the front's to end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The engine's last words when memory ends: the front knows the reason, and a log full of them helps nobody.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "linux":
        return
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))
    Path("/proc/self/oom_score_adj").write_text("1000")
    die_with_parent()


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that forked it ends; only Linux can."""
    if sys.platform != "linux":
        return
    _SYSTEM.prctl(_DIES_WITH_PARENT, signal.SIGKILL)
