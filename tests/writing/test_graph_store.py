"""The Graph Store Protocol: graphs put, extended, read and deleted by their names."""

import gzip

import pytest

from running import Client, Server, graph

TURTLE = {"Content_Type": "text/turtle"}


def test_a_graph_is_made_replaced_and_deleted(client: Client, own: str):
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", **TURTLE).status == 201
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 2 .", **TURTLE).status == 204
    assert client.ask("GET", graph(own), Accept="application/n-triples").body.count(b"\n") == 1
    assert client.ask("DELETE", graph(own)).status == 204
    assert client.ask("DELETE", graph(own)).status == 404
    assert client.ask("GET", graph(own)).status == 404


def test_post_extends_a_graph(client: Client, own: str):
    assert client.ask("POST", graph(own), "<a:s> <a:p> 1 .", **TURTLE).status == 201
    assert client.ask("POST", graph(own), "<a:s> <a:p> 2 .", **TURTLE).status == 204
    assert client.ask("GET", graph(own), Accept="application/n-triples").body.count(b"\n") == 2


def test_blank_nodes_of_two_bodies_are_not_the_same(client: Client, own: str):
    for _ in range(2):
        assert client.ask("POST", graph(own), "_:b <a:p> 1 .", **TURTLE).status < 300
    assert client.ask("GET", graph(own), Accept="application/n-triples").body.count(b"\n") == 2


def test_a_new_graph_gets_a_name_that_works(client: Client):
    answer = client.ask("POST", "/graphs", "<a:s> <a:p> 1 .", **TURTLE)
    assert answer.status == 201
    made = answer.headers["Location"]
    for path in (graph(made), "/graph/" + made.rpartition("/")[2]):
        assert b"<a:s> <a:p>" in client.ask("GET", path, Accept="application/n-triples").body
    assert client.ask("DELETE", graph(made)).status == 204


def test_an_address_is_itself_a_graph(client: Client, own: str):
    path = f"/graphs/direct/{own.rpartition('/')[2]}"
    assert client.ask("PUT", path, "<a:s> <a:p> <> .", **TURTLE).status == 201
    assert path.encode() in client.ask("GET", path, Accept="application/n-triples").body
    assert client.ask("DELETE", path).status == 204
    assert client.ask("HEAD", path).status == 404


def test_head_says_what_get_does_without_the_body(client: Client, own: str):
    client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", **TURTLE)
    got, head = (client.ask(method, graph(own), Accept="text/turtle") for method in ("GET", "HEAD"))
    assert head.body == b""
    assert [head.headers[name] for name in ("ETag", "Content-Type", "Content-Length")] == [
        got.headers[name] for name in ("ETag", "Content-Type", "Content-Length")
    ]


def test_the_tag_of_a_graph_changes_with_its_triples_and_with_nothing_else(client: Client, own: str):
    def tag() -> str:
        return str(client.ask("GET", graph(own), Accept="text/turtle").headers["ETag"])

    client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", **TURTLE)
    first = tag()
    client.ask("PUT", graph(own + "/other"), "<a:s> <a:p> 1 .", **TURTLE)
    assert tag() == first
    client.ask("POST", graph(own), "<a:s> <a:p> 2 .", **TURTLE)
    assert tag() != first
    client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", **TURTLE)
    assert tag() == first


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_who_has_read_a_graph_replaces_that_one_only(client: Client, own: str, accept: str):
    client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", **TURTLE)
    tag = client.ask("GET", graph(own), Accept=accept, Accept_Encoding="gzip").headers["ETag"]
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 2 .", If_Match=tag, **TURTLE).status == 204
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 3 .", If_Match=tag, **TURTLE).status == 412
    assert client.ask("DELETE", graph(own), If_Match=tag).status == 412
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 2 }}")


def test_a_graph_is_made_only_if_it_is_not_there(client: Client, own: str):
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", If_Match="*", **TURTLE).status == 412
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", If_None_Match="*", **TURTLE).status == 201
    assert client.ask("PUT", graph(own), "<a:s> <a:p> 2 .", If_None_Match="*", **TURTLE).status == 412
    assert client.ask("DELETE", graph(own), If_Match="*").status == 204


def test_a_known_graph_is_not_sent_again(client: Client, own: str):
    client.ask("PUT", graph(own), "<a:s> <a:p> 1 .", **TURTLE)
    tag = client.ask("GET", graph(own)).headers["ETag"]
    assert client.ask("GET", graph(own), If_None_Match=tag).status == 304
    client.ask("POST", graph(own), "<a:s> <a:p> 2 .", **TURTLE)
    assert client.ask("GET", graph(own), If_None_Match=tag).status == 200


def test_parts_of_several_types_are_one_graph(client: Client, own: str):
    parts = [("text/turtle", "_:b <a:p> 1 ."), ("application/n-triples", "_:b <a:p> <a:o> .")]
    body = "".join(f"--x\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--x--\r\n"
    answer = client.ask("POST", graph(own), body, Content_Type="multipart/form-data; boundary=x")
    assert answer.status == 201
    assert client.rows(f"SELECT (COUNT(DISTINCT ?b) AS ?n) {{ GRAPH <{own}> {{ ?b ?p ?o }} }}") == [{"n": "2"}]


def test_a_part_that_cannot_be_read_refuses_them_all(client: Client, own: str):
    parts = [("text/turtle", "<a:s> <a:p> 1 ."), ("text/turtle", "<a:s> <a:p>")]
    body = "".join(f"--x\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--x--\r\n"
    assert client.ask("POST", graph(own), body, Content_Type="multipart/mixed; boundary=x").status == 400
    assert client.ask("GET", graph(own)).status == 404


def test_a_compressed_body_is_read(client: Client, own: str):
    body = gzip.compress(b"<a:s> <a:p> 1 .")
    assert client.ask("PUT", graph(own), body, Content_Encoding="gzip", **TURTLE).status == 201
    more = gzip.compress(b"<a:s> <a:p> 2 .")
    assert client.ask("PUT", graph(own), body + more, Content_Encoding="gzip", **TURTLE).status == 204
    assert client.holds(f"GRAPH <{own}> {{ <a:s> <a:p> 1, 2 }}")


def test_a_compressed_body_that_breaks_off_is_refused(client: Client, own: str):
    body = gzip.compress(b"<a:s> <a:p> 1 .")
    for broken in (body[:-9], body[:5], b"", body + b"rest"):
        assert client.ask("PUT", graph(own), broken, Content_Encoding="gzip", **TURTLE).status == 400
    assert client.ask("GET", graph(own)).status == 404


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("?graph=a:b", "<a:s> <a:p>", "text/turtle", 400),
        ("?graph=a:b", "x", "image/png", 415),
        ("?graph=b", "", "text/turtle", 400),
        ("?graph=a:b&default", "", "text/turtle", 400),
        ("", "", "text/turtle", 400),
        ("?default", "<a:s> <a:p> 1 .", "text/turtle", 403),
        ("?graph=https://w3id.org/partnercities/graph/derived", "", "text/turtle", 403),
    ],
)
def test_a_put_that_is_wrong_changes_nothing(client: Client, path: str, body: str, kind: str, status: int):
    before = client.ask("GET", "/health").json()
    answer = client.ask("PUT", "/graphs" + path, body, Content_Type=kind)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.ask("GET", "/health").json() == before


def test_a_method_that_does_not_work_is_told(client: Client, own: str):
    answer = client.ask("PATCH", graph(own), "")
    assert answer.status == 405
    assert "PUT" in answer.headers["Allow"]


def test_the_default_graph_is_put_where_it_is_plain(plain: Server):
    client = plain.client()
    assert client.ask("PUT", "/graphs?default", "<a:s> <a:p> 1 .", **TURTLE).status == 204
    assert client.ask("GET", "/graphs?default", Accept="application/n-triples").body.count(b"\n") == 1
    assert client.ask("DELETE", "/graphs?default").status == 204
    assert client.ask("GET", "/graphs?default").status == 200
