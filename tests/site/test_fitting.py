"""Every page fits a narrow window and a sheet of paper; pictures of all are kept in .cache/screens."""

from pathlib import Path

import pytest

from browsing import PAGES, Look, Page, told
from browsing.paper import cut, wide

HIGHEST_PX = 6000
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["en", "bg"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_does_not_scroll_sideways(visit, page: Page, lang: str):
    with visit() as seen:
        seen.to(page, lang=lang)
        assert not (found := [fault for width in (320, 390) for fault in wide(seen, width)]), told(found)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_can_be_printed(visit, screens: Path, page: Page):
    with visit() as seen:
        printed = seen.to(page).tab.pdf(path=screens / f"{page}.pdf", format="A4", print_background=True)
        assert printed.startswith(b"%PDF")
        assert not (found := cut(seen)), told(found)


@pytest.mark.parametrize("look", [Look(), Look("bg", "dark", 390)], ids=str)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_picture_of_a_page_is_kept(visit, screens: Path, page: Page, look: Look):
    with visit(look) as seen:
        file = screens / f"{page}-{look}-{look.width}.png"
        height = min(seen.to(page, lang=look.lang).run("document.documentElement.scrollHeight"), HIGHEST_PX)
        shown = {"x": 0, "y": 0, "width": look.width, "height": height}
        assert seen.tab.screenshot(path=file, full_page=True, clip=shown)
