"""An ASGI application without a server: one request goes in, what the application sends comes out."""

import asyncio
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnercities.web.headers import App

Message = MutableMapping[str, Any]


@dataclass
class Sent:
    """The messages that an application sent."""

    messages: list[Message] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        """The headers; several lines of one name are one list."""
        found: dict[str, str] = {}
        for name, value in self.messages[0]["headers"]:
            key = name.decode().lower()
            found[key] = f"{found[key]}, {value.decode()}" if key in found else value.decode()
        return found

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    @property
    def whole(self) -> bool:
        """Whether the end of the body was sent."""
        return bool(self.messages[1:]) and not self.messages[-1].get("more_body", False)


def scope(method: str = "GET", target: str = "/", headers: Mapping[str, str] | None = None) -> Message:
    """What a server tells of a request."""
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": ("192.0.2.1", 5000),
        "server": ("127.0.0.1", 8000),
    }


async def call(app: App, asked: Message, body: Sequence[bytes] = (b"",), *, leaves: bool = False) -> Sent:
    """What an application sends for a request with a body in parts; the client stays, or leaves after the body."""
    sent, parts = Sent(), list(body)

    async def receive() -> Message:
        if parts:
            part = parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(parts)}
        if not leaves:
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    await app(asked, receive, sent.take)
    return sent
