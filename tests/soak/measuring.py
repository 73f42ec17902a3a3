"""What the server takes while it runs: memory of front, keeper and workers, processes, open files."""

import statistics
from dataclasses import dataclass
from pathlib import Path

from living import children
from running import Server

MEGABYTE = 1024.0


@dataclass(frozen=True)
class Sample:
    """One moment; memory is the share of each process (PSS), in megabytes."""

    front: float
    keeper: float
    workers: float
    processes: int
    files: int

    def row(self) -> str:
        """One row of the table."""
        return f"{self.front:7.1f}{self.keeper:8.1f}{self.workers:8.1f}{self.processes:8}{self.files:7}"


HEAD = "  front  keeper workers  forked  files"


def sample(server: Server) -> Sample:
    """The figures of this moment."""
    keeper = server.keeper()
    forked = children(keeper)
    files = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
    return Sample(share(server.process.pid), share(keeper), sum(map(share, forked)), len(forked), files)


def share(pid: int) -> float:
    """The memory of a process, what it shares divided among those that share it; 0 if it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / MEGABYTE


def growth(samples: list[Sample], name: str) -> float:
    """By how many megabytes the last third lies above the second third, by their medians; the first is for warming up."""
    figures: list[float] = [getattr(one, name) for one in samples]
    third = max(1, len(figures) // 3)
    before, after = figures[third : 2 * third] or figures, figures[-third:]
    return statistics.median(after) - statistics.median(before)
