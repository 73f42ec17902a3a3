"""Every page is there in both languages, whole, and says of each foreign word which language it is."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from browsing import PAGES, Page, told
from browsing.markup import keeps

pytestmark = pytest.mark.thorough
OTHER = {"en": "bg", "bg": "en"}
_TEXTS = Path(__file__).parents[2] / "server" / "partnercities" / "web" / "texts"
# A shorter text can be a name, or a word of both languages.
_TELLING = 12


@pytest.fixture(scope="module")
def texts() -> frozenset[str]:
    """What the site says in English, as far as it is fixed: the pieces around what is filled in."""
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(_TEXTS.glob("*.toml"))]
    return frozenset(
        piece
        for table in tables
        for entry in table.values()
        for piece in _pieces(entry["en"])
        if len(piece) > _TELLING and piece not in str(entry["bg"])
    )


@pytest.mark.parametrize("lang", [*OTHER])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_leads_to_itself_in_the_other_language(read, page: Page, lang: str):
    written = read(page.at(lang=lang), page.status)
    assert written.lang == lang
    assert keeps(written.switch(OTHER[lang]) or "", page.path, OTHER[lang])


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_in_english_says_what_is_not(read, page: Page):
    assert not (found := read(page.at(lang="en"), page.status).misplaced()), told(found)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_in_bulgarian_has_no_english_left(read, page: Page, texts: frozenset[str]):
    assert not (found := read(page.at(lang="bg"), page.status).english(texts)), told(found)


@pytest.mark.parametrize(
    ("liked", "lang"), [("bg", "bg"), ("bg-BG,bg;q=0.9,en;q=0.8", "bg"), ("en-GB", "en"), ("de", "en"), ("", "en")]
)
@pytest.mark.parametrize("page", PAGES[:3], ids=str)
def test_a_page_is_in_the_language_that_its_reader_likes_best(read, page: Page, liked: str, lang: str):
    assert read(page.path, page.status, liked).lang == lang


def _pieces(said: str | dict[str, str]) -> Iterator[str]:
    """What is fixed of a text, which may have one form for one and another for more."""
    for form in [said] if isinstance(said, str) else said.values():
        yield from (piece.strip() for piece, *_ in Formatter().parse(" ".join(form.split())))
