"""What each page of the site costs, as a table in Markdown: `PYTHONPATH=tests python bench/pages.py [rounds]`.

The server keeps no answer, so each is a first one. A figure is the processor time of all its processes, in milliseconds
for one request, compressed as browsers ask for it: the median over the rounds, in each of which the pages take turns.
It ends with 1 if a page takes more than it may.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from processes import cpu_seconds

from browsing.pages import PAGES, Page
from serving import free_port, wait_for

MOST_MS = 50
ROUNDS = 5
# The clock of a process has steps of 10 ms; that many requests make it one of 1 ms.
_AT_ONCE = 10
_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Accept-Encoding": "gzip"}


def main() -> int:
    """Print the table, and which pages take too much."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with served() as (url, pid):
        sizes = {page: size(url, page) for page in PAGES}
        taken: dict[Page, list[float]] = {page: [] for page in PAGES}
        for _ in range(rounds):
            for page, kept in taken.items():
                kept.append(milliseconds(url, pid, page))
    medians = {page: statistics.median(times) for page, times in taken.items()}
    print(f"Median of {rounds} rounds of {_AT_ONCE} requests\n\n| page | address | ms | kB |\n|---|---|---|---|")
    for page, median in medians.items():
        print(f"| {page.name} | `{page.path}` | {median:.1f} | {sizes[page] / 1000:.1f} |")
    slow = [page.name for page, median in medians.items() if median > MOST_MS]
    print(f"\nAbove {MOST_MS} ms: {', '.join(slow) or 'none'}")
    return bool(slow)


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address and the process of a server that keeps no answers."""
    port = free_port()
    command = [sys.executable, "-m", "partnercities", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ | {"PARTNERCITIES_CACHE": "0"}) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url + "/health")
            yield url, process.pid
        finally:
            process.terminate()


def milliseconds(url: str, pid: int, page: Page) -> float:
    """What one request for a page costs the server, over some of them."""
    before = cpu_seconds(pid)
    for _ in range(_AT_ONCE):
        size(url, page)
    seconds: float = cpu_seconds(pid) - before
    return seconds * 1000 / _AT_ONCE


def size(url: str, page: Page) -> int:
    """How many bytes a page is as it is sent. Raises RuntimeError if it is another than it should be."""
    try:
        with urlopen(Request(url + page.path, headers=_BROWSER), timeout=60) as response:
            status, body = response.status, response.read()
    except HTTPError as error:
        status, body = error.code, error.read()
    if status != page.status:
        raise RuntimeError(f"{page.path} answers {status}")
    return len(body)


if __name__ == "__main__":
    sys.exit(main())
