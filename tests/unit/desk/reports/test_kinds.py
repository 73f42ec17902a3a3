"""What is said where a shape says nothing."""

from rdflib.namespace import SH

from partnercities.desk.reports import NAMES, Manner, write
from partnercities.desk.reports.kinds import _SAID, said


def test_the_words_of_the_shape_go_first(finding):
    assert said(finding(), "bg") == "Началото не е ден. Напишете такъв."
    assert said(finding(messages={}), "bg") == "Стойността не е от искания тип данни или не е написана според него."
    assert said(finding(messages={}, component="Own"), "en") == ""


def test_every_kind_of_the_standard_is_said_in_both_languages():
    names = {name for name in SH.__annotations__ if name.endswith("ConstraintComponent") and name[0].isupper()}
    kinds = {name.removesuffix("ConstraintComponent") for name in names}
    assert {"MinCount", "Xone", "SPARQL"} <= kinds
    # A property shape breaks no constraint itself, and neither scripts nor expressions are evaluated.
    assert kinds - set(_SAID) <= {"", "Property", "JS", "Expression"}
    assert {frozenset(texts) for texts in _SAID.values()} == {frozenset({"en", "bg"})}


def test_every_form_says_them(report, finding):
    for name in ("text", "html", "json", "csv", "sarif", "github"):
        told = write(report(finding(messages={}, component="UniqueLang")), NAMES[name], Manner())
        assert b"Two texts are in the same language." in told, name


def test_a_kind_of_somebody_is_told_by_its_name(report, finding):
    told = write(report(finding(messages={}, component="Own")), NAMES["text"], Manner()).decode()
    assert told.splitlines()[1] == "  Own"
