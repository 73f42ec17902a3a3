"""RDF/XML: statements as the parser reads them, and where they stand."""

import pytest

from partnercities.sources.positions import Statement, locate
from partnercities.sources.positions.spots import Lines

TEXT = """<?xml version="1.0" encoding="utf-8"?>
<!-- <rdf:li> --><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://v/" xml:lang="en"
  xmlns:ex='http://ex/' xml:base="http://base/d/">
 <ex:City rdf:about="../sofia" ex:code='1 &amp; "2"' xml:lang="bg">
  <name>София &#x26;</name> <name xml:lang="de"/>
  <population rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">many</population>
  <twin rdf:resource="varna"/><twin rdf:nodeID="n"/>
  <twin><rdf:Description rdf:about="plovdiv"><name>Пловдив</name></rdf:Description></twin>
  <twin><City/></twin>
  <place rdf:parseType="Resource"><lat>1</lat><deep rdf:parseType="Resource"/></place>
  <list rdf:parseType="Collection"><City rdf:about="#a"/><City/></list><list rdf:parseType="Collection"/>
  <with ex:attribute="value" rdf:type="#T"/>
 </ex:City>
 <rdf:Seq rdf:nodeID="n"><rdf:li>one</rdf:li><rdf:li rdf:resource="two"/></rdf:Seq>
 <City rdf:ID="here" /><City><name>alone</name></City>
</rdf:RDF>
"""


def test_statements_are_read_as_a_parser_reads_them(misread):
    assert not misread(TEXT.encode(), "rdf")


def at(text: str, *statement: str) -> str:
    """What stands where a statement is found."""
    wanted = Statement(*statement)
    span = Lines(text).span(locate(text.encode(), "rdf", [wanted], "http://example.org/")[wanted])
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("statement", "spelling"),
    [
        (("<http://base/sofia>", "<http://v/population>"), "many"),
        (("<http://base/sofia>", "<http://v/name>"), "София &#x26;"),
        (("<http://base/sofia>", "<http://v/name>", '""@de'), '<name xml:lang="de"/>'),
        (("<http://base/sofia>", "<http://v/twin>", "<http://base/d/varna>"), "varna"),
        (("<http://base/sofia>", "<http://ex/code>"), '1 &amp; "2"'),
        (("<http://base/sofia>", "<http://v/missing>"), "../sofia"),
        (("<http://base/d/plovdiv>",), "plovdiv"),
        (("<http://base/d/#here>",), "here"),
        (("<http://ex/City>",), "ex:City"),
    ],
)
def test_values_have_their_place(statement, spelling):
    assert at(TEXT, *statement) == spelling


def test_lines_are_those_of_the_text():
    wanted = Statement("<http://base/d/plovdiv>")
    assert locate(TEXT.encode(), "rdf", [wanted])[wanted].line == 8


def test_a_broken_text_gives_what_stands_before():
    assert at(TEXT[:500], "<http://base/sofia>", "<http://ex/code>") == '1 &amp; "2"'


def test_a_text_with_a_doctype_is_not_read():
    text = TEXT.replace("<!-- <rdf:li> -->", "<!DOCTYPE a>")
    assert not locate(text.encode(), "rdf", [Statement("<http://base/sofia>")])
