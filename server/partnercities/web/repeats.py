"""The same request once more: its response is kept ready as it left, as long as the version of the data is the same."""

from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from partnercities.web.exchange import Scope, Send

_DEPENDS = (b"accept", b"accept-encoding", b"host", b"accept-language", b"range", b"if-modified-since")
_CONDITION = b"if-none-match"
_Key = tuple[bytes | str | None, ...]
_OVERHEAD = 1_000


@dataclass(frozen=True)
class _Ready:
    version: str
    start: MutableMapping[str, Any]
    body: MutableMapping[str, Any]
    tag: bytes
    notes: dict[str, Any]
    size: int


class Repeats:
    """Responses to GET by all that they depend on, up to a number of bytes."""

    def __init__(self, most: int, version: Callable[[], str | None]) -> None:
        self._most = most
        self.version = version
        self._size = 0
        self._ready: OrderedDict[_Key, _Ready] = OrderedDict()
        self.hits = 0

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._size

    async def answer(self, scope: Scope, send: Send) -> bool:
        """Answer a request with what is ready for it; False if there is nothing, or nothing of this version."""
        key = _key(scope)
        ready = self._ready.get(key)
        if ready is None:
            return False
        if ready.version != self.version():
            self._forget(key)
            return False
        self._ready.move_to_end(key)
        self.hits += 1
        scope["partnercities"] |= ready.notes
        condition = next((value for name, value in scope["headers"] if name == _CONDITION), None)
        if condition is not None and (ready.tag in condition or condition == b"*"):
            kept = [pair for pair in ready.start["headers"] if pair[0] not in (b"content-length", b"content-encoding")]
            await send({**ready.start, "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
        else:
            await send(ready.start)
            await send(ready.body)
        return True

    def watching(self, scope: Scope, send: Send) -> Send:
        """A way out that keeps what leaves by it, if its view notes that it can be kept."""
        if scope["method"] != "GET":
            return send
        start: MutableMapping[str, Any] = {}

        async def watch(message: MutableMapping[str, Any]) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif not message.get("more_body", False) and start:
                self._keep(scope, start, message)
                start = {}
            else:
                start = {}
            await send(message)

        return watch

    def _keep(self, scope: Scope, start: MutableMapping[str, Any], body: MutableMapping[str, Any]) -> None:
        notes = scope["partnercities"]
        tag = next((value for name, value in start["headers"] if name == b"etag"), None)
        size = len(body.get("body", b"")) + len(scope["query_string"]) + _OVERHEAD
        if start["status"] != 200 or tag is None or not notes.get("version") or size > self._most // 8:
            return
        key = _key(scope)
        if key in self._ready:
            self._forget(key)
        self._ready[key] = _Ready(notes["version"], start, body, tag, dict(notes), size)
        self._size += size
        while self._size > self._most:
            self._forget(next(iter(self._ready)))

    def _forget(self, key: _Key) -> None:
        self._size -= self._ready.pop(key).size


def _key(scope: Scope) -> _Key:
    depends = {name: value for name, value in scope["headers"] if name in _DEPENDS}
    return (scope["method"], scope["raw_path"], scope["query_string"], *(depends.get(name) for name in _DEPENDS))
