"""Files that are read to be checked: once, and what is remembered of them."""

from pathlib import Path

import pytest

from partnercities.dataset import given as module
from partnercities.dataset.files import GIVEN, DataFile
from partnercities.dataset.given import Given, united

P = "@prefix : <http://e.example/> .\n"
A, NAME = "<http://e.example/a>", "<http://e.example/name>"


def given(**texts: str) -> Given:
    """Files by their names, in which _ stands for the dot."""
    return Given(
        DataFile(Path(name.replace("_", ".")), GIVEN, "", (text if name.endswith("nq") else P + text).encode())
        for name, text in texts.items()
    )


def test_triples_come_in_the_order_of_the_files_without_their_graphs():
    read = given(b_ttl=":a :name 1 .", a_trig=":g { :a :name 2 }")
    assert [str(quad) for quad in read.triples()] == [
        f'{A} {NAME} "{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (1, 2)
    ]
    assert read.count == 2


def test_the_file_that_says_a_statement_is_named_else_one_that_says_part_of_it():
    read = given(one_ttl=":a :title 'A' .", two_ttl=":a :name 'B' .", three_ttl=":a :name 'A' .", four_ttl=":b :x :a .")
    list(read.triples())
    wanted = {(A, NAME, '"A"'): "three.ttl", (A, NAME, '"C"'): "two.ttl", (A, "<http://e.example/else>", ""): "one.ttl"}
    assert read.sources({*wanted, ("<http://e.example/c>", NAME, "")}) == wanted


def test_files_that_were_not_read_yet_are_read_for_it():
    assert given(one_ttl=":b :name 'A' .", two_ttl=":a :name 'A' .").sources({(A, NAME, '"A"')}) == {
        (A, NAME, '"A"'): "two.ttl"
    }


@pytest.mark.parametrize(("most", "names", "blanks"), [(9, True, 2), (3, True, 2), (1, True, 0)])
def test_of_a_long_file_only_blank_nodes_are_kept_or_nothing(
    monkeypatch: pytest.MonkeyPatch, most: int, names: bool, blanks: int
):
    monkeypatch.setattr(module, "MOST_KEPT", most)
    read = given(a_ttl=":a :name 'A' , 'B' , 'C' . [] :name 'D' , 'E' .", b_ttl=":b :name 'F' .")
    assert len(list(read.triples())) == 6
    assert bool(read.sources({(A, NAME, '"C"')})) is names
    assert len(read.blank("a.ttl")) == blanks


def test_a_blank_node_is_found_by_the_name_that_it_was_given():
    read = given(a_ttl=":a :name 'A' .", b_ttl="[] :name 'B' .")
    (blank,) = (str(quad.subject) for quad in read.triples() if str(quad.object) == '"B"')
    assert read.sources({(blank, NAME, '"B"')}) == {(blank, NAME, '"B"'): "b.ttl"}


def test_a_file_that_has_gone_has_nothing(tmp_path: Path):
    read = Given([DataFile(tmp_path / "gone.ttl", GIVEN), DataFile(tmp_path / "lost.ttl", GIVEN)])
    assert read.sources({(A, NAME, "")}) == {}


def test_graphs_with_names_are_told_where_a_statement_stands_in_one():
    read = given(a_trig=":g { :a :name 'A' } :b :name 'B' .")
    assert read.graphs({(A, NAME, '"A"'), ("<http://e.example/b>", NAME, '"B"')}) == {
        (A, NAME, '"A"'): "http://e.example/g"
    }


def test_what_follows_stands_beside_what_is_said():
    start = "<https://w3id.org/partnercities/def#start>"
    own = list(given(a_ttl=f":a {start} '2011'^^<http://www.w3.org/2001/XMLSchema#gYear> .").triples())
    store, concluded = united(own)
    assert len(store) == len(own) + len(concluded)
    assert [str(quad) for quad in concluded] == [
        f'{A} <https://w3id.org/partnercities/def#earliestStart> "2011-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    ]
