"""Where the server listens, and the part of Uvicorn that does."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from uvicorn import Server

from partnercities.problems import EndpointFailed

BACKLOG = 2048


class Listener(Server):
    """A server of Uvicorn that leaves the signals of the process to who started it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises EndpointFailed if the address cannot be had."""
    # asyncio sends at once, and does not wait 40 ms for more, only on sockets that name their protocol.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # Who comes while the graph is being opened waits instead of being turned away.
        listening.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        listening.close()
        raise EndpointFailed(
            f"Cannot listen on {host}:{port}: {error}.", hint="Is it already served? --port takes another."
        ) from error
    return listening
