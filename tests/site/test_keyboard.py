"""Every page can be used by keyboard alone."""

import pytest

from browsing import PAGES, Page
from browsing.keyboard import faults, skipping

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_tab_key_goes_through_a_page_and_back(visit, page: Page):
    with visit() as seen:
        assert faults(seen.to(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_first_stop_leads_over_the_head(visit, page: Page):
    with visit() as seen:
        assert skipping(seen.to(page)) == []
