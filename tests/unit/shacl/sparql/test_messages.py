"""Messages say what the query found."""

import pyoxigraph as ox
import pytest

from partnercities.shacl.sparql.messages import filled
from partnercities.shacl.terms import Term

VALUES: dict[str, Term] = {
    "city": ox.NamedNode("http://x/Варна"),
    "n": ox.Literal(3),
    "name": ox.Literal("Rousse {?n}", language="en"),
    "node": ox.BlankNode("b"),
}


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{?city} has {$n} names.", "http://x/Варна has 3 names."),
        ("{?name}", "Rousse {?n}"),
        ("{?node}", "_:b"),
        ("{?other}, {city}, {?} and { ?n }", "{?other}, {city}, {?} and { ?n }"),
        ("Nothing to fill", "Nothing to fill"),
    ],
)
def test_variables_give_way_to_their_values(template, message):
    assert filled([ox.Literal(template)], VALUES.get) == (ox.Literal(message),)


def test_messages_keep_their_languages():
    templates = [ox.Literal("{?n} cities", language="en"), ox.Literal("{?n} града", language="bg")]
    assert filled(templates, VALUES.get) == (
        ox.Literal("3 cities", language="en"),
        ox.Literal("3 града", language="bg"),
    )
