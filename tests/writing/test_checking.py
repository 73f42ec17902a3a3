"""Nothing wrong gets in: a change that would add a violation is refused with what is wrong, by whatever way it comes."""

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from running import TOKEN, Answer, Client, Server, graph, running

DEF, ID = "https://w3id.org/partnercities/def#", "https://w3id.org/partnercities/id/"
SOFIA = f"<{ID}city/bg/sofia>"
TURTLE = {"Content_Type": "text/turtle"}
WRONG = f"{SOFIA} <{DEF}contry> 1 ."
"""A misspelt property."""
RIGHT = f"{SOFIA} <http://example.org/note> 1 ."
BARE = f"<a:city> a <{DEF}City> ."
"""A city of which nothing is known, so that it lacks what every city has."""
WARNING_TOKEN = "another-token-of-the-tests-27182818"


class _Outside(ThreadingHTTPServer):
    """Elsewhere: gives out what is wrong, and at another address what is right."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = (WRONG if self.path == "/wrong" else RIGHT).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/turtle")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def outside() -> Iterator[str]:
    """Where elsewhere is."""
    with _Outside() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def lenient(outside: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a token that refuses and one that warns, which may load from elsewhere."""
    folder = tmp_path_factory.mktemp("lenient")
    tokens = folder / "tokens"
    tokens.write_text(f"{TOKEN} refuse\n\n{WARNING_TOKEN} warn\n")
    with running(folder, token_file=tokens, remotes=f"http://outside.example/={outside}") as server:
        yield server


def forms(own: str, wrong: str) -> dict[str, tuple[str, str, str, dict[str, str]]]:
    """The ways to write a statement: method, path, body and headers of each."""
    sparql = {"Content_Type": "application/sparql-update"}
    part = f"--x\r\nContent-Type: text/turtle\r\n\r\n{wrong}\r\n--x--\r\n"
    into = f"GRAPH <{own}> {{ {wrong} }}"
    return {
        "insert data": ("POST", "/sparql", f"INSERT DATA {{ {into} }}", sparql),
        "insert where": ("POST", "/sparql", f"INSERT {{ {into} }} WHERE {{}}", sparql),
        "several": (
            "POST",
            "/sparql",
            f"INSERT DATA {{ GRAPH <{own}> {{ {RIGHT} }} }} ; INSERT DATA {{ {into} }}",
            sparql,
        ),
        "form": ("POST", "/sparql", "update=" + quote(f"INSERT DATA {{ {into} }}"), FORM),
        "put": ("PUT", graph(own), wrong, TURTLE),
        "post": ("POST", graph(own), wrong, TURTLE),
        "new": ("POST", "/graphs", wrong, TURTLE),
        "multipart": ("POST", graph(own), part, {"Content_Type": "multipart/form-data; boundary=x"}),
        "direct": ("PUT", "/graphs/direct/" + own.rpartition("/")[2], wrong, TURTLE),
    }


FORM = {"Content_Type": "application/x-www-form-urlencoded"}
each_way = pytest.mark.parametrize("way", list(forms("a:b", "")))


def send(client: Client, own: str, way: str, text: str) -> Answer:
    method, path, body, headers = forms(own, text)[way]
    return client.ask(method, path, body, **headers)


def refused(answer: Answer) -> dict[str, object]:
    assert answer.status == 422, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["slug"] == "not-conforming"
    flaw: dict[str, object] = problem["flaws"][0]
    return flaw


def version(client: Client) -> object:
    return client.ask("GET", "/health").json()["data"]


@each_way
def test_what_is_wrong_is_refused_by_each_way(client: Client, own: str, way: str):
    before = version(client)
    flaw = refused(send(client, own, way, WRONG))
    assert flaw["thing"] == SOFIA[1:-1]
    assert flaw["rule"]
    assert flaw["message"].keys() == {"en", "bg"}  # type: ignore[attr-defined]
    assert "pc:country" in flaw["hint"]["en"]  # type: ignore[index]
    assert version(client) == before
    assert not client.holds(f"GRAPH <{own}> {{ ?s ?p ?o }}")


@each_way
def test_what_is_right_is_kept_by_each_way(client: Client, own: str, way: str):
    assert send(client, own, way, RIGHT).status in (201, 204)


@each_way
def test_the_plain_mode_looks_at_all_graphs_together(plain: Server, own: str, way: str):
    client = plain.client()
    refused(send(client, own, way, WRONG))
    assert send(client, own, way, RIGHT).status in (201, 204)


@pytest.mark.parametrize("kind", ["merged", "plain"])
def test_a_city_that_others_need_is_not_taken_away(request: pytest.FixtureRequest, kind: str):
    client = request.getfixturevalue(kind).client()
    answer = client.update(f"DELETE WHERE {{ GRAPH ?g {{ {SOFIA} ?p ?o }} }}")
    refused(answer)
    assert any("/participation/" in flaw["thing"] for flaw in answer.json()["flaws"])
    assert client.holds(f"GRAPH ?g {{ {SOFIA} a <{DEF}City> }}")


def test_a_graph_that_others_need_is_not_deleted_nor_replaced(lenient: Server):
    client = lenient.client()
    name = "https://w3id.org/partnercities/graph/ref"
    answer = client.ask("DELETE", graph(name))
    refused(answer)
    assert len(answer.json()["flaws"]) == 100
    assert answer.json()["more"] > 100
    refused(client.ask("PUT", graph(name), "", **TURTLE))
    refused(client.update(f"DROP GRAPH <{name}>"))
    refused(client.update(f"CLEAR GRAPH <{name}>"))


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_what_is_loaded_from_elsewhere_is_looked_at(lenient: Server, silent: str):
    client = lenient.client()
    load = "LOAD {}<http://outside.example/{}> INTO GRAPH <a:loaded>"
    before = version(client)
    assert refused(client.update(load.format(silent, "wrong")))["thing"] == SOFIA[1:-1]
    assert version(client) == before
    assert client.update(load.format(silent, "right")).status == 204
    assert client.holds(f"GRAPH <a:loaded> {{ {RIGHT} }}")
    assert client.update("DROP GRAPH <a:loaded>").status == 204


@pytest.mark.parametrize("address", ["file:///etc/passwd", "file:shapes/places.ttl", "http://elsewhere.example/wrong"])
def test_what_is_not_named_in_the_settings_is_not_loaded(lenient: Server, address: str):
    client = lenient.client()
    before = version(client)
    assert client.update(f"LOAD <{address}> INTO GRAPH <a:loaded>").status == 403
    assert version(client) == before


def test_a_part_of_a_graph_cannot_be_sent(client: Client, own: str):
    assert client.ask("PATCH", graph(own), WRONG, **TURTLE).status == 405
    assert not client.holds(f"GRAPH <{own}> {{ ?s ?p ?o }}")


HARM = {
    "all things are cities": (
        f"DELETE {{ GRAPH ?g {{ ?s a ?c }} }} INSERT {{ GRAPH ?g {{ ?s a <{DEF}City> }} }} "
        "WHERE { GRAPH ?g { ?s a ?c } FILTER(?g != <https://w3id.org/partnercities/graph/derived>) }"
    ),
    "all classes are one": (
        "INSERT { GRAPH <a:x> { ?c <http://www.w3.org/2000/01/rdf-schema#subClassOf> ?d } } "
        f"WHERE {{ VALUES ?d {{ <{DEF}City> <{DEF}Project> }} {{ SELECT DISTINCT ?c {{ GRAPH ?g {{ ?x a ?c }} }} }} }}"
    ),
    "things are blank nodes": (
        "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { _:b ?p ?o } } "
        "WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?g != <https://w3id.org/partnercities/graph/derived>) }"
    ),
    "values are of no datatype": (
        "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p ?n } } WHERE { GRAPH ?g { ?s ?p ?o } "
        "FILTER(isLiteral(?o) && ?g != <https://w3id.org/partnercities/graph/derived>) "
        "BIND(STRDT(STR(?o), <http://www.w3.org/2001/XMLSchema#date>) AS ?n) }"
    ),
    "the ontology is gone": "DROP GRAPH <https://w3id.org/partnercities/graph/ontology>",
    "a property is gone": f"DELETE WHERE {{ GRAPH ?g {{ ?s <{DEF}evidence> ?o }} }}",
}


@pytest.mark.parametrize("text", HARM.values(), ids=list(HARM))
def test_what_does_harm_everywhere_is_refused_at_once_and_nothing_of_it_is_kept(patient: Server, text: str):
    client = patient.client()
    before = client.ask("GET", "/health").json()
    answer = client.update(text)
    refused(answer)
    assert (len(answer.json()["flaws"]), answer.json()["more"] > 0) == (100, True)
    (added,) = re.findall(r"adds ([\d,]+) violations", answer.json()["detail"])
    assert int(added.replace(",", "")) == 100 + answer.json()["more"]
    assert client.ask("GET", "/health").json() == before


def test_what_a_statement_needs_may_come_with_it_and_go_with_it(client: Client, own: str):
    refused(client.update(f"INSERT DATA {{ GRAPH <{own}> {{ {BARE} }} }}"))
    whole = (
        f'<{ID}city/bg/vratsa-test> a <{DEF}City> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "Vratsa"@en , "Враца"@bg ;'
        f" <{DEF}country> <http://publications.europa.eu/resource/authority/country/BGR> ."
    )
    answer = client.update(f"INSERT DATA {{ GRAPH <{own}> {{ {whole} }} }}")
    assert answer.status == 204, answer.body
    answer = client.update(f"DROP GRAPH <{own}>")
    assert answer.status == 204, answer.body


def test_the_same_statement_in_a_second_graph_may_go_again(client: Client, own: str):
    text = f"{SOFIA} a <{DEF}City> ."
    assert client.ask("PUT", graph(own), text, **TURTLE).status == 201
    assert client.ask("DELETE", graph(own)).status == 204


def test_with_the_token_that_warns_a_change_is_kept_and_what_is_wrong_is_told_and_logged(lenient: Server):
    client = lenient.client(Authorization=f"Bearer {WARNING_TOKEN}")
    answer = client.update(f"INSERT DATA {{ GRAPH <a:warned> {{ {WRONG} }} }}")
    assert answer.status == 200
    told = answer.json()
    assert (told["kept"], told["more"], len(told["flaws"])) == (True, 0, 1)
    assert client.holds(f"GRAPH <a:warned> {{ {WRONG} }}")
    log = lenient.log.read_text()
    assert "contry" in log
    assert WARNING_TOKEN not in log
    made = client.ask("PUT", graph("a:made"), BARE, **TURTLE)
    assert (made.status, made.json()["kept"]) == (201, True)
    assert client.ask("PUT", graph("a:fine"), RIGHT, **TURTLE).body == b""


def test_what_was_kept_with_a_warning_can_be_mended_by_everybody_and_hinders_nobody(lenient: Server):
    warned, strict = lenient.client(Authorization=f"Bearer {WARNING_TOKEN}"), lenient.client()
    assert warned.ask("PUT", graph("a:both"), WRONG + BARE, **TURTLE).status == 201
    refused(strict.update(f"INSERT DATA {{ GRAPH <a:more> {{ <a:other> a <{DEF}City> }} }}"))
    assert strict.update(f"INSERT DATA {{ GRAPH <a:more> {{ {RIGHT} }} }}").status == 204
    # What is wrong already may be said once more.
    assert strict.update(f"INSERT DATA {{ GRAPH <a:more> {{ {WRONG} }} }}").status == 204
    assert strict.ask("DELETE", graph("a:both")).status == 204


def test_a_token_opens_only_as_a_whole(lenient: Server):
    for given in (WARNING_TOKEN + " warn", "warn", WARNING_TOKEN[:-1], f"{TOKEN}\n"):
        client = lenient.client(Authorization=f"Bearer {given.strip()}x")
        assert client.update("INSERT DATA { GRAPH <a:b> { <a:s> <a:p> 1 } }").status == 401


def test_a_restart_knows_what_was_written(tmp_path: Path):
    tokens = tmp_path / "tokens"
    tokens.write_text(f"{TOKEN}\n{WARNING_TOKEN} warn\n")
    for write in (True, False):
        with running(tmp_path, "--store", str(tmp_path / "store"), token_file=tokens) as server:
            if write:
                warned = server.client(Authorization=f"Bearer {WARNING_TOKEN}")
                assert warned.update(f"INSERT DATA {{ GRAPH <a:g> {{ {BARE} }} }}").status == 200
            else:
                client = server.client()
                assert client.update(f"INSERT DATA {{ GRAPH <a:h> {{ {BARE} }} }}").status == 204
                refused(client.update(f"INSERT DATA {{ GRAPH <a:h> {{ <a:two> a <{DEF}City> }} }}"))


def test_the_report_is_json_for_programs_and_text_for_people(client: Client, own: str):
    update = f"INSERT DATA {{ GRAPH <{own}> {{ {WRONG} }} }}"
    text = client.ask("POST", "/sparql", update, Content_Type="application/sparql-update", Accept="text/plain")
    assert text.status == 422
    assert "contry" in text.body.decode()
    assert json.loads(client.update(update).body)["title"] == "The change breaks the rules"
