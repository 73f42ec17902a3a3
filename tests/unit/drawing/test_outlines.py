"""The outlines below the maps: what is shipped, and how it is made."""

import gzip
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from partnercities.drawing.projection import HEIGHT, WIDTH, lay

ROOT = Path(__file__).parents[3]
EUROPE = ROOT / "server" / "partnercities" / "web" / "static" / "europe.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = spec_from_file_location("outlines", ROOT / "docs" / "outlines.py")
    assert spec
    assert spec.loader
    sys.modules["outlines"] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def topology() -> dict[str, Any]:
    """Two countries side by side: the first arc is the border between them, the others are coasts."""
    corners = {"a": [10, 50], "b": [10, 55], "c": [5, 52], "d": [15, 52]}
    arcs = [[corners[name] for name in line] for line in ("ab", "bca", "bda")]
    steps = [[line[0], *([x - a, y - b] for (a, b), (x, y) in pairwise(line))] for line in arcs]
    countries = [
        {"type": "Polygon", "arcs": [[0, 1]], "id": "1"},
        {"type": "MultiPolygon", "arcs": [[[0, 2]]], "id": "2"},
    ]
    land = [{"type": "Polygon", "arcs": [[1, -3]]}]
    objects = {"countries": {"geometries": countries}, "land": {"geometries": land}}
    return {"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": steps, "objects": objects}


def test_what_is_shipped_is_small_well_formed_and_asks_for_nothing():
    text = EUROPE.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert [(element.tag, element.get("id")) for element in root] == [(SVG + "path", "land"), (SVG + "path", "borders")]
    assert {name for element in root for name in element.attrib} == {"id", "d", "vector-effect"}
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert len(gzip.compress(text.encode())) < 25_000


def test_a_border_is_drawn_once_and_the_land_around_both(script: ModuleType):
    root = ET.fromstring(script.outlines(topology()))
    land, borders = (element.get("d") or "" for element in root)
    assert borders.count("M") == land.count("M") == land.count("z") == 1
    start = "M{} {}".format(*(round(value) for value in lay(50, 10)))
    assert borders.startswith(start)


def test_lines_inside_of_ukraine_are_not_drawn(script: ModuleType):
    crimea, donets = [(33.6, 46.1), (34.5, 46.0)], [(38.3, 47.5), (40.1, 49.6)]
    assert script.left_out({"804", "643"}, crimea)
    assert not script.left_out({"804", "643"}, donets)


def test_small_corners_go_and_ends_stay(script: ModuleType):
    assert script.simplified([(0, 0), (10, 0.05), (20, 0), (30, 20)]) == [(0, 0), (20, 0), (30, 20)]
    assert script.simplified([(0, 0), (0.1, 0.1), (0, 0)]) == [(0, 0), (0, 0)]


def test_a_ring_is_cut_at_the_frame(script: ModuleType):
    far, edge = WIDTH + 1000, WIDTH + script.MARGIN
    ring = script.clipped([(100, 100), (far, 100), (far, 200), (100, 200)])
    assert sorted(ring) == [(100, 100), (100, 200), (edge, 100), (edge, 200)]
    assert script.clipped([(far, 0), (far + 5, 0), (far, 5)]) == []


def test_a_line_is_left_out_where_it_leaves_the_frame(script: ModuleType):
    line = [(5.0, 5.0), (9.0, 9.0), (-500.0, 9.0), (-500.0, 20.0), (9.0, 20.0), (9.0, 30.0)]
    assert [part for part in script.within(line) if part] == [line[:3], line[3:]]


def test_a_path_is_written_in_short(script: ModuleType):
    assert script.steps([(5, 5), (6, 3), (10, 3)]) == "M5 5l1-2 4 0"
