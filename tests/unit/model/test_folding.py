"""The search form of a name: one for all spellings, and stable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.model.folding import fold


@pytest.mark.parametrize(
    "spellings",
    [
        ("София", "Sofia", "Sofija", "Sofiya", "SOFIA", " sofia "),
        ("Русе", "Ruse", "Rousse"),
        ("Kraków", "Krakow", "Краков"),
        ("Gdańsk", "Gdansk", "Гданск"),
        ("Θεσσαλονίκη", "Thessaloniki"),
        ("Αθήνα", "Athina", "Атина"),
        ("Zürich", "Zuerich", "Zurich", "Цюрих"),
        ("Malmö", "Malmoe", "Малмьо"),
        ("Търговище", "Targovishte"),
        ("Alba Iulia", "Alba-Iulia", "Алба Юлия"),
        ("İzmir", "Izmir"),
        ("Łódź", "Lodz"),
        ("'s-Hertogenbosch", "s Hertogenbosch"),
        ("URBACT II", "УРБАКТ II", "Urbact 2"),
        ("B\N{NO-BREAK SPACE}MINCOME", "B-Mincome"),
    ],
)
def test_all_spellings_of_a_name_have_one_form(spellings):
    assert len({fold(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sofia", "Sliven"), ("Lille", "Liège"), ("Riga", "Roma"), ("Porto", "Prato"), ("URBACT II", "URBACT III")],
)
def test_other_names_have_other_forms(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["", " ", "!?", "—", "'"])
def test_what_has_no_letters_has_no_form(name):
    assert fold(name) == ""


@given(st.text(max_size=40))
def test_a_form_is_words_of_small_latin_letters_and_digits(name):
    assert re.fullmatch("(?:[a-z0-9]+(?: [a-z0-9]+)*)?", fold(name))


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet=st.characters(categories=["L", "N"], max_codepoint=0x4FF), max_size=30))
def test_case_does_not_matter(name):
    assert (
        fold(name.lower()) == fold(name.lower().upper()) or "ſ" in name or name.lower() != name.lower().upper().lower()
    )


@given(st.lists(st.sampled_from(["София", "Vaulx", "en", "Łódź", "8"]), min_size=1, max_size=5))
def test_what_stands_between_words_does_not_matter(words):
    assert fold("-".join(words)) == fold("  ".join(words)) == fold(", ".join(words))
