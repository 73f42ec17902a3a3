"""What is worked out from the data once for each of its versions: counts, descriptions, the dump."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from partnercities.desk.desk import Desk

Value = TypeVar("Value")
_ATTEMPTS = 2


class Versioned(Generic[Value]):
    """A value made of the data of a desk, kept as long as the data stays the same; several threads may ask for it."""

    def __init__(self, make: Callable[[Desk], Value]) -> None:
        self._make = make
        self._kept: WeakKeyDictionary[Desk, tuple[str, Value]] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, desk: Desk) -> Value:
        """The value for the version that the desk holds now. Raises what making it raises."""
        # What was held when it was asked for is an answer, though it was written to while others had theirs made.
        asked = _version(desk)
        with self._lock:
            version, value = self._kept.get(desk, ("", None))
            if value is not None and version and version in (asked, _version(desk)):
                return value
            return self._made(desk)

    def _made(self, desk: Desk) -> Value:
        # Data that is written in the meantime could leave a value of two versions, which nobody must keep.
        for _ in range(_ATTEMPTS):
            before = _version(desk)
            value = self._make(desk)
            if before and before == _version(desk):
                self._kept[desk] = (before, value)
                return value
        return value


def _version(desk: Desk) -> str:
    """The version of the data; nothing over a foreign engine, whose data can change at any time."""
    return desk.dataset.version if desk.dataset else ""
