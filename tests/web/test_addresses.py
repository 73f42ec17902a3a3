"""Every IRI of ours in the data, the ontology and the shapes answers, as a page and as data that mentions it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from asking import Client
from partnercities.dataset.files import read, shapes_in, shipped
from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import BASE
from partnercities.web.app import create_app

ROOT = Path(__file__).parents[2]
_IRI = re.compile(rf"<({re.escape(BASE)}[^>]*)>")
# Things are many, so several processes can share them.
PARTS = 8


@cache
def iris() -> list[str]:
    """The IRIs, each once: subjects, predicates, objects, datatypes and graphs."""
    files = (*shipped(), *shapes_in(ROOT / "shapes"))
    return sorted({iri for file in files for quad in read(file) for iri in _IRI.findall(str(quad))})


def documents() -> Iterator[tuple[str, str]]:
    """The address of each document and the IRIs that it is for."""
    for iri in iris():
        yield iri.partition("#")[0], iri


def test_there_are_iris_of_every_kind() -> None:
    kinds = {iri.removeprefix(BASE).partition("#")[0].partition("/")[0] for iri in iris()}
    assert kinds == {"id", "def", "shapes", "graph"}
    assert len(iris()) > 3_000


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.thorough) for part in range(1, PARTS))])
def test_every_iri_answers_as_a_page_and_as_data_that_mentions_it(client: Client, part: int) -> None:
    answers: dict[tuple[str, str], str] = {}
    for number, (document, iri) in enumerate(documents()):
        if number % PARTS == part:
            for suffix in ("text/html", "text/turtle"):
                if (document, suffix) not in answers:
                    answers[document, suffix] = followed(client, document, suffix)
            mentions(iri, answers[document, "text/turtle"])
            if "#" in iri:
                assert f'id="{iri.partition("#")[2]}"' in answers[document, "text/html"]
            else:
                assert iri in answers[document, "text/html"], iri


def followed(client: Client, iri: str, media_type: str) -> str:
    path, headers = "/" + iri.removeprefix(BASE), {"Accept": media_type}
    response = client.get(path, headers=headers)
    if path.startswith("/id/"):
        assert response.status_code == 303, iri
        response = client.get(response.headers["Location"], headers=headers)
    assert (response.status_code, response.mimetype) == (200, media_type), iri
    text: str = response.text
    return text


def mentions(iri: str, turtle: str) -> None:
    prefixes = dict(re.findall(r"@prefix (\w*): <([^>]*)>", turtle))
    short = [f"{name}:{iri.removeprefix(space)}" for name, space in prefixes.items() if iri.startswith(space)]
    assert any(form in turtle for form in (f"<{iri}>", *short)), iri


def test_an_iri_that_nobody_knows_is_not_found(client: Client) -> None:
    for path in ("/city/xx/nowhere", "/def/9.9.9", "/shapes/9.9.9", "/graph/nobody", "/queries/none/such"):
        response = client.get(path, headers={"Accept": "application/json"})
        assert (response.status_code, response.mimetype) == (404, "application/problem+json"), path


def test_over_graphs_that_are_kept_apart_the_same_is_known(client: Client) -> None:
    from partnercities.dataset.build import build

    plain = build(default_graph="plain")
    other = create_app(Desk(plain.store, plain, merged=False)).test_client()
    for path in ("/city/bg/sofia.nq", "/participation/conet/sofia.ttl", "/def.nt", "/graph/conet-page.nt"):
        assert sorted(other.get(path).data.splitlines()) == sorted(client.get(path).data.splitlines())
