"""The page of a validation, opened from a file in a browser: it keeps the rules and asks for nothing."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from browsing import told, visiting
from browsing.axe import faults
from browsing.look import SCHEMES
from browsing.markup import Written
from partnercities.desk.checking import check
from partnercities.desk.reports import Manner, write
from partnercities.problems import Place
from partnercities.protocol.formats import PAGE
from partnercities.validation.report import Finding, Report

EXAMPLE = "shapes/examples/invalid/Participation-role.ttl"


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    """A report on a file of ours in which much is wrong, with places, hints and reasons."""
    found = check([root / EXAMPLE], alone=True)
    first, second, *others = found.findings
    placed = replace(first, place=Place(1, 9, str(root / EXAMPLE), 1, 17), hints={"en": "did you mean pc:role?"})
    reasoned = replace(second, reasons=(first, replace(first, reasons=(second,))), messages={"de": "Falsch."})
    many = [Finding("Warning", "urn:x", "", "1", {"en": "Alike."}, "urn:s") for _ in range(30)]
    return replace(found, findings=(placed, reasoned, *others, *many), notes=({"en": "A note.", "bg": "Бележка."},))


@pytest.mark.parametrize("language", ["en", "bg"])
def test_the_page_of_a_report_is_valid(report: Report, language: str):
    assert Written(write(report, PAGE, Manner(language)).decode()).mistakes() == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "bg"])
def test_the_page_of_a_report_breaks_no_rule_and_asks_for_nothing(chromium, report, tmp_path: Path, language: str):
    (tmp_path / "report.html").write_bytes(write(report, PAGE, Manner(language)))
    with visiting(chromium, tmp_path.as_uri()) as seen:
        seen.to("/report.html")
        found = []
        for scheme, width in product(SCHEMES, (1280, 320)):
            seen.tab.emulate_media(color_scheme=scheme)
            seen.tab.set_viewport_size({"width": width, "height": 800})
            found += [f"{scheme}, at {width} px: {fault}" for fault in faults(seen)]
            wide = seen.run("document.documentElement.scrollWidth")
            found += [f"at {width} px it is {wide} px wide"] if wide > width else []
        assert not found, told(found)
        assert seen.complaints() + seen.strangers() == []
