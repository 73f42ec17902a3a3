"""Rates: a client has so many requests in a minute, evenly filled up again, and no other client pays for it."""

import pytest

from partnercities.web import rates
from partnercities.web.rates import Rates


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(rates, "time", found)
    return found


def test_zero_sets_no_limit():
    found = Rates(0)
    assert all(found.admit("a") for _ in range(1000))


def test_a_client_has_as_many_as_said(clock: Clock):
    found = Rates(60)
    assert [found.admit("a") for _ in range(62)] == [True] * 60 + [False] * 2


def test_what_was_used_comes_back_evenly(clock: Clock):
    found = Rates(60)
    assert all(found.admit("a") for _ in range(60))
    for _ in range(3):
        assert not found.admit("a")
        clock.now += 1.01
        assert found.admit("a")


def test_nobody_saves_more_than_a_minute(clock: Clock):
    found = Rates(10)
    found.admit("a")
    clock.now += 10_000
    assert [found.admit("a") for _ in range(11)] == [True] * 10 + [False]


def test_clients_do_not_pay_for_each_other(clock: Clock):
    found = Rates(1)
    assert (found.admit("a"), found.admit("a"), found.admit("b")) == (True, False, True)


def test_only_the_clients_seen_last_are_remembered(clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rates, "_CLIENTS", 10)
    found = Rates(1)
    for number in range(100):
        found.admit(str(number))
    assert len(found._buckets) == 10
    assert not found.admit("99")
