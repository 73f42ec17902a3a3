"""Without scripts every page says what it says with them, and a query can be asked."""

import pytest

from browsing import PAGES, Look, Page

pytestmark = pytest.mark.browser
PLAIN = Look(scripts=False)
# What a script adds is for using the page with it, and says so.
_SAID = """() => { const main = document.querySelector('main').cloneNode(true);
  main.querySelectorAll('[data-script], .cm-editor, script, style, noscript, template').forEach(part => part.remove());
  return main.textContent.split(/\\s+/).filter(Boolean).join(' '); }"""


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_says_the_same_without_scripts(visit, page: Page):
    with visit() as seen, visit(PLAIN) as plain:
        assert plain.to(page).run(_SAID) == seen.to(page).run(_SAID)


def test_a_query_is_asked_without_scripts(visit):
    with visit(PLAIN) as plain:
        tab = plain.to("/sparql").tab
        tab.fill(
            "main textarea[name=query]", "SELECT (6 * 7 AS ?answer) (STR(?label) AS ?name) { BIND('ok' AS ?label) }"
        )
        tab.locator("main form:has(textarea[name=query])").locator("button:not([type=button])").first.click()
        tab.wait_for_load_state()
        assert {"answer", "42", "ok"} <= set(tab.inner_text("main").split())
