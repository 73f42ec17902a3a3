"""Compression: other bytes have another tag, and what was compressed once is not compressed again."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from asgi import Sent, call, scope
from awaiting import awaited
from partnercities.web.compression import Compression, Kept
from partnercities.web.exchange import Exchange, Headers, Receive, Scope, Send
from partnercities.web.headers import App

TURTLE = [("content-type", "text/turtle"), ("vary", "Accept"), ("etag", '"t"')]
LONG = b"<http://e.example/s> " * 500


def answering(body: bytes, headers: Headers = TURTLE, status: int = 200) -> App:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send)
        known = exchange.header(b"if-none-match") == '"t"'
        await exchange.respond(304 if known else status, headers, b"" if known else body)

    return app


def streaming(*parts: bytes) -> App:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        async def body():
            for part in parts:
                yield part

        await Exchange(scope, receive, send).stream(200, TURTLE, body())

    return app


async def get(app: App, accepts: str = "gzip", method: str = "GET", **headers: str) -> Sent:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return await call(Compression(app, 100_000), scope(method, "/", {"accept-encoding": accepts} | given))


@awaited
async def test_who_accepts_it_gets_gzip_with_a_tag_of_its_own():
    sent = await get(answering(LONG))
    assert gzip.decompress(sent.body) == LONG
    assert sent.headers["etag"] == '"t-gz"'
    assert (sent.headers["content-encoding"], int(sent.headers["content-length"])) == ("gzip", len(sent.body))
    assert sent.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("accepts", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br", "br, gzip ; q=0.000"])
@awaited
async def test_who_does_not_gets_it_plain(accepts: str):
    sent = await get(answering(LONG), accepts)
    assert (sent.body, sent.headers["etag"], sent.headers["vary"]) == (LONG, '"t"', "Accept, Accept-Encoding")
    assert "content-encoding" not in sent.headers


@pytest.mark.parametrize("accepts", ["gzip", "br, gzip", "gzip;q=0.5", "deflate, gzip;q=0.01", "gzip;q=1.0, *;q=0"])
@awaited
async def test_however_it_is_accepted(accepts: str):
    assert (await get(answering(LONG), accepts)).headers["content-encoding"] == "gzip"


UNFIT: dict[str, Callable[[], App]] = {
    "short": lambda: answering(b"x" * 999),
    "compressed by itself": lambda: answering(LONG, [*TURTLE, ("content-encoding", "br")]),
    "an archive": lambda: answering(LONG, [("content-type", "application/gzip")]),
    "an image": lambda: answering(LONG, [("content-type", "image/png")]),
    "without a type": lambda: answering(LONG, []),
}


@pytest.mark.parametrize("app", UNFIT.values(), ids=UNFIT.keys())
@awaited
async def test_what_gains_nothing_stays_as_it_is(app: Callable[[], App]):
    plain, sent = await get(app(), ""), await get(app())
    assert (sent.body, sent.headers) == (plain.body, plain.headers)


@pytest.mark.parametrize(
    ("accepts", "condition", "status", "tag"),
    [
        ("gzip", '"t-gz"', 304, '"t-gz"'),
        ("gzip", '"t"', 304, '"t"'),
        ("", '"t"', 304, '"t"'),
        ("", '"t-gz"', 200, '"t"'),
        ("gzip", '"other-gz"', 200, '"t-gz"'),
    ],
)
@awaited
async def test_a_condition_holds_for_the_form_that_is_accepted(accepts: str, condition: str, status: int, tag: str):
    sent = await get(answering(LONG), accepts, if_none_match=condition)
    assert (sent.status, sent.headers["etag"]) == (status, tag)
    assert bool(sent.body) is (status == 200)


@awaited
async def test_a_stream_is_compressed_as_it_comes():
    sent = await get(streaming(LONG, b"", LONG))
    assert gzip.decompress(sent.body) == LONG * 2
    assert sent.whole
    assert "content-length" not in sent.headers


@awaited
async def test_a_stream_that_breaks_off_has_no_end():
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        async def body():
            yield LONG
            raise RuntimeError

        await Exchange(scope, receive, send).stream(200, TURTLE, body())

    sent = Sent()

    async def receive() -> dict[str, object]:
        return {}

    with pytest.raises(RuntimeError):
        await Compression(app, 1_000)(scope("GET", "/", {"accept-encoding": "gzip"}), receive, sent.take)
    assert not sent.whole
    assert not zlib.decompressobj(zlib.MAX_WBITS | 16).eof


@awaited
async def test_head_tells_the_same_headers_but_for_the_length():
    head, whole = await get(answering(LONG), method="HEAD"), await get(answering(LONG))
    whole.headers.pop("content-length")
    assert head.body == b""
    assert head.headers == {name: value for name, value in whole.headers.items() if name != "content-length"}


def test_a_tag_is_compressed_once():
    kept = Kept(10_000)
    assert kept.compressed(b"t", LONG) is kept.compressed(b"t", LONG)
    assert kept.compressed(None, LONG) is not kept.compressed(None, LONG)
    assert kept.compressed(None, LONG) == kept.compressed(b"t", LONG)


def test_what_is_kept_stays_within_its_size():
    kept = Kept(2_000)
    for number in range(200):
        kept.compressed(str(number).encode(), LONG + str(number).encode())
        assert sum(map(len, kept._bodies.values())) == kept._size <= 2_000
    assert b"199" in kept._bodies
    assert b"0" not in kept._bodies
