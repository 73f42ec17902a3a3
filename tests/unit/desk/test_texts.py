"""Where findings stand in the files that were checked, and the lines of these."""

from pathlib import Path

import pytest

from partnercities.dataset.files import GIVEN, DataFile
from partnercities.dataset.given import Given
from partnercities.desk.texts import Located, Texts
from partnercities.problems import Place
from partnercities.validation.report import Finding

NAMES = '@prefix : <http://e.example/> .\n:a :name "A" .\n:b :name "B" .\n'
KINDS = '@prefix : <http://e.example/> .\n\n:a a :City ;\n    :name "Б" .\n'


def texts(**contents: str) -> Located:
    return Located(given(**contents))


def given(**contents: str) -> Given:
    return Given(DataFile(Path(f"{name}.ttl"), GIVEN, "", text.encode()) for name, text in contents.items())


def finding(*statement: str) -> Finding:
    return Finding("Violation", "", "", "", {}, "s:S", "", (*statement, "", "", "")[:3])  # type: ignore[arg-type]


def place(found: Located, *statement: str) -> Place | None:
    (complete,) = found.complete([finding(*statement)])
    return complete.place


A, NAME = "<http://e.example/a>", "<http://e.example/name>"


def test_a_statement_stands_at_its_value():
    assert place(texts(names=NAMES), A, NAME, '"A"') == Place(2, 10, "names.ttl", 2, 13)


@pytest.mark.parametrize(("value", "source", "line"), [('"A"', "names.ttl", 2), ('"Б"', "kinds.ttl", 4)])
def test_of_several_files_the_one_that_says_it_is_found(value: str, source: str, line: int):
    for found in (texts(names=NAMES, kinds=KINDS), texts(kinds=KINDS, names=NAMES)):
        where = place(found, A, NAME, value)
        assert where
        assert (where.source, where.line) == (source, line)


def test_a_file_that_says_more_of_a_thing_is_nearer():
    where = place(
        texts(names=NAMES, kinds=KINDS),
        A,
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
        "<http://e.example/Town>",
    )
    assert where
    assert (where.source, where.line) == ("kinds.ttl", 3)


def test_what_stands_nowhere_has_no_place():
    assert place(texts(names=NAMES, kinds=KINDS), "<http://e.example/other>") is None
    assert place(texts(), A) is None
    assert place(texts(names=NAMES)) is None


def test_blank_nodes_are_found_by_what_the_parser_said():
    text = "@prefix : <http://e.example/> .\n:a :part [ :name 1 ] ,\n  [ :name 2 ] .\n"
    two = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    read = given(a=text)
    (part,) = (triple.subject for triple in read.triples() if str(triple.object) == two)
    found = Located(read)
    where = place(found, str(part), NAME, two)
    assert where
    assert (where.line, where.column) == (3, 11)


def test_a_place_that_is_known_stays():
    known = Finding("Info", "", "", "", {}, "s:S", "", (A, "", ""), Place(9, 9, "x"))
    assert texts(names=NAMES).complete([known]) == [known]


def test_lines_are_those_of_the_file_without_their_ends(tmp_path: Path):
    path = tmp_path / "a.ttl"
    path.write_bytes("\ufeffone\r\ntwo\x0bstill\nthree".encode())
    found = Texts([DataFile(path, GIVEN)])
    assert list(found.lines(str(path), 1, 2)) == ["one", "two\x0bstill"]
    assert list(found.lines("other", 1, 1)) == []


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path):
    assert list(Texts([DataFile(tmp_path / "gone.ttl", GIVEN)]).lines(str(tmp_path / "gone.ttl"), 1, 1)) == []
