"""Every page can be used by keyboard alone."""

import pytest

from browsing import PAGES, Page, told
from browsing.keyboard import faults, skipping

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_tab_key_goes_through_a_page_and_back(visit, page: Page):
    with visit() as seen:
        assert not (found := faults(seen.to(page))), told(found)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_first_stop_leads_over_the_head(visit, page: Page):
    with visit() as seen:
        assert not (found := skipping(seen.to(page))), told(found)
