"""The rules for people: every one of the files, in its group, with an example that shows what is wrong."""

import re

import pytest

from partnercities.desk.rules import example, groups
from partnercities.problems import NotFound

RULES = {rule.name: rule for group in groups() for rule in group.rules}
GROUPS = {group.name: group for group in groups()}


def test_every_rule_of_the_files_stands_in_one_group(root):
    files = "".join(path.read_text(encoding="utf-8") for path in (root / "shapes").glob("*.ttl"))
    named = set(re.findall(r"(?m)^pcs:([\w-]+) a sh:(?:PropertyShape|SPARQLConstraint)", files))
    speaking = {name for name in named if "sh:message" in re.split(r"\n\n", files.partition(f"\npcs:{name} a ")[2])[0]}
    assert speaking <= set(RULES)
    assert len(RULES) == sum(len(group.rules) for group in groups())


@pytest.mark.parametrize("name", RULES)
def test_a_rule_speaks_both_languages_and_has_an_example(name: str):
    rule = RULES[name]
    assert set(rule.messages) == {"en", "bg"}
    assert rule.severity in ("Violation", "Warning", "Info")
    assert rule.wrong
    assert rule.lines
    assert b"Wrong" in example("invalid", name)


def test_an_example_shows_the_lines_that_differ():
    assert [(line.sign, line.text) for line in RULES["StatedCount"].lines] == [("+", "pc:count 10")]
    assert [line.sign for line in RULES["Fund-prefLabel-bg"].lines] == ["-", "+"]


def test_paths_are_told_in_parts():
    def told(name: str) -> str:
        return "".join(part if isinstance(part, str) else part.value.rpartition("#")[2] for part in RULES[name].path)

    assert told("Participation-party") == "city | partner"
    assert told("Network-reached-by").startswith("^network | ^")
    assert told("Project-topic-scheme") == "topic / inScheme"


def test_a_rule_with_a_target_of_its_own_says_what_it_looks_at():
    (target,) = RULES["Location-lat-with-long"].targets
    assert (target.kind, target.term.value.rpartition("#")[2]) == ("subjects", "long")
    assert RULES["Location-lat-with-long"] in GROUPS["Location"].rules
    assert [target.kind for target in GROUPS["Project"].targets] == ["class"]


def test_the_rules_about_all_stand_last():
    assert [group.name for group in groups()][-2:] == ["Dataset", "DatasetAdvice"]


@pytest.mark.parametrize(("kind", "name"), [("valid", "Nothing"), ("wrong", "Project"), ("valid", "../shapes")])
def test_what_is_no_example_is_not_found(kind: str, name: str):
    with pytest.raises(NotFound):
        example(kind, name)
