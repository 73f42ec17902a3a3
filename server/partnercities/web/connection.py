"""One connection as Uvicorn has it, with bounds it does not set: on the size of a head, and on the time to send one.

Letters that a client leaves unencoded in an address, as curl does, are encoded before the parser would refuse them.
"""

import asyncio
import json
import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from partnercities.problems import AddressTooLong, BadRequest, Problem, TooLarge
from partnercities.web.errors import JSON, as_json
from partnercities.web.headers import ALWAYS

HEAD = 1 << 16
"""The largest request line and headers together, in bytes."""
SECONDS = 20.0
"""How long a client may take to send them."""
_UNENCODED = re.compile(rb"[\x80-\xff]")
_STATUS = {400: "400 Bad Request", 414: "414 URI Too Long", 431: "431 Request Header Fields Too Large"}
_LONG_HEAD = TooLarge(f"The request line and headers are longer than {HEAD:,} bytes.")


class Connection(HttpToolsProtocol):
    """A connection that is closed when its next request does not arrive in time, or has a head beyond all measure."""

    _in_line = True
    _in_head = False
    _head = 0
    url = b""
    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - as Uvicorn has it
        """Expect a first request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes in; a head is counted until it is complete."""
        super().data_received(self._encoded(data) if self._in_line else data)
        if self._in_head:
            self._head += len(data)
            if self._head > HEAD:
                self._in_head = False
                self._refuse(431, _LONG_HEAD)

    def on_message_begin(self) -> None:
        """A request begins, perhaps slowly."""
        self._in_head, self._head = True, 0
        self._expect()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._in_head = False
        self._rest()
        if self._length() > HEAD:
            raise ValueError("The head is too long.")  # to the parser, which refuses it below
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is there; the line of another one may follow."""
        self._in_line = True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Say that this is no HTTP, in the form that every other problem has; or what of it is too long."""
        if len(self.url) >= HEAD:
            self._refuse(414, AddressTooLong(f"The address is longer than {HEAD:,} bytes.", hint="Send it by POST."))
        elif self._length() > HEAD:
            self._refuse(431, _LONG_HEAD)
        else:
            self._refuse(400, BadRequest(msg))

    def _length(self) -> int:
        """The bytes of the address and the headers that have come."""
        return len(self.url) + sum(len(name) + len(value) + len(": \r\n") for name, value in self.headers or ())

    def _encoded(self, data: bytes) -> bytes:
        line, end, others = data.partition(b"\n")
        self._in_line = not end
        return data if line.isascii() else _UNENCODED.sub(lambda byte: b"%%%02X" % ord(byte[0]), line) + end + others

    def _refuse(self, status: int, problem: Problem) -> None:
        body = json.dumps({**as_json(problem), "status": status}).encode()
        headers = [*ALWAYS, (b"content-type", JSON.encode()), (b"content-length", str(len(body)).encode())]
        lines = [b"HTTP/1.1 " + _STATUS[status].encode(), *(name + b": " + value for name, value in headers)]
        self.transport.write(b"\r\n".join([*lines, b"connection: close", b"", body]))
        self.transport.close()

    def _expect(self) -> None:
        self._rest()
        self._alarm = self.loop.call_later(SECONDS, self.transport.close)

    def _rest(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
