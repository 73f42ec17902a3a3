"""Every page keeps the rules of accessibility, in both languages, light and dark, wide and narrow."""

import pytest

from browsing import PAGES, Look, Page
from browsing.axe import faults
from browsing.look import LOOKS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_axe_finds_nothing(visit, page: Page, look: Look):
    with visit(look) as seen:
        seen.to(page, lang=look.lang)
        found = []
        for width in (1280, 320):
            seen.tab.set_viewport_size({"width": width, "height": look.height})
            found += [f"at {width} px: {fault}" for fault in faults(seen)]
        assert found == []
