"""The editor on the page of queries: writing, running, cancelling and what is proposed, by mouse and by keyboard alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from browsing import Look, Visit
from browsing.axe import faults

pytestmark = pytest.mark.browser
BUNDLE = Path(__file__).parents[2] / "server/partnercities/web/static/editor.js"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(params=["en", "bg"])
def page(request: pytest.FixtureRequest, visit) -> Iterator[Visit]:
    """The page with its editor, in each language."""
    if not BUNDLE.exists():
        pytest.skip("the editor is not built: make editor")
    with visit(Look(request.param)) as seen:
        seen.to(f"/sparql?lang={request.param}").tab.wait_for_selector(".editor")
        yield seen


def editor(page: Visit) -> Locator:
    found: Locator = page.tab.get_by_role("textbox", name=re.compile("^(Query|Заявка)$"))
    return found


def write(page: Visit, text: str) -> None:
    """Type a text in the place of what is there."""
    editor(page).focus()
    page.tab.keyboard.press("Control+A")
    page.tab.keyboard.insert_text(text)


def proposals(page: Visit) -> Locator:
    found: Locator = page.tab.locator(".cm-tooltip-autocomplete li")
    return found


def at_work(page: Visit) -> int:
    """How many queries are computed on the server now."""
    text = page.run("fetch('/metrics').then(answer => answer.text())")
    return int(float(re.findall(r"^partnercities_queries_at_work (\S+)", text, re.MULTILINE)[0]))


def wait_until_at_work(page: Visit, number: int) -> None:
    """Return when so many queries are computed; fail if that is not soon, long before their time is over."""
    for _ in range(40):
        if at_work(page) == number:
            return
        page.tab.wait_for_timeout(100)
    raise AssertionError(at_work(page))


def test_a_query_is_written_and_run_with_the_keyboard_alone(page: Visit):
    keyboard = page.tab.keyboard
    page.tab.locator("body").press("Tab")
    for _ in range(40):
        if page.run("document.activeElement.className") == "editor":
            break
        keyboard.press("Tab")
    keyboard.press("Control+A")
    keyboard.type('SELECT ("one" AS ?x) {}')
    keyboard.press("Escape")
    keyboard.press("Control+Enter")
    expect(page.tab.locator("#results td")).to_have_text("one")
    expect(page.tab.locator("#progress")).to_have_text(re.compile(r"^1 (row|ред)\.$"))
    keyboard.press("Tab")
    assert page.run("document.activeElement.id") == "run"
    keyboard.press("Shift+Tab")
    assert page.run("document.activeElement.className") == "editor"
    assert page.complaints() == []


def test_typing_leaves_nothing_that_the_policy_forbids(page: Visit):
    editor(page).click()
    page.tab.keyboard.press("Control+A")
    page.tab.keyboard.type("SELECT * {\n ?s a pc:City .\n\n}")
    page.tab.keyboard.press("Control+A")
    page.tab.keyboard.type("ASK {}")
    assert page.run("document.querySelector('#query').value") == "ASK {}"
    assert page.complaints() == []


def test_the_address_carries_the_query_and_leads_back(page: Visit):
    first = page.tab.url
    write(page, "ASK { <x:a> <x:b> 1 }")
    page.tab.locator("#run").click()
    expect(page.tab.locator(".verdict")).to_have_text(re.compile("^(No|Не)$"))
    assert "query=ASK" in page.tab.url
    assert "query=ASK" in (page.tab.locator("a[hreflang]").first.get_attribute("href") or "")
    page.tab.reload()
    expect(page.tab.locator(".verdict")).to_be_visible()
    expect(editor(page)).to_contain_text("<x:a>")
    page.tab.go_back()
    expect(page.tab.locator("#results section")).to_have_count(0)
    assert page.tab.url == first


def test_a_view_is_shown_without_losing_what_was_written(page: Visit):
    write(page, 'SELECT ?x ?n { VALUES (?x ?n) { ("a" 1) ("b" 2) } }')
    page.tab.locator("#run").click()
    page.tab.locator(".views a", has_text=re.compile("Bars|Стълбове")).click(timeout=5_000)
    expect(page.tab.locator("#results table.bars tbody tr")).to_have_count(2)
    expect(editor(page)).to_contain_text("VALUES")


def test_a_mistake_is_marked_at_its_place(page: Visit):
    write(page, "SELECT ?x\nWHERE { ?x ?y '𝄞' FILTR(?z) }")
    page.tab.locator("#run").click()
    expect(page.tab.locator(".problem")).to_be_visible()
    expect(page.tab.locator(".cm-problem")).to_have_text("FILTR")
    expect(page.tab.locator(".cm-dots span[title]").filter(visible=True)).to_have_count(1)
    assert faults(page) == []
    write(page, "ASK {}")
    page.tab.locator("#run").click()
    expect(page.tab.locator(".verdict")).to_be_visible()
    expect(page.tab.locator(".cm-problem")).to_have_count(0)


def test_a_query_that_takes_long_is_cancelled_here_and_on_the_server(page: Visit):
    write(page, ENDLESS)
    page.tab.locator("#run").click()
    expect(page.tab.locator("#cancel")).to_be_visible()
    expect(page.tab.locator("#elapsed")).to_have_text(re.compile(r"^[1-9]\.\d "), timeout=5_000)
    wait_until_at_work(page, 1)
    page.tab.locator("#cancel").click()
    expect(page.tab.locator("#cancel")).to_be_hidden()
    expect(page.tab.locator("#progress")).to_have_text(re.compile("Cancelled|Прекъснато"))
    assert page.run("document.activeElement.id") == "run"
    wait_until_at_work(page, 0)


def test_classes_are_proposed_where_a_class_stands(page: Visit):
    write(page, "SELECT * { ?x a ")
    page.tab.keyboard.type("град")
    expect(proposals(page).first).to_contain_text("pc:City")
    page.tab.wait_for_timeout(200)  # what is proposed under a finger that types is not taken at once
    page.tab.keyboard.press("Enter")
    assert "PREFIX pc: <https://w3id.org/partnercities/def#>\nSELECT * { ?x a pc:City" in page.run(
        "document.querySelector('#query').value"
    )


def test_the_properties_of_the_class_come_first(page: Visit):
    write(page, "PREFIX pc: <x:> SELECT * { ?x a pc:Participation ; ")
    page.tab.keyboard.press("Control+Space")
    expect(proposals(page).first).to_be_visible()
    known = page.run("fetch('/terms.json').then(answer => answer.json())")
    own = [known["properties"][place][0] for place in known["of"]["pc:Participation"]]
    shown = proposals(page).locator(".cm-completionLabel").all_inner_texts()[: len(own)]
    assert sorted(shown) == sorted(own)


@pytest.mark.parametrize("typed", ["sof", "соф"])
def test_a_thing_is_found_by_its_name_in_either_language(page: Visit, typed: str):
    write(page, "SELECT * { ?x ?y ")
    page.tab.keyboard.type(typed)
    proposals(page).filter(has_text="city/bg/sofia").click()
    assert "?y <https://w3id.org/partnercities/id/city/bg/sofia>" in page.run("document.querySelector('#query').value")


def test_escape_closes_what_is_proposed_and_stays(page: Visit):
    write(page, "SELECT * { ?x a ")
    page.tab.keyboard.press("Control+Space")
    expect(proposals(page).first).to_be_visible()
    assert faults(page) == []
    page.tab.keyboard.press("Escape")
    expect(proposals(page)).to_have_count(0)
    assert page.run("document.activeElement.className") == "editor"


def test_terms_are_fetched_when_somebody_writes_and_not_before(page: Visit):
    assert not [response for response in page.responses if "terms.json" in response.url]
    editor(page).focus()
    page.tab.wait_for_function("() => performance.getEntriesByName(location.origin + '/terms.json').length === 1")


def test_a_server_that_is_gone_is_told_and_the_query_stays(page: Visit):
    page.tab.route("**/sparql?*", lambda route: route.abort())
    write(page, "ASK {}")
    page.tab.locator("#run").click()
    expect(page.tab.locator("#progress")).to_have_text(re.compile("cannot be reached|Няма връзка"))
    expect(editor(page)).to_contain_text("ASK {}")


def test_a_program_is_copied(page: Visit):
    page.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page, "ASK {}")
    page.tab.locator("#run").click()
    page.tab.locator("summary", has_text="curl").click()
    page.tab.get_by_role("button", name=re.compile("(Copy|Копирай): .*curl")).click()
    expect(page.tab.locator("#progress")).to_have_text(re.compile("Copied|Копирано"))
    assert json.dumps(page.run("navigator.clipboard.readText()")).startswith('"curl ')
