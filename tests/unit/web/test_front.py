"""The front: each request to its view or to the pages, and whatever goes wrong is told and never a trace."""

import contextlib
import io
import json
from collections.abc import AsyncIterator
from threading import Event

import pytest
from flask import Flask, request
from prometheus_client import CollectorRegistry

from asgi import Sent, call, scope
from awaiting import awaited
from partnercities.engine.blocking import ASKER
from partnercities.problems import (
    BadQuery,
    Broken,
    Busy,
    MethodNotAllowed,
    Place,
    Problem,
    TooManyRequests,
    Unauthorized,
)
from partnercities.web import errors
from partnercities.web.connection import HEAD
from partnercities.web.exchange import Exchange
from partnercities.web.front import Front, View
from partnercities.web.rates import Rates
from partnercities.web.recording import Recording
from partnercities.web.repeats import Repeats

SECRET = "the words of a fault"


def front(view: View, most: int = 0) -> Front:
    pages = Flask("pages")
    pages.add_url_rule("/", view_func=lambda: "a page")
    return Front(pages, {"/sparql": view, "/graphs/": view}, Rates(most), Repeats(0, lambda: None), 0)


async def get(view: View, target: str = "/sparql", **headers: str) -> Sent:
    return await call(front(view), scope("GET", target, headers) | {"partnercities": {}})


def raising(error: Exception) -> View:
    async def view(exchange: Exchange) -> bool:
        raise error

    return view


async def answering(exchange: Exchange) -> bool:
    await exchange.respond(200, [("content-type", "text/csv")], b"an answer")
    return True


async def passing(exchange: Exchange) -> bool:
    return False


@pytest.mark.parametrize(
    ("target", "body"),
    [("/sparql", b"an answer"), ("/sparql?x", b"an answer"), ("/graphs/any/thing", b"an answer"), ("/", b"a page")],
)
@awaited
async def test_a_request_is_answered_by_the_view_of_its_path_or_by_the_pages(target: str, body: bytes):
    assert (await get(answering, target)).body == body


@pytest.mark.parametrize("target", ["/graphs", "/sparqls", "/sparql/x"])
@awaited
async def test_a_path_that_only_looks_alike_is_of_no_view(target: str):
    assert (await get(answering, target)).status == 404


@awaited
async def test_what_a_view_leaves_goes_to_the_pages():
    assert (await get(passing)).status == 404


@pytest.mark.parametrize(
    ("problem", "headers"),
    [
        (BadQuery("It is wrong.", hint="Mend it.", place=Place(2, 3)), {}),
        (MethodNotAllowed("PUT", ("GET", "POST")), {"allow": "GET, POST"}),
        (Unauthorized("Who are you?"), {"www-authenticate": 'Bearer realm="writing"'}),
        (TooManyRequests("Slowly."), {"retry-after": "60"}),
        (Busy("Later."), {"retry-after": "5"}),
    ],
    ids=lambda value: value.slug if isinstance(value, Problem) else "",
)
@awaited
async def test_a_problem_is_told_with_its_status_and_headers(problem: Problem, headers: dict[str, str]):
    sent = await get(raising(problem))
    told = json.loads(sent.body)
    assert (sent.status, told["slug"], told["detail"]) == (problem.status, problem.slug, problem.detail)
    assert (told.get("hint", ""), "line" in told) == (problem.hint, problem.place is not None)
    assert headers.items() <= sent.headers.items()
    assert sent.headers["cache-control"] == "no-store"
    assert sent.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("error", [ZeroDivisionError(SECRET), KeyError(SECRET), MemoryError(SECRET), OSError(SECRET)])
@awaited
async def test_a_fault_of_ours_is_told_without_its_trace(error: Exception, caplog: pytest.LogCaptureFixture):
    sent = await get(raising(error))
    assert (sent.status, json.loads(sent.body)["slug"]) == (500, "internal")
    assert SECRET.encode() not in sent.body
    assert b"Traceback" not in sent.body
    assert SECRET in caplog.text


@pytest.mark.parametrize("error", [RuntimeError(SECRET), BadQuery(SECRET), Broken(SECRET)])
@awaited
async def test_what_fails_after_it_began_has_no_end_and_no_words(error: Exception):
    async def view(exchange: Exchange) -> bool:
        async def parts() -> AsyncIterator[bytes]:
            yield b"half"
            raise error

        await exchange.stream(200, [], parts())
        return True

    sent, asked = Sent(), scope("GET", "/sparql") | {"partnercities": {}}

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    with contextlib.suppress(RuntimeError, BadQuery):
        await front(view)(asked, receive, sent.take)
    assert (sent.status, sent.body, sent.whole) == (200, b"half", False)


@awaited
async def test_an_address_beyond_the_limit_is_refused():
    assert (await get(answering, "/sparql?" + "x" * (HEAD + 1))).status == 414
    assert (await get(answering, "/sparql?" + "x" * HEAD)).status == 200


@awaited
async def test_a_client_that_asks_too_often_is_refused():
    found = front(answering, most=2)
    sent = [await call(found, scope("GET", "/sparql") | {"partnercities": {}}) for _ in range(3)]
    assert [one.status for one in sent] == [200, 200, 429]
    assert sent[2].headers["retry-after"] == "60"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/json", "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("image/png", "application/problem+json"),
        ("text/plain;q=0.5, application/problem+json", "application/problem+json"),
        ("text/plain;q=0.5, application/json;q=0.4", "text/plain; charset=utf-8"),
    ],
)
@awaited
async def test_a_problem_comes_in_the_form_that_the_caller_likes(accept: str, media_type: str):
    assert (await get(raising(BadQuery("No.")), accept=accept)).headers["content-type"] == media_type


@awaited
async def test_each_request_is_one_line_of_the_log_with_what_came_of_it():
    output = io.StringIO()
    recording = Recording(front(answering), CollectorRegistry(), output=output)
    await call(recording, scope("GET", "/sparql?query=SECRET"))
    await call(recording, scope("GET", "/" + "long" * 100))
    recording.flush()
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    assert [(line["method"], line["status"], line["bytes"] > 0) for line in lines] == [
        ("GET", 200, True),
        ("GET", 404, True),
    ]
    assert len(lines[1]["path"]) == 200
    assert "SECRET" not in output.getvalue()
    assert "192.0.2.1" not in output.getvalue()


@awaited
async def test_clients_stand_in_the_log_only_if_asked_for():
    output = io.StringIO()
    recording = Recording(front(answering), CollectorRegistry(), clients=True, output=output)
    await call(recording, scope("GET", "/sparql"))
    recording.flush()
    assert json.loads(output.getvalue())["client"] == "192.0.2.1"


@awaited
async def test_what_broke_off_is_broken_in_the_log():
    async def fail(*_: object) -> None:
        raise RuntimeError

    output = io.StringIO()
    recording = Recording(fail, CollectorRegistry(), output=output)
    with pytest.raises(RuntimeError):
        await call(recording, scope("GET", "/sparql"))
    recording.flush()
    assert json.loads(output.getvalue())["outcome"] == "broken"


@awaited
async def test_paths_that_somebody_made_up_are_counted_together():
    registry = CollectorRegistry()
    recording = Recording(front(answering), registry, output=io.StringIO())
    for number in range(20):
        await call(recording, scope("GET", f"/made-up-{number}/x"))
    await call(recording, scope("GET", "/sparql"))
    counted = {
        sample.labels["path"]: sample.value
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name == "partnercities_requests_total"
    }
    assert counted == {"other": 20, "/sparql": 1}


@awaited
async def test_a_body_for_the_pages_is_read_whatever_its_length_and_whether_it_is_said():
    def same() -> bytes:
        return request.get_data()

    pages = Flask("pages")
    pages.add_url_rule("/", view_func=same, methods=["POST"])
    app = Front(pages, {}, Rates(0), Repeats(0, lambda: None), 0)
    sent = await call(app, scope("POST") | {"partnercities": {}}, [b"one ", b"two ", b"three"])
    assert sent.body == b"one two three"


@awaited
async def test_what_is_done_for_a_client_that_sent_a_body_and_left_is_stopped():
    stopped = Event()

    def work() -> str:
        asker = ASKER.get()
        assert asker is not None
        request.get_data()
        with asker.unless_left(stopped.set):
            stopped.wait(10)
        return "done"

    pages = Flask("pages")
    pages.add_url_rule("/", view_func=work, methods=["POST"])
    errors.install(pages)
    app = Front(pages, {}, Rates(0), Repeats(0, lambda: None), 0)
    await call(app, scope("POST") | {"partnercities": {}}, [b"a body"], leaves=True)
    assert stopped.is_set()
