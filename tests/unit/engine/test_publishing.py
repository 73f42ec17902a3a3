"""What the front believes is the newest version, in whatever order it hears of them."""

from partnercities.engine.base import Facts
from partnercities.engine.lifeline import Plan
from partnercities.engine.pool import Pool


def test_a_later_version_is_not_taken_back_by_an_earlier_one_that_is_heard_after_it():
    pool = Pool(Plan(), 2)
    pool._publish(Facts("a-2", {}, 2), 2)
    pool._publish(Facts("a-1", {}, 1), 1)
    assert pool.facts == Facts("a-2", {}, 2)
    pool._publish(Facts("a-3", {}, 3), 3)
    assert pool.facts == Facts("a-3", {}, 3)
