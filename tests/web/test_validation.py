"""/validate: the state of the stored data, and data of one's own, as a page and for programs."""

import re
import time
from urllib.parse import urlencode

import pytest

from asking import FORM, Client, Response
from partnercities.settings import Settings
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
        ({"data": "<a> <b> <c> .", "alone": "true"}, 422, "nothing was checked"),
        ({"data": GOOD, "shapes": SHAPES.replace("sh:path :name ; ", ""), "alone": "true"}, 422, ""),
        ({"data": GOOD, "shapes": SHAPES.replace("sh:path", "sh:sparql [ sh:select 'SELECT $this { SERVICE <http://e/> { $this ?p ?o } }' ] ; sh:path")}, 403, "SERVICE"),
        ({"data": '{"@context": "http://e.example/c"}', "alone": "true"}, 403, "context"),
        ({"data": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "a"><!ENTITY b "&a;">]><r/>', "alone": "true"}, 403, "entities"),
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
    from partnercities.desk import Desk
    from partnercities.web.app import create_app

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


def test_unknown_forms_are_refused(client: Client):
    assert client.get("/validate.xlsx").status_code == 400
    assert client.post("/validate?format=xlsx", GOOD.encode(), TURTLE).status_code == 400


def test_the_data_of_another_endpoint_is_not_checked():
    from partnercities.desk import Desk
    from partnercities.store.remote import RemoteStore
    from partnercities.web.app import create_app

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
