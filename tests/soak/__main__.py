"""`make soak`: ten minutes at 64 connections; ends with 1 if anything was wrong, lost, grown or left behind."""

import argparse
import http.client
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from living import none_lives
from running import Client, started, wait

from . import bad, good
from .measuring import HEAD, Sample, growth, sample
from .world import World

Role = Callable[[World, Client, str], None]
# How many of 64 connections do what.
ROLES: tuple[tuple[Role, int], ...] = (
    (good.ask, 24),
    (good.browse, 4),
    (good.write, 6),
    (good.watch, 8),
    (bad.run_away, 4),
    (bad.attack, 6),
    (bad.leave, 8),
    (bad.dawdle, 4),
)
_EVERY = 10.0
_GROWTH = {"front": 15.0, "keeper": 15.0}


def main() -> int:
    """Run, print a table while it runs, and tell what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = World(started(Path(folder), "--store", f"{folder}/store", time_limit=3), options.seed)
        print(f"seed {options.seed}, log {world.server.log}\n seconds    done  wrong{HEAD}")
        try:
            samples = run(world, options.minutes * 60)
            settle(world, samples)
            outlive(world, Path(folder))
        finally:
            world.server.process.kill()
            world.server.process.wait()
        report(world, samples)
    return bool(world.wrong)


def run(world: World, seconds: float) -> list[Sample]:
    """Have all clients at work for so long; what the server took meanwhile."""
    began = time.monotonic()
    threads = [
        threading.Thread(target=work, args=(world, role, f"{role.__name__}{n}"))
        for role, many in ROLES
        for n in range(many)
    ]
    for thread in threads:
        thread.start()
    samples = []
    while (elapsed := time.monotonic() - began) < seconds:
        time.sleep(min(_EVERY, seconds - elapsed))
        samples.append(sample(world.server))
        done = world.seen.total()
        print(f"{time.monotonic() - began:8.0f}{done:8}{len(world.wrong):7}{samples[-1].row()}", flush=True)
    world.over.set()
    for thread in threads:
        thread.join(90)
    world.expect(not any(thread.is_alive() for thread in threads), "a client never got its answer")
    return samples


def work(world: World, role: Role, who: str) -> None:
    """One client until the end; a connection that fails is wrong, but for those who make it fail."""
    while not world.over.is_set():
        client = Client(world.server.port)
        try:
            role(world, client, who)
        except (OSError, http.client.HTTPException) as error:
            world.note(f"{who}: {error!r}")
        finally:
            client.close()


def settle(world: World, samples: list[Sample]) -> None:
    """When all have gone, nothing of them is left but workers that wait; memory has not grown."""
    time.sleep(4)
    wait(world.server)
    last = sample(world.server)
    print(f"{'at rest':>23}{last.row()}")
    world.expect(last.processes <= 8, f"{last.processes} processes are left")
    world.expect(last.files < 60, f"the front has {last.files} files open")
    for name, most in _GROWTH.items():
        world.expect(growth(samples, name) < most, f"{name} has grown by {growth(samples, name):.1f} MB")


def outlive(world: World, folder: Path) -> None:
    """After a stop and a start all that was acknowledged is there, and nothing else lies about."""
    family = world.server.family()
    world.expect(world.server.stop() == 0, "the server did not end as it should")
    world.expect(none_lives(family), "a process is left")
    names = sorted(entry.name.rstrip("0123456789.nqrdfp") for entry in (folder / "store").iterdir())
    world.expect(names == ["FORMAT", "journal-", "lock", "snapshot-"], f"files: {names}")
    again = started(folder, "--store", str(folder / "store"))
    client = Client(again.port)
    for name, number in world.written.items():
        seen = good.look(world, client, name, good.FORMATS[0])
        world.expect(seen is not None and seen[0] == seen[1] >= number, f"{name} was {number} and is {seen}")
    client.close()
    world.expect(again.stop() == 0, "the second server did not end as it should")


def report(world: World, samples: list[Sample]) -> None:
    """Say what was done and what was wrong."""
    for what, many in sorted(world.seen.items()):
        slowest = f"   slowest {world.slowest[what]:6.2f} s" if what in world.slowest else ""
        print(f"{what:<16}{many:8}{slowest}")
    grown = ", ".join(f"{name} {growth(samples, name):+.1f} MB" for name in ("front", "keeper"))
    print(f"{sum(world.written.values())} writes acknowledged; growth: {grown}")
    log = world.server.log.read_text()
    faults = [line for line in log.splitlines() if '"internal"' in line or line.startswith("ERROR")]
    for what in (*world.wrong[:40], *faults[:5]):
        print("WRONG", what)
    if faults:
        print(log[log.index(faults[0]) :][:6_000])
    world.wrong += faults
    print("everything held" if not world.wrong else f"{len(world.wrong)} things were wrong")


if __name__ == "__main__":
    sys.exit(main())
