"""A baseline: what it knows passes, what is new fails, what is gone is told."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.desk.baseline import fingerprint, read, without, written
from partnercities.model.vocabulary import DEF, ID, SHAPES
from partnercities.problems import BadData, CannotRead, Place
from partnercities.validation.report import Finding, Report


def finding(number: int = 1, shape: str = "Project-start", line: int = 1) -> Finding:
    about, path = f"{ID}city/bg/{number}", DEF + "start"
    statement = (f"<{about}>", f"<{path}>", f'"{number}"')
    return Finding(
        "Violation", about, path, str(number), {}, SHAPES + shape, "Datatype", statement, Place(line, 1, "a.ttl")
    )


def report(*findings: Finding) -> Report:
    return Report(findings, {SHAPES + "Project": 1}, b"")


def test_a_line_says_rule_constraint_and_statement():
    assert fingerprint(finding()) == f'Project-start\tDatatype\t<{ID}city/bg/1>\t<{DEF}start>\t"1"'


def test_what_is_known_passes_wherever_it_stands_now(tmp_path: Path):
    path = tmp_path / "known"
    path.write_text(written(report(finding(1), finding(2))), encoding="utf-8")
    later = without(report(finding(2, line=900), finding(3)), read(path))
    assert later.findings == (finding(3),)
    assert later.known == 1
    assert later.mended == (fingerprint(finding(1)),)


def test_equal_findings_are_counted(tmp_path: Path):
    path = tmp_path / "known"
    path.write_text(written(report(finding(), finding())), encoding="utf-8")
    later = without(report(finding(), finding(), finding()), read(path))
    assert (len(later.findings), later.known, later.mended) == (1, 2, ())


def test_another_rule_or_value_is_another_finding():
    lines = {fingerprint(finding()), fingerprint(finding(2)), fingerprint(finding(shape="Project-end"))}
    assert len(lines) == 3


def test_names_of_blank_nodes_do_not_matter():
    one, other = (
        Finding("Violation", name, "", "", {}, "_:s" + name, "Node", (name, "", "")) for name in ("_:a1", "_:b2")
    )
    assert fingerprint(one) == fingerprint(other)


def test_without_a_statement_the_value_tells_findings_apart():
    one, other = (Finding("Violation", ID + "a", "", value, {}, SHAPES + "S") for value in ("1", "2"))
    assert fingerprint(one) != fingerprint(other)


def test_the_lines_are_sorted_so_that_a_difference_shows_what_changed():
    assert written(report(finding(2), finding(1))) == written(report(finding(1), finding(2)))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=10))
def test_any_text_is_one_line_and_is_read_again(tmp_path_factory, values: list[str]):
    found = report(*(Finding("Info", ID + "a", "", value, {}, SHAPES + "S", "", ("", "", value)) for value in values))
    path = tmp_path_factory.mktemp("baseline") / "known"
    path.write_text(written(found), encoding="utf-8")
    assert without(found, read(path)).findings == ()
    assert read(path).total() == len(values)


@pytest.mark.parametrize(
    ("content", "problem"), [(b"severity,about\n", BadData), (b"\xff\xfe", BadData), (b"", BadData), (None, CannotRead)]
)
def test_another_file_is_no_baseline(tmp_path: Path, content: bytes | None, problem: type[Exception]):
    path = tmp_path / "known"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(problem):
        read(path)


def test_a_report_whose_findings_are_all_known_has_checked_something():
    known = Counter({fingerprint(finding()): 1})
    assert not without(report(finding()), known).nothing_checked
