"""Answers that are kept: the right one for each way to ask, and none that may be another one next time."""

import gzip
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from hostile.siege import Answer, Server, children, cpu

NAMES = "SELECT ?s ?p { ?s ?p ?o } ORDER BY ?s ?p LIMIT 100"
FORM = "application/x-www-form-urlencoded"
_numbers = itertools.count()


def new(query: str = NAMES) -> str:
    """A query that was not asked before."""
    return f"{query} # {next(_numbers)}"


def by_post(server: Server, query: str, headers: dict[str, str]) -> Answer:
    return server.send("POST", "/sparql", {"Content-Type": FORM, **headers}, urlencode({"query": query}).encode())


WAYS = {"get": Server.ask, "form": by_post, "direct": Server.post}


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
@pytest.mark.parametrize("gzipped", [False, True])
def test_an_answer_has_a_tag_and_a_known_tag_gets_304(server: Server, way, gzipped):
    encoding = {"Accept-Encoding": "gzip"} if gzipped else {}
    query = new()
    first, again = way(server, query, encoding), way(server, query, encoding)
    tag = first.headers["ETag"]
    assert again.headers["ETag"] == tag
    assert again.body == first.body
    assert tag.endswith('-gz"') is gzipped
    for known in (tag, f'"other", {tag}', "*", f"W/{tag}"):
        condition = way(server, query, {**encoding, "If-None-Match": known})
        assert (condition.status, condition.body) == (304, b""), known
        assert condition.headers["ETag"] == tag or known == "*"
        assert "Accept-Encoding" in condition.headers["Vary"]
        assert condition.headers["Cache-Control"] == "no-cache"
    other = way(server, query, {**encoding, "If-None-Match": '"another"'})
    assert (other.status, other.body) == (200, first.body)


def test_each_form_of_an_answer_is_kept_apart(server: Server):
    query = new()
    found: dict[object, object] = {}
    for _ in range(3):
        for accept in ("application/sparql-results+json", "text/csv", "application/sparql-results+xml"):
            for encoding in ("identity", "gzip"):
                answer = server.ask(query, {"Accept": accept, "Accept-Encoding": encoding})
                assert answer.headers.get_content_type() == accept
                assert answer.headers.get("Content-Encoding") == ("gzip" if encoding == "gzip" else None)
                body = gzip.decompress(answer.body) if encoding == "gzip" else answer.body
                assert found.setdefault(accept, body) == body
                assert {"Accept", "Accept-Encoding"} <= {part.strip() for part in answer.headers["Vary"].split(",")}
                tags = found.setdefault((accept, encoding), answer.headers["ETag"])
                assert tags == answer.headers["ETag"]
    assert len({value for key, value in found.items() if isinstance(key, tuple)}) == 6


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "rand()", "strUUID()"])
def test_what_differs_each_time_is_never_kept(server: Server, call):
    query = f"SELECT ({call} AS ?x) ({call} AS ?y) {{}}"
    bodies = {server.ask(query).body for _ in range(4)}
    assert len(bodies) == 4 or "BNODE" in call
    assert server.ask(query, {"If-None-Match": server.ask(query).headers["ETag"]}).status == 200 or "BNODE" in call


def test_requests_that_differ_in_their_dataset_or_base_are_answered_apart(server: Server):
    query = new("SELECT (COUNT(*) AS ?n) (STR(<a>) AS ?base) { ?s ?p ?o }")
    plain = server.ask(query, format="csv").body
    assert server.ask(query, format="csv", **{"default-graph-uri": "http://e.example/g"}).body != plain
    assert server.ask(query, {"Host": "other.example"}, format="csv").body != plain
    assert server.ask(query, format="csv").body == plain


def test_an_error_is_not_kept(server: Server):
    answers = [server.ask("SELECT * { ?x ") for _ in range(2)]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert all(answer.status == 400 and "ETag" not in answer.headers for answer in answers)


def test_the_same_heavy_question_of_many_at_once_is_computed_once(patient: Server):
    answers: list[Answer] = []
    query = new("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?c ?d ?e . ?e ?f ?g . ?g ?h ?i }")
    alone = spent(patient, lambda: patient.ask(f"{query} alone"))
    assert patient.ask(query + " alone").status == 200
    with ThreadPoolExecutor(24) as many:
        together = spent(patient, lambda: answers.extend(many.map(lambda _: patient.ask(query), range(24))))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert together < alone * 4 + 0.5


def spent(server: Server, work: Callable[[], object]) -> float:
    """The seconds that the keeper's processes computed during a piece of work, those that ended included."""
    before = _family(server)
    work()
    return _family(server) - before


def _family(server: Server) -> float:
    return float(sum(cpu(pid) for pid in children(server.keeper)))


def test_who_follows_is_answered_though_who_asked_first_leaves(server: Server):
    query = new("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?c ?d ?e . ?e ?f ?g . ?g ?h ?i . ?i ?j ?k }")
    first = server.begin(query)
    with ThreadPoolExecutor(4) as several:
        following = [several.submit(server.ask, query) for _ in range(4)]
        first.close()
        assert {answer.result().status for answer in following} <= {200, 504}
