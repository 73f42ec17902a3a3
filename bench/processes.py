"""What a server costs: the processor time and the memory of its process with all that it started."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _FIRST_TIME, _TIMES = 1, 11, 4  # places behind the name in /proc/PID/stat (proc(5))


def tree(pid: int) -> list[int]:
    """A process and all processes below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))):
            parents[int(entry.name)] = int(stat[_PARENT])
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def cpu_seconds(pid: int) -> float:
    """Processor seconds of a tree so far, with those of its children that have ended and were waited for."""
    times = 0
    for member in tree(pid):
        stat = _stat(member)
        times += sum(int(part) for part in stat[_FIRST_TIME : _FIRST_TIME + _TIMES])
    return times / _TICKS


def memory_bytes(pid: int) -> int:
    """The memory of a tree, where what several processes share counts once (PSS)."""
    return sum(_pss(member) for member in tree(pid))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return 1024 * next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _stat(pid: int) -> list[str]:
    """What stands behind the name of a process, which may hold blanks and brackets itself."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
