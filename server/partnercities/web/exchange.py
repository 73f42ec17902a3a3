"""One request and its response over ASGI, for the addresses that answer ahead of Flask."""

import asyncio
import re
import zlib
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import Any

from partnercities.problems import BadRequest, TooLarge, UnsupportedMediaType

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = Sequence[tuple[str, str]]

_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
_STALLED = 30.0
_PIECE = 1 << 20
_OF_A_BODY = (b"content-length", b"content-type", b"content-encoding", b"transfer-encoding")
_WINDOWS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


class Exchange:
    """What is asked, and the way to answer it once."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.scope = scope
        self.receive = receive
        self.started = False
        self.notes: dict[str, Any] = scope.setdefault("partnercities", {})
        """What the log will say of this request besides its status and time."""
        self._send = send
        self._headers: dict[bytes, bytes] | None = None

    @property
    def query_string(self) -> str:
        """The query string, with what some clients leave unencoded percent-encoded."""
        raw: bytes = self.scope["query_string"]
        return raw.decode("ascii") if raw.isascii() else "".join(chr(b) if b < 128 else f"%{b:02X}" for b in raw)

    def header(self, name: bytes) -> str | None:
        """A header of the request; several lines are one list."""
        if self._headers is None:
            self._headers = {}
            for key, value in self.scope["headers"]:
                self._headers[key] = self._headers[key] + b", " + value if key in self._headers else value
        found = self._headers.get(name)
        return None if found is None else found.decode("latin-1")

    def address(self, path: str, public: str = "") -> str:
        """The full address of a path, as the people outside see it."""
        if public:
            return public + path
        host = self.header(b"host") or ""
        if not _HOST.fullmatch(host):
            server = self.scope.get("server") or ("localhost", None)
            host = f"{server[0]}:{server[1]}" if server[1] else server[0]
        return f"{self.scope['scheme']}://{host}{path}"

    async def body(self, limit: int) -> bytes:
        """The body, decompressed. Raises TooLarge beyond `limit` bytes, before or after decompression."""
        declared = self.header(b"content-length") or "0"
        if declared.isdecimal() and int(declared) > limit:
            raise _too_large(limit)
        inflater = _inflater(self.header(b"content-encoding") or "identity")
        parts: list[bytes] = []
        size, more = 0, True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise BadRequest("The request broke off.")
            received = message.get("body", b"")
            for piece in inflater.pieces(received) if inflater else (received,):
                parts.append(piece)
                size += len(piece)
                if size > limit:
                    raise _too_large(limit)
                if inflater:
                    await asyncio.sleep(0)  # little can become much, and the others do not wait for it
            more = message.get("more_body", False)
        if inflater and not inflater.whole:
            raise _broken_off()
        return b"".join(parts)

    def go_on_as_get(self, query_string: str) -> None:
        """Be a GET of the same path from here on, if this is a POST: its body was read and stands in the query string."""
        if self.method == "POST":
            self.method = "GET"
            headers = [pair for pair in self.scope["headers"] if pair[0] not in _OF_A_BODY]
            self.scope = {**self.scope, "method": "GET", "query_string": query_string.encode(), "headers": headers}

    async def respond(self, status: int, headers: Headers = (), body: bytes = b"") -> None:
        """Answer with a whole body; a HEAD gets its headers alone."""
        await self._start(status, [*headers, ("content-length", str(len(body)))] if status != 304 else headers)
        await self._send({"type": "http.response.body", "body": b"" if self.method == "HEAD" else body})

    async def stream(self, status: int, headers: Headers, parts: AsyncIterable[bytes]) -> None:
        """Answer with parts as they come. What they raise breaks the connection off, so that nothing looks whole."""
        await self._start(status, headers)
        if self.method != "HEAD":
            async for part in parts:
                # A client that takes nothing for so long is gone, whatever its connection says.
                # Not wait_for: when a connection ends, that of Python 3.11 may lose the news that its task is cancelled.
                async with asyncio.timeout(_STALLED):
                    await self._send({"type": "http.response.body", "body": part, "more_body": True})
        await self._send({"type": "http.response.body", "body": b""})

    async def _start(self, status: int, headers: Headers) -> None:
        self.started = True
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
        await self._send({"type": "http.response.start", "status": status, "headers": encoded})


class _Inflater:
    """Undoes a Content-Encoding, never giving out much at once; members of gzip may follow each other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stream = zlib.decompressobj(_WINDOWS[name])

    @property
    def whole(self) -> bool:
        """Whether what was fed ends where it should."""
        return self._stream.eof

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """The next bytes, decompressed piece by piece. Raises BadRequest if they are not what they are said to be."""
        piece = b""
        while data or (len(piece) == _PIECE and not self._stream.eof):
            if self._stream.eof:
                self._stream = zlib.decompressobj(_WINDOWS[self._name])
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                raise BadRequest(f"The body is no {self._name}: {error}") from error
            data = self._stream.unused_data or self._stream.unconsumed_tail
            yield piece


def _inflater(encoding: str) -> _Inflater | None:
    """What undoes a Content-Encoding; None if there is nothing to undo."""
    name = encoding.strip().lower()
    if name == "identity":
        return None
    if name not in _WINDOWS:
        raise UnsupportedMediaType(f"A body in {encoding} is not understood.", hint="Send gzip, deflate or identity.")
    return _Inflater(name)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"The body is larger than {limit:,} bytes.")


def unpacked(parts: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """A body that comes in parts, decompressed. Raises TooLarge as soon as there are more than `limit` bytes of it."""
    inflater = _inflater(encoding)
    whole = bytearray()
    for part in parts:
        for piece in inflater.pieces(part) if inflater else (part,):
            whole += piece
            if len(whole) > limit:
                raise _too_large(limit)
    if inflater and not inflater.whole:
        raise _broken_off()
    return bytes(whole)


def _broken_off() -> BadRequest:
    return BadRequest("The compressed body breaks off.", hint="Send it again, whole.")
