"""Thousands of hostile requests against one server: each is answered, none by a fault of ours, and the server lives on."""

import http.client
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import settings

from hostile.conftest import TOKEN
from hostile.fuzzing import Attack, Attacker
from hostile.siege import Server

PER_EXAMPLE = 10
"""A thousand in each run of the tests, twenty thousand with the long profile."""
REFUSALS = {502, 503, 504, 507}
_TOGETHER = 8


def test_every_hostile_request_is_answered_and_nothing_falls_over(written: Server, root: Path):
    count = settings().max_examples * PER_EXAMPLE
    keeper = written.keeper
    attacks = Attacker(seed=4, folder=root / "queries", token=TOKEN).attacks(count)
    with ThreadPoolExecutor(_TOGETHER) as several:
        ends = Counter(several.map(lambda attack: outcome(written, attack), attacks))
    faults = {
        end: number for end, number in ends.items() if not isinstance(end, int) or (end >= 500 and end not in REFUSALS)
    }
    assert not faults
    assert ends.total() == count
    assert written.keeper == keeper
    assert "Traceback" not in written.log.read_text()


def outcome(server: Server, attack: Attack) -> int | str:
    """The status of the answer, or what came instead of one."""
    if attack.noise:
        return noise(server, attack.noise)
    headers = {name: value.encode("latin-1", "replace").decode("latin-1") for name, value in attack.headers.items()}
    try:
        answer = server.send(attack.method, attack.target, headers, attack.body)
    except (http.client.IncompleteRead, http.client.RemoteDisconnected, OSError) as error:
        return f"{type(error).__name__}: {attack}"[:600]
    if answer.status >= 500 and answer.status not in REFUSALS:
        return f"{answer.body!r}: {attack}"[:1500]
    return int(answer.status)


def noise(server: Server, data: bytes) -> int | str:
    """The status of the answer to bytes that are no good HTTP."""
    with server.connect(data) as connection:
        connection.settimeout(10)
        try:
            received = connection.recv(1 << 16)
        except OSError as error:
            # The kernel may reset a connection of which more came than we wanted to read.
            return 431 if isinstance(error, ConnectionResetError) else f"{type(error).__name__}: {data[:200]!r}"
    if received.startswith(b"HTTP/1."):
        return int(received.split()[1])
    return f"{received[:50]!r}: {data[:200]!r}"
