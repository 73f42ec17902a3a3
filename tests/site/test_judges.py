"""The judges find what is wrong with a page: each fault is put into one, and nothing but it is found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from browsing import Look, Visit, visiting
from browsing.axe import faults as unaccessible
from browsing.keyboard import faults as by_keyboard
from browsing.keyboard import skipping
from browsing.markup import Written, keeps
from browsing.paper import cut, wide
from browsing.phone import Cost
from browsing.visit import loose

HOST = "http://pages.example"
POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'unsafe-inline' http://other.example; base-uri 'none'; frame-ancestors 'none'"
SKIP = "<a href=#main>To the content</a>"
PAGE = """<!doctype html><html lang="en"><head><title>A page</title>
<style>a {{ display: block; padding: 1em }}</style></head><body>{skip}
<header><a href="/">Home</a></header><main id="main" tabindex="-1"><h1>A page</h1><p>Words.</p><a href="/more">More</a>{part}</main>
<footer><a href="/end">End</a></footer></body></html>"""
TRAP = "<textarea aria-label=x></textarea><script>document.querySelector('textarea').addEventListener('keydown', event => event.preventDefault())</script>"
FAINT = "<style>.faint:focus { outline: none }</style><a class=faint href=/faint>Faint</a>"
COVERED = "<style>.cover { position: fixed; inset: 0; background: white }</style><div class=cover></div>"
WIDE = "<style>.wide { width: 700px }</style><div class=wide>Wide</div>"
LONG = "<style>.box { overflow: auto; width: 200px } .long { width: 900px }</style><div class=box tabindex=0><div class=long>x</div></div>"


def opened(browser: Browser, judge: Callable[[Visit], list[str]], part: str = "", skip: str = SKIP) -> list[str]:
    """What a judge says of a page with a part of its own."""
    with visiting(browser, HOST, Look(width=1000)) as visit:
        html = PAGE.format(part=part, skip=skip)
        visit.tab.route(
            "**/*",
            lambda route: route.fulfill(
                body=html, content_type="text/html", headers={"content-security-policy": POLICY}
            ),
        )
        return judge(visit.to("/"))


JUDGES = {
    "axe": unaccessible,
    "keyboard": by_keyboard,
    "skipping": skipping,
    "wide": lambda visit: wide(visit, 320),
    "cut": cut,
    "complaints": Visit.complaints,
    "strangers": Visit.strangers,
}


@pytest.mark.browser
@pytest.mark.parametrize("judge", JUDGES)
def test_a_good_page_has_no_faults(chromium: Browser, judge: str):
    assert opened(chromium, JUDGES[judge]) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("judge", "part", "said"),
    [
        ("axe", "<img src='data:,'>", "image-alt"),
        ("keyboard", TRAP, "Tab does not leave the page"),
        ("keyboard", FAINT, "does not show that it has the focus"),
        ("keyboard", COVERED, "has the focus out of sight"),
        ("keyboard", "<a href=/x tabindex=0 onfocus='this.blur()'>x</a>", "is not reached by Tab"),
        ("wide", WIDE, "at 320 px: too wide"),
        ("cut", LONG, "cut off on paper"),
        ("complaints", "<script>console.warn('well')</script>", "warning: well"),
        ("complaints", "<script>nothing()</script>", "error: "),
        ("complaints", "<img alt=x src='/x.png'>", "policy: img-src"),
        ("strangers", "<script src='http://other.example/x.js'></script>", "http://other.example/x.js"),
    ],
)
def test_a_fault_is_found(chromium: Browser, judge: str, part: str, said: str):
    found = opened(chromium, JUDGES[judge], part)
    assert any(said in fault for fault in found), found


@pytest.mark.browser
@pytest.mark.parametrize("skip", ["", "<a href=#nowhere>Skip</a>", "<a href=#main tabindex=-1>Skip</a>"])
def test_a_missing_way_over_the_head_is_found(chromium: Browser, skip: str):
    assert len(opened(chromium, skipping, skip=skip)) == 1


@pytest.mark.parametrize(
    ("policy", "faults"),
    [
        ("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'", 0),
        ("default-src 'self'; base-uri 'none'; frame-ancestors 'none'", 1),
        ("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'self' 'unsafe-inline'", 1),
        ("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; script-src 'self' https://cdn.example", 1),
        ("", 3),
    ],
)
def test_a_loose_policy_is_found(policy: str, faults: int):
    assert len(loose(policy)) == faults


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<p>x</div>", "end-tag-too-early"),
        ("<p id=x></p><p id=x></p>", "the id x stands 2 times"),
        ("<a href=#y>y</a>", "nothing has the id y"),
        ("<label for=z>z</label>", "for names z"),
    ],
)
def test_a_mistake_in_writing_is_found(part: str, said: str):
    assert Written(PAGE.format(skip=SKIP, part="")).mistakes() == []
    assert any(said in fault for fault in Written(PAGE.format(skip=SKIP, part=part)).mistakes())


def test_words_in_another_language_are_found():
    page = Written(
        "<html lang=en><main>София <b lang=bg>Русе</b> <i title='Варна' lang=de>x</i><code>Видин</code></main>"
    )
    assert page.misplaced() == ["'София' is not en", "'Варна' is not de"]
    page = Written(
        "<html lang=bg><main>Градове <b>Search for it</b> <i>out of it</i> <i lang=en>of it</i> <code>of</code></main>"
    )
    assert page.english(frozenset({"Search for it"})) == ["'Search for it' is English", "'out of it' is English"]


@pytest.mark.parametrize(
    ("there", "path", "kept"),
    [
        ("?min=3&lang=bg", "/pairs?min=3", True),
        ("/pairs?lang=bg&min=3", "/pairs?min=3", True),
        ("/pairs?lang=bg", "/pairs?min=3", False),
        ("/?lang=bg&min=3", "/pairs?min=3", False),
        ("", "/pairs", False),
    ],
)
def test_a_switch_that_loses_something_is_found(there: str, path: str, kept: bool):
    assert keeps(there, path, "bg") is kept


@pytest.mark.parametrize(
    ("cost", "lasting", "passing"),
    [
        (Cost(1500, 100, 0.0, 40_000), 0, 0),
        (Cost(1501, 101, 0.0, 40_000), 0, 2),
        (Cost(1000, 0, 0.002, 40_001), 2, 0),
    ],
)
def test_what_a_page_costs_too_much_is_found(cost: Cost, lasting: int, passing: int):
    assert (len(cost.lasting("data")), len(cost.passing("data"))) == (lasting, passing)
