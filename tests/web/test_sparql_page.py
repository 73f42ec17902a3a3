"""/sparql for people: a query and its answer on one page, within the limits of the protocol, without any script."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from asking import Client, Response
from partnercities.desk.showing import ROWS
from partnercities.web.app import create_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CITIES = """PREFIX pc: <https://w3id.org/partnercities/def#>
SELECT ?city (COUNT(DISTINCT ?project) AS ?projects) { ?project pc:participatingCity ?city }
GROUP BY ?city ORDER BY DESC(?projects) ?city LIMIT 3"""
PHASES = """PREFIX pc: <https://w3id.org/partnercities/def#>
SELECT ?project ?start ?end { VALUES (?project ?start ?end) {
  (<https://w3id.org/partnercities/id/project/conet> "2008-07" "2011-07") } }"""


def page(client: Client, query: str, accept: str = BROWSER, language: str = "en", **more: str) -> Response:
    return client.get(
        "/sparql", query_string={"query": query, **more}, headers={"Accept": accept, "Accept-Language": language}
    )


def links(response: Response, part: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', response.text) if part in unescape(link)]


def test_a_query_is_answered_below_its_text(client: Client):
    response = page(client, CITIES)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert CITIES.split("\n")[1] in unescape(response.text)
    assert '<a href="/city/bg/sofia">Sofia</a> <small class="iri">city/bg/sofia</small>' in response.text
    assert '<td class="n">16</td>' in response.text
    assert "3 rows." in response.text


def test_names_come_in_the_language_of_the_page_and_say_where_they_do_not(client: Client):
    response = page(client, CITIES, language="bg")
    assert '<a href="/city/bg/sofia">София</a>' in response.text
    assert '<a href="/city/lv/riga" lang="en">Riga</a>' in response.text
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(
    "accept", ["text/html", BROWSER, "text/html;q=0.9,application/xml;q=0.5,application/sparql-results+json;q=0.1"]
)
def test_a_browser_gets_the_page(client: Client, accept: str):
    assert page(client, "ASK {}", accept).mimetype == "text/html"


@pytest.mark.parametrize(
    ("accept", "more", "media_type"),
    [
        ("*/*", {}, "application/sparql-results+json"),
        ("text/csv", {}, "text/csv"),
        (BROWSER, {"format": "csv"}, "text/csv"),
        (BROWSER, {"format": "xml"}, "application/sparql-results+xml"),
        ("application/sparql-results+xml,text/html;q=0.5", {}, "application/sparql-results+xml"),
    ],
)
def test_a_program_gets_its_format(client: Client, accept: str, more: dict[str, str], media_type: str):
    assert page(client, "ASK {}", accept, **more).mimetype == media_type


def test_a_program_that_sends_a_query_as_it_is_gets_no_page(client: Client):
    response = client.post("/sparql", b"ASK {}", "application/sparql-query", {"Accept": BROWSER})
    assert response.mimetype == "application/sparql-results+xml"


def test_a_form_by_post_is_answered_like_an_address(client: Client):
    by_get = page(client, CITIES, lang="bg", view="bars")
    by_post = client.post("/sparql?lang=bg", {"query": CITIES, "view": "bars"}, headers={"Accept": BROWSER})
    assert by_post.status_code == 200
    assert re.findall(r"<tbody>.*</tbody>", by_get.text, re.DOTALL) == re.findall(
        r"<tbody>.*</tbody>", by_post.text, re.DOTALL
    )


def test_a_long_query_by_post_has_no_links_that_are_too_long(client: Client):
    query = "ASK {} #" + "x" * 70_000
    response = client.post("/sparql", {"query": query}, headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert "too long for an address" in response.text
    assert not links(response, "format=")


def test_a_yes_is_a_word(client: Client):
    assert '<strong class="verdict">Yes</strong>' in page(client, "ASK {}").text
    assert '<strong class="verdict">Не</strong>' in page(client, "ASK { <x:a> <x:b> 1 }", language="bg").text


def test_a_graph_is_turtle(client: Client):
    response = page(client, "CONSTRUCT { <x:a> <x:b> 'ж' } WHERE {}")
    assert "&lt;x:a&gt; &lt;x:b&gt; &#34;ж&#34;" in response.text
    assert [parse_qs(urlsplit(link).query)["format"] for link in links(response, "format=")] == [
        ["turtle"], ["ntriples"], ["rdfxml"], ["jsonld"],
    ]  # fmt: skip


def test_no_row_is_told_in_words(client: Client):
    response = page(client, "SELECT ?x { ?x <x:b> 1 }")
    assert "No row matches." in response.text
    assert "<table" not in response.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?s { ?s ?p ?o } LIMIT 1200", f"The first {ROWS:,} of 1,200 rows."),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c }", f"The first {ROWS:,} of more than"),
    ],
)
def test_of_many_rows_the_first_are_shown_and_all_can_be_taken_away(client: Client, query: str, said: str):
    response = page(client, query)
    assert said in response.text
    assert response.text.count("<tr>") == ROWS + 1
    assert "Download all" in response.text


def test_every_format_is_a_link_that_answers(client: Client):
    found = links(page(client, CITIES), "format=")
    assert [client.get(link).mimetype for link in found] == [
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "view", "drawn"),
    [
        (CITIES, "bars", '<rect width="1000" height="10"/>'),
        (CITIES, "map", 'class="map"'),
        (PHASES, "timeline", "2008-07 – 2011-07"),
        (CITIES, "table", "<thead>"),
    ],
)
def test_each_view_is_an_address(client: Client, query: str, view: str, drawn: str):
    (link,) = links(page(client, query), f"view={view}")
    response = client.get(link, headers={"Accept": BROWSER})
    assert drawn in response.text
    assert re.search(rf'view={view}[^"]*" aria-current="true"', response.text)


def test_a_view_that_the_columns_do_not_allow_is_the_table(client: Client):
    response = page(client, 'SELECT ("a" AS ?x) {}', view="map")
    assert response.status_code == 200
    assert "<thead>" in response.text


def test_the_language_that_was_chosen_stays_in_the_views(client: Client):
    assert all("lang=bg" in link for link in links(page(client, CITIES, lang="bg"), "view="))


MISTAKE = "SELECT ?x\nWHERE { ?x ?y ?z\n\tFILTR(?z) }"


def test_a_mistake_is_shown_under_its_place(client: Client):
    response = page(client, MISTAKE)
    assert (response.status_code, response.mimetype) == (400, "text/html")
    assert 'data-line="3" data-column="2"' in response.text
    assert '\tFILTR(?z) }\n<span class="caret" aria-hidden="true">\t^</span>' in response.text
    assert "Did you mean FILTER?" in response.text
    assert MISTAKE in unescape(response.text)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "more", "status"),
    [
        ("", {}, 400),
        ("INSERT DATA { <s:s> <p:p> 1 }", {}, 400),
        ("ASK {}", {"timeout": "soon"}, 400),
        ("ASK { FILTER(<http://e.example/f>(1)) }", {}, 422),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, 403),
        ("ASK " + "{" * 3000 + "}" * 3000, {}, 413),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {"timeout": "0.3"}, 504),
        # It fails when its beginning is there already.
        (
            "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 2000 } UNION { ?s ?p ?o . ?a ?b ?c FILTER(STRLEN(STR(?o)) + STRLEN(STR(?c)) < 0) } }",
            {"timeout": "1"},
            504,
        ),
    ],
)
def test_what_is_refused_is_told_on_the_page_with_its_status(client: Client, query, more, status: int):
    response = page(client, query, **more)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert '<section class="problem"' in response.text
    assert unescape(response.text).count(query) >= 1


def test_a_problem_without_a_query_is_a_page_of_its_own(client: Client):
    response = client.get("/sparql?query=ASK{}&query=ASK{}", headers={"Accept": BROWSER})
    assert (response.status_code, response.mimetype) == (400, "text/html")


def test_what_stands_in_a_query_is_text_on_the_page(client: Client):
    response = page(client, "SELECT ('<script>alert(1)</script>' AS ?x) {} # </textarea><script>")
    assert "<script>alert" not in response.text
    assert "</textarea><script>" not in response.text


def test_a_link_that_would_run_something_is_none(client: Client):
    response = page(client, "SELECT ?x { VALUES ?x { <javascript:alert(1)> } }")
    assert 'href="javascript' not in response.text


def test_an_answer_of_this_moment_is_not_kept(client: Client):
    response = page(client, "SELECT (NOW() AS ?now) {}")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_an_answer_that_lasts_is_answered_with_304(client: Client):
    tag = page(client, CITIES).headers["ETag"]
    headers = {"Accept": BROWSER, "Accept-Language": "en", "If-None-Match": tag}
    assert client.get("/sparql", query_string={"query": CITIES}, headers=headers).status_code == 304


def test_the_dataset_of_the_request_goes_into_all_links(client: Client):
    graph = {"default-graph-uri": "https://w3id.org/partnercities/graph/conet-page"}
    response = page(client, "SELECT (COUNT(*) AS ?n) (1 AS ?one) { ?s ?p ?o }", **graph)
    assert all("default-graph-uri=" in link for link in links(response, "format="))
    assert 'name="default-graph-uri"' in response.text
    assert "default-graph-uri=https" in response.text


@pytest.mark.parametrize("id", ["cities-across-networks", "city-profile"])
def test_a_stored_query_can_be_put_into_the_text(client: Client, desk, id: str):
    response = client.get(f"/sparql?example={id}", headers={"Accept": BROWSER})
    assert desk.stored(id).body.strip() in unescape(response.text)
    assert "VALUES" in response.text


def test_an_example_that_is_none_is_not_found(client: Client):
    assert client.get("/sparql?example=none", headers={"Accept": BROWSER}).status_code == 404


def test_every_example_is_offered_in_the_language_of_the_page(client: Client, desk):
    text = unescape(client.get("/sparql?lang=bg", headers={"Accept": BROWSER}).text)
    assert all(query.title["bg"] in text for query in desk.catalogue.values())


def programs(response: Response) -> list[str]:
    return [
        unescape(text)
        for text in re.findall(r'<details class="program">.*?<pre[^>]*>(.*?)</pre>', response.text, re.DOTALL)
    ]


def test_the_program_in_python_answers_the_same(client: Client):
    _, program, _ = programs(Client(client.url, client.url.removeprefix("http://")).get(
        "/sparql", query_string={"query": CITIES}, headers={"Accept": BROWSER}))  # fmt: skip
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[0] == str(
        {"city": "https://w3id.org/partnercities/id/city/bg/sofia", "projects": "16"}
    )


def test_the_page_may_run_a_script_of_ours_and_no_other(client: Client):
    policy = client.get("/sparql", headers={"Accept": BROWSER}).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in client.get("/", headers={"Accept": BROWSER}).headers["Content-Security-Policy"]


@pytest.mark.parametrize("built", [True, False])
def test_without_the_editor_the_page_is_the_same_form(desk, tmp_path: Path, built: bool):
    app = create_app(desk)
    for name in ("site.css", "icon.svg", *(["editor.js"] if built else [])):
        (tmp_path / name).touch()
    app.static_folder = str(tmp_path)
    text = app.test_client().get("/sparql", headers={"Accept": BROWSER}).text
    assert ('<script type="module" src="/static/editor.js' in text) is built
    assert '<textarea id="query" name="query"' in text
    assert "<button" in text


def test_terms_are_given_with_a_tag(client: Client):
    response = client.get("/terms.json")
    assert response.mimetype == "application/json"
    assert ["city/bg/sofia", "Sofia", "София"] in response.json["things"]
    tag = response.headers["ETag"]
    assert client.get("/terms.json", headers={"If-None-Match": tag}).status_code == 304
