"""Long tokens are read in the memory that they take, and no more."""

import tracemalloc

import pytest

from partnercities.protocol.tokens import tokens

LENGTH = 1_000_000


@pytest.mark.parametrize(
    "token",
    [
        '"' + "x" * LENGTH + '"',
        "'" + r"\n" * (LENGTH // 2) + "'",
        '"""' + 'x"' * (LENGTH // 2) + 'x"""',
        "'''" + "x" * LENGTH + "'''",
        '"' + "x" * LENGTH,
        "a:" + "x" * LENGTH,
        "a:" + "x." * (LENGTH // 2) + "x",
        "<a:" + "x" * LENGTH + ">",
    ],
    ids=lambda token: token[:5],
)
def test_a_long_token_takes_no_more_memory_than_its_text(token: str):
    tracemalloc.start()
    found = list(tokens(f"ASK {{ ?s ?p {token} "))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[4].text.rstrip() == token
    assert most < 4 * LENGTH
