"""Bad input on the command line: the exit code of the contract, words that help, and never a traceback."""

from pathlib import Path

import pytest

from hostile.validation_rows import ENDLESS, MANY, PREFIXES, ROWS, SHAPES, Row


@pytest.mark.parametrize("row", [row for row in ROWS if row.code is not None], ids=str)
def test_bad_data_or_shapes_end_with_their_code_and_say_why(command, row: Row, tmp_path: Path):
    data, shapes = tmp_path / f"data.{row.suffix}", tmp_path / "shapes.ttl"
    data.write_bytes(row.content)
    shapes.write_text(row.shapes, encoding="utf-8")
    outcome = command("validate", str(data), "--shapes", str(shapes), "--alone")
    said = outcome.out + outcome.err
    assert outcome.code == row.code, said
    assert "Traceback" not in said
    assert not [word for word in row.words if word not in said]
    if row.code in (3, 4) and "line" in row.members:
        where = f"{data if row.code == 3 else shapes}:{row.members['line']}:{row.members.get('column', '')}"
        assert where in outcome.err


@pytest.mark.parametrize("name", ["missing.ttl", "file.ttl/below.ttl", "empty"])
@pytest.mark.parametrize("wrong", ["data", "shapes"])
def test_what_is_not_there_or_no_file_is_told_in_a_sentence(command, tmp_path: Path, name: str, wrong: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.ttl").write_text(PREFIXES + SHAPES, encoding="utf-8")
    given = {"data": tmp_path / "file.ttl", "shapes": tmp_path / "file.ttl"} | {wrong: tmp_path / name}
    outcome = command("validate", str(given["data"]), "--shapes", str(given["shapes"]), "--alone")
    assert outcome.code == 3
    assert name in outcome.err
    assert "Traceback" not in outcome.err


def test_a_query_that_does_not_end_is_stopped_and_the_rest_is_told(command, tmp_path: Path):
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(MANY, encoding="utf-8")
    shapes.write_text(ENDLESS + " :S sh:property [ sh:path :title ; sh:minCount 1 ; sh:message 'No title.' ] .")
    outcome = command("validate", str(data), "--shapes", str(shapes), "--alone", "--timeout", "0.5")
    assert outcome.code == 6
    assert "took too long" in outcome.out
    assert "No title." in outcome.out
    assert "these rules ask took too long" in outcome.err


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_that_is_none_is_a_wrong_call(command, seconds: str):
    assert command("validate", "--timeout", seconds).code == 2
