"""Near misses: what was probably meant, for each kind of constraint; a hint that may be wrong is not given."""

from collections.abc import Callable, Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.model.vocabulary import RDF_TYPE, XSD
from partnercities.validation.hints import Broken, hints
from partnercities.validation.spelling import nearest_iri

PREFIXES = """@prefix pc: <https://w3id.org/partnercities/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://e.example/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> . @base <https://w3id.org/partnercities/id/> .
"""
DATA = """
<city/bg/sofia> a pc:City ; skos:prefLabel "Sofia"@en , "София"@bg .
<city/bg/varna> a pc:City ; skos:prefLabel "Varna"@en .
<organisation/sofia> a pc:Organisation ; skos:prefLabel "Sofia"@en .
:p a pc:Project ; pc:earlyStart 1 ; pc:start "2012" ; pc:end "2011" ; foaf:title "x" ; skos:prefLabel "Old"@en ;
    skos:note "One" , "one " ; skos:altLabel "Bare" ;
    skos:hiddenLabel "Nine"@en , "Ten"@eng ; skos:changeNote "Big"@en , "Large"@en , "Groß"@de ;
    skos:scopeNote "Ten"@eng , "Десет"@bg ; skos:example "Leaf" , "Лист"@bg ; pc:latestEnd "2011-12-31" ; pc:kind "b"@en .
"""
KNOWN = frozenset({"start", "end", "prefLabel", "title", "note", "altLabel", "kind", "type"})
E = "http://e.example/"
Term = ox.NamedNode | ox.BlankNode | ox.Literal


class Data:
    """What a small graph says."""

    def __init__(self, text: str) -> None:
        self.triples = [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]

    def predicates(self, subject: object) -> list[str]:
        return [triple.predicate.value for triple in self.triples if triple.subject == subject]

    def objects(self, subject: object, predicate: object) -> list[object]:
        named = getattr(predicate, "value", predicate)
        return [item.object for item in self.triples if item.subject == subject and item.predicate.value == named]

    def types(self, thing: object) -> list[str]:
        return [getattr(cls, "value", "") for cls in self.objects(thing, ox.NamedNode(RDF_TYPE))]

    def near(self, iri: str, of: object) -> str:
        return nearest_iri(iri, self.things(of))

    def called(self, name: str, of: Sequence[object] = ()) -> set[str]:
        found = {
            getattr(item.subject, "value", "") for item in self.triples if getattr(item.object, "value", None) == name
        }
        return {thing for thing in found if any(thing in self.things(cls) for cls in of)} if of else found

    def things(self, of: object) -> set[str]:
        return {getattr(item.subject, "value", "") for item in self.triples if item.object == of}

    def knows(self, predicate: str) -> bool:
        return predicate.replace("/", "#").rpartition("#")[2] in KNOWN


def term(text: str) -> Term:
    """A term as in Turtle."""
    (quad,) = ox.parse(f"{PREFIXES} @prefix xsd: <{XSD}> . :s :p {text} .", format=ox.RdfFormat.TURTLE)
    found: Term | ox.Triple = quad.object
    assert not isinstance(found, ox.Triple)
    return found


def terms(texts: Sequence[str]) -> list[Term]:
    return [term(text) for text in texts]


Hint = Callable[..., str]


@pytest.fixture(scope="module")
def hint() -> Hint:
    """The English hint for a broken constraint about :p; there is a Bulgarian one exactly where there is an English one."""
    facts = Data(DATA)

    def find(component: str, value: str = "", predicate: str = "", **parameters: list[str]) -> str:
        found = hints(
            Broken(
                component,
                term(":p"),
                term(predicate) if predicate else None,
                term(value) if value else None,
                {name.removesuffix("_"): terms(texts) for name, texts in parameters.items()},
            ),
            facts,
        )
        assert set(found) in (set(), {"en", "bg"})
        return found.get("en", "")

    return find


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        ("pc:earliestStart", "It has pc:earlyStart: did you mean pc:earliestStart?"),
        # A property of the same name from another vocabulary.
        ("dcterms:title", "It has foaf:title: did you mean dcterms:title?"),
        # Nothing like it, or something like it that is a word of its own.
        ("pc:evidence", ""),
        ("pc:starts", ""),
    ],
)
def test_a_property_that_is_missing_may_stand_there_misspelt(hint: Hint, predicate: str, said: str):
    assert hint("MinCount", predicate=predicate) == said


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        ("skos:prefLabel", 'It exists only in @en: "Old"@en. Add it in @bg.'),
        ("skos:altLabel", '"Bare" has no language: add @bg.'),
        ("skos:definition", ""),
    ],
)
def test_a_text_that_is_missing_may_be_there_in_another_language(hint: Hint, predicate: str, said: str):
    assert hint("QualifiedMinCount", predicate=predicate, languageIn=['"bg"']) == said


@pytest.mark.parametrize(
    ("datatype", "value", "said"),
    [
        ("date", '"2011-05-01"', 'Write "2011-05-01"^^xsd:date'),
        ("date", '"31.12.2011"', 'Write "2011-12-31"^^xsd:date'),
        ("date", '"31/12/2011"', 'Write "2011-12-31"^^xsd:date'),
        ("date", '"03/04/2011"', 'Write "2011-04-03"^^xsd:date or "2011-03-04"^^xsd:date'),
        ("date", '"3.4.2011 г."', 'Write "2011-04-03"^^xsd:date'),
        ("date", '"2011-31-12"^^xsd:date', 'Write "2011-12-31"^^xsd:date'),
        ("date", '"2011-5-1"^^xsd:date', 'Write "2011-05-01"^^xsd:date'),
        ("date", '" 2011-05-01 "', 'Write "2011-05-01"^^xsd:date'),
        ("date", '"1 May 2011"', 'Write "2011-05-01"^^xsd:date'),
        ("date", '"May 1st, 2011"', 'Write "2011-05-01"^^xsd:date'),
        ("date", '"1 май 2011 г."', 'Write "2011-05-01"^^xsd:date'),
        ("date", '"2011-05-01T10:00:00"^^xsd:dateTime', 'Write "2011-05-01"^^xsd:date'),
        ("date", '"2011-02-30"^^xsd:date', "There is no day 30 in month 2 of 2011; the last is 28."),
        ("date", '"2012-02-30"^^xsd:date', "There is no day 30 in month 2 of 2012; the last is 29."),
        ("date", '"2011"^^xsd:gYear', "2011 is no whole day; write year, month and day."),
        ("date", '"soon"', 'Write it as in "2011-05-01"^^xsd:date'),
        ("date", '"99.99.2011"', 'Write it as in "2011-05-01"^^xsd:date'),
        ("date", '"1 Foo 2011"', 'Write it as in "2011-05-01"^^xsd:date'),
        ("dateTime", '"2011-05-01"^^xsd:date', 'Write "2011-05-01T00:00:00"^^xsd:dateTime'),
        ("gYear", '"2011-05-01"^^xsd:date', 'Write it as in "2011"^^xsd:gYear'),
        ("gYearMonth", '"09.2011"', 'Write "2011-09"^^xsd:gYearMonth'),
        ("gYearMonth", '"2011-9"', 'Write "2011-09"^^xsd:gYearMonth'),
        ("gYearMonth", '"September 2011"', 'Write "2011-09"^^xsd:gYearMonth'),
        ("gYearMonth", '"септември 2011 г."', 'Write "2011-09"^^xsd:gYearMonth'),
        ("gYearMonth", '"13.2011"', 'Write it as in "2011-05"^^xsd:gYearMonth'),
        ("gYearMonth", '"2011-13"^^xsd:gYearMonth', "There is no month 13."),
        ("gYear", "2011", 'Write "2011"^^xsd:gYear'),
        ("integer", '"5"', "Write 5 without quotes"),
        ("integer", "5.0", "Write 5 without quotes"),
        ("integer", '"1 234"', "Write 1234 without quotes"),
        ("integer", '"1,234,567"', "Write 1234567 without quotes"),
        ("integer", '"five"', ""),
        ("integer", "5.5", ""),
        ("positiveInteger", '"5"', 'Write "5"^^xsd:positiveInteger'),
        ("decimal", '"1,5"', "Write 1.5 without quotes"),
        ("decimal", '"1.234,50"', "Write 1234.50 without quotes"),
        ("decimal", '"1 234,50"', "Write 1234.50 without quotes"),
        ("decimal", '"1,234.50"', "Write 1234.50 without quotes"),
        ("decimal", '"1,234"', "Write 1.234 or 1234.0 without quotes"),
        ("decimal", "5", "Write 5.0 without quotes"),
        ("decimal", '"about 5"', ""),
        ("boolean", '"yes"', "Write true without quotes"),
        ("boolean", '"Не"', "Write false without quotes"),
        ("boolean", '"perhaps"', ""),
        ("string", '"a"@en', 'Write "a"'),
        ("anyURI", '"a"', ""),
        ("date", ":thing", ""),
    ],
)
def test_a_value_of_another_datatype_is_written_as_it_should_be(hint: Hint, datatype: str, value: str, said: str):
    assert hint("Datatype", value, datatype=[f"xsd:{datatype}"]) == said


@pytest.mark.parametrize(("value", "said"), [('"Sofia"', 'Write "Sofia"@en'), ('"София"', 'Write "София"@bg')])
def test_a_text_without_a_language_is_given_that_of_its_letters(hint: Hint, value: str, said: str):
    assert hint("Datatype", value, datatype=["<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"]) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"a"', 'Write "a"@en'),
        ('"я"', 'Write "я"@bg'),
        ('"a"@eng', "Did you mean @en?"),
        ('"a"@bul', "Did you mean @bg?"),
        ('"a"@de', ""),
        (":thing", ""),
    ],
)
def test_a_language_that_is_called_otherwise_is_named(hint: Hint, value: str, said: str):
    assert hint("LanguageIn", value, languageIn=['"en"', '"bg"']) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("<city/bg/sofija>", "Did you mean <city/bg/sofia>?"),
        ("<city/bg/Sofia>", "Did you mean <city/bg/sofia>?"),
        ("<city/bg/sofia/>", "Did you mean <city/bg/sofia>?"),
        ("<http://w3id.org/partnercities/id/city/bg/sofia>", "Did you mean <city/bg/sofia>?"),
        ("<city/bg/burgas>", "Nothing is said of <city/bg/burgas>: describe it as pc:City, or correct the name."),
        ('"Sofia"', "Did you mean <city/bg/sofia>?"),
        ('"София"', "Did you mean <city/bg/sofia>?"),
        ('"Burgas"', ""),
        ("<organisation/sofia>", "<organisation/sofia> is pc:Organisation, and must be pc:City."),
        ("[]", ""),
    ],
)
def test_a_thing_of_no_or_another_class_is_told_with_the_nearest_of_the_right_one(hint: Hint, value: str, said: str):
    assert hint("Class", value, class_=["pc:City"]) == said


@pytest.mark.parametrize(
    ("value", "choices", "said"),
    [
        ("<city/bg/sofija>", ["<city/bg/sofia>", "<city/bg/varna>"], "Did you mean <city/bg/sofia>?"),
        ('"Sofia"', ["<city/bg/sofia>"], "Did you mean <city/bg/sofia>?"),
        ('"varna"', ["<city/bg/sofia>", "<city/bg/varna>"], "Did you mean <city/bg/varna>?"),
        ('"high"@en', ['"high"', '"low"'], 'Did you mean "high"?'),
        ('" High "', ['"high"', '"low"'], 'Did you mean "high"?'),
        ('"1"', ["1", "2"], "Did you mean 1?"),
        ('"other"', ['"high"', '"low"'], ""),
        ('""', ["<city/bg/sofia>"], ""),
        ("[]", ["<city/bg/sofia>"], ""),
    ],
)
def test_a_choice_that_is_none_is_told_with_the_nearest(hint: Hint, value: str, choices: list[str], said: str):
    assert hint("In", value, in_=choices) == said


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ('"https://e.example/x"', "IRI", "Write <https://e.example/x>"),
        ('"www.e.example"', "BlankNodeOrIRI", "Write <https://www.e.example>"),
        ('"Varna"', "IRI", "Did you mean <city/bg/varna>?"),
        ('"Burgas"', "IRI", ""),
        ("<urn:x>", "Literal", 'Write "urn:x"'),
        ("[]", "IRI", ""),
    ],
)
def test_an_address_in_quotes_or_a_name_for_a_thing_is_told(hint: Hint, value: str, kind: str, said: str):
    assert hint("NodeKind", value, nodeKind=[f"<http://www.w3.org/ns/shacl#{kind}>"]) == said


def test_a_property_that_a_closed_shape_forbids_may_be_misspelt(hint: Hint):
    listed = {"path": ["pc:start", "pc:end"], "ignoredProperties": ["skos:prefLabel"]}
    assert hint("Closed", predicate="pc:strat", **listed) == "Did you mean pc:start?"
    assert hint("Closed", predicate="skos:preflabel", **listed) == "Did you mean skos:prefLabel?"
    assert hint("Closed", predicate="pc:evidence", **listed) == ""


def test_two_values_where_one_is_allowed_may_be_the_same(hint: Hint):
    assert hint("MaxCount", predicate="skos:note") == 'Are these two the same? "One", "one "'
    assert hint("MaxCount", predicate="skos:prefLabel") == ""


def test_several_values_where_one_is_allowed_are_all_named(hint: Hint):
    assert hint("MaxCount", predicate="skos:hiddenLabel") == 'There are 2: "Nine"@en, "Ten"@eng'


def test_two_texts_in_one_language_are_named_together(hint: Hint):
    assert hint("UniqueLang", predicate="skos:changeNote") == 'In @en there are 2: "Big"@en, "Large"@en'


def test_a_text_whose_language_is_called_otherwise_or_missing_is_the_one_that_is_wanted(hint: Hint):
    other = hint("QualifiedMinCount", predicate="skos:hiddenLabel", languageIn=['"de"'])
    assert other.startswith("It exists only in @en, @eng")
    assert hint("QualifiedMinCount", predicate="skos:scopeNote", languageIn=['"en"']) == 'Did you mean "Ten"@en?'
    assert (
        hint("QualifiedMinCount", predicate="skos:example", languageIn=['"en"']) == '"Leaf" has no language: add @en.'
    )


def test_a_number_in_quotes_is_no_number_to_compare(hint: Hint):
    assert hint("MinInclusive", '"65 000"', minInclusive=["0"]) == "Write 65000 without quotes"
    assert hint("MinInclusive", "-5", minInclusive=["0"]) == ""
    assert hint("MaxExclusive", '"many"', maxExclusive=["9"]) == ""


def test_a_name_of_several_words_is_near_only_if_each_word_is():
    known = ["http://e/aarhus-municipality", "http://e/galati"]
    assert nearest_iri("http://e/aarhuus-municipality", known) == "http://e/aarhus-municipality"
    assert nearest_iri("http://e/ghent-municipality", known) == ""


def test_two_computed_days_are_told_by_what_they_are_computed_from(hint: Hint):
    said = hint("LessThanOrEquals", '"2012-01-01"^^xsd:date', "pc:earliestStart", lessThanOrEquals=["pc:latestEnd"])
    assert said == 'Are the two swapped? pc:start "2012", pc:end "2011"'


def test_two_values_in_the_wrong_order_are_told_together(hint: Hint):
    assert hint("LessThan", '"2012"', "pc:start", lessThan=["pc:end"]) == (
        'Are the two swapped? pc:start "2012", pc:end "2011"'
    )


def test_a_value_that_is_asked_for_by_name_may_stand_there_nearly(hint: Hint):
    assert hint("HasValue", predicate="pc:kind", hasValue=['"b"']) == 'Did you mean "b"?'
    assert hint("HasValue", predicate="pc:earliestStart", hasValue=["1"]).startswith("It has pc:earlyStart")


@pytest.mark.parametrize(
    ("value", "pattern", "said"),
    [
        ('" a"', "^a$", "It begins or ends with a space."),
        ("<http://e.example>", "^https://", "Did you mean https://?"),
        ('"b"', "^a$", ""),
    ],
)
def test_what_nobody_sees_in_a_text_is_told(hint: Hint, value: str, pattern: str, said: str):
    assert hint("Pattern", value, pattern=[f'"{pattern}"']) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"01.03.2023"^^xsd:date', 'Write "2023-03-01"^^xsd:date'),
        ('"2023-02-30"^^xsd:date', "There is no day 30 in month 2 of 2023; the last is 28."),
        ('"2023"', 'Write "2023"^^xsd:gYear'),
        ('"March 2023"', 'Write "2023-03"^^xsd:gYearMonth'),
        ('"soon"', 'Write it as in "2011-05-01"^^xsd:date or "2011-05"^^xsd:gYearMonth or "2011"^^xsd:gYear'),
    ],
)
def test_of_several_datatypes_the_one_that_fits_is_proposed(hint: Hint, value: str, said: str):
    for component in ("Or", "Xone"):
        assert hint(component, value, datatype=["xsd:date", "xsd:gYearMonth", "xsd:gYear"]) == said


def test_of_several_classes_all_are_named(hint: Hint):
    classes = ["pc:City", "pc:Project"]
    assert (
        hint("Or", "<organisation/sofia>", class_=classes)
        == "<organisation/sofia> is pc:Organisation, and must be pc:City or pc:Project."
    )
    assert hint("Or", "<city/bg/sofija>", class_=classes) == "Did you mean <city/bg/sofia>?"


@pytest.mark.parametrize("component", ["SPARQL", "Node", "Or", "Not", "Disjoint", "UnknownTerm", ""])
def test_where_nobody_can_say_there_is_no_hint(hint: Hint, component: str):
    assert hint(component, ":thing") == ""


@pytest.mark.parametrize(
    "component",
    ["MinCount", "QualifiedMinCount", "HasValue", "MaxCount", "UniqueLang", "Closed", "Datatype", "LanguageIn", "Pattern",
     "LessThan", "LessThanOrEquals", "Class", "In", "NodeKind"],
)  # fmt: skip
def test_a_finding_without_predicate_value_or_parameters_gets_no_hint_and_no_error(hint: Hint, component: str):
    assert hint(component) == ""


ANY_TERM = st.one_of(
    st.builds(ox.Literal, st.text(max_size=12)),
    st.builds(ox.Literal, st.text("0123456789.,-/ T:г", max_size=12), datatype=st.just(ox.NamedNode(XSD + "date"))),
    st.sampled_from([ox.NamedNode("urn:x"), ox.BlankNode("b"), ox.NamedNode(E + "p"), ox.Literal("a", language="en")]),
)


@given(
    st.sampled_from(["MinCount", "QualifiedMinCount", "HasValue", "MaxCount", "Closed", "Datatype", "LanguageIn", "Pattern",
                     "LessThan", "Class", "In", "NodeKind", "Or"]),
    st.none() | ANY_TERM,
    st.none() | st.sampled_from([ox.NamedNode(XSD + "date"), term("skos:prefLabel"), term("pc:kind")]),
    st.dictionaries(
        st.sampled_from(["datatype", "class", "in", "nodeKind", "languageIn", "pattern", "hasValue", "lessThan", "path"]),
        st.lists(ANY_TERM | st.sampled_from([ox.NamedNode(XSD + name) for name in ("date", "decimal", "gYear")]), max_size=3),
    ),
)  # fmt: skip
def test_whatever_is_broken_there_is_a_hint_in_both_languages_or_none(
    component: str, value: Term | None, predicate: Term | None, parameters: dict[str, list[Term]]
):
    found = hints(Broken(component, term(":p"), predicate, value, parameters), Data(DATA))
    assert set(found) in (set(), {"en", "bg"})
