"""A page as it is written: whether it is valid, where it leads, and in which language each of its words is."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

import html5rdf

SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
"""Attributes that are read to people."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WRITTEN_CYRILLIC = {"bg", "mk", "sr", "uk", "ru", "be"}
_ENGLISH = re.compile(
    r"(?<![\w:/.-])(the|of|and|with|from|which|are|has|have|this|that|what|where|every|all)(?![\w:/-])", re.IGNORECASE
)
# What stands in these is code or what somebody typed, and of no language.
_CODE = {"pre", "code", "kbd", "samp", "textarea", "script", "style"}
_WITHOUT_WORDS = {"script", "style", "template"}


class Words(NamedTuple):
    """A piece of text, the language that it is said to be in, and whether it is code."""

    text: str
    lang: str
    code: bool


class Written:
    """A page, parsed as a browser does (HTML Standard, section 13.2)."""

    def __init__(self, text: str) -> None:
        parser = html5rdf.HTMLParser(tree=html5rdf.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Any = parser.parse(text)
        self._errors = [f"line {line}: {code} {told}" for (line, _), code, told in parser.errors]

    @property
    def lang(self) -> str:
        """The language of the page."""
        return str(self.root.get("lang", ""))

    def mistakes(self) -> list[str]:
        """What is not valid: errors of the parser, ids that stand twice, and links to ids that are not there."""
        ids = Counter(element.get("id") for element in self.root.iter() if element.get("id"))
        twice = [f"the id {id} stands {count} times" for id, count in ids.items() if count > 1]
        lost = [f"nothing has the id {link[1:]}" for link in self._links() if link[:1] == "#" and link[1:] not in ids]
        named = [
            f"{name} names {id}, which is not there"
            for element in self.root.iter()
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
            for id in element.get(name, "").split()
            if id not in ids
        ]
        return self._errors + twice + lost + named

    def links(self, path: str) -> list[str]:
        """The addresses on this host that a page at a path leads to, without fragments."""
        absolute = (urlsplit(urljoin("http://site" + path, link)) for link in self._links())
        inner = (parts for parts in absolute if (parts.scheme, parts.netloc) == ("http", "site"))
        return list(dict.fromkeys(parts._replace(scheme="", netloc="", fragment="").geturl() for parts in inner))

    def switch(self, lang: str) -> str | None:
        """Where the page leads to itself in another language."""
        found = (link.get("href") for link in self.root.iter("a") if link.get("hreflang") == lang)
        return next(found, None)

    def words(self) -> Iterator[Words]:
        """All that is read on the page, in its order."""
        return _words(self.root, "", code=False)

    def text(self) -> str:
        """What the main part says, in one line."""
        main = next(self.root.iter("main"))
        return " ".join(" ".join(piece.text for piece in _words(main, "", code=False)).split())

    def misplaced(self) -> list[str]:
        """Words in Cyrillic letters where another language is said to be spoken."""
        return [
            f"{piece.text.strip()[:60]!r} is not {piece.lang}"
            for piece in self.words()
            if _CYRILLIC.search(piece.text) and piece.lang.partition("-")[0] not in _WRITTEN_CYRILLIC
            if not piece.code
        ]

    def english(self, texts: frozenset[str]) -> list[str]:
        """Words that are not said to be English and are: texts of the interface, or what has words of its grammar."""
        others = [piece for piece in self.words() if not piece.code and piece.lang.partition("-")[0] != "en"]
        found = (
            f"{piece.text.strip()[:60]!r} is English"
            for piece in others
            if any(text in " ".join(piece.text.split()) for text in texts)
            or (_ENGLISH.search(piece.text) and not _CYRILLIC.search(piece.text))
        )
        return list(dict.fromkeys(found))

    def _links(self) -> Iterator[str]:
        for element in self.root.iter():
            for name in ("href", "src", "action", "{http://www.w3.org/1999/xlink}href"):
                if (found := element.get(name)) is not None:
                    yield found


def keeps(there: str, path: str, lang: str) -> bool:
    """Whether an address is that of a path and its query with another language, and nothing else."""
    to, here = (urlsplit(urljoin("http://site" + path, address)) for address in (there, path))
    wanted = sorted([pair for pair in parse_qsl(here.query) if pair[0] != "lang"] + [("lang", lang)])
    return to.path == here.path and sorted(parse_qsl(to.query)) == wanted


def _words(element: Any, lang: str, *, code: bool) -> Iterator[Words]:
    if not isinstance(element.tag, str) or element.tag in _WITHOUT_WORDS:
        return
    lang = element.get("lang", lang)
    code = code or element.tag in _CODE or element.get("translate") == "no"
    yield from (Words(element.get(name), lang, code) for name in SPOKEN if element.get(name))
    yield from ([Words(element.text, lang, code)] if element.text and element.text.strip() else [])
    for child in element:
        yield from _words(child, lang, code=code)
        if child.tail and child.tail.strip():
            yield Words(child.tail, lang, code)
