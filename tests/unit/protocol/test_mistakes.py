"""The mistakes that people make in queries: each is named with its place and how to mend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.problems import BadQuery, Place
from partnercities.protocol.mistakes import WORDS, explain

PC = "PREFIX pc: <https://w3id.org/partnercities/def#>"
MISTAKES = [
    # What it is, the text, words of the explanation, its place, words of the hint.
    ("open quote", 'ASK { ?s ?p "Sofia }', "This quote is never closed", Place(1, 13), ""),
    ("open quote on its line", 'ASK {\n ?s ?p "Sofia\n }', "This quote is never closed", Place(2, 8), ""),
    ("open apostrophe", "ASK { ?s ?p 'Sofia }", "This quote is never closed", Place(1, 13), ""),
    ("prefix of ours", "ASK { ?s a pc:City }", "The prefix pc: is not declared", Place(1, 12), PC),
    ("prefix of others", "ASK {\n ?s e:p 1 }", "The prefix e: is not declared", Place(2, 5), "Declare it at the top"),
    ("empty prefix", "ASK { ?s :p 1 }", "The prefix : is not declared", Place(1, 10), "Declare it"),
    ("second prefix", PC + " ASK { ?s a pc:City, foaf:Agent }", "The prefix foaf:", Place(1, 70), "foaf/0.1/"),
    ("prefix in another case", "prefix e: <http://e/> ASK { ?s E:p 1 }", "The prefix E:", Place(1, 32), "Declare it"),
    ("word misspelt", "SELECT * WHRE { ?s ?p ?o }", "'WHRE' is no word of SPARQL", Place(1, 10), "Did you mean WHERE?"),
    ("word of small letters", "ASK { fliter(1) }", "'fliter' is no word", Place(1, 7), "Did you mean FILTER?"),
    ("variable without a mark", "SELECT xyzzy {}", "'xyzzy' is no word", Place(1, 8), "A variable begins with ?"),
    ("text without quotes", "ASK { ?s ?p София }", "'София' is no word", Place(1, 13), "a text stands in quotes"),
    ("function misspelt", "ASK { FILTER(STRSTRTS(?a, ?b)) }", "'STRSTRTS'", Place(1, 14), "Did you mean STRSTARTS?"),
    ("brace open", "ASK { ?s ?p ?o", "This { is never closed", Place(1, 5), ""),
    ("inner brace open", "ASK { { ?s ?p ?o }", "This { is never closed", Place(1, 5), ""),
    ("bracket open", "ASK { FILTER(?a }", "This } closes nothing", Place(1, 17), ""),
    ("brace too many", "ASK { ?s ?p ?o }}", "This } closes nothing", Place(1, 17), ""),
    ("wrong bracket", "ASK { FILTER(?a] }", "This ] closes nothing", Place(1, 16), ""),
]


@pytest.mark.parametrize(
    ("text", "words", "place", "hint"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_a_mistake_is_explained(text: str, words: str, place: Place, hint: str):
    problem = explain(text, "expected one of a hundred things", Place(1, 1))
    assert words in problem.detail
    assert problem.place == place
    assert hint in problem.hint
    assert bool(hint) == bool(problem.hint)


def test_the_open_quote_comes_before_what_follows_from_it():
    problem = explain('ASK { ?s x:p "a } WHRE', "…", None)
    assert "quote" in problem.detail


@pytest.mark.parametrize(
    ("message", "place", "detail"),
    [
        ("expected one of A or The variable ?x is already used", Place(1, 5), "The variable ?x is already used."),
        ("expected one of CONSTRUCT, WHERE", Place(1, 5), "The query is not valid before '{ ?s ?p }'."),
        ("expected nothing", Place(1, 14), "The query is not complete, or not valid near its end."),
        ("expected nothing", None, "The query is not complete, or not valid near its end."),
    ],
)
def test_without_a_known_mistake_the_words_and_place_of_the_engine_are_used(message, place, detail):
    problem = explain("ASK { ?s ?p }", message, place)
    assert problem.detail == detail
    assert problem.place == place


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'pc:City WHRE { \"' }",
        'ASK { ?s ?p ?o } # pc:City WHRE { "',
        "ASK { ?s <pc:City> _:b }",
        'ASK { ?s a "x"@WHRE }',
        "PREFIX e: <http://e.example/> PREFIX f: <http://f.example/> ASK { e:a f:b e:c }",
    ],
)
def test_what_is_no_mistake_is_not_called_one(text: str):
    assert explain(text, "expected", Place(1, 1)).detail.startswith("The query is not valid before")


@pytest.mark.parametrize(
    "word", ["a", "where", "Group_Concat", "isIRI", "true", "UNDEF", "sha256", "strlang", "not", "in"]
)
def test_words_of_sparql_are_known_in_any_case(word: str):
    assert word.upper() in WORDS


@given(st.text(max_size=60), st.text(max_size=40), st.integers(1, 5), st.integers(1, 80))
def test_any_text_is_explained(text: str, message: str, line: int, column: int):
    place = Place(min(line, text.count("\n") + 1), column)
    problem = explain(text, message, place)
    assert isinstance(problem, BadQuery)
    assert problem.detail
