"""Texts that a server must read, and texts that it must refuse."""

import pytest

from .manifests import Case, path_of
from .target import Target


def text_of(case: Case) -> bytes:
    return path_of(case.node.one("mf:action").value).read_bytes()


@pytest.mark.suite("PositiveSyntaxTest11", "PositiveSyntaxTest")
def test_a_query_is_read(case: Case, target: Target):
    reply = target.ask(text_of(case))
    assert reply.status < 300, reply.said


@pytest.mark.suite("NegativeSyntaxTest11", "NegativeSyntaxTest")
def test_no_query_is_refused(case: Case, target: Target):
    reply = target.ask(text_of(case))
    assert reply.status == 400, reply.said


@pytest.mark.suite("PositiveUpdateSyntaxTest11", "PositiveUpdateSyntaxTest")
def test_an_update_is_read(case: Case, target: Target):
    reply = target.change(text_of(case))
    assert reply.status < 300, reply.said


@pytest.mark.suite("NegativeUpdateSyntaxTest11", "NegativeUpdateSyntaxTest")
def test_no_update_is_refused(case: Case, target: Target):
    reply = target.change(text_of(case))
    assert reply.status == 400, reply.said
