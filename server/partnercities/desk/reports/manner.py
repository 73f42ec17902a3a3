"""How a report is told: in which language, how much of it, and whether in colour."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """What a reader asks of a report for people."""

    language: str = "en"
    most: int | None = None
    """How many findings are shown in full: 0 for all, None for as many as the form likes."""
    colour: bool = False
    verbose: bool = False
    """Whether every shape is told, with how many nodes it checked."""
