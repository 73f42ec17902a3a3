"""The protocol of graph stores, request by request: graphs named by a parameter, and by the path itself."""

import pytest

from .exchanges import play
from .manifests import Case
from .target import Reply, Target

# Where the suite has its graph store.
PLACE = "/gsp"


@pytest.mark.suite("GraphStoreProtocolTest")
def test_each_reply_is_the_expected_one(case: Case, target: Target):
    def send(method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
        return target.send(method, target.graphs + path.removeprefix(PLACE), headers, body)

    target.hold([])
    target.unknown()
    play(case, send)
