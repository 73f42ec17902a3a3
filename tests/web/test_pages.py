"""The front page and what operators ask."""

from asking import Client


def test_the_front_page_counts_what_the_graph_holds(client: Client) -> None:
    page = client.get("/").text
    for words in (
        "<dt>projects</dt><dd>73</dd>",
        "<dt>cities</dt><dd>246</dd>",
        "<dt>networks</dt><dd>4</dd>",
        "Sofia",
    ):
        assert words in page


def test_a_page_asks_nothing_of_other_hosts(client: Client) -> None:
    response = client.get("/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert 'src="http' not in response.text
    assert "<script" not in response.text


def test_health_names_the_version_of_the_data(client: Client, dataset) -> None:
    assert client.get("/health").json == {
        "status": "ok",
        "version": "0.1.0",
        "data": dataset.version,
        "triples": dataset.triples,
    }


def test_behind_a_proxy_the_public_address_is_told(dataset) -> None:
    from partnercities.desk import Desk
    from partnercities.settings import Settings
    from partnercities.web.app import create_app

    client = create_app(Desk(dataset.store, dataset), Settings(public_url="https://cities.example/")).test_client()
    assert b"<https://cities.example/sparql>" in client.get("/sparql?format=nt").data
