"""The ontology for people: every term in its group, with its uses; closed lists as trees."""

import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.ontology import CLASSES, PROPERTIES, Ontology, ontology
from partnercities.model.vocabulary import DEF


@pytest.fixture(scope="module")
def found(dataset: Dataset) -> Ontology:
    return ontology(Desk(dataset.store, dataset))


def test_every_term_stands_in_one_group(found):
    grouped = [DEF + name for names in (*CLASSES.values(), *PROPERTIES.values()) for name in names]
    assert sorted(grouped) == sorted(found.terms)


def test_a_term_has_names_and_meanings_in_both_languages(found):
    assert all(set(term.names) == set(term.definitions) == {"en", "bg"} for term in found.terms.values())
    assert found.terms[DEF + "governs"].names == {"en": "governs", "bg": "управлява"}
    assert found.terms[DEF + "governs"].domain == (DEF + "LocalAuthority",)


def test_uses_are_those_of_the_data(found, rows):
    (row,) = rows("SELECT (COUNT(*) AS ?n) { ?city pc:population ?number }")
    use = found.properties[DEF + "population"]
    assert (use.number, use.things) == (int(row["n"]), int(row["n"]))
    thing, value = use.example
    assert "/id/city/" in thing.value
    assert value.value.isdecimal()
    assert found.classes[DEF + "Network"].number == 4


def test_a_narrower_role_stands_below_the_broader_one(found):
    roles = next(scheme.concepts for scheme in found.schemes if scheme.scheme.name == "role")
    names = [role.name for _, role in roles]
    depths = {role.name: depth for depth, role in roles}
    assert (depths["taking-part"], depths["partner"], depths["lead"]) == (0, 1, 2)
    assert names.index("taking-part") < names.index("partner") < names.index("lead")
    assert found.schemes[0].scheme.name == "role"
