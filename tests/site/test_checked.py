"""The page of data that was checked: lines with marks, reasons and hints, accessible, and whole without scripts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from a2wsgi import WSGIMiddleware
from playwright.sync_api import Browser

from browsing import Look, told, visiting
from browsing.axe import faults
from browsing.look import SCHEMES
from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.submission import Submission
from partnercities.desk.texts import Texts
from partnercities.problems import BadShapes, Place
from partnercities.store.embedded import EmbeddedStore
from partnercities.validation.report import Finding, Report
from partnercities.web.app import create_app
from partnercities.web.headers import Headers
from serving import plain, running

pytestmark = pytest.mark.browser
TEXT = "\n".join(f'<http://e.example/{n}> <http://e.example/day>\n  "2011-02-{n}" .' for n in range(31, 60))
INNER = Finding(
    "Violation", "http://e.example/inner", "", "", {"en": "No role.", "bg": "Няма роля."}, "x:R", "MinCount"
)
OUTER = replace(INNER, about="http://e.example/outer", messages={"en": "Neither fits."}, reasons=(INNER, INNER))
FINDINGS = tuple(
    Finding(
        "Violation" if n % 2 else "Warning",
        f"http://e.example/{n}",
        "http://e.example/day",
        f"2011-02-{n}",
        {"en": "The day does not exist. Mend it.", "bg": "Няма такъв ден. Поправете го."},
        "http://e.example/S",
        "Datatype",
        place=Place(2 * (n - 30), 3, "data.ttl", 2 * (n - 30), 15),
        hints={"en": "Did you mean 2011-02-28?"},
        reasons=(OUTER,) if n < 33 else (),
    )
    for n in range(31, 60)
)
NOTE = {"en": "Only some of the findings are here.", "bg": "Тук са само някои находки."}
FLAW = {"line": 7, "message": {"en": "No path.", "bg": "Няма път."}, "suggestion": "sh:path"}

WRONG = "One thing is wrong, and it takes a sentence that is wider than a phone to say what it is."


class Ready:
    """In place of who checks: shapes of one's own have flaws, anything else has findings."""

    def inspect(self, given: Submission, **_: object) -> Report:
        if given.shapes:
            raise BadShapes(WRONG, place=Place(1, 2, "shapes.trig"), flaws=(FLAW,))
        beyond = {"Violation": 2_000}
        checked = {"http://e.example/S": 29, "http://e.example/T": 0}
        return Report(FINDINGS, checked, b"", notes=(NOTE,), beyond=beyond, sources=Texts(given.every()))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    store = EmbeddedStore(ox.Store())
    app = create_app(Desk(store, Dataset(store, "1", {}, 0)))
    app.extensions["inspector"] = Ready()
    with running(plain(Headers(WSGIMiddleware(app.wsgi_app)))) as url:  # type: ignore[arg-type]
        yield url


def check(tab, url: str, lang: str, shapes: str = "") -> None:
    """Fill the form in and send it."""
    tab.goto(f"{url}/validate?lang={lang}")
    tab.fill("#data", TEXT)
    tab.select_option("select[name=format]", "ttl")
    if shapes:
        tab.locator("details:has(#shapes) > summary").click()
        tab.fill("#shapes", shapes)
    tab.locator("form.submission button").click()
    tab.wait_for_load_state()


@pytest.mark.parametrize("shapes", ["", "a shape"], ids=["findings", "flaws"])
@pytest.mark.parametrize("lang", ["en", "bg"])
def test_axe_finds_nothing_in_what_was_found(chromium: Browser, url: str, screens: Path, lang: str, shapes: str):
    with visiting(chromium, url) as seen:
        check(seen.tab, url, lang, shapes)
        found = []
        for scheme, width in product(SCHEMES, (1280, 320)):
            seen.tab.emulate_media(color_scheme=scheme)
            seen.tab.set_viewport_size({"width": width, "height": 800})
            found += [f"{scheme}, at {width} px: {fault}" for fault in faults(seen)]
            seen.tab.screenshot(path=screens / f"checked-{lang}-{scheme}-{width}{shapes[:1]}.png", full_page=True)
            wide = seen.run("document.documentElement.scrollWidth")
            assert wide <= width
        assert not found, told(found)
        assert not seen.complaints()


def test_without_scripts_each_finding_has_its_line_its_reasons_and_its_hint(chromium: Browser, url: str):
    with visiting(chromium, url, Look(scripts=False)) as seen:
        check(seen.tab, url, "en")
        said = seen.tab.inner_text("main")
        assert seen.tab.locator(".spot mark").count() == len(FINDINGS)
        assert seen.tab.locator(".spot mark").first.inner_text().startswith('"2011-02-')
        assert "Neither fits." in said
        assert seen.tab.locator(".reasons .reasons li").count() == 4
        assert "Did you mean 2011-02-28?" in said
        assert "2,014" in said or "2,015" in said
