"""The language of a page: as its address asks, else as the browser prefers, else English."""

import re

from flask import g, request

_CYRILLIC = re.compile("[\u0400-\u04ff]")
LANGUAGES = {"en": "English", "bg": "Български"}
"""The languages of the pages, each by its own name."""


def language() -> str:
    """The language that this request is answered in."""
    # A page asks for it a thousand times, as for what is chosen.
    if "language" not in g:
        g.language = chosen() or request.accept_languages.best_match(LANGUAGES) or "en"
    found: str = g.language
    return found


def chosen() -> str:
    """The language that the address asks for; nothing where it asks for none of ours."""
    if "chosen" not in g:
        asked = request.args.get("lang", "")
        g.chosen = asked if asked in LANGUAGES else ""
    found: str = g.chosen
    return found


def fallen_back(said: str) -> str:
    """The language of a name that has come without one: English, where the page is in Bulgarian and the name is not."""
    return "en" if language() == "bg" and not _CYRILLIC.search(said) else ""


def others() -> dict[str, str]:
    """The other languages that this page can be read in, each by its own name."""
    return {code: name for code, name in LANGUAGES.items() if code != language()}
