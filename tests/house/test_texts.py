"""The words of the pages: each in both languages, with the same places, and each in use."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

WEB = Path(__file__).parents[2] / "server/partnercities/web"
TEXTS = {
    f"{file.stem}.{name}": said
    for file in sorted((WEB / "texts").glob("*.toml"))
    for name, said in tomllib.loads(file.read_text()).items()
}
# A text is asked for by its name, or by its area and a name that a table gives.
ASKED = {
    match
    for folder, pattern in ((WEB, "**/*.py"), (WEB / "templates", "**/*.html"))
    for file in folder.glob(pattern)
    for match in re.findall(r"""\b(?:t|text)\(\s*["']([\w-]+\.[\w-]+)["'](?!\s*~)""", file.read_text())
}
FAMILIES = {
    match
    for folder, pattern in ((WEB, "**/*.py"), (WEB / "templates", "**/*.html"))
    for file in folder.glob(pattern)
    for match in re.findall(r"""\b(?:t|text)\(\s*f?["']([\w-]+\.[\w-]*)(?:["']\s*~|\{)""", file.read_text())
}


def places(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_stands_in_both_languages_with_the_same_places(name: str):
    said = TEXTS[name]
    assert set(said) == {"en", "bg"}
    forms = {code: given if isinstance(given, dict) else {"all": given} for code, given in said.items()}
    assert forms["en"].keys() == forms["bg"].keys()
    assert {form: places(given) for form, given in forms["en"].items()} == {
        form: places(given) for form, given in forms["bg"].items()
    }


def test_bulgarian_is_written_in_its_letters():
    foreign = {
        name for name, said in TEXTS.items() if not re.search(r"[А-Яа-я]", str(said["bg"])) and said["en"] == said["bg"]
    }
    plain = {name for name in foreign if re.search(r"[a-z]{4}", re.sub(r"\{\w+\}", "", str(TEXTS[name]["en"])))}
    assert plain <= {"frame.cite_text", "frame.cite_text_foreign"}


def test_each_text_that_is_asked_for_exists():
    assert not ASKED - FAMILIES - TEXTS.keys()


def test_each_text_is_in_use():
    unused = {name for name in TEXTS.keys() - ASKED if not any(name.startswith(family) for family in FAMILIES)}
    assert not unused
