"""The words of the pages in both languages: files of `texts/`, one for each area, each text in all languages at once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from partnercities.web.site.language import language

FOLDER = Path(__file__).parents[1] / "texts"
_NARROW_SPACE = "\N{NO-BREAK SPACE}"


def text(name: str, **values: object) -> Markup:
    """The text of a name (`pairs.title`) in the language of the page, with values in its places.

    Values are escaped unless they are markup. A text that has a form for one and another for more takes the one that
    `number` asks for. Raises KeyError for a name or a place that does not exist.
    """
    said = _texts()[name][language()]
    if not isinstance(said, str):
        said = said["one" if values["number"] == 1 else "other"]
    return _escaped(said).format(**{key: _written(value) for key, value in values.items()})


def known(name: str) -> bool:
    """Whether there is a text of a name."""
    return name in _texts()


@cache
def _escaped(said: str) -> Markup:
    """A text as markup; there are only so many."""
    return escape(said)


def number(value: int) -> str:
    """A number as people of the page's language write it."""
    grouped = f"{value:,}"
    if language() == "en":
        return grouped
    # Bulgarian groups the digits of numbers with five of them or more.
    return grouped.replace(",", _NARROW_SPACE if abs(value) >= 10_000 else "")


def _written(value: object) -> object:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else value


@cache
def _texts() -> dict[str, Mapping[str, str | Mapping[str, str]]]:
    return {
        f"{file.stem}.{name}": said
        for file in sorted(FOLDER.glob("*.toml"))
        for name, said in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }
