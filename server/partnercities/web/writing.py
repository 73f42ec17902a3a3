"""Changes over HTTP: updates and the Graph Store Protocol, for who has the token."""

import hmac
from pathlib import Path

from partnercities.engine.pool import Pool
from partnercities.problems import BadRequest, CannotRead, Refused, Unauthorized
from partnercities.protocol.operations import Update
from partnercities.settings import Settings
from partnercities.web.exchange import Exchange


class Writing:
    """Lets changes through to the keeper."""

    def __init__(self, pool: Pool | None, settings: Settings) -> None:
        self._pool = pool
        self._token = token(settings)

    async def update(self, exchange: Exchange, update: Update) -> None:
        """Make an update."""
        self.allow(exchange)

    def allow(self, exchange: Exchange) -> None:
        """Raise Refused where nothing can be written, and Unauthorized without the token."""
        if self._pool is None or not self._token:
            raise Refused("This endpoint is read-only: it takes no update.")
        scheme, _, given = (exchange.header(b"authorization") or "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._token):
            raise Unauthorized("Writing needs the header Authorization: Bearer with the token of this server.")


def token(settings: Settings) -> bytes:
    """The token of the file that settings name; nothing without a file. Raises CannotRead, and BadRequest if it is weak."""
    if not settings.token_file:
        return b""
    try:
        found = Path(settings.token_file).read_bytes().strip()
    except OSError as error:
        raise CannotRead(f"The token cannot be read from {settings.token_file}: {error.strerror}") from error
    if len(found) < 16 or not found.isascii():
        raise BadRequest("The token is shorter than 16 characters or not ASCII.", hint="openssl rand -hex 32 makes one.")
    return found
