"""What an endpoint of SPARQL holds, as data to be checked."""

from pathlib import Path

from partnercities.dataset.files import GIVEN, DataFile
from partnercities.protocol.formats import Kind, named
from partnercities.protocol.operations import Query

SECONDS = 600
"""How long an endpoint may take to tell all that it holds."""

_TRIPLE = "?subject ?predicate ?object"
_ALL = f"CONSTRUCT {{ {_TRIPLE} }} WHERE {{ {{ {_TRIPLE} }} UNION {{ GRAPH ?graph {{ {_TRIPLE} }} }} }}"


def is_address(name: str) -> bool:
    """Whether data is to be had from an endpoint, and not from a file of that name."""
    return name.startswith(("http://", "https://"))


def held_at(address: str) -> DataFile:
    """All triples that an endpoint holds in all its graphs, as a file of N-Triples. Raises EndpointFailed."""
    from partnercities.store.remote import RemoteStore

    ntriples = named("ntriples", Kind.GRAPH)
    store = RemoteStore(address, timeout=SECONDS)
    content = b"".join(store.answer(Query(_ALL), Kind.GRAPH, ntriples))
    return DataFile(Path(f"<{address.partition('://')[2].rstrip('/')}>.nt"), GIVEN, content=content)
