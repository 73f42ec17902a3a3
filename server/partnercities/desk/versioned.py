"""What is worked out from the data once for each of its versions: counts, descriptions, the dump."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from partnercities.desk.desk import Desk

Value = TypeVar("Value")
_ATTEMPTS = 2


@dataclass(frozen=True)
class _Made(Generic[Value]):
    """A value, the version it is of (nothing if it was written to meanwhile), and when its making began."""

    version: str
    value: Value
    began: float


class Versioned(Generic[Value]):
    """A value made of the data of a desk, kept as long as the data stays the same; several threads may ask for it."""

    def __init__(self, make: Callable[[Desk], Value]) -> None:
        self._make = make
        self._last: WeakKeyDictionary[Desk, _Made[Value]] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, desk: Desk) -> Value:
        """The value for the version that the desk holds now. Raises what making it raises."""
        asked = monotonic()
        with self._lock:
            last = self._last.get(desk)
            # What another began to make after this one was asked for is as new as what would be made now.
            if last and (last.began >= asked or (last.version and last.version == _version(desk))):
                return last.value
            self._last[desk] = made = self._made(desk)
            return made.value

    def _made(self, desk: Desk) -> _Made[Value]:
        # Data that is written in the meantime could leave a value of two versions, which nobody keeps for later.
        for _ in range(_ATTEMPTS):
            began, before = monotonic(), _version(desk)
            value = self._make(desk)
            if before and before == _version(desk):
                return _Made(before, value, began)
        return _Made("", value, began)


def _version(desk: Desk) -> str:
    """The version of the data; nothing over a foreign engine, whose data can change at any time."""
    return desk.dataset.version if desk.dataset else ""
