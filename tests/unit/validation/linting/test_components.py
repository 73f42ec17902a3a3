"""Constraint components that shapes define themselves."""

from collections.abc import Callable

import pytest

ASK = 'sh:validator [ sh:ask "ASK {}" ]'
COMPONENT = ":K a sh:ConstraintComponent ; "
Codes = Callable[[str], list[str]]


def test_a_component_with_a_parameter_and_a_validator_is_no_flaw(codes: Codes):
    parameters = "sh:parameter [ sh:path :least ], [ sh:path :most ; sh:optional true ]"
    assert codes(f"{COMPONENT}{ASK} ; {parameters} .") == []


@pytest.mark.parametrize("path", ["[]", "( :a :b )", '"p"', ":value", ":this", "<http://e.example/1>"])
def test_the_path_of_a_parameter_must_give_a_variable(codes: Codes, path: str):
    assert "bad-parameter" in codes(f"{COMPONENT}{ASK} ; sh:parameter [ sh:path {path} ] .")


@pytest.mark.parametrize("parameters", ["", "; sh:parameter [ sh:path :least ; sh:optional true ]"])
def test_a_component_needs_a_parameter_that_must_be_given(codes: Codes, parameters: str):
    assert codes(f"{COMPONENT}{ASK}{parameters} .") == ["no-parameter"]


def test_a_component_without_a_validator_checks_nothing(codes: Codes):
    assert codes(f"{COMPONENT}sh:parameter [ sh:path :least ] .") == ["no-validator"]


def test_the_components_of_shacl_are_left_alone(codes: Codes):
    assert codes("sh:MinCountConstraintComponent a sh:ConstraintComponent .") == []
