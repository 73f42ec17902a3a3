"""/shapes for people: every rule in plain words, with its place and its example."""

import re

from asking import Client
from partnercities.desk.rules import groups

RULES = [rule for group in groups() for rule in group.rules]


def page(client: Client, path: str) -> str:
    text: str = client.get(path, headers={"Accept": "text/html"}).text
    return text


def test_every_rule_has_one_place(client: Client):
    for language in ("en", "bg"):
        anchors = re.findall(r'id="([\w-]+)"', page(client, f"/shapes?lang={language}"))
        assert len(anchors) == len(set(anchors))
        assert {rule.name for rule in RULES} <= set(anchors)


def test_a_rule_speaks_the_language_of_the_page(client: Client):
    english, bulgarian = page(client, "/shapes?lang=en"), page(client, "/shapes?lang=bg")
    assert "The project has no English name." in english
    assert "Проектът няма име на английски." in bulgarian
    assert "Violation" in english
    assert "Нарушение" in bulgarian
    assert "The project has no English name." not in bulgarian


def test_severity_is_a_sign_and_a_word(client: Client):
    badges = re.findall(
        r'<span class="severity (\w+)"><span aria-hidden="true">(.)</span> ([^<]+)<', page(client, "/shapes")
    )
    assert {(word, sign) for word, sign, _ in badges} == {("Violation", "✕"), ("Warning", "!"), ("Info", "i")}


def test_examples_can_be_taken_whole(client: Client, root):
    address = "/shapes/examples/invalid/Project-start.ttl"
    assert f'href="{address}"' in page(client, "/shapes")
    response = client.get(address)
    assert response.mimetype == "text/turtle"
    assert response.data == (root / "shapes/examples/invalid/Project-start.ttl").read_bytes()
    assert client.get("/shapes/examples/invalid/Nothing.ttl").status_code == 404
    assert client.get("/shapes/examples/wrong/Project.ttl").status_code == 404


def test_variables_of_messages_are_told_apart(client: Client):
    assert "<var>laterNumber</var>" in page(client, "/shapes")
    assert "{?" not in page(client, "/shapes")
