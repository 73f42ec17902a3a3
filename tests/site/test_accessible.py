"""Every page keeps the rules of accessibility, in both languages, light and dark, wide and narrow."""

from itertools import product

import pytest

from browsing import PAGES, Page, told
from browsing.axe import faults
from browsing.look import SCHEMES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["en", "bg"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_axe_finds_nothing(visit, page: Page, lang: str):
    with visit() as seen:
        seen.to(page, lang=lang)
        found = []
        for scheme, width in product(SCHEMES, (1280, 320)):
            seen.tab.emulate_media(color_scheme=scheme)
            seen.tab.set_viewport_size({"width": width, "height": 800})
            found += [f"{scheme}, at {width} px: {fault}" for fault in faults(seen)]
        assert not found, told(found)
