"""The text of a report, block by block."""

from dataclasses import replace

import pytest

from partnercities.desk.reports import Manner, write
from partnercities.model.vocabulary import DEF, ID
from partnercities.problems import Place
from partnercities.protocol.formats import TEXT


def told(report, **manner) -> str:
    return write(report, TEXT, Manner(**manner)).decode()


def test_a_block_says_where_what_how_to_mend_it_and_which_rule(report, finding):
    assert told(report(finding())) == (
        "data/projects.ttl:2:11: violation[Datatype] city/bg/sofia pc:start\n"
        "  The start is no day. Write one.\n"
        "  |\n"
        '2 | \tpc:start "not-a-date"^^xsd:date ;\n'
        "  | \t         ^^^^^^^^^^^^^^^^^^^^^^\n"
        '  hint: did you mean "2011-05-01"?\n'
        "  rule: Project-start\n"
        "\n"
    )


def test_a_block_is_told_in_the_language_of_the_reader(report, finding):
    block = told(report(finding()), language="bg").splitlines()
    assert block[0] == "data/projects.ttl:2:11: нарушение[Datatype] city/bg/sofia pc:start"
    assert block[1] == "  Началото не е ден. Напишете такъв."
    assert block[-3:] == ["  съвет: може би „2011-05-01“?", "  правило: Project-start", ""]


def test_without_a_place_the_value_is_told(report, finding):
    block = told(report(finding(place=None))).splitlines()
    assert block[0] == "violation[Datatype] city/bg/sofia pc:start"
    assert block[2] == '  found: "not-a-date"^^xsd:date'


def test_the_caret_stands_under_wide_characters(report, finding):
    lines = told(report(finding(place=Place(3, 31, "data/projects.ttl", 3, 34)))).splitlines()
    # Three characters before it are two columns wide each.
    assert lines[4].index("^") == lines[3].index('"x"') + 3
    assert lines[4].count("^") == 3


def test_reasons_are_indented_below_what_they_explain(report, finding):
    deepest = finding(
        component="MinCount", path=DEF + "city", statement=("", "", ""), value="", messages={"en": "No city."}
    )
    reason = finding(
        component="Node", path="", messages={"en": "No partner."}, value="", statement=("", "", ""), reasons=(deepest,)
    )
    lines = told(report(finding(reasons=(reason,)))).splitlines()
    start = lines.index("  because:")
    assert lines[start + 1 : start + 4] == [
        "    - city/bg/sofia: No partner.",
        "      because:",
        "        - city/bg/sofia pc:city: No city.",
    ]


def test_what_is_alike_beyond_twenty_is_told_by_place(report, finding):
    many = [
        finding(about=f"{ID}city/bg/{number}", place=Place(number, 1, "a.ttl"), statement=("", "", ""), value="")
        for number in range(1, 41)
    ]
    text = told(report(*many))
    assert text.count("violation[Datatype]") == 3
    assert (
        "and 37 more like this: a.ttl:4, a.ttl:5, a.ttl:6, a.ttl:7, a.ttl:8, a.ttl:9, a.ttl:10, a.ttl:11, a.ttl:12, a.ttl:13, …"
        in text
    )
    assert told(report(*many[:20])).count("violation[Datatype]") == 20
    assert told(report(*many), most=0).count("violation[Datatype]") == 40


def test_no_more_blocks_are_shown_than_asked_for_and_the_others_are_counted(report, finding):
    different = [finding(component=f"Kind{number}") for number in range(10)]
    text = told(report(*different), most=4)
    assert text.count("violation[") == 4
    assert text.endswith("6 more are not shown (--max 0 shows all)\n")


def test_only_what_is_shown_is_looked_up(report, finding):
    found = report(*[finding(component=f"Kind{number}") for number in range(10)])
    told(found, most=4)
    assert found.sources.asked == [4]


def test_the_worst_stands_first_then_the_order_of_the_files(report, finding):
    found = report(
        finding(severity="Info", component="A"),
        finding(component="B", place=Place(3, 1, "b.ttl")),
        finding(component="C", place=Place(9, 1, "a.ttl")),
    )
    heads = [line.split("[")[1][0] for line in told(found).splitlines() if "] city" in line]
    assert heads == ["C", "B", "A"]


def test_a_severity_of_somebody_is_told_by_its_name(report, finding):
    assert "Terrible[Datatype]" in told(report(finding(severity="Terrible")))


def test_colours_are_only_where_they_are_asked_for(report, finding):
    assert "\x1b" not in told(report(finding()))
    assert "\x1b[1;31mviolation[Datatype]\x1b[0m" in told(report(finding()), colour=True)


@pytest.mark.parametrize("evil", ["\x1b[2J", "\u202e", "\x07", "\x9b1A"])
def test_what_a_terminal_would_obey_does_not_reach_it(report, finding, evil: str):
    # In the message, in a name, in the value and in the text itself.
    found = finding(messages={"en": "Bad " + evil}, about=ID + evil, hints={"en": evil}, place=None, value=evil)
    assert evil not in told(report(found, finding(component=evil)))
    shown = report(finding(place=Place(1, 1, "evil.ttl"), severity=evil))
    assert evil not in told(replace(shown, sources=type(shown.sources)({"evil.ttl": "a" + evil})))
