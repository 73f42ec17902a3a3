import pyoxigraph as ox

from partnercities.shacl.terms import named, sh, xsd


def test_words_of_shacl_are_told_with_their_prefix():
    assert named(sh("path")) == "sh:path"
    assert named(xsd("date")) == "<http://www.w3.org/2001/XMLSchema#date>"
    assert named(ox.Literal("text", language="bg")) == '"text"@bg'
