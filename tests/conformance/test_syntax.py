"""Texts that a server must read, and texts that it must refuse.

Texts are asked of a server that holds nothing and may fetch nothing. Some ask for what is not there: a function, a
graph to drop, a document to load. The server then says so; what it must not say is that the text is malformed (400),
too large (413), or that it failed itself (5xx).
"""

import pytest

from .manifests import Case, path_of
from .target import Reply, Target


def text_of(case: Case) -> bytes:
    return path_of(case.node.one("mf:action").value).read_bytes()


def was_read(reply: Reply) -> bool:
    return reply.status < 500 and reply.status not in {400, 413}


@pytest.mark.suite("PositiveSyntaxTest11", "PositiveSyntaxTest")
def test_a_query_is_read(case: Case, target: Target):
    target.hold([])
    reply = target.ask(text_of(case))
    assert was_read(reply), reply.said


@pytest.mark.suite("NegativeSyntaxTest11", "NegativeSyntaxTest")
def test_no_query_is_refused(case: Case, target: Target):
    target.hold([])
    reply = target.ask(text_of(case))
    assert reply.status == 400, reply.said


@pytest.mark.suite("PositiveUpdateSyntaxTest11", "PositiveUpdateSyntaxTest")
def test_an_update_is_read(case: Case, target: Target):
    target.hold([])
    reply = target.change(text_of(case))
    assert was_read(reply), reply.said


@pytest.mark.suite("NegativeUpdateSyntaxTest11", "NegativeUpdateSyntaxTest")
def test_no_update_is_refused(case: Case, target: Target):
    target.hold([])
    reply = target.change(text_of(case))
    assert reply.status == 400, reply.said
