"""Repeats: the same request is answered with the very same response, as long as the data is the same, and no other is."""

import pytest

from asgi import Sent, scope
from awaiting import awaited
from partnercities.web.repeats import Repeats

MOST = 100_000
HEADERS = [(b"content-type", b"text/csv"), (b"content-length", b"3"), (b"etag", b'"t"')]


class Answered:
    """Repeats, and what came out of one request to what stands behind them."""

    def __init__(self, most: int = MOST) -> None:
        self.version: str | None = "1"
        self.repeats = Repeats(most, lambda: self.version)

    async def fill(
        self, asked: dict, headers=HEADERS, body: bytes = b"abc", version: str | None = "1", **start
    ) -> None:
        asked["partnercities"] = {"version": version}
        send = self.repeats.watching(asked, Sent().take)
        await send({"type": "http.response.start", "status": 200, "headers": headers} | start)
        await send({"type": "http.response.body", "body": body})

    async def get(self, asked: dict) -> Sent | None:
        sent = Sent()
        asked["partnercities"] = {}
        return sent if await self.repeats.answer(asked, sent.take) else None


def request(method: str = "GET", target: str = "/sparql?query=ASK{}", **headers: str) -> dict:
    return dict(scope(method, target, {name.replace("_", "-"): value for name, value in headers.items()}))


@awaited
async def test_the_same_request_gets_the_same_response():
    found = Answered()
    assert await found.get(request()) is None
    await found.fill(request())
    sent = await found.get(request())
    assert sent
    assert (sent.status, sent.body, sent.messages[0]["headers"], sent.whole) == (200, b"abc", HEADERS, True)
    assert found.repeats.hits == 1


@pytest.mark.parametrize(
    "other",
    [
        request("HEAD"),
        request("POST"),
        request(target="/sparql?query=ASK{ }"),
        request(target="/sparql"),
        request(target="/graphs?query=ASK{}"),
        request(accept="text/csv"),
        request(accept_encoding="gzip"),
        request(accept_language="bg"),
        request(host="other.example"),
    ],
    ids=lambda asked: f"{asked['method']} {asked['raw_path']} {asked['query_string']} {asked['headers']}",
)
@awaited
async def test_any_other_request_does_not(other: dict):
    found = Answered()
    await found.fill(request())
    assert await found.get(other) is None


@awaited
async def test_a_response_of_another_version_is_never_given_out():
    found = Answered()
    await found.fill(request())
    found.version = "2"
    assert await found.get(request()) is None
    found.version = "1"
    assert await found.get(request()) is None
    assert found.repeats.size == 0


@pytest.mark.parametrize("condition", ['"t"', "*", '"a", "t"', 'W/"t"'])
@awaited
async def test_who_has_it_is_told_so(condition: str):
    found = Answered()
    await found.fill(request())
    sent = await found.get(request(if_none_match=condition))
    assert sent
    assert (sent.status, sent.body, sent.whole) == (304, b"", True)
    assert sent.headers == {"content-type": "text/csv", "etag": '"t"'}


@awaited
async def test_who_has_another_one_gets_it():
    found = Answered()
    await found.fill(request())
    sent = await found.get(request(if_none_match='"other"'))
    assert sent
    assert sent.status == 200


@pytest.mark.parametrize(
    "kept_out",
    [
        {"status": 404},
        {"status": 304},
        {"headers": [(b"content-type", b"text/csv")]},
        {"version": None},
        {"version": ""},
        {"body": b"x" * (MOST // 8)},
    ],
    ids=str,
)
@awaited
async def test_what_must_not_be_kept_is_not(kept_out: dict):
    found = Answered()
    await found.fill(request(), **kept_out)
    assert await found.get(request()) is None
    assert found.repeats.size == 0


@awaited
async def test_a_stream_is_not_kept():
    found, asked = Answered(), request()
    asked["partnercities"] = {"version": "1"}
    send = found.repeats.watching(asked, Sent().take)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b"a", "more_body": True})
    await send({"type": "http.response.body", "body": b"b"})
    assert await found.get(request()) is None


@awaited
async def test_it_never_holds_more_than_its_size():
    found = Answered()
    for number in range(100):
        await found.fill(request(target=f"/sparql?query={number}"), body=b"x" * 5_000)
        assert 0 < found.repeats.size <= MOST
    assert await found.get(request(target="/sparql?query=0")) is None
    assert await found.get(request(target="/sparql?query=99"))


@awaited
async def test_the_same_request_twice_at_once_counts_once():
    found = Answered()
    await found.fill(request())
    size = found.repeats.size
    await found.fill(request())
    assert found.repeats.size == size
