"""A small checkout, and a change tried in a forked process as the server does it."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from partnercities import content
from partnercities.dataset.changes import Change
from partnercities.dataset.holding import Holding
from partnercities.dataset.patch import Patch

TWICE = "<http://e.example/s> <http://e.example/p> 1 ."
Write = Callable[[Holding, Change], Patch]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two sources, of which both say one thing, and one rule."""
    for folder, name, text in (
        ("ontology", "o.ttl", "<def#City> a <def#Class> ."),
        ("ontology/rules", "r.rq", "CONSTRUCT { ?s <urn:derived> ?o } WHERE { ?s <http://e.example/p> ?o }"),
        ("data/ref", "r.ttl", "<city/x> <urn:name> 'X' ."),
        ("data/sources", "one.ttl", TWICE),
        ("data/sources", "two.ttl", TWICE + " <city/x> <urn:only> 2 ."),
    ):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(content, "root", lambda: tmp_path)
    return tmp_path


def tried(holding: Holding, change: Change) -> Patch:
    """The patch of a change, tried in a forked process; raises what it raised there."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(holding, change, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        outcome = pickle.load(pipe)
    os.waitpid(child, 0)
    if isinstance(outcome, BaseException):
        raise outcome
    assert isinstance(outcome, Patch)
    return outcome


def _answer(holding: Holding, change: Change, writing: int) -> None:
    try:
        outcome: object = holding.trial(change)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent raises it
        outcome = error
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(outcome, pipe)
    os._exit(0)


@pytest.fixture(scope="session")
def write() -> Write:
    """`write(holding, change)` tries a change in a forked process and commits it."""

    def committed(holding: Holding, change: Change) -> Patch:
        patch = tried(holding, change)
        holding.commit(patch)
        return patch

    return committed
