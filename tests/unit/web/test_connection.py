"""Connections on a real server: heads within their size and time, and answers to what is no HTTP."""

import json
import socket
import time
from collections.abc import Iterator

import pytest
from asking import Client
from hypothesis import given
from hypothesis import strategies as st
from serving import plain, running

from partnercities.web import connection
from partnercities.web.connection import HEAD
from partnercities.web.exchange import Exchange, Receive, Scope, Send

SECONDS = 0.5


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Says what was asked."""
    exchange = Exchange(scope, receive, send)
    body = await exchange.body(1_000_000)
    await exchange.respond(200, [], f"{exchange.method} {scope['query_string'].decode()} {len(body)}".encode())


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "SECONDS", SECONDS)
        with running(plain(echo)) as url:
            yield Client(url)


def request(line: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([line, b"Host: x", b"Connection: close", *headers, b"", b""])


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def problem(answer: bytes) -> dict[str, object]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head
    assert b"access-control-allow-origin: *" in head
    found: dict[str, object] = json.loads(body)
    return found


def test_a_head_of_an_ordinary_size_is_read(client: Client):
    answer = client.raw(request(b"GET /?" + b"x" * (HEAD // 2) + b" HTTP/1.1", b"X: " + b"y" * 10_000))
    assert status(answer) == 200


@pytest.mark.parametrize(
    "head",
    [
        b"GET /?" + b"x" * HEAD,
        b"GET /?" + b"\xd0" * (HEAD // 2),
        request(b"GET / HTTP/1.1", b"X: " + b"y" * HEAD),
        b"GET / HTTP/1.1\r\nX: " + b"y" * HEAD,
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(7_000)),
    ],
    ids=["a line", "a line not encoded", "a whole head", "a long header", "many headers"],
)
def test_a_head_beyond_all_measure_is_refused(client: Client, head: bytes):
    answer = client.raw(head)
    assert status(answer) == 431
    assert (problem(answer)["slug"], problem(answer)["status"]) == ("too-large", 431)


@pytest.mark.parametrize(
    "head",
    [request(b"GET /?" + b"x" * HEAD + b" HTTP/1.1"), request(b"GET /?" + b"\xd0" * (HEAD // 3 + 1) + b" HTTP/1.1")],
    ids=["encoded", "not encoded"],
)
def test_an_address_beyond_all_measure_is_refused(client: Client, head: bytes):
    answer = client.raw(head)
    assert status(answer) == 414
    assert (problem(answer)["slug"], problem(answer)["status"]) == ("address-too-long", 414)


@pytest.mark.parametrize("noise", [b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"\0" * 50])
def test_what_is_no_http_is_told_so(client: Client, noise: bytes):
    answer = client.raw(noise)
    assert status(answer) == 400
    assert problem(answer)["slug"] == "bad-request"


@pytest.mark.parametrize(
    "begin", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"], ids=["nothing", "a line", "headers"]
)
def test_a_client_that_sends_no_whole_head_is_not_waited_for(client: Client, begin: bytes):
    began = time.monotonic()
    assert client.raw(begin) == b""
    assert SECONDS <= time.monotonic() - began < SECONDS + 2


def test_a_client_that_drips_its_head_is_not_waited_for(client: Client):
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", client.port), timeout=5) as link:
        link.sendall(b"GET / HTTP/1.1\r\nX: ")
        with pytest.raises(OSError, match=r".*"):
            while True:
                link.sendall(b"x")
                time.sleep(0.05)
    assert time.monotonic() - began < SECONDS + 2


def test_a_kept_connection_answers_one_request_after_the_other(client: Client):
    with socket.create_connection(("127.0.0.1", client.port), timeout=5) as link:
        for number in range(3):
            link.sendall(f"GET /?{number}ж HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            received = b""
            while f"GET {number}%D0%B6 0".encode() not in received:
                received += link.recv(65536) or pytest.fail("it was closed")


def test_a_large_body_is_no_head(client: Client):
    answer = client.raw(request(b"POST / HTTP/1.1", b"Content-Length: 500000") + b"\xff\n" * 250_000)
    assert answer.endswith(b"POST  500000")


@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]), min_size=1, max_size=20), st.integers(1, 30))
def test_letters_that_are_not_encoded_arrive_however_the_line_is_cut(client: Client, text: str, size: int):
    from urllib.parse import quote

    sent = request(f"GET /?{text} HTTP/1.1".encode())
    with socket.create_connection(("127.0.0.1", client.port), timeout=5) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(sent), size):
            link.sendall(sent[start : start + size])
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    assert answer.endswith(f"GET {quote(text)} 0".encode())
