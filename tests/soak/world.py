"""What all clients share: the server, when to stop, what they have seen and what was wrong with it."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from running import Server


@dataclass
class World:
    """One run. Clients count what they see by a word, and note what must not be."""

    server: Server
    seed: int
    over: threading.Event = field(default_factory=threading.Event)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    """The last number that each writer was told is kept."""
    slowest: dict[str, float] = field(default_factory=dict)

    def note(self, what: str) -> None:
        """Note what must not be; the run goes on, to show what else there is."""
        self.wrong.append(f"{time.strftime('%H:%M:%S')} {what}")

    def expect(self, holds: bool, what: str) -> None:
        """Note it unless it holds."""
        if not holds:
            self.note(what)

    def took(self, what: str, seconds: float) -> None:
        """Count something that was done, and how long it took at most."""
        self.seen[what] += 1
        self.slowest[what] = max(self.slowest.get(what, 0), seconds)

    def chance(self, who: str) -> random.Random:
        """Random numbers of one client alone, so that a run can be had again."""
        return random.Random(f"{self.seed} {who}")
