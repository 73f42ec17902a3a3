"""What stands below a report."""

from partnercities.desk.reports import Manner, footer
from partnercities.model.vocabulary import SHAPES


def test_the_footer_counts_what_was_checked_and_names_what_matched_nothing(report, finding):
    assert list(footer(report(finding()), Manner())) == [
        "1 violation, 0 warnings, 0 notes in 1 file, 1,234 triples; 0.4 s",
        "to mend first: data/projects.ttl:2:11",
        "checked: 3 focus nodes by 1 shape: Project 3",
        "1 shape matched nothing: Fund",
    ]


def test_the_footer_speaks_bulgarian(report, finding):
    assert list(footer(report(finding()), Manner("bg"))) == [
        "1 нарушение, 0 предупреждения, 0 бележки за 1 файл, 1\u00a0234 твърдения; 0,4 с",
        "за поправяне първо: data/projects.ttl:2:11",
        "проверени: 3 възела по 1 правило: Project 3",
        "1 правило без нито един възел: Fund",
    ]


def test_of_many_shapes_the_busiest_are_named_and_all_on_demand(report):
    checked = {f"{SHAPES}S{number}": number for number in range(1, 9)}
    short = list(footer(report(checked=checked), Manner()))
    assert short[1] == "checked: 36 focus nodes by 8 shapes: S8 8, S7 7, S6 6, S5 5, S4 4, and 3 more (-v tells all)"
    long = list(footer(report(checked=checked), Manner(verbose=True)))
    assert [line.split() for line in long[2:]] == [[str(number), f"S{number}"] for number in range(1, 9)]


def test_a_baseline_and_notes_are_told(report):
    lines = list(
        footer(report(known=2, mended=("a", "b", "c"), notes=({"en": "An import was not followed."},)), Manner())
    )
    assert lines[3:] == [
        "known from the baseline and not shown: 2",
        "mended since the baseline: 3; write it anew with --write-baseline",
        "note: An import was not followed.",
    ]
