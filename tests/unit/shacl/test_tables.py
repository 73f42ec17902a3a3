import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.shacl.tables import Tables
from partnercities.shacl.terms import SUBCLASS_OF, TYPE

NODES = [ox.NamedNode(f"http://x/n{number}") for number in range(5)]
PREDICATES = [TYPE, SUBCLASS_OF, ox.NamedNode("http://x/p")]
triples = st.builds(ox.Triple, st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES))


def said(tables: Tables) -> tuple[object, ...]:
    """All that tables say, by terms."""

    def spelled(table: object) -> dict[object, set[object]]:
        assert hasattr(table, "items")
        return {tables.terms[key]: {tables.terms[value] for value in values} for key, values in table.items()}

    return (
        [spelled(tables.table(predicate)) for predicate in PREDICATES],
        [spelled(tables.inverse(predicate)) for predicate in PREDICATES],
        [{tables.terms[number] for number in tables.instances(node)} for node in NODES],
        set(tables.triples()),
    )


def test_a_statement_that_is_said_twice_counts_once(parse):
    tables = Tables(parse("x:a x:p 1 , 1 , 2 .") * 2)
    assert [len(values) for values in tables.table(ox.NamedNode("http://x/p")).values()] == [2]


@pytest.mark.parametrize("count", [1, 16, 17, 40])
def test_many_values_are_kept_each_once(parse, count: int):
    tables = Tables(parse("x:a x:p " + " , ".join(map(str, range(count))) + " .") * 2)
    (values,) = tables.table(ox.NamedNode("http://x/p")).values()
    assert [tables.terms[value] for value in values] == [ox.Literal(number) for number in range(count)]


def test_literals_stay_as_they_are_written(parse):
    tables = Tables(parse('x:a x:p "1"^^xsd:boolean , "01"^^xsd:integer .'))
    assert [str(triple.object)[:4] for triple in tables.triples()] == ['"1"^', '"01"']


def test_only_what_is_asked_for_is_kept_and_types(parse):
    tables = Tables(parse("x:a x:p 1 ; x:q 2 ; a x:C ."), only=[ox.NamedNode("http://x/p")])
    assert set(tables.predicates) == {TYPE, ox.NamedNode("http://x/p")}


def test_a_term_that_the_data_does_not_have_gets_a_number_once(parse):
    tables = Tables(parse("x:a x:p 1 ."))
    number = tables.number(ox.Literal("new"))
    assert tables.number(ox.Literal("new")) == number
    assert tables.terms[number] == ox.Literal("new")


def test_classes_that_go_in_a_circle_have_all_instances(parse):
    tables = Tables(parse("x:A rdfs:subClassOf x:B . x:B rdfs:subClassOf x:A . x:one a x:A . x:two a x:B ."))
    assert len(tables.instances(ox.NamedNode("http://x/A"))) == 2


@given(st.lists(triples, max_size=15), st.lists(st.tuples(st.booleans(), triples), max_size=10))
def test_tables_that_changed_are_as_those_that_are_made_anew(
    start: list[ox.Triple], changes: list[tuple[bool, ox.Triple]]
):
    tables, held = Tables(start), set(start)
    said(tables)  # so that inverse tables and instances are there and have to keep up
    for adding, triple in changes:
        assert tables.has(triple) is (triple in held)
        if adding and triple not in held:
            tables.add(triple)
            held.add(triple)
        elif not adding and triple in held:
            tables.remove(triple)
            held.remove(triple)
    assert said(tables) == said(Tables(held))
