"""How a million rows arrive: `python bench/streaming.py [rounds]`, as a table in Markdown.

For each way to ask: milliseconds to the first byte, seconds to the last, and by how many megabytes the front grew.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from undisturbed import served

ROWS = 1_000_000
QUERY = f"SELECT ?a ?f {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}"
WAYS: dict[str, tuple[str, dict[str, str], float]] = {
    "JSON": ("json", {}, 0),
    "CSV": ("csv", {}, 0),
    "JSON, gzip": ("json", {"Accept-Encoding": "gzip"}, 0),
    "CSV, a reader that rests 2 ms after each 64 kB": ("csv", {}, 0.002),
}


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    asyncio.run(measured(rounds))


async def measured(rounds: int) -> None:
    """Ask in each way so often, and print the medians."""
    async with served() as port:
        front = listener(port)
        print(f"{ROWS:,} rows, median of {rounds}, load {os.getloadavg()[0]:.1f}\n")
        print("| way | first byte ms | last byte s | MB | front grew by MB |")
        print("|---|---|---|---|---|")
        for name, (format, headers, rest) in WAYS.items():
            found = [read(port, front, format, headers, rest) for _ in range(rounds)]
            first, last, size, grown = (statistics.median(column) for column in zip(*found, strict=True))
            print(f"| {name} | {first * 1000:.1f} | {last:.1f} | {size / 1e6:.0f} | {grown / 1e6:.1f} |", flush=True)


def read(port: int, front: int, format: str, headers: dict[str, str], rest: float) -> tuple[float, float, int, int]:
    """Seconds to the first and the last byte, bytes received, and bytes that the front grew by."""
    before = most = resident(front)
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    began = time.monotonic()
    new = f"{QUERY} # {began}"
    connection.request("GET", "/sparql?" + urlencode({"query": new, "format": format}), headers=headers)
    response = connection.getresponse()
    inflate: Callable[[bytes], bytes] = zlib.decompressobj(31).decompress if headers else bytes
    size, lines, first = 0, 0, 0.0
    while part := response.read1(1 << 16):
        first = first or time.monotonic() - began
        size += len(part)
        lines += inflate(part).count(b"\n" if format == "csv" else b'"f":{')
        most = max(most, resident(front))
        time.sleep(rest)
    if lines < ROWS * 0.99:  # a mark may lie across two parts
        raise SystemExit(f"Only {lines:,} rows came.")
    return first, time.monotonic() - began, size, most - before


def listener(port: int) -> int:
    """The process that listens on a port: the one of ours that was started for it."""
    found = subprocess.run(["pgrep", "-f", f"partnercities serve --port {port}"], capture_output=True, check=True)
    return int(found.stdout.split()[0])


def resident(process: int) -> int:
    """The bytes of memory that a process has."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
