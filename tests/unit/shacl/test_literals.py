"""Lexical forms by the tables of XML Schema, and by rdflib where it reads a datatype with care."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.shacl.literals import well_formed
from partnercities.shacl.terms import xsd

# By datatype: what is written well, and what is not.
FORMS = {
    "boolean": ("true false 1 0", "True yes 2 TRUE"),
    "integer": ("0 -1 +12 007 99999999999999999999999", "1.0 - 1e3 ١"),
    "decimal": ("1 -1.5 .5 5. +0.0", "1e3 . INF 1,5"),
    "double": ("1 1e3 -1.5E-3 INF -INF +INF NaN", "1e 1e1.5 inf nan"),
    "float": ("1 .5e3", "one 1f"),
    "byte": ("127 -128 0", "128 -129 1.0"),
    "short": ("32767 -32768", "32768"),
    "int": ("2147483647 -2147483648", "2147483648"),
    "long": ("9223372036854775807", "9223372036854775808"),
    "unsignedByte": ("255 0 -0", "256 -1"),
    "unsignedShort": ("65535", "65536"),
    "unsignedInt": ("4294967295", "4294967296"),
    "unsignedLong": ("18446744073709551615 000000000000000000000000000000000000000000001", "18446744073709551616"),
    "nonNegativeInteger": ("0 1", "-1"),
    "positiveInteger": ("1 " + "9" * 5000, "0 -1 -" + "9" * 5000),
    "nonPositiveInteger": ("0 -5", "1"),
    "negativeInteger": ("-1 -" + "9" * 5000, "0 " + "9" * 5000),
    "date": (
        "2024-02-29 2000-02-29 -0004-02-29 2023-12-31Z 2023-12-31+14:00 12023-01-01 0000-01-01",
        "2023-02-29 1900-02-29 2023-04-31 2023-13-01 23-01-01 2023-1-1 2023-01-01+14:01 02023-01-01 not-a-date",
    ),
    "dateTime": (
        "2023-01-01T00:00:00 2023-01-01T24:00:00 2023-01-01T23:59:59.999-05:00",
        "2023-01-01 2023-01-01T24:00:01 2023-01-01T25:00:00 2023-01-01T12:00 2023-02-30T00:00:00",
    ),
    "dateTimeStamp": ("2023-01-01T00:00:00Z", "2023-01-01T00:00:00"),
    "time": ("12:00:00 12:00:00.5Z 24:00:00", "12:00 24:00:01 12:60:00"),
    "gYear": ("2023 -0001 2023Z 12023", "23 02023 +2023"),
    "gYearMonth": ("2023-12 2023-01Z", "2023-13 2023-1"),
    "gMonthDay": ("--02-29 --12-31Z", "--02-30 --04-31 02-29 --13-01"),
    "gMonth": ("--01 --12+01:00", "--13 01"),
    "gDay": ("---31 ---01Z", "---32 --01"),
    "duration": ("P1Y P1Y2M3DT4H5M6.7S -P1D PT0S", "P 1Y PT P1S P1YT P-1Y"),
    "dayTimeDuration": ("P1D PT1H", "P1Y P"),
    "yearMonthDuration": ("P1Y P2M -P1Y2M", "P1D P"),
    "hexBinary": ("0aFF", "0 0g"),
    "base64Binary": ("YQ== YWI= YWJj", "YQ YQ=== Y$=="),
    "language": ("bg en-GB zh-Hant-TW", "b@g -en toolonglanguage"),
    "NCName": ("a _b Име", "1a a:b"),
    "Name": ("a:b", "1a"),
    "NMTOKEN": ("1a -x", "a/b"),
}
TEXTS = {
    "string": ([" a\n", ""], []),
    "normalizedString": ([" a ", ""], ["a\tb", "a\nb"]),
    "token": (["a b", ""], [" a", "a ", "a  b", "a\tb"]),
    "base64Binary": (["", "YW Jj"], [" "]),
    "integer": ([], [" 1", "1 ", "", "1\n"]),
    "anyURI": (["http://x/y z", ""], []),
}
CASES = [
    (datatype, text, well)
    for datatype, texts in [
        *((datatype, (good.split(), bad.split())) for datatype, (good, bad) in FORMS.items()),
        *TEXTS.items(),
    ]
    for well, listed in zip((True, False), texts, strict=True)
    for text in listed
]


@pytest.mark.parametrize(("datatype", "text", "well"), CASES, ids=lambda value: str(value)[:40])
def test_a_literal_is_written_as_its_datatype_asks(datatype: str, text: str, well: bool):
    assert well_formed(ox.Literal(text, datatype=xsd(datatype))) is well


@pytest.mark.parametrize("text", ["<b>", "{"])
def test_other_datatypes_are_left_alone(text: str):
    html = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML")
    assert well_formed(ox.Literal(text, datatype=html))
    assert well_formed(ox.Literal(text, language="bg"))


@given(st.dates())
def test_every_date_of_the_calendar_is_one(date):
    assert well_formed(ox.Literal(date.isoformat(), datatype=xsd("date")))


@given(st.integers(1000, 9999), st.integers(1, 12), st.integers(28, 31))
def test_only_dates_of_the_calendar_are_dates(year: int, month: int, day: int):
    from datetime import date

    try:
        date(year, month, day)
        there_is = True
    except ValueError:
        there_is = False
    assert well_formed(ox.Literal(f"{year}-{month:02}-{day:02}", datatype=xsd("date"))) is there_is


@given(st.text(max_size=30), st.sampled_from(sorted(FORMS)))
def test_any_text_gets_an_answer(text: str, datatype: str):
    assert well_formed(ox.Literal(text, datatype=xsd(datatype))) in (True, False)
