"""A person who knows no SPARQL: from the front page to an answer and its proof, by nothing but clicks."""

import re

import pytest

from partnercities.store import Table

pytestmark = pytest.mark.browser
MOST_CLICKS = 4

BOTH = """SELECT DISTINCT ?city {
  ?a pc:network <network/eurocities> ; pc:participatingCity ?city . ?b pc:network <network/urbact> ; pc:participatingCity ?city
}"""


def test_cities_in_projects_of_both_networks_and_where_it_says_so_for_rotterdam(visit, rows):
    known: Table = rows(BOTH)
    with visit() as seen:
        tab, clicks = seen.to("/").tab, 0

        def click(selector: str) -> None:
            nonlocal clicks
            tab.locator(selector).first.click()
            tab.wait_for_load_state("load")
            clicks += 1

        click("main a[href^='/recurrence?with=']:has-text('EUROCITIES'):has-text('URBACT')")
        click("main a[href*='projects-only=true']")
        assert int(re.search(r"\d+", tab.locator("main .lead").inner_text())[0]) == len(known.rows)  # type: ignore[index]
        assert tab.locator("main tbody tr").count() == len(known.rows)
        click("main tbody tr:has(a[href='/city/nl/rotterdam']) a[href^='/proof']")
        said = tab.locator("main").inner_text()
        assert "My Generation" in said
        assert "CONNECTION" in said
        click("main .claim:has(a[href='/participation/my-generation/rotterdam']) a[href^='/source/']")
        assert "urbact.eu/node/782" in tab.locator("h1").inner_text()
        assert clicks <= MOST_CLICKS
