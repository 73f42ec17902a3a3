"""How long a query of shapes may take: this engine knows neither clocks nor processes, so who has it check brings both."""

from collections.abc import Callable
from typing import Any

Within = Callable[[Callable[[], Any]], Any]
"""Does some work and gives what it comes to, which can be pickled. Raises Unfinished where it took too long."""


class Unfinished(Exception):  # noqa: N818 - it is no error of anybody
    """A query was stopped before its end, so nothing is known by it."""


def at_leisure(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    """Do some work, however long it takes."""
    return work()
