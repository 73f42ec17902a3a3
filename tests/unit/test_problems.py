"""The tree of problems: each has its own name, and the status and exit code that users were promised."""

import json
import re
from collections.abc import Iterator

import pytest

from partnercities import problems
from partnercities.problems import BadQuery, BadShapes, MethodNotAllowed, Place, Problem

# Slug: status of HTTP, exit code of the command (DESIGN, section 5).
PROMISED = {
    "bad-request": (400, 2),
    "bad-parameter": (400, 2),
    "unknown-format": (400, 2),
    "bad-query": (400, 4),
    "unsupported": (422, 4),
    "bad-shapes": (422, 4),
    "unreadable-shapes": (400, 4),
    "bad-data": (400, 3),
    "cannot-read": (404, 3),
    "refused": (403, 2),
    "not-found": (404, 2),
    "method-not-allowed": (405, 2),
    "not-acceptable": (406, 2),
    "precondition-failed": (412, 2),
    "too-large": (413, 6),
    "address-too-long": (414, 6),
    "unsupported-media-type": (415, 2),
    "not-conforming": (422, 1),
    "nothing-checked": (422, 5),
    "unauthorized": (401, 2),
    "too-many-requests": (429, 6),
    "busy": (503, 6),
    "timed-out": (504, 6),
    "out-of-memory": (507, 6),
    "broken": (500, 7),
    "endpoint-failed": (502, 7),
    "internal": (500, 70),
}
_DRAWN = re.compile(r"(?m)^([│├└─ ]*)(\w+) +(\d{3}) · (\d+)")


def below(problem: type[Problem]) -> Iterator[type[Problem]]:
    for child in problem.__subclasses__():
        yield child
        yield from below(child)


EVERY = sorted(below(Problem), key=lambda problem: problem.slug)
each = pytest.mark.parametrize("problem", EVERY, ids=lambda problem: problem.slug)


def test_the_tree_holds_what_was_promised():
    assert {problem.slug: (problem.status, problem.exit_code) for problem in EVERY} == PROMISED


def test_slugs_are_unique():
    slugs = [problem.slug for problem in EVERY]
    assert len(set(slugs)) == len(slugs)
    assert {slug: problems.BY_SLUG[slug] for slug in slugs} == problems.BY_SLUG == {p.slug: p for p in EVERY}


@each
def test_a_problem_has_a_name_of_its_own(problem: type[Problem]):
    own = vars(problem)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", own["slug"])
    assert own["title"]
    assert own["title"][0].isupper()
    assert not own["title"].endswith(".")


@each
def test_the_slug_is_the_name_of_the_class(problem: type[Problem]):
    assert problem.slug == re.sub(r"(?<!^)(?=[A-Z])", "-", problem.__name__).lower()


@each
def test_status_and_exit_code_are_of_their_kind(problem: type[Problem]):
    assert 400 <= problem.status <= 599
    assert 1 <= problem.exit_code <= 7 or problem.slug == "internal"


def test_the_drawing_shows_each_problem_with_its_codes():
    drawn = {name: (int(status), int(code)) for _, name, status, code in _DRAWN.findall(problems.__doc__ or "")}
    assert drawn == {problem.__name__: (problem.status, problem.exit_code) for problem in EVERY}


def test_the_drawing_shows_who_is_below_whom():
    path: list[str] = ["Problem"]
    for branch, name, _, _ in _DRAWN.findall(problems.__doc__ or ""):
        depth = len(branch) // 4
        del path[depth:]
        assert getattr(problems, name).__base__.__name__ == path[-1]
        path.append(name)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(3, 14), "3:14"),
        (Place(3, 14, "data.ttl"), "data.ttl:3:14"),
        (Place(1, 1, "-"), "-:1:1"),
    ],
)
def test_a_place_is_written_as_editors_read_it(place: Place, text: str):
    assert str(place) == text


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (BadQuery("It is wrong."), "It is wrong."),
        (BadQuery("It is wrong.", hint="Mend it."), "It is wrong.\n  Mend it."),
        (BadQuery("It is wrong.", place=Place(2, 5)), "2:5: It is wrong."),
        (BadQuery("It is wrong.", place=Place(2, 5, "a.rq"), hint="Mend it."), "a.rq:2:5: It is wrong.\n  Mend it."),
    ],
    ids=["detail", "hint", "place", "all"],
)
def test_a_problem_says_where_what_and_how_to_mend_it(problem: Problem, text: str):
    assert str(problem) == text


def test_a_refused_method_comes_with_those_that_work():
    problem = MethodNotAllowed("PUT", ("GET", "POST"))
    assert problem.allowed == ("GET", "POST")
    assert "PUT" in problem.detail
    assert problem.hint == "Use GET or POST."


def test_a_problem_is_the_same_in_another_process():
    problem = BadShapes(
        "Two are wrong.", hint="Mend them.", place=Place(2, 5, "s.ttl"), flaws=({"line": 2, "message": "No path."},)
    )
    again = problems.heard(json.loads(json.dumps(problems.told(problem))))
    assert type(again) is BadShapes
    assert vars(again) == vars(problem)


def test_a_problem_of_an_unknown_kind_is_a_fault_of_ours():
    assert isinstance(problems.heard({**problems.told(BadQuery("It is wrong.")), "slug": "odd"}), problems.Internal)
