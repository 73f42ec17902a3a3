"""The settings, each with its meaning; the only place that reads the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args

from partnercities.problems import BadRequest

DefaultGraph = Literal["merge", "plain"]
_PREFIX = "PARTNERCITIES_"


@dataclass(frozen=True)
class Settings:
    """How the server runs; each field can be set by PARTNERCITIES_<NAME> in the environment."""

    host: str = "127.0.0.1"
    """The address to listen on."""
    port: int = 8000
    """The port to listen on."""
    store: str = "memory"
    """Where the triples live: `memory`, a folder, or the address of a SPARQL endpoint."""
    default_graph: DefaultGraph = "merge"
    """`merge`: the default graph holds all graphs, each triple once; `plain`: it holds only what is put there."""
    public_url: str = ""
    """The address under which people reach the server, when a proxy stands before it; empty: as the request says."""
    workers: int = 8
    """How many queries are evaluated at the same time, each in a process of its own."""
    time_limit: int = 20
    """How long a query may compute, in seconds; `timeout=` in a request can only ask for less."""
    memory_limit: int = 1_000
    """How much memory a query may take beside the graph itself, in megabytes (on Linux)."""
    max_body: int = 64
    """The largest body of a request, in megabytes, also after decompression; a query is at most one megabyte long."""
    token_file: str = ""
    """A file with the tokens that allow writing, one in a line; without it nothing can be written. Behind a token stands
    `refuse`, or `warn` to keep also what breaks the rules."""
    remotes: str = ""
    """The endpoints that SERVICE and the addresses that LOAD may reach, separated by commas: each an IRI, or
    `IRI=URL` where it is reached at another address. Only what stands here after `=` may be a private address."""
    cache: int = 64
    """How much memory answers may take that are kept for the next time, in megabytes; 0 keeps none."""
    cache_seconds: int = 0
    """How long an answer of a foreign engine is kept; of our own graph it is kept as long as it is right."""
    rate_limit: int = 0
    """How many requests a client may send in a minute; 0 sets no limit."""
    log_clients: int = 0
    """1 writes the addresses of clients to the log."""

    def __post_init__(self) -> None:
        """Raise BadRequest for a value that cannot work."""
        for name, (least, most) in _RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise BadRequest(
                    f"{_PREFIX}{name.upper()} is {getattr(self, name)}; it lies between {least:,} and {most:,}."
                )
        if self.default_graph not in get_args(DefaultGraph):
            raise BadRequest(f"{_PREFIX}DEFAULT_GRAPH is {self.default_graph!r}; it is merge or plain.")
        for name in ("host", "store"):
            if not getattr(self, name).strip():
                raise BadRequest(f"{_PREFIX}{name.upper()} is empty.")
        if self.public_url and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", self.public_url):
            raise BadRequest(
                f"{_PREFIX}PUBLIC_URL is {self.public_url!r}, which is no address.", hint="It begins with https://."
            )


def is_foreign(settings: Settings) -> bool:
    """Whether the store is an endpoint of somebody else."""
    return "://" in settings.store


# What numbers can work: beyond them the server would not start, or would refuse every query.
_RANGES = {
    "port": (0, 65_535),
    "workers": (2, 1_000),
    "time_limit": (1, 86_400),
    "memory_limit": (50, 1_000_000),
    "max_body": (1, 100_000),
    "cache": (0, 1_000_000),
    "cache_seconds": (0, 31_536_000),
    "rate_limit": (0, 1_000_000),
    "log_clients": (0, 1),
}


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the environment. Raises BadRequest for a value that is not of its type."""
    given = {
        field.name: environ[_PREFIX + field.name.upper()]
        for field in fields(Settings)
        if _PREFIX + field.name.upper() in environ
    }
    numbers = {field.name for field in fields(Settings) if field.type is int}
    return Settings(**{name: _number(name, text) if name in numbers else text for name, text in given.items()})  # type: ignore[arg-type]


def _number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise BadRequest(f"{_PREFIX}{name.upper()} is {text!r}, not a whole number.")
    return int(text)


def wants_colour(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal may be written to in colour; NO_COLOR and a dumb terminal say no (no-color.org)."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
