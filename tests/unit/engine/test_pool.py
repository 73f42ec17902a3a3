"""Workers over a real keeper: each is stopped at its limits, any may die at any moment, and what is asked is answered."""

import asyncio
import os
import signal
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import pytest

from partnercities.dataset.changes import UpdateChange
from partnercities.engine import Job
from partnercities.engine.lifeline import Plan
from partnercities.engine.pool import Pool
from partnercities.problems import (
    BadQuery,
    Broken,
    Busy,
    Internal,
    NotFound,
    OutOfMemory,
    Problem,
    Refused,
    TimedOut,
    Unsupported,
)
from partnercities.protocol.formats import Kind, named

from .conftest import MEMORY, Opened, children, job, whole, words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUNGRY = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f"
YES = "ASK {}"
BASE = "http://e.example/"


def until(true, seconds: float = 10) -> None:
    """Wait until something is true; fail if it does not become so in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def workers(pid: int) -> list[int]:
    """The workers of a keeper that are no zombies."""
    return [child for child in children(pid) if words(child)]  # what has ended but is not buried has no words


def computing(keeper: int) -> int:
    """A worker that computes, as soon as there is one."""
    until(lambda: any(_computes(pid) for pid in workers(keeper)))
    return next(pid for pid in workers(keeper) if _computes(pid))


def failure(future: "Future[bytes]") -> Problem:
    """The problem that some work ended with."""
    found = future.exception(30)
    assert isinstance(found, Problem)
    return found


def test_questions_of_each_kind_are_answered(opened: Opened):
    assert opened.ask("ASK { ?s ?p ?o }").strip() == b"true"
    assert opened.ask("SELECT (1 AS ?x) {}") == b"x\r\n1\r\n"
    assert opened.ask("CONSTRUCT { <x:s> <x:p> 1 } WHERE {}").startswith(b"<x:s> <x:p> ")


def test_a_long_answer_arrives_whole_and_in_order(opened: Opened):
    text = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    reply = opened.run(opened.pool.answer(job(text)))
    assert reply.rest is not None
    reply.close()
    facts = opened.pool.facts
    assert facts
    assert opened.ask(text).count(b"\r\n") == facts.triples + 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT ?x { ?x ", BadQuery),
        ("ASK { FILTER(<http://e.example/f>(1)) }", Unsupported),
    ],
)
def test_a_problem_of_a_worker_arrives_as_what_it_is(opened: Opened, text: str, problem: type[Problem]):
    with pytest.raises(problem):
        opened.ask(text)
    assert opened.ask(YES)


def test_a_graph_that_is_not_there_is_not_found(opened: Opened):
    with pytest.raises(NotFound):
        opened.run(opened.pool.answer(Job.of_graph("http://e.example/none", named("turtle", Kind.GRAPH), 5)))


def test_a_worker_is_used_again(opened: Opened):
    opened.ask(YES)
    (keeper,) = opened.keepers()
    before = sorted(workers(keeper))
    for _ in range(5):
        opened.ask(YES)
    assert sorted(workers(keeper)) == before


@pytest.mark.parametrize("seconds", [0.3, 1.0])
def test_a_query_is_stopped_at_its_time(opened: Opened, seconds: float):
    began = time.monotonic()
    with pytest.raises(TimedOut, match=f"the limit is {seconds:g} s"):
        opened.ask(ENDLESS, seconds)
    assert seconds <= time.monotonic() - began < seconds + 0.5
    assert opened.ask(YES)


def test_a_query_that_needs_too_much_memory_is_stopped(opened: Opened):
    with pytest.raises(OutOfMemory, match=f"more memory than {MEMORY >> 20} MB"):
        opened.ask(HUNGRY, 30)
    assert opened.ask(YES)


def test_a_stream_that_is_stopped_is_broken_and_says_why(opened: Opened):
    with pytest.raises(Broken, match=r"the limit is 0\.5 s"):
        opened.ask(ROWS, 0.5)
    assert opened.ask(YES)


def test_a_stream_that_is_not_wanted_any_more_ends_its_worker(opened: Opened):
    (keeper,) = opened.keepers()
    reply = opened.run(opened.pool.answer(job(ROWS)))
    busy = workers(keeper)
    opened._loop.call_soon_threadsafe(reply.close)
    until(lambda: len(set(workers(keeper)) & set(busy)) < len(busy))
    until(lambda: opened.pool.lanes.at_work == 0)


def test_work_that_is_cancelled_stops_computing(opened: Opened):
    (keeper,) = opened.keepers()
    future = opened.begin(whole(opened.pool, job(ENDLESS)))
    until(lambda: any(_computes(pid) for pid in workers(keeper)))
    future.cancel()
    until(lambda: opened.pool.lanes.at_work == 0)
    until(lambda: all(not _computes(pid) for pid in workers(keeper)))
    assert opened.ask(YES)


def _computes(pid: int) -> bool:
    """Whether any thread of a process runs."""
    try:
        states = [(task / "stat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return any(state.rpartition(")")[2].split()[0] == "R" for state in states)


def test_when_a_worker_is_killed_its_query_fails_and_others_are_answered(opened: Opened):
    (keeper,) = opened.keepers()
    future = opened.begin(whole(opened.pool, job(ENDLESS)))
    os.kill(computing(keeper), signal.SIGKILL)
    assert failure(future).status >= 500
    assert opened.ask(YES)
    until(lambda: opened.pool.lanes.at_work == 0)


def test_when_a_worker_ends_for_no_reason_it_is_a_fault_of_ours(opened: Opened):
    (keeper,) = opened.keepers()
    future = opened.begin(whole(opened.pool, job(ENDLESS)))
    os.kill(computing(keeper), signal.SIGUSR1)
    found = failure(future)
    assert type(found) is Internal
    assert "status -10" in found.detail


@pytest.mark.parametrize(("end", "problem"), [(signal.SIGCONT, OutOfMemory), (signal.SIGKILL, Busy)])
def test_how_a_worker_ended_is_asked_of_the_keeper_also_when_that_is_busy(
    opened: Opened, end: signal.Signals, problem: type[Problem]
):
    opened.ask(YES)
    (keeper,) = opened.keepers()
    # It is given the worker that has just answered: one that dies before it has a job is another matter.
    future = opened.begin(whole(opened.pool, job(ENDLESS)))
    worker = computing(keeper)
    os.kill(keeper, signal.SIGSTOP)
    try:
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.5)
        assert not future.done()
    finally:
        os.kill(keeper, end)
    assert type(failure(future)) is problem
    until(lambda: opened.pool.ready, 20)
    assert opened.ask(YES)


def test_idle_workers_that_are_killed_are_not_given_a_job(opened: Opened):
    opened.ask(YES)
    (keeper,) = opened.keepers()
    for pid in workers(keeper):
        os.kill(pid, signal.SIGKILL)
    until(lambda: all(link.ended for link in opened.pool._idle))
    assert opened.ask(YES)


def test_when_the_keeper_is_killed_it_is_started_again_and_answers(opened: Opened):
    version = opened.pool.facts
    (keeper,) = opened.keepers()
    running = opened.begin(whole(opened.pool, job(ENDLESS)))
    until(lambda: any(_computes(pid) for pid in workers(keeper)))
    family = [keeper, *workers(keeper)]
    os.kill(keeper, signal.SIGKILL)
    assert failure(running).status >= 500
    until(lambda: opened.pool.ready and opened.keepers() not in ([], [keeper]), 20)
    assert opened.ask(YES)
    assert opened.pool.facts == version
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))


def test_while_there_is_no_keeper_who_asks_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("partnercities.engine.pool.PATIENCE", 0.05)
    pool = Pool(Plan(), 2)

    async def ask() -> None:
        with pytest.raises(Busy, match="being opened"):
            await pool.answer(job(YES))
        assert pool.lanes.at_work == 0

    asyncio.run(ask())


def test_more_queries_than_places_are_all_answered(opened: Opened):
    futures = [opened.begin(whole(opened.pool, job(f"SELECT ({n} AS ?n) {{}}"))) for n in range(60)]
    assert [future.result(30) for future in futures] == [f"n\r\n{n}\r\n".encode() for n in range(60)]
    (keeper,) = opened.keepers()
    assert len(workers(keeper)) <= 4


def test_long_queries_do_not_hold_up_others(opened: Opened):
    runaways = [opened.begin(whole(opened.pool, job(ENDLESS, 8))) for _ in range(4)]
    time.sleep(1)
    began = time.monotonic()
    for _ in range(5):
        assert opened.ask(YES)
    assert time.monotonic() - began < 2.5
    evicted = [future for future in runaways if future.done()]
    assert evicted
    assert all(isinstance(future.exception(0), Busy) for future in evicted)
    for future in runaways:
        future.cancel()
    until(lambda: opened.pool.lanes.at_work == 0)


def test_a_pool_that_cannot_write_refuses_changes(opened: Opened):
    with pytest.raises(Refused):
        opened.run(
            opened.pool.change(UpdateChange("INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 1 } }", BASE, (), (), {}), 5)
        )


def test_a_change_is_a_new_version_that_the_next_question_sees(tmp_path: Path):
    opened = Opened(Plan(str(tmp_path), "plain", writable=True, memory=MEMORY), 2)
    try:
        assert opened.ask("ASK { <x:s> <x:p> 1 }").strip() == b"false"
        before = opened.pool.facts
        opened.run(opened.pool.change(UpdateChange("INSERT DATA { <x:s> <x:p> 1 }", BASE, (), (), {}), 10))
        assert opened.ask("ASK { <x:s> <x:p> 1 }").strip() == b"true"
        after = opened.pool.facts
        assert before
        assert after
        assert (after.triples, after.version != before.version) == (before.triples + 1, True)
        (keeper,) = opened.keepers()
        os.kill(keeper, signal.SIGKILL)
        until(lambda: opened.pool.ready and opened.keepers() not in ([], [keeper]), 20)
        assert opened.ask("ASK { <x:s> <x:p> 1 }").strip() == b"true"
        assert opened.pool.facts == after
    finally:
        opened.close()


def test_nothing_is_left_after_closing():
    opened = Opened(Plan(memory=MEMORY), 2)
    running = opened.begin(whole(opened.pool, job(ENDLESS)))
    stream = opened.run(opened.pool.answer(job(ROWS)))
    family = [pid for keeper in opened.keepers() for pid in (keeper, *children(keeper))]
    assert len(family) >= 2
    files = len(list(Path("/proc/self/fd").iterdir()))
    opened.close()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))
    assert len(list(Path("/proc/self/fd").iterdir())) < files
    assert stream.rest is not None
    assert running.done()
