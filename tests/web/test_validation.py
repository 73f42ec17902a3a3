"""/validate: the state of the stored data, and data of one's own, as a page and for programs."""

import gzip
import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from asking import FORM, Client, Response
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.standing import Standing
from partnercities.desk.submission import Submission
from partnercities.desk.texts import Texts
from partnercities.problems import BadData, BadShapes, Place, Problem, TimedOut
from partnercities.settings import Settings
from partnercities.store.embedded import EmbeddedStore
from partnercities.validation.report import Finding, Report
from partnercities.web.app import create_app
from serving import hosting, running

HTML = {"Accept": "text/html"}
TURTLE = "text/turtle"
GOOD = """@base <https://w3id.org/partnercities/id/> . @prefix pc: <https://w3id.org/partnercities/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<fund/example> a pc:Fund ; skos:prefLabel "Example Fund"@en , "Примерен фонд"@bg ."""
BAD = GOOD.replace(' ; skos:prefLabel "Example Fund"@en , "Примерен фонд"@bg', "")
SHAPES = """@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
:S a sh:NodeShape ; sh:targetClass :City ; sh:property :N .
:N a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:message "No name. Give one."@en ."""


def told(client: Client, path: str, **headers: str) -> Response:
    """The answer once the stored data has been checked."""
    for _ in range(600):
        response = client.get(path, headers=headers)
        if response.status_code != 503:
            return response
        assert response.headers["Retry-After"]
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.thorough
def test_the_stored_data_is_checked_aside_and_its_state_told_in_both_languages():
    with running(hosting(Settings())) as url:
        client = Client(url)
        first = client.get("/validate?lang=en", headers=HTML)
        assert "is being checked" in first.text
        assert first.headers["Cache-Control"] == "no-store"
        report = told(client, "/validate.json").json
        assert report["counts"]["Violation"] == 0
        assert report["counts"]["Warning"] == 64
        page = client.get("/validate?lang=bg", headers=HTML)
        assert "Данните отговарят на правилата" in page.text
        assert 'id="Dataset-project-has-dates"' in page.text
        assert page.headers["ETag"]
        assert "ValidationReport" in told(client, "/validate.ttl").text
        assert "находки в съхранените данни" in client.get("/shapes?lang=bg", headers=HTML).text


def test_before_it_is_known_the_page_says_so_and_programs_are_told_when_to_ask_again(client: Client):
    page = client.get("/validate?lang=bg", headers=HTML)
    assert page.status_code == 200
    assert 'id="own"' in page.text
    response = client.get("/validate.json")
    assert response.status_code in (200, 503)


def test_what_is_pasted_is_checked_and_told_in_plain_words(client: Client):
    response = client.post("/validate?lang=bg", {"data": BAD, "alone": "true"}, headers=HTML)
    assert response.status_code == 200
    assert "няма име на английски" in response.text
    assert "#Fund-prefLabel-en" in response.text
    assert 'href="/fund/example' in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_a_body_of_rdf_is_checked_for_programs(client: Client):
    response = client.post("/validate?alone=true", GOOD.encode(), TURTLE, {"Accept": "application/json"})
    assert response.mimetype == "application/json"
    assert response.json["counts"]["Violation"] == 0
    rdf = client.post("/validate?alone=true", BAD.encode(), TURTLE, {"Accept": TURTLE})
    assert rdf.mimetype == TURTLE
    assert "Fund-prefLabel-en" in rdf.text


@pytest.mark.parametrize(
    ("name", "file", "kind", "text"),
    [
        ("data-file", "x.nt", "", "<http://e.example/a> <http://e.example/b> <http://e.example/c> ."),
        ("data", "x.jsonld", "", '{"@id": "http://e.example/a", "http://e.example/b": 1}'),
        ("data", "x", "application/ld+json", '{"@id": "http://e.example/a", "http://e.example/b": 1}'),
        ("data", "x.bin", "application/octet-stream", '{"@id": "http://e.example/a", "http://e.example/b": 1}'),
        ("data-file", "x.json", "application/json", '[{"@id": "http://e.example/a", "http://e.example/b": 1}]'),
    ],
)
def test_a_file_is_read_as_its_type_its_name_or_its_beginning_says(told_of, name, file, kind, text):
    given: list[Submission] = []
    client = told_of(TOLD)
    client.application.extensions["inspector"] = Ready(TOLD, given)
    fields = {name: (io.BytesIO(text.encode()), file, kind)}
    assert client.post("/validate", data=fields, headers={"Accept": "text/csv"}).status_code == 200
    (sent,) = given
    assert sent.data.content.decode() == text
    assert sent.data.suffix == ("jsonld" if text[0] in "{[" else "nt")


def test_a_body_is_read_packed_and_without_its_length_said_before(client: Client):
    packed = client.post(
        "/validate?alone=true",
        gzip.compress(BAD.encode(), mtime=0),
        TURTLE,
        {"Accept": "application/json", "Content-Encoding": "gzip"},
    )
    assert packed.json["counts"]["Violation"] == 1
    body = BAD.encode()
    head = f"POST /validate?alone=true HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {TURTLE}\r\n"
    head += f"Accept: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n"
    assert b"Fund-prefLabel-en" in client.raw(head.encode() + body + b"\r\n0\r\n\r\n")


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (b"no gzip", "gzip", 400),
        (gzip.compress(b"<x:a> <x:b> 1 .", mtime=0)[:-9], "gzip", 400),
        (b"<x:a> <x:b> 1 .", "br", 415),
        (gzip.compress(b"#" * (65 << 20)), "gzip", 413),
    ],
)
def test_a_packed_body_is_whole_and_within_its_size(client: Client, body: bytes, encoding: str, status: int):
    headers = {"Accept": "application/json", "Content-Encoding": encoding}
    assert client.post("/validate", body, TURTLE, headers).status_code == status


def test_files_and_own_shapes_can_be_sent(client: Client):
    body, kind = multipart(
        {"alone": "true"}, {"data-file": ("x.nt", "<http://e.example/a> a <http://e.example/City> .".replace(" a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ")), "shapes-file": ("s.ttl", SHAPES)}
    )  # fmt: skip
    response = client.post("/validate?lang=en", body, kind, HTML)
    assert response.status_code == 200
    assert "No name." in response.text
    assert "<code>http://e.example/a</code>" in response.text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"data": ""}, 400, "nothing to check"),
        ({"data": GOOD + "\n<x> pc:"}, 400, "line 4"),
        ({"data": GOOD, "format": "xlsx"}, 400, "xlsx"),
        ({"data": "<a> <b> <c> .", "alone": "true", "strict": "true"}, 422, "nothing was checked"),
        ({"data": GOOD, "shapes": SHAPES.replace("sh:path :name ; ", ""), "alone": "true"}, 422, ""),
        ({"data": GOOD, "shapes": SHAPES + ":S"}, 400, "In the shapes: "),
        ({"data": GOOD, "shapes": GOOD}, 422, "There are no shapes"),
        ({"data": GOOD, "shapes": SHAPES.replace("sh:path", "sh:sparql [ sh:select 'SELECT $this { SERVICE <http://e/> { $this ?p ?o } }' ] ; sh:path")}, 422, "SERVICE"),
        ({"data": '{"@context": "http://e.example/c"}', "alone": "true"}, 400, "http://e.example/c"),
        ({"data": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "a"><!ENTITY b "&a;">]><r/>', "alone": "true"}, 400, "DOCTYPE"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_told_beside_what_was_filled_in(client: Client, fields, status: int, words: str):
    page = client.post("/validate?lang=en", fields, headers=HTML)
    assert page.status_code == status
    assert words in page.text
    assert '<textarea id="data"' in page.text
    assert 'role="alert"' in page.text


def test_the_place_of_an_error_is_shown_in_the_text(client: Client):
    page = client.post("/validate?lang=en", {"data": GOOD + "\n<x> pc:"}, headers=HTML).text
    (excerpt,) = re.findall(r'<pre class="example".*?</pre>', page, re.DOTALL)
    assert '<span class="minus">    4 &lt;x&gt; pc:</span>' in excerpt


@pytest.mark.parametrize(
    ("kind", "status"), [("application/pdf", 415), ("", 415), ("text/csv", 415), ("application/json", 400)]
)
def test_a_body_of_another_type_is_not_read(client: Client, kind: str, status: int):
    response = client.post("/validate", b"%PDF-1.7", kind, {"Accept": "application/json"})
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"


def test_a_form_without_accept_gets_a_page(client: Client):
    response = client.post("/validate", urlencode({"data": ""}).encode(), FORM)
    assert (response.status_code, response.mimetype) == (400, "text/html")


def test_a_body_above_the_limit_is_too_large_and_a_third_check_is_told_to_come_back(dataset):
    app = create_app(Desk(dataset.store, dataset), Settings(max_body=1))
    small = app.test_client()
    assert small.post("/validate", data=b"#" * 1_100_000, content_type=TURTLE).status_code == 413
    places = app.extensions["inspector"]._places
    assert places.acquire(blocking=False)
    assert places.acquire(blocking=False)
    page = small.post("/validate", data={"data": GOOD}, headers=HTML)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "as many as may" in page.text
    assert small.post("/validate", data=GOOD, content_type=TURTLE).status_code == 503


@pytest.fixture
def told_of() -> Callable[[Report | Problem], FlaskClient]:
    """Pages that have a report or a problem ready for whatever is sent to them."""

    def made(outcome: Report | Problem) -> FlaskClient:
        store = EmbeddedStore(ox.Store())
        app = create_app(Desk(store, Dataset(store, "1", {}, 0)))
        app.extensions["inspector"] = Ready(outcome)
        return app.test_client()

    return made


@dataclass(frozen=True)
class Ready:
    """In place of who checks."""

    outcome: Report | Problem
    given: list[Submission] = field(default_factory=list)

    def inspect(self, given: Submission, **_: object) -> Report:
        self.given.append(given)
        if isinstance(self.outcome, Problem):
            raise self.outcome
        return replace(self.outcome, sources=Texts(given.every()))


TEXT = '<http://e.example/a> <http://e.example/day>\n  "2011-02-31" .'
REASON = Finding(
    "Violation",
    "http://e.example/inner",
    "",
    "",
    {"en": "No role.", "bg": "Няма роля."},
    "http://e.example/R",
    "MinCount",
)
FOUND = Finding(
    "Violation",
    "http://e.example/a",
    "http://e.example/day",
    "2011-02-31",
    {"en": "The day does not exist. Mend it.", "bg": "Няма такъв ден."},
    "http://e.example/S",
    "Datatype",
    place=Place(2, 3, "data.ttl", 2, 15),
    hints={"en": "Did you mean <2011-02-28>?"},
    reasons=(REASON,),
)
TOLD = Report((FOUND,), {"http://e.example/S": 1, "http://e.example/T": 0}, b"")


def test_the_page_shows_the_line_with_a_mark_the_reasons_and_a_hint(told_of):
    page = told_of(TOLD).post("/validate?lang=en", data={"data": TEXT, "format": "ttl"}, headers=HTML).text
    assert "2 | </span></span>  <mark>&#34;2011-02-31&#34;</mark> .</pre>" in page
    assert "No role." in page
    assert "Did you mean &lt;2011-02-28&gt;?" in page
    assert "1 shape found nothing to check" in page
    bulgarian = told_of(TOLD).post("/validate?lang=bg", data={"data": TEXT, "format": "ttl"}, headers=HTML).text
    assert "Няма роля." in bulgarian
    assert '<p class="mend" lang="en">' in bulgarian


@pytest.mark.parametrize(
    ("accept", "kind", "words"),
    [
        ("application/json", "application/json", '"line": 2'),
        ("text/plain", "text/plain", "^^^^^^^^^^^^"),
        ("text/csv", "text/csv", "data.ttl,2,3"),
        ("application/sarif+json", "application/sarif+json", '"startLine": 2'),
        ("text/plain;q=0.5, text/csv;q=0.9, */*;q=0.1", "text/csv", "data.ttl,2,3"),
        ("*/*", "application/json", '"line": 2'),
        ("", "application/json", '"line": 2'),
    ],
)
def test_a_report_comes_in_the_form_that_is_liked_best(told_of, accept: str, kind: str, words: str):
    client = told_of(TOLD)
    response = client.post("/validate", data=TEXT, content_type=TURTLE, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, kind)
    assert words in response.text
    suffix = {"text/plain": "txt", "text/csv": "csv", "application/sarif+json": "sarif"}.get(kind, "json")
    again = client.post(f"/validate?format={suffix}", data=TEXT, content_type=TURTLE)
    assert (again.mimetype, again.data) == (kind, response.data)


@pytest.mark.parametrize("accept", ["application/xml", "text/turtle;q=0", "image/png", "*/*;q=0"])
def test_an_accept_that_no_report_meets_is_told_what_there_is(told_of, accept: str):
    response = told_of(TOLD).post("/validate", data=TEXT, content_type=TURTLE, headers={"Accept": accept})
    assert response.status_code == 406
    assert all(form in response.json["hint"] for form in ("application/json", "text/turtle", "application/sarif+json"))


@pytest.mark.parametrize(
    ("problem", "members"),
    [
        (BadData("Open.", place=Place(2, 3, "data.ttl")), {"source": "data", "line": 2, "column": 3, "excerpt": '  "2011-02-31" .'}),
        (BadData("Odd."), {"source": "data"}),
        (BadShapes("Odd."), {"source": "shapes"}),
        (BadShapes("Odd.", flaws=({"line": 7, "message": {"en": "No path.", "bg": "Няма път."}, "suggestion": "sh:path"},)), {"source": "shapes", "flaws": [{"line": 7, "message": {"en": "No path.", "bg": "Няма път."}, "suggestion": "sh:path"}]}),
        (TimedOut("Late."), {}),
    ],
)  # fmt: skip
def test_a_problem_says_in_which_text_it_is_and_where(told_of, problem: Problem, members: dict[str, object]):
    response = told_of(problem).post("/validate", data=TEXT, content_type=TURTLE)
    assert (response.status_code, response.mimetype) == (problem.status, "application/problem+json")
    own = {
        name: response.json[name] for name in response.json if name in ("source", "line", "column", "excerpt", "flaws")
    }
    assert own == members


def test_the_flaws_of_shapes_stand_in_the_page(told_of):
    flaw = {"line": 7, "message": {"en": "No path.", "bg": "Няма път."}, "suggestion": "sh:path"}
    page = told_of(BadShapes("Odd.", flaws=(flaw,))).post("/validate?lang=bg", data={"data": TEXT}, headers=HTML).text
    assert "ред 7: Няма път." in page
    assert "sh:path" in page


def test_a_long_report_leads_to_its_next_part_and_counts_all(told_of):
    response = told_of(replace(TOLD, beyond={"Violation": 4})).post(
        "/validate?format=json", data=TEXT, content_type=TURTLE
    )
    assert response.headers["Link"] == '</validate?format=json&page=2>; rel="next"'
    assert response.json["counts"]["Violation"] == 5
    last = told_of(TOLD).post("/validate?format=json", data=TEXT, content_type=TURTLE)
    assert "Link" not in last.headers


def test_where_nothing_is_checked_a_report_says_so_and_who_is_strict_gets_a_problem(client: Client):
    about_nothing = b"<http://e.example/a> <http://e.example/b> 1 ."
    lax = client.post("/validate?alone=true", about_nothing, TURTLE, {"Accept": "application/json"})
    assert lax.status_code == 200
    assert lax.json["conforms"] is True
    assert "nothing was checked" in lax.json["notes"][0]["en"]
    graph = client.post("/validate?alone=true", about_nothing, TURTLE, {"Accept": TURTLE})
    assert "conforms true" in graph.text
    strict = client.post("/validate?alone=true&strict", about_nothing, TURTLE, {"Accept": "application/json"})
    assert (strict.status_code, strict.json["slug"]) == (422, "nothing-checked")


def test_the_state_of_the_stored_data_is_kept_by_its_version(told_of):
    app = told_of(TOLD).application
    app.extensions["standing"] = Standing(app.extensions["partnercities"], lambda _: TOLD)
    client = app.test_client()
    app.extensions["standing"].look()
    while app.extensions["standing"].last.checking:
        time.sleep(0.01)
    first = client.get("/validate.json")
    assert first.headers["ETag"].startswith('"1-')
    again = client.get("/validate.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/validate.csv").headers["ETag"] != first.headers["ETag"]


def test_unknown_forms_are_refused(client: Client):
    assert client.get("/validate.xlsx").status_code == 400
    assert client.post("/validate?format=xlsx", GOOD.encode(), TURTLE).status_code == 400


def test_the_data_of_another_endpoint_is_not_checked():
    from partnercities.store.remote import RemoteStore

    app = create_app(Desk(RemoteStore("http://127.0.0.1:9/"))).test_client()
    assert app.get("/validate.json").status_code == 404
    assert "belongs to another endpoint" in app.get("/validate?lang=en", headers=HTML).text


def multipart(fields: dict[str, str], files: dict[str, tuple[str, str]]) -> tuple[bytes, str]:
    """A form with files, as browsers send it, and its media type."""
    edge = "edge-of-a-part"
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts += [f'name="{name}"; filename="{file}"\r\n\r\n{text}' for name, (file, text) in files.items()]
    body = "".join(f"--{edge}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + f"--{edge}--\r\n"
    return body.encode(), f"multipart/form-data; boundary={edge}"
