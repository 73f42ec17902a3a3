"""SERVICE through us: the engine asks a place of ours on this machine, which asks outside with all due care.

The engine itself would follow any address and any redirect. So each SERVICE of a query is led to an address here that
only we know, and what stands behind it is asked by `store.outside`, within the list of what may be asked.
"""

import asyncio
import re
import secrets
from dataclasses import replace
from urllib.parse import quote, unquote

from uvicorn import Config

from partnercities.problems import Problem, Refused
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import led
from partnercities.store.connecting import Asked
from partnercities.store.outside import Outside
from partnercities.web.exchange import Exchange, Receive, Scope, Send
from partnercities.web.listening import Listener, bound

_PASSED = ("accept", "content-type", "user-agent")


class Services:
    """A server on the loopback that passes calls of SERVICE on; it runs only where some may be called."""

    def __init__(self, outside: Outside, seconds: float, most: int) -> None:
        self.outside = outside
        self._seconds = seconds
        self._most = most
        self._secret = secrets.token_urlsafe(24)
        self._server: Listener | None = None
        self._running: asyncio.Task[None] | None = None
        self._port = 0

    @property
    def open(self) -> bool:
        """Whether any may be called."""
        return bool(self.outside)

    def lead(self, iri: str) -> str:
        """The address here that stands for an endpoint outside. Raises Refused if that may not be asked."""
        self.outside.find(iri)
        return f"http://127.0.0.1:{self._port}/{self._secret}/{quote(iri, safe='')}"

    def led(self, query: Query) -> Query:
        """The query with each SERVICE led through us, where any is allowed. Raises Refused as `lead` does."""
        return replace(query, text=led(query.text, query.base_iri or "", self.lead)) if self.open else query

    def named(self, problem: Problem) -> Problem:
        """A problem that speaks of the endpoints outside by their own names, not by ours for them."""
        here = f"http://127.0.0.1:{self._port}/{self._secret}/"
        problem.detail = re.sub(re.escape(here) + r"([\w.%~-]*)", lambda found: unquote(found[1]), problem.detail)
        return problem

    def start(self) -> None:
        """Begin to listen, if any endpoint may be asked."""
        if not self.open:
            return
        listening = bound("127.0.0.1", 0)
        self._port = listening.getsockname()[1]
        self._server = Listener(
            Config(
                self._pass, interface="asgi3", proxy_headers=False, lifespan="off", log_config=None, access_log=False
            )
        )
        self._running = asyncio.ensure_future(self._server.serve(sockets=[listening]))

    async def stop(self) -> None:
        """Stop listening."""
        if self._server and self._running:
            self._server.should_exit = True
            await self._running

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send)
        try:
            secret, _, iri = scope["raw_path"].decode("ascii").lstrip("/").partition("/")
            if not secrets.compare_digest(secret, self._secret):
                raise Refused("This door is not for others.")
            body = await exchange.body(self._most)
            headers = {name: value for name in _PASSED if (value := exchange.header(name.encode()))}
            answer = await asyncio.to_thread(self._ask, unquote(iri), headers, body)
            await exchange.respond(answer.status, [("content-type", answer.content_type)], answer.body)
        except Problem as problem:
            await exchange.respond(problem.status, [("content-type", "text/plain")], problem.detail.encode())

    def _ask(self, iri: str, headers: dict[str, str], body: bytes) -> Asked:
        return self.outside.ask(iri, headers, body or None, seconds=self._seconds, most=self._most)
