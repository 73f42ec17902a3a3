"""Slips in data that people make, told by the terminal alone: the cause first, where it stands, and how to mend it."""

import io
import re

import pytest

from partnercities.dataset.files import DataFile
from partnercities.desk import checking

HEAD = """@base <https://w3id.org/partnercities/id/> .
@prefix pc: <https://w3id.org/partnercities/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

"""


@pytest.fixture
def blocks(command, tmp_path, monkeypatch):
    """The violations of a file and of what is misspelt in it, each as its lines."""
    monkeypatch.chdir(tmp_path)

    def told(text: str, *words: str) -> list[list[str]]:
        (tmp_path / "mine.ttl").write_text(HEAD + text, encoding="utf-8")
        parts = command("validate", "mine.ttl", *words).out.split("\n\n")
        return [part.splitlines() for part in parts if "violation" in part or "UnknownTerm" in part]

    return told


PHASE = "<phase/romact/9/x> a pc:Phase ; pc:project <project/romact> ; pc:phaseNumber 9 ;\n"


@pytest.mark.parametrize(
    ("start", "hint"),
    [
        ('"not-a-date"^^xsd:date', 'Write it as in "2011-05-01"^^xsd:date or'),
        ('"2008-13"^^xsd:gYearMonth', "There is no month 13."),
        ('"2008-02-30"^^xsd:date', "There is no day 30 in month 2 of 2008; the last is 29."),
        ('"01.07.2008"', 'Write "2008-07-01"^^xsd:date'),
        ("2008", 'Write "2008"^^xsd:gYear'),
    ],
)
def test_a_wrong_date_is_told_where_it_is_written_and_not_by_what_is_computed_from_it(blocks, start: str, hint: str):
    found = [
        block
        for block in blocks(PHASE + f'  pc:start {start} ; pc:end "2011-07"^^xsd:gYearMonth .')
        if "pc:e" not in block[0]
    ]
    assert not [block for block in found if "earliestStart" in block[0]]
    (wrong,) = [block for block in found if " pc:start" in block[0]]
    assert wrong[0].startswith("mine.ttl:9:12: ")
    assert any(line.startswith("  hint: " + hint) for line in wrong)
    reasons = wrong[wrong.index("  because:") + 1 : -2]
    assert len(reasons) == 1
    assert reasons[0].endswith(
        "must be of type xsd:date, xsd:gYearMonth, xsd:gYear, xsd:gMonthDay or xsd:gMonth, and written as that type asks."
    )


def test_an_end_before_its_start_is_told_at_the_start_with_the_words_that_were_written(blocks):
    found = blocks(PHASE + '  pc:start "2008-07"^^xsd:gYearMonth ; pc:end "2001-07"^^xsd:gYearMonth .')
    (wrong,) = [block for block in found if "earliestStart" in block[0]]
    assert wrong[0].startswith("mine.ttl:9:12: ")
    assert (
        wrong[-2] == '  hint: Are the two swapped? pc:start "2008-07"^^xsd:gYearMonth, pc:end "2001-07"^^xsd:gYearMonth'
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<city/bg/sofiq>", "Did you mean <city/bg/sofia>?"),
        ("<city/bg/zzzzz>", "Nothing is said of <city/bg/zzzzz>: describe it as pc:City, or correct the name."),
    ],
)
def test_a_reference_to_what_is_not_there_names_what_is_near_or_says_that_nothing_is(blocks, written: str, said: str):
    found = blocks(f"<participation/conet/x> a pc:Participation ; pc:city {written} .")
    assert [f"  hint: {said}"] == [line for block in found for line in block if "  hint" in line and "ity/bg/" in line][
        :1
    ]


def test_what_is_computed_from_a_wrong_reference_is_not_told_beside_it(blocks):
    city = "<participation/conet/x> a pc:Participation ; pc:project <project/conet> ; pc:role <role/partner> ;"
    heads = [
        block[0] for block in blocks(f"{city} pc:city <city/bg/sofiq> . <project/conet> pc:topic <topic/education> .")
    ]
    assert any("pc:city" in head for head in heads)
    assert not any("participatingCity" in head for head in heads)


def test_a_misspelt_property_is_marked_itself_once_and_stands_first(blocks):
    text = '<output/conet/x> a pc:Output ; pc:project <project/conet> ;\n  skos:preflabel "Leaflet"@en , "Дипляна"@bg .'
    first, *others = blocks(text)
    assert first[0] == "mine.ttl:9:3: warning[UnknownTerm] output/conet/x skos:preflabel"
    assert first[3:5] == ['9 |   skos:preflabel "Leaflet"@en , "Дипляна"@bg .', "  |   ^^^^^^^^^^^^^^"]
    assert not [block for block in others if "UnknownTerm" in block[0]]


def test_a_city_typed_as_organisation_is_told_once_and_first_where_its_type_stands(blocks):
    parts = "".join(
        f"<participation/conet/x{number}> a pc:Participation ; pc:city <city/bg/x> .\n" for number in range(5)
    )
    first, *others = blocks(parts + '<city/bg/x> a org:Organization ; skos:prefLabel "X"@en .')
    assert first[0] == "mine.ttl:13:15: violation[Class] city/bg/x rdf:type"
    assert "<city/bg/x> is org:Organization, and what refers to it needs pc:City" in first[1]
    assert first[-1] == "  hint: Did you mean a pc:City?"
    assert len([block for block in others if "pc:city" in block[0]]) == 3


def test_the_end_of_a_report_names_what_is_to_be_mended_first(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.ttl").write_text(HEAD + "<city/bg/x> a pc:City ; pc:satrt 1 .", encoding="utf-8")
    said = command("validate", "mine.ttl").err.splitlines()
    assert said[1].startswith("to mend first: mine.ttl:8:25")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("sh:minCount 1", "sh:minCout 1"), "sh:minCout is no word of SHACL"),
        (("sh:minCount 1", 'sh:minCount "one"'), 'The value of sh:minCount is "one"'),
        (("    sh:path skos:prefLabel ;\n", ""), "has no sh:path"),
    ],
)
def test_a_slip_in_our_own_shapes_is_told_with_its_place_too(command, broken_shapes, root, change, said: str):
    file = broken_shapes(*change)
    outcome = command("validate", str(root / "docs/example.ttl"))
    assert outcome.code == 4
    assert outcome.err.startswith(f"partnercities: {file}:")
    assert said in outcome.err


@pytest.fixture
def broken_shapes(tmp_path, monkeypatch, root):
    """Our shapes, with a change of those of places; the name of their file."""

    def put(right: str, wrong: str):
        text = (root / "shapes/places.ttl").read_text(encoding="utf-8")
        path = tmp_path / "places.ttl"
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        others = [DataFile(each, "") for each in sorted((root / "shapes").glob("*.ttl")) if each.name != path.name]
        monkeypatch.setattr(checking, "our_shapes", lambda: [DataFile(path, ""), *others])
        return path

    return put


def test_what_is_doubtful_about_shapes_has_its_place(command, tmp_path, root):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<s:S> a sh:NodeShape ; sh:targetClass <https://w3id.org/partnercities/def#City> ;\n"
        "  sh:property [ sh:path skos:prefLable ; sh:maxCount 9 ] .",
        encoding="utf-8",
    )
    said = command("validate", str(root / "data/ref/places.ttl"), "--shapes", str(shapes)).err
    assert f"note: {shapes}:4:25: The property skos:prefLable is not known here" in said


@pytest.mark.parametrize(("number", "written"), [(0, "<city/be/gent>"), (1, "<city/be/ghent")])
def test_the_examples_of_the_docs_are_what_is_told(command, tmp_path, monkeypatch, root, number: int, written: str):
    examples = re.findall(
        r"```\n((?:data/example|partnercities: data).*?)```", (root / "docs/validation.md").read_text(), re.DOTALL
    )
    example = (root / "docs/example.ttl").read_text(encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/example.ttl").write_text(example.replace("<city/be/ghent>", written), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    outcome = command("validate", "data/example.ttl")
    assert examples[number].strip() in outcome.out + outcome.err


def test_what_comes_by_standard_input_is_named_so(command, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b'<s:s> <p:p> "x .')

    monkeypatch.setattr("sys.stdin", Stdin())
    assert command("validate", "-").err.startswith("partnercities: <stdin>:1:13: The text in quotes")
