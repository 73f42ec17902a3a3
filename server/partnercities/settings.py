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
    threads: int = 8
    """How many requests are worked on at the same time."""
    max_query_bytes: int = 1_000_000
    """The longest query that is accepted, in bytes of UTF-8."""
    max_nesting: int = 200
    """How deeply brackets may be nested in a query."""
    max_operators: int = 1_000
    """How many operators and patterns a query may have: UNION, FILTER, `||`, `/`, full stops and their like."""

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


# What numbers can work: beyond them the server would not start, or would refuse every query.
_RANGES = {
    "port": (0, 65_535),
    "threads": (1, 1_000),
    "max_query_bytes": (1_000, 100_000_000),
    "max_nesting": (20, 1_000),
    "max_operators": (100, 10_000),
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
