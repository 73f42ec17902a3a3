"""Work with a time limit of its own: what it comes to, what it raises, and that nothing of it is left."""

import os
import time

import pytest

from living import lives
from partnercities.desk.limiting import limited, within
from partnercities.problems import BadShapes, Internal
from partnercities.shacl.patience import Unfinished


def test_what_work_comes_to_is_given():
    assert limited(10, lambda: {"a": [1] * 500_000}) == {"a": [1] * 500_000}


def test_work_is_done_in_a_process_that_is_gone_afterwards():
    child = within(10)(os.getpid)
    assert child != os.getpid()
    assert not lives(child)


def test_work_that_takes_too_long_is_stopped():
    begun = time.monotonic()
    with pytest.raises(Unfinished):
        limited(0.2, lambda: time.sleep(60))
    assert time.monotonic() - begun < 30


def test_a_problem_of_the_work_is_raised():
    def work() -> None:
        raise BadShapes("No query.", hint="Write one.")

    with pytest.raises(BadShapes) as raised:
        limited(10, work)
    assert (raised.value.detail, raised.value.hint) == ("No query.", "Write one.")


def test_a_fault_of_ours_is_called_so():
    with pytest.raises(Internal, match="ZeroDivisionError"):
        limited(10, lambda: 1 / 0)


def test_a_process_that_tells_nothing_had_not_enough_memory():
    with pytest.raises(MemoryError):
        limited(10, lambda: os._exit(1))
