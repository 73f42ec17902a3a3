"""A value is made once for each version, and never kept for a version that it is not of."""

from contextlib import nullcontext
from dataclasses import replace

import pyoxigraph as ox
import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
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


def test_who_waited_takes_what_was_begun_after_they_asked_though_it_was_written_to_meanwhile(desk):
    made: list[int] = []
    value = Versioned(lambda desk: write(desk) or made.append(1) or len(made))  # type: ignore[func-returns-value]

    class Waiting:
        """A lock that another holds first, while it makes the value."""

        def __enter__(self) -> None:
            value._lock = nullcontext()  # type: ignore[assignment]
            value._last[desk] = value._made(desk)

        def __exit__(self, *_: object) -> None:
            pass

    value._lock = Waiting()  # type: ignore[assignment]
    assert value.of(desk) == len(made) == 2
    assert value.of(desk) == 4
