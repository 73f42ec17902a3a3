"""The macros that write drawings down: well-formed, every name said, nothing that a strict policy forbids."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jinja2 import Environment, FileSystemLoader

import partnercities.web
from partnercities.drawing import (
    Bar,
    Edge,
    Link,
    Node,
    Spot,
    draw_map,
    draw_phases,
    draw_ring,
    draw_timeline,
)

WORDS = {"start": "start not known", "end": "end not known", "undated": "Without dates:", "none": "no dates"}
SPOTS = [
    Spot("София", "/city/bg/sofia", 42.7, 23.3, 11, note="11 projects", lang="bg"),
    Spot('A <b>"city"</b>', "/city/x?a=1&b=2", 52.5, 13.4, kind="lead"),
    Spot("Toronto", "/city/ca/toronto", 43.7, -79.4, note="1 project"),
]
BARS = [
    Bar("CoNet", "/project/conet", date(2008, 11, 24), date(2012, 11, 30), "2008–2012", "URBACT", mark="1"),
    Bar("Проект", "/project/p", date(2010, 1, 1), None, "2010–", lang="bg"),
    Bar("Before", "", None, date(2010, 1, 1), "–2010"),
    Bar("Never", "", None, None, ""),
]
NODES = [Node("Sofia", "/s", "BG", note="11 projects"), Node("Burgas & more", "/b", "BG"), Node("Berlin", "/d", "DE")]

Write = Callable[..., ET.Element]


@pytest.fixture(scope="module")
def write() -> Write:
    """Writes a drawing by a macro, and reads the markup again."""
    folder = Path(partnercities.web.__file__).with_name("templates")
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    environment.globals["fallen_back"] = lambda name: "en" if name == "URBACT" else ""
    environment.globals["asset"] = lambda name: f"/static/{name}"

    def written(macro: str, *values: object) -> ET.Element:
        markup = getattr(environment.get_template("drawing.html").module, macro)(*values)
        assert not re.search(r"<(script|style)\b|\b(style|on\w+)=", markup)
        return ET.fromstring(markup)

    return written


def texts(element: ET.Element, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in element.iterfind(path)]


def test_a_map_names_every_city_and_says_what_lies_outside(write: Write):
    figure = write("map", draw_map(SPOTS, [Link(0, 1)], 0), "Cities", "By projects.", "Outside:")
    assert texts(figure, ".//a/title") == ["София: 11 projects", 'A <b>"city"</b>']
    assert [a.get("href") for a in figure.iterfind(".//a")] == [spot.href for spot in SPOTS]
    assert [text.get("lang") for text in figure.iterfind(".//text")] == ["bg", None]
    (caption,) = texts(figure, "figcaption")
    assert " ".join(caption.split()) == "By projects. Outside: Toronto (1 project)."


def test_a_map_lies_on_the_outlines_that_are_shipped(write: Write):
    figure = write("map", draw_map(SPOTS), "Cities")
    assert [use.get("href") for use in figure.iterfind(".//use")] == [
        "/static/europe.svg#land",
        "/static/europe.svg#borders",
    ]


@pytest.mark.parametrize(("macro", "drawn"), [("map", draw_map(SPOTS)), ("ring", draw_ring(NODES))])
def test_a_wide_drawing_is_a_named_region_that_the_keyboard_can_scroll(write: Write, macro: str, drawn: object):
    region = write(macro, drawn, "Cities").find("div")
    assert region is not None
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == ("region", "0", "Cities")


def test_circles_are_told_apart_in_words(write: Write):
    assert [text.strip() for text in texts(write("key", [("lead", "leads"), ("", "takes part")]), "li")] == [
        "leads",
        "takes part",
    ]


def test_a_timeline_says_dates_and_what_is_not_known_in_words(write: Write):
    figure = write("timeline", draw_timeline(BARS), "Projects", WORDS)
    rows = [" ".join(row.split()) for row in texts(figure, ".//li")]
    assert rows == ["Before –2010 start not known", "Проект 2010– end not known", "CoNet 2008–2012"]
    assert texts(figure, ".//p") == ["URBACT"]
    assert " ".join(texts(figure, "figcaption")) == "Without dates: Never."
    assert [a.get("lang") for a in figure.iterfind(".//li/a")] == ["bg", None]


def test_phases_stand_on_a_line_and_in_words_in_the_order_given(write: Write):
    figure = write("phases", draw_phases(BARS), "Phases", WORDS)
    rows = [" ".join(row.split()) for row in texts(figure, ".//li")]
    assert rows == ["CoNet 2008–2012", "Проект 2010– end not known", "Before –2010 start not known", "Never no dates"]
    assert "1" in texts(figure, ".//svg/text")


def test_a_ring_names_every_node_and_group(write: Write):
    figure = write("ring", draw_ring(NODES, [Edge(0, 1, 2)], 0), "Who meets", "By projects.")
    assert texts(figure, ".//a/title") == ["Sofia: 11 projects", "Burgas & more", "Berlin"]
    assert [text.text for text in figure.iterfind(".//text[@class='group']")] == ["BG", "DE"]
    assert texts(figure, "figcaption") == ["By projects."]


@pytest.mark.parametrize(
    ("macro", "values"),
    [
        ("map", (draw_map([]), "None")),
        ("ring", (draw_ring([]), "None")),
        ("timeline", (draw_timeline([]), "None", WORDS)),
        ("phases", (draw_phases([]), "None", WORDS)),
    ],
)
def test_nothing_is_drawn_as_nothing(write: Write, macro: str, values: tuple[object, ...]):
    assert write(macro, *values).find(".//a") is None
