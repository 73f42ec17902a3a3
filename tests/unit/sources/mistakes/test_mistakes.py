"""Texts of RDF that do not parse: the place to mend is named, in plain words, with how to mend it."""

import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.dataset.reading import quads
from partnercities.problems import BadData

TURTLE, XML, JSON = ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD
P = "@prefix pc: <http://e/> .\n"


def told(text: str, format: ox.RdfFormat = TURTLE) -> tuple[str, str, str]:
    """Where, what, and how to mend it."""
    with pytest.raises(BadData) as problem:
        list(quads(text.encode(), format, "", ""))
    place = problem.value.place
    assert place
    assert problem.value.line == text.splitlines()[place.line - 1]
    return f"{place.line}:{place.column}-{place.end_column}", problem.value.detail, problem.value.hint


@pytest.mark.parametrize(
    ("text", "where", "mend"),
    [
        ('pc:a pc:b "x ;\n pc:c "y" .', "2:11-13", '"x"'),
        ('pc:a pc:b "Café au lait@fr ;\n pc:c "y" .', "2:11-24", '"Café au lait"@fr'),
        ('pc:a pc:b "x@en , "y"@bg .', "2:11-13", '"x"@en'),
        ('pc:a pc:b "x , "y"@bg ;\n pc:c "z" .', "2:11-13", '"x"'),
        ('pc:a pc:b "2011^^pc:year .', "2:11-16", '"2011"^^pc:year'),
        ('pc:a pc:b """x"@en ;\n pc:c "y" .', "2:11-14", '"""x"""'),
        ("pc:a pc:b '''x ;\n pc:c 1 .", "2:11-14", "'''x'''"),
    ],
)
def test_a_text_that_is_not_closed_is_named_where_it_opens(text: str, where: str, mend: str):
    place, words, hint = told(P + text)
    assert place == where
    assert "opens here" in words
    assert hint.endswith(mend)


@pytest.mark.parametrize(
    ("text", "where", "words", "hint"),
    [
        ("pc:a pc:b 1 .\nskos:x pc:b 1 .", "3:1-7", "prefix skos: is not declared", "@prefix skos: <http://www.w3.org/2004"),
        ("pc:a pcc:b 1 .", "2:6-11", "prefix pcc: is not declared", "Did you mean pc:?"),
        ("pc:a zzz:b 1 .", "2:6-11", "prefix zzz: is not declared", "@prefix zzz: <…> ."),
        ("pc:a pc:b http://e/x .", "2:11-16", "angle brackets", "<http://e/x>"),
        ("pc:a pc:b pc:c\n pc:d pc:e .", "2:14-15", "No ; or .", "Put ; at the end of line 2"),
        ("pc:a pc:b pc:c # so\n\npc:d pc:e 1 .", "2:14-15", "No ; or .", "Put . at the end of line 2"),
        ("pc:a pc:b pc:c pc:d .", "2:14-15", "No ; or .", "in between"),
        ("pc:a pc:b 1", "2:11-12", "ends within a statement", "Put ."),
        ("pc:a pc:b 1 ;", "2:13-14", "ends within a statement", "in the place of the last ;"),
        ('pc:a pc:b "x" ,\n  pc:c "y" .', "2:15-16", "pc:c looks like a property", "Put ;"),
        ("pc:a pc:b ;\n pc:c 1 .", "2:11-12", "value is missing before ;", "Write the value"),
        ("pc:a pc:b True .", "2:11-15", "True is no value", "Write true."),
        ("pc:a pc:b Sofia .", "2:11-16", "Sofia is no value", '"Sofia"@en'),
        ("pc:a pc:b 2011-05-01 .", "2:11-21", "without quotes", '"2011-05-01"^^xsd:date'),
        ("pc:a pc:b 2011-05 .", "2:11-18", "without quotes", '"2011-05"^^xsd:gYearMonth'),
        ("pc:a pc:b 65 000 .", "2:11-17", "space in it", "Write 65000"),
        ('pc:a pc:b "2011"^pc:y .', "2:17-18", "datatype", "Write ^^"),
        ("pc:a pc:b “x”@en .", "2:11-12", "no quote of RDF", '"…"'),
        ('pc:a pc:b x"@en .', "2:11-13", "No quote opens", 'Write "x"@en'),
        ('pc:a pc:b "He said "yes""@en .', "2:21-24", "ends before yes", '\\"'),
        ("// x\npc:a pc:b 1 .", "2:1-2", "comment begins with #", "#"),
        ("pc:a A pc:c .", "2:6-7", "A is no property", "Write a"),
        ("pc:a b 1 .", "2:6-7", "b is no property", "prefix"),
        ("pc:a pc:b <http://e/so fia> .", "2:11-28", "cannot hold a space", "<http://e/so%20fia>"),
        ("pc:a pc:b <http://e/{x}> .", "2:11-25", "cannot hold {", "%7B"),
        ("pc:a pc:b <http://e/x ;\n pc:c <http://e/y> .", "2:11-22", "not closed", "<http://e/x>"),
        ("pc:a pc:b <http://e/x .", "2:11-22", "not closed", "<http://e/x>"),
        ("pc:a pc:b <x> .", "2:11-14", "relative", "@base"),
        ('pc:a pc:b "x"@ .', "2:15-16", "no language", "@en"),
        ('pc:a pc:b "x"@en_GB .', "2:14-20", "hyphen", "@en-GB"),
        ('pc:a pc:b "C:\\data" .', "2:14-16", "\\d means nothing", "\\\\"),
        ('pc:a pc:b [ pc:c "x" .\npc:e pc:f 1 .', "2:20-21", "[ before this is not closed", "Put ]"),
        ('"x" pc:a pc:b .', "2:1-4", "cannot begin with this", "Write a thing first"),
    ],
)  # fmt: skip
def test_a_slip_of_turtle_is_told_in_plain_words(text: str, where: str, words: str, hint: str):
    place, said, mend = told(P + text)
    assert place == where
    assert words in said
    assert hint in mend


def test_a_declaration_without_its_full_stop_is_named_not_what_follows():
    assert told("@prefix pc: <http://e/>\npc:a pc:b 1 .")[:2] == ("1:23-24", "No . ends the declaration here.")


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'


@pytest.mark.parametrize(
    ("text", "where", "words", "hint"),
    [
        ('<e:T rdf:about="http://e/a">\n<e:b>x</e:c>\n</e:T></rdf:RDF>', "3", "e:b is not closed", "</e:b>"),
        ('<e:T rdf:about="http://e/a">\n<e:b>x</e:b>\n', "3", "ends before its elements", "whole"),
        ('<e:T rdf:about="http://e/a">\n<skos:b>x</skos:b>\n</e:T></rdf:RDF>', "3", "skos: is not declared", "xmlns:skos="),
        ('<e:T rdf:about="http://e/a">\n<e:b>x & y</e:b>\n</e:T></rdf:RDF>', "3", "&", "&amp;"),
        ('<e:T rdf:about="http://e/a b">\n<e:b>x</e:b>\n</e:T></rdf:RDF>', "2", "http://e/a b is no address", "%20"),
        ('<e:T rdf:about="http://e/a">\n<e:b xml:lang="en_GB">x</e:b>\n</e:T></rdf:RDF>', "3", "no language", "en-GB"),
        ('<e:T rdf:about="http://e/a>\n<e:b>x</e:b>\n</e:T></rdf:RDF>', "3", "not", ""),
    ],
)  # fmt: skip
def test_a_slip_of_rdf_xml_has_its_line(text: str, where: str, words: str, hint: str):
    place, said, mend = told(RDF + text, XML)
    assert place.partition(":")[0] == where
    assert words in said
    assert hint in mend


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ('{\n"@id": "http://e/a",\n"http://e/b": "x\n}', "3:15-17", "opens here is not closed"),
        ('{"@id": "http://e/a"\n"http://e/b": "x"}', "1:20-21", "No comma"),
        ('{"@id": "http://e/a",\n}', "1:21-22", "Nothing follows this comma"),
        ('{"@id": "http://e/a"\n', "1:20-21", "ends before all its brackets"),
        ("{'@id': 'http://e/a'}", "1:2-3", "double quotes"),
    ],
)
def test_a_slip_of_json_ld_is_told_in_plain_words(text: str, where: str, words: str):
    place, said, _ = told(text, JSON)
    assert place == where
    assert words in said


@pytest.mark.parametrize(
    "text", ['pc:a pc:b "' + " " * 300_000, "# x\n" * 100_000 + "pc:a", "1 " * 100_000, '"' * 99_999]
)
def test_a_long_text_is_explained_in_time_too(text: str):
    began = time.process_time()
    told(P + text)
    assert time.process_time() - began < 3


@given(st.text(alphabet="<>\"'@.;,[]() \n\\^_:#ab12é", max_size=60), st.sampled_from([TURTLE, XML, JSON]))
def test_whatever_does_not_parse_has_words_and_a_place_within_the_text(text: str, format: ox.RdfFormat):
    found = _refused(text, format)
    assert found is None or found.detail
    assert found is None or found.place is None or found.place.line <= text.count("\n") + 1


def _refused(text: str, format: ox.RdfFormat) -> BadData | None:
    try:
        list(quads(text.encode(), format, "", ""))
    except BadData as problem:
        return problem
    return None
