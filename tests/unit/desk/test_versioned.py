"""A value is made once for each version, and never kept for a version that it is not of."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import sleep

import pyoxigraph as ox
import pytest

from partnercities.dataset import Dataset
from partnercities.desk import Desk
from partnercities.desk.versioned import Versioned
from partnercities.store.embedded import EmbeddedStore


@pytest.fixture
def desk() -> Desk:
    store = EmbeddedStore(ox.Store())
    return Desk(store, Dataset(store, "1", {}, 0))


def write(desk: Desk) -> None:
    assert isinstance(desk.dataset, Dataset)
    desk.dataset = replace(desk.dataset, version=desk.dataset.version + "1")


def test_it_is_made_once_for_each_version(desk):
    made: list[str] = []
    value = Versioned(lambda desk: made.append(desk.dataset.version) or len(made))  # type: ignore[func-returns-value, union-attr]
    assert [value.of(desk), value.of(desk)] == [1, 1]
    write(desk)
    assert [value.of(desk), value.of(desk)] == [2, 2]
    assert made == ["1", "11"]


def test_a_write_while_it_is_made_has_it_made_again(desk):
    made: list[int] = []

    def make(desk: Desk) -> int:
        made.append(1)
        if len(made) == 1:
            write(desk)
        return len(made)

    value = Versioned(make)
    assert [value.of(desk), value.of(desk)] == [2, 2]


def test_under_constant_writes_it_is_made_but_not_kept(desk):
    value = Versioned(lambda desk: write(desk) or object())  # type: ignore[func-returns-value]
    assert value.of(desk) is not value.of(desk)


def test_over_a_foreign_engine_nothing_is_kept():
    desk = Desk(EmbeddedStore(ox.Store()))
    value = Versioned(lambda _desk: object())
    assert value.of(desk) is not value.of(desk)


def test_desks_are_kept_apart(desk):
    other = Desk(desk.store, desk.dataset)
    value = Versioned(lambda _desk: object())
    assert value.of(desk) is not value.of(other)


def test_who_waits_while_it_is_made_gets_what_was_held_when_they_asked(desk):
    began, finish = Event(), Event()
    made: list[int] = []

    def make(_desk: Desk) -> int:
        made.append(1)
        began.set()
        finish.wait(10)
        return len(made)

    value = Versioned(make)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(value.of, desk)
        began.wait(10)
        second = threads.submit(value.of, desk)
        sleep(0.05)
        finish.set()
        assert (first.result(10), second.result(10)) == (1, 1)
    assert made == [1]
