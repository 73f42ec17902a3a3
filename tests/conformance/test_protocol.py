"""The protocol of queries and updates, request by request."""

import pytest

from .exchanges import play
from .manifests import Case
from .target import Reply, Target
from .test_evaluation import prepare

# Where the suite has its endpoint.
PLACE = "/sparql/"


@pytest.mark.suite("ProtocolTest")
def test_each_reply_is_the_expected_one(case: Case, target: Target):
    def send(method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
        writes = headers.get("content-type", "").startswith("application/sparql-update") or b"update=" in (body or b"")
        door = target.update if writes else target.query
        return target.send(method, door + path.removeprefix(PLACE), headers, body)

    prepare(case.node, target)
    target.unknown()
    play(case, send)
