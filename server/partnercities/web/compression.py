"""Compression of answers, ahead of everything that makes them: each is compressed once, and tagged as another one."""

import gzip
import re
import zlib
from collections import OrderedDict
from collections.abc import MutableMapping
from typing import Any

from partnercities.web.exchange import Receive, Scope, Send
from partnercities.web.headers import App

_LEAST = 1_000
_LEVEL = 5
_STREAM_LEVEL = 1
_TYPES = re.compile(rb"text/|application/(?!octet-stream|gzip|pdf)|image/svg")
_MARK = b"-gz"
_Q0 = re.compile(rb"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


class Compression:
    """ASGI: gzip for who accepts it. A strong ETag gets `-gz` for the compressed form, which is other bytes."""

    def __init__(self, app: App, kept: int) -> None:
        self._app = app
        self._kept = Kept(kept)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with its compressed tags understood as those of the plain form."""
        if not _accepts(scope["headers"]):
            await self._app(scope, receive, _varying(send))
            return
        plain = [_unmarked(name, value) for name, value in scope["headers"]]
        known = plain != scope["headers"]
        scope["headers"] = plain
        await self._app(scope, receive, _Compressing(send, self._kept, scope["method"], known=known).take)


class _Compressing:
    """The way out of one response; `known` says that the client named a compressed form that it has."""

    def __init__(self, send: Send, kept: "Kept", method: str, *, known: bool) -> None:
        self._send = send
        self._known = known
        self._kept = kept
        self._method = method
        self._start: MutableMapping[str, Any] | None = None
        self._deflate: Any = None

    async def take(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is not None:
            await self._first(message)
        elif self._deflate is not None:
            await self._send({**message, "body": self._deflated(message)})
        else:
            await self._send(message)

    async def _begin(self, message: MutableMapping[str, Any]) -> None:
        headers = dict(message["headers"])
        _vary(message)
        if message["status"] == 304 and self._known:
            message["headers"] = [_marked(name, value) for name, value in message["headers"]]
        size = int(headers.get(b"content-length", _LEAST))
        if message["status"] == 304 or size < _LEAST or b"content-encoding" in headers or not _fits(headers):
            await self._send(message)
        else:
            self._start = message

    async def _first(self, message: MutableMapping[str, Any]) -> None:
        """The beginning of a body, or all of it."""
        start, self._start = self._start, None
        if start is None:
            return
        headers = [_marked(name, value) for name, value in start["headers"] if name != b"content-length"]
        headers.append((b"content-encoding", b"gzip"))
        if message.get("more_body", False) or self._method == "HEAD":
            self._deflate = zlib.compressobj(_STREAM_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            await self._send({**start, "headers": headers})
            await self._send({**message, "body": self._deflated(message) if self._method != "HEAD" else b""})
            return
        body = self._kept.compressed(dict(start["headers"]).get(b"etag"), message["body"])
        await self._send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self._send({**message, "body": body})

    def _deflated(self, message: MutableMapping[str, Any]) -> bytes:
        data: bytes = self._deflate.compress(message.get("body", b""))
        return data if message.get("more_body", False) else data + self._deflate.flush()


class Kept:
    """Compressed bodies by the tag of their plain form, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._bodies: OrderedDict[bytes, bytes] = OrderedDict()

    def compressed(self, tag: bytes | None, body: bytes) -> bytes:
        """A body in gzip; made once for each tag."""
        if tag is not None and tag in self._bodies:
            self._bodies.move_to_end(tag)
            return self._bodies[tag]
        made = gzip.compress(body, _LEVEL, mtime=0)
        if tag is not None and len(made) <= self._most // 8:
            self._bodies[tag] = made
            self._size += len(made)
            while self._size > self._most:
                self._size -= len(self._bodies.popitem(last=False)[1])
        return made


def _accepts(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(name == b"accept-encoding" and b"gzip" in value and not _Q0.search(value) for name, value in headers)


def _unmarked(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return (name, value.replace(_MARK + b'"', b'"')) if name in (b"if-none-match", b"if-match") else (name, value)


def _marked(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return (name, value[:-1] + _MARK + b'"') if name == b"etag" and value.endswith(b'"') else (name, value)


def _fits(headers: dict[bytes, bytes]) -> bool:
    return bool(_TYPES.match(headers.get(b"content-type", b"")))


def _vary(message: MutableMapping[str, Any]) -> None:
    """Say that the answer depends on the encodings that are accepted."""
    headers = message["headers"]
    others = [value for name, value in headers if name == b"vary"]
    message["headers"] = [
        *((name, value) for name, value in headers if name != b"vary"),
        (b"vary", b", ".join([*others, b"Accept-Encoding"])),
    ]


def _varying(send: Send) -> Send:
    async def vary(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            _vary(message)
        await send(message)

    return vary
