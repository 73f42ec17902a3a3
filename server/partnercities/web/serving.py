"""The server: Waitress, because it breaks a stream that fails off visibly and can see a client leave."""

import logging
import signal
import sys
import threading
import webbrowser

from partnercities.desk import open_desk
from partnercities.problems import EndpointFailed
from partnercities.settings import Settings
from partnercities.web.app import create_app

# The engine works by recursion: what the guard lets through needs room on the stack, whatever the platform's default.
_STACK = 64 << 20
# Many slow clients at once must not shut out the others, and none may hold a connection without asking anything.
_LIMITS = {"connection_limit": 1_000, "channel_timeout": 20, "cleanup_interval": 5, "ident": None}


def serve(settings: Settings, *, open_browser: bool = False) -> None:
    """Serve until stopped. Raises EndpointFailed if the address is taken, and what opening the store raises."""
    from waitress.server import create_server

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # Its queue of waiting requests is no fault to warn of.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    threading.stack_size(_STACK)
    app = create_app(open_desk(settings), settings)
    try:
        server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            **_LIMITS,
        )
    except (OSError, ValueError) as error:
        raise EndpointFailed(
            f"Cannot listen on {settings.host}:{settings.port}: {error}.",
            hint="Is it already served? --port takes another.",
        ) from error
    url = f"http://{settings.host}:{server.effective_port}"
    print(f"partnercities on {url} (SPARQL at {url}/sparql); stop with Ctrl-C", file=sys.stderr)
    if open_browser:
        webbrowser.open(url)
    # Containers and service managers stop a process by this signal: end as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
