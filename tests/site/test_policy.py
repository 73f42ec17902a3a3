"""No page runs what it did not bring, asks anything of others, or leaves a complaint in the console."""

import pytest

from browsing import PAGES, Page, told
from browsing.visit import loose

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["en", "bg"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_quiet_and_whole(visit, page: Page, lang: str):
    with visit() as seen:
        seen.to(page, lang=lang)
        assert seen.responses[0].status == page.status
        open_ = loose(seen.responses[0].headers["content-security-policy"])
        found = open_ + seen.broken() + seen.strangers() + seen.complaints()
        assert not found, told(found)
