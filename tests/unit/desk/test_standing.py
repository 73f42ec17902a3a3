"""The state of the stored data: found out aside once for each version, with the last report at hand."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from time import sleep

import pyoxigraph as ox
import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.standing import Standing, State, check_held
from partnercities.problems import TimedOut
from partnercities.store.embedded import EmbeddedStore
from partnercities.validation.report import Report

FINE = Report((), {"a": 1}, b"")


@pytest.fixture
def desk() -> Desk:
    store = EmbeddedStore(ox.Store())
    return Desk(store, Dataset(store, "1", {}, 0))


def until(holds: Callable[[], bool]) -> None:
    """Return once something holds; fail where it does not in time."""
    for _ in range(3_000):
        if holds():
            return
        sleep(0.01)
    raise TimeoutError


def settled(standing: Standing) -> State:
    until(lambda: not standing.last.checking)
    return standing.look()


def test_who_asks_first_is_told_that_it_is_being_checked_and_waits_for_nothing(desk):
    go = Event()
    standing = Standing(desk, lambda _: go.wait(10) and FINE)  # type: ignore[arg-type, return-value]
    assert standing.look() == State(checking=True)
    assert standing.look().checking
    go.set()
    assert settled(standing) == State("1", FINE)


def test_it_is_checked_once_for_each_version_and_the_last_report_stays_meanwhile(desk):
    checked: list[str] = []
    go = Event()
    go.set()
    standing = Standing(desk, lambda desk: (checked.append(desk.dataset.version), go.wait(10), FINE)[2])  # type: ignore[union-attr, func-returns-value]
    standing.look()
    settled(standing)
    assert settled(standing).version == "1"
    go.clear()
    desk.dataset = replace(desk.dataset, version="2")
    assert standing.look() == State("1", FINE, checking=True)
    go.set()
    assert settled(standing) == State("2", FINE)
    assert checked == ["1", "2"]


def test_what_cannot_be_checked_is_not_tried_again_until_it_changes(desk):
    tries: list[int] = []

    def fail(_: Desk) -> Report:
        tries.append(1)
        raise TimedOut("too long")

    standing = Standing(desk, fail)
    standing.look()
    state = settled(standing)
    assert isinstance(state.problem, TimedOut)
    standing.look()
    assert tries == [1]


def test_a_fault_of_ours_is_logged_and_it_is_tried_again(desk, caplog):
    tries: list[int] = []

    def fail(_: Desk) -> Report:
        tries.append(1)
        raise ZeroDivisionError

    standing = Standing(desk, fail)
    standing.look()
    until(lambda: not standing.last.checking)
    assert standing.last == State()
    standing.look()
    until(lambda: tries == [1, 1] and not standing.last.checking)
    assert "could not be checked" in caplog.text


def test_the_data_of_another_endpoint_is_not_checked():
    assert Standing(Desk(EmbeddedStore(ox.Store()))).look() == State()


@pytest.mark.parametrize("merged", [True, False])
def test_what_is_held_is_checked_whole(merged: bool):
    store = ox.Store()
    graph = ox.NamedNode("https://w3id.org/partnercities/graph/ref")
    project, kind = ox.NamedNode("http://e.example/p"), ox.NamedNode("https://w3id.org/partnercities/def#Project")
    store.add(ox.Quad(project, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind, graph))
    if merged:
        store.add(ox.Quad(project, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind))
    held = EmbeddedStore(store)
    report = check_held(Desk(held, Dataset(held, "1", {}, 1), merged=merged))
    assert "http://e.example/p" in {finding.about for finding in report.findings}
    assert report.count("Violation") > 0
