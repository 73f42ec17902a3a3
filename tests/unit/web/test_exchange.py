"""One request and its response: bodies within their limit however they are packed, addresses that nobody can forge."""

import asyncio
import gzip
import random
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi import Message, Sent, scope
from awaiting import awaited
from partnercities.problems import BadRequest, Problem, TooLarge, UnsupportedMediaType
from partnercities.web import exchange
from partnercities.web.exchange import Exchange

LIMIT = 10_000
BOMB = gzip.compress(b"\0" * 50_000_000, 9)


def asked(*parts: bytes, leaves: bool = False, **headers: str) -> Exchange:
    """A POST of a body in parts."""
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": leaves or number < len(parts)}
        for number, part in enumerate(parts, 1)
    ]
    if leaves:
        messages.append({"type": "http.disconnect"})

    async def receive() -> Message:
        return messages.pop(0)

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Exchange(scope("POST", "/sparql", named), receive, Sent().take)


@awaited
async def test_a_body_arrives_in_however_many_parts():
    assert await asked(b"a", b"", b"bc").body(LIMIT) == b"abc"
    assert await asked(b"").body(LIMIT) == b""


@awaited
async def test_a_body_of_just_the_limit_arrives():
    assert await asked(b"x" * LIMIT).body(LIMIT) == b"x" * LIMIT
    assert len(await asked(gzip.compress(b"x" * LIMIT), content_encoding="gzip").body(LIMIT)) == LIMIT


@awaited
async def test_a_body_that_says_it_is_too_large_is_not_even_read():
    exchange = asked(content_length=str(LIMIT + 1))
    with pytest.raises(TooLarge, match="larger than 10,000 bytes"):
        await exchange.body(LIMIT)


@pytest.mark.parametrize("length", ["0", "5", "x", "-1", "1e9"])
@awaited
async def test_a_body_that_is_larger_than_it_says_is_refused(length: str):
    with pytest.raises(TooLarge):
        await asked(b"x" * 6_000, b"x" * 6_000, content_length=length).body(LIMIT)


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZip ": gzip.compress,
    "deflate": zlib.compress,
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", PACKED)
@given(data=st.binary(max_size=300), size=st.integers(1, 40))
@awaited
async def test_a_packed_body_arrives_as_it_was(encoding: str, data: bytes, size: int):
    packed = PACKED[encoding](data)
    parts = [packed[start : start + size] for start in range(0, len(packed), size)] or [b""]
    assert await asked(*parts, content_encoding=encoding).body(LIMIT) == data


@awaited
async def test_members_of_gzip_follow_each_other():
    assert (
        await asked(gzip.compress(b"one, ", mtime=0) + gzip.compress(b"two", mtime=0), content_encoding="gzip").body(
            LIMIT
        )
        == b"one, two"
    )


@pytest.mark.parametrize(
    "bomb",
    [BOMB, gzip.compress(b"x" * 6_000, mtime=0) * 2, zlib.compress(b"\0" * 50_000_000, 9)],
    ids=["one", "two", "deflate"],
)
@pytest.mark.parametrize("size", [1_000, 1 << 20])
@awaited
async def test_a_bomb_is_refused_before_it_bursts(bomb: bytes, size: int):
    parts = [bomb[start : start + size] for start in range(0, len(bomb), size)]
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            await asked(*parts, content_encoding="deflate" if bomb[0] == 0x78 else "gzip").body(LIMIT)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [exchange._PIECE, 2 * exchange._PIECE])
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@awaited
async def test_a_body_that_ends_with_a_piece_is_whole(encoding: str, size: int):
    for data in (b"\0" * size, bytes(range(256)) * (size // 256), random.Random(1).randbytes(size)):
        assert await asked(PACKED[encoding](data), content_encoding=encoding).body(size) == data


@pytest.mark.parametrize("size", [1, 5, -1])
@awaited
async def test_a_packed_body_that_breaks_off_is_refused(size: int):
    with pytest.raises(BadRequest, match="breaks off"):
        await asked(gzip.compress(b"CLEAR ALL", mtime=0)[:size], content_encoding="gzip").body(LIMIT)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@awaited
async def test_a_body_that_is_not_packed_as_it_says_is_refused(encoding: str):
    with pytest.raises(BadRequest, match=f"no {encoding}"):
        await asked(b"CLEAR ALL", content_encoding=encoding).body(LIMIT)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "*"])
@awaited
async def test_other_packings_are_refused_with_those_that_work(encoding: str):
    with pytest.raises(UnsupportedMediaType, match="not understood") as caught:
        await asked(b"x", content_encoding=encoding).body(LIMIT)
    assert "gzip" in caught.value.hint


@awaited
async def test_a_request_that_breaks_off_is_told():
    with pytest.raises(BadRequest, match="broke off"):
        await asked(b"half", leaves=True).body(LIMIT)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=5), st.sampled_from(["gzip", "deflate", "identity"]))
@awaited
async def test_any_bytes_are_a_body_or_a_problem_of_the_caller(parts: list[bytes], encoding: str):
    try:
        await asked(*parts, content_encoding=encoding).body(40)
    except Problem as problem:
        status = problem.status
    else:
        status = 400
    assert 400 <= status < 500


def about(target: str = "/", **headers: str) -> Exchange:
    async def receive() -> Message:
        raise AssertionError

    return Exchange(scope("GET", target, headers), receive, Sent().take)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("cities.example", "http://cities.example/x"),
        ("cities.example:8080", "http://cities.example:8080/x"),
        ("[::1]:8000", "http://[::1]:8000/x"),
        ("a.example/evil", "http://127.0.0.1:8000/x"),
        ("a.example\r\nX: y", "http://127.0.0.1:8000/x"),
        ("user@a.example", "http://127.0.0.1:8000/x"),
        ("<script>", "http://127.0.0.1:8000/x"),
        ("", "http://127.0.0.1:8000/x"),
    ],
)
def test_the_address_is_that_of_the_host_if_it_is_one(host: str, address: str):
    assert about(host=host).address("/x") == address


def test_the_public_address_goes_before_any_host():
    assert about(host="evil.example").address("/x", "https://cities.example") == "https://cities.example/x"


def test_letters_that_are_not_encoded_are():
    found = about()
    found.scope["query_string"] = "query=ж+%20".encode()
    assert found.query_string == "query=%D0%B6+%20"


async def parts(*given: bytes) -> AsyncIterator[bytes]:
    for part in given:
        yield part


async def failing() -> AsyncIterator[bytes]:
    yield b"half"
    raise RuntimeError("half way")


@awaited
async def test_a_stream_has_an_end_only_if_all_of_it_came():
    sent = Sent()
    await Exchange(scope(), about().receive, sent.take).stream(200, [("X-A", "ж")], parts(b"a", b"b"))
    assert (sent.status, sent.body, sent.whole, sent.headers) == (200, b"ab", True, {"x-a": "?"})
    sent = Sent()
    with pytest.raises(RuntimeError):
        await Exchange(scope(), about().receive, sent.take).stream(200, [], failing())
    assert (sent.body, sent.whole) == (b"half", False)


@awaited
async def test_a_head_has_headers_alone():
    for method, body in (("GET", b"abc"), ("HEAD", b"")):
        sent = Sent()
        await Exchange(scope(method), about().receive, sent.take).respond(200, [], b"abc")
        assert (sent.body, sent.headers["content-length"], sent.whole) == (body, "3", True)
    sent = Sent()
    await Exchange(scope("HEAD"), about().receive, sent.take).stream(200, [], parts(b"a"))
    assert (sent.body, sent.whole) == (b"", True)


@awaited
async def test_a_client_that_takes_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exchange, "_STALLED", 0.02)

    async def take(message: Message) -> None:
        await asyncio.sleep(10 if message.get("body") else 0)

    with pytest.raises(TimeoutError):
        await Exchange(scope(), about().receive, take).stream(200, [], parts(b"a"))


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)]
)
@pytest.mark.parametrize("size", [0, 1, 20, LIMIT])
def test_a_body_for_the_pages_arrives_as_it_was(encoding: str, pack: Callable[[bytes], bytes], size: int):
    packed = pack(b"a" * size)
    parts = [packed[n : n + 7] for n in range(0, len(packed), 7)]
    assert exchange.unpacked(parts, encoding, LIMIT) == b"a" * size


@pytest.mark.parametrize(
    ("body", "encoding", "problem"),
    [
        (BOMB, "gzip", TooLarge),
        (b"a" * (LIMIT + 1), "identity", TooLarge),
        (gzip.compress(b"a" * 50, mtime=0)[:-1], "gzip", BadRequest),
        (b"a", "deflate", BadRequest),
        (b"a", "br", UnsupportedMediaType),
    ],
)
def test_a_body_for_the_pages_is_whole_and_within_its_limit(body: bytes, encoding: str, problem: type[Problem]):
    with pytest.raises(problem):
        exchange.unpacked([body], encoding, LIMIT)
