"""/def for people: both languages, anchors, uses that lead to what they count."""

import html
import re

import pytest

from asking import Client
from partnercities.desk.ontology import CLASSES, PROPERTIES


def page(client: Client, path: str) -> str:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200
    text: str = response.text
    return text


def test_people_who_guess_the_name_are_led_there(client: Client):
    response = client.get("/ontology?lang=bg", headers={"Accept": "text/html"})
    assert response.status_code == 308
    assert response.headers["Location"].endswith("/def?lang=bg")


@pytest.mark.parametrize("language", ["en", "bg"])
def test_every_term_has_its_place(client: Client, language: str):
    anchors = set(re.findall(r'id="([\w-]+)"', page(client, f"/def?lang={language}")))
    assert {name for names in (*CLASSES.values(), *PROPERTIES.values()) for name in names} <= anchors
    assert {"classes", "properties", "schemes", "terms-of-others", "scheme-role"} <= anchors


def test_a_term_stands_in_the_language_of_the_page_and_below_in_the_other(client: Client):
    english, bulgarian = page(client, "/def?lang=en"), page(client, "/def?lang=bg")
    assert "<h4>City <code>pc:City</code></h4>\n<p>A city or town as a place" in english
    assert '<p class="note" lang="bg"><b>Град</b>. Град като място' in english
    assert "<h4>Град <code>pc:City</code></h4>\n<p>Град като място" in bulgarian
    assert '<p class="note" lang="en"><b>City</b>. A city or town' in bulgarian


def test_a_number_leads_to_the_query_that_lists_what_it_counts(client: Client):
    text = page(client, "/def?lang=en")
    links = re.findall(r'href="(/queries/things-of-class[^"]*)">([\d,]+) things? ?<', text)
    assert len(links) == sum(map(len, CLASSES.values()))
    address, number = next(link for link in links if "%23Network" in link[0])
    answer = client.get(html.unescape(address).replace("things-of-class", "things-of-class.csv"))
    assert len(answer.text.splitlines()) - 1 == int(number)


def test_the_picture_has_words_and_leads_to_the_classes(client: Client):
    text = page(client, "/def?lang=bg")
    (drawing,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert "<title" in drawing
    assert {"#City", "#Project", "#Network", "#terms-of-others"} <= set(re.findall(r'<a href="([^"]+)"', drawing))
    assert re.findall(r'style="', text) == []


def test_every_link_of_the_page_to_itself_finds_its_place(client: Client):
    for path in ("/def", "/shapes", "/about", "/data"):
        text = page(client, path)
        anchors = set(re.findall(r'id="([^"]+)"', text))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= anchors
