"""Which literal is less; the engine of queries says what is right, but for what it is known to leave open."""

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.shacl.ordering import compare, value_of
from partnercities.shacl.terms import XSD, xsd

SIGNS = {"<": -1, "=": 0, ">": 1, "?": None}


def sign(one: str, other: str) -> int | None:
    return compare(value_of(literal(one)), value_of(literal(other)))


def literal(text: str) -> ox.Literal:
    value, _, datatype = text.partition("^")
    return ox.Literal(value, datatype=xsd(datatype or "integer"))


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2",
        "1 = 01",
        "2^byte > 1^decimal",
        "1^integer = 1.0^decimal",
        "0.1^decimal = 0.1^double",
        "0.1^decimal = 0.1^float",
        "0.1^double < 0.1^float",
        "9223372036854775808 > 9223372036854775807",
        "0.12345678901234567890123^decimal < 0.12345678901234567890124^decimal",
        "1 < INF^double",
        "1e400^double = INF^double",
        "1 > -INF^float",
        "1e39^float = INF^float",
        "NaN^double ? NaN^double",
        "1 ? NaN^float",
        "x ? x",
        "300^byte ? 1",
        "false^boolean < true^boolean",
        "0^boolean = false^boolean",
        "a^string < b^string",
        "a^string ? b^token",
        "1 ? 1^string",
        "2023-01-01^date < 2023-01-02^date",
        "2023-01-01+02:00^date < 2023-01-01Z^date",
        "2023-01-01^date ? 2023-01-01T00:00:00^dateTime",
        "2023-01-01T00:00:00Z^dateTime = 2023-01-01T02:00:00+02:00^dateTime",
        "2023-01-01T00:00:00Z^dateTime = 2023-01-01T02:00:00+02:00^dateTimeStamp",
        "2023-01-01T24:00:00^dateTime = 2023-01-02T00:00:00^dateTime",
        "2023-01-01T12:00:00^dateTime ? 2023-01-01T12:00:01Z^dateTime",
        "2023-01-01T12:00:00^dateTime < 2023-01-02T12:00:00Z^dateTime",
        "2023^gYear < 2024^gYear",
        "-0001^gYear < 0001^gYear",
        "2023-05^gYearMonth > 2023-04^gYearMonth",
        "2023-05-05:00^gYearMonth = 2023-05-05:00^gYearMonth",
        "--02-29^gMonthDay < --03-01^gMonthDay",
        "--02^gMonth < --03^gMonth",
        "---02^gDay < ---03^gDay",
        "12:00:00^time < 12:00:00.1^time",
        "P1M^duration < P32D^duration",
        "P1M^duration ? P30D^duration",
        "P1Y^yearMonthDuration = P12M^duration",
        "P1D^dayTimeDuration = PT24H^dayTimeDuration",
        "-P1D^duration < P1D^duration",
        "a^anyURI ? b^anyURI",
        f"{'9' * 5000}^gYear ? 2000^gYear",
        f"P{'9' * 5000}Y^duration ? P1Y^duration",
        f"{'9' * 5000} > 1",
    ],
    ids=lambda text: text[:40],
)
def test_literals_are_compared_as_sparql_does(text: str):
    one, word, other = text.split()
    expected = SIGNS[word]
    assert sign(one, other) == expected
    assert sign(other, one) == (None if expected is None else -expected)


@pytest.mark.parametrize("term", [ox.Literal("a", language="en"), ox.NamedNode("http://x/a"), ox.BlankNode(), None])
def test_what_has_no_order_is_not_even_equal_to_itself(term: ox.NamedNode | None):
    assert compare(value_of(term), value_of(term)) is None


def asked(one: ox.Literal, other: ox.Literal) -> int | None:
    found = ox.Store().query(
        f"SELECT (({one} < {other}) AS ?l) (({one} > {other}) AS ?g) (({one} = {other}) AS ?e) {{}}"
    )
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    truth = [term is not None and term.value == "true" for term in row]
    return next((sign for sign, holds in zip((-1, 1, 0), truth, strict=True) if holds), None)


numbers = st.one_of(
    st.builds(
        lambda n, t: ox.Literal(str(n), datatype=xsd(t)), st.integers(-200, 200), st.sampled_from(["integer", "int"])
    ),
    st.builds(
        lambda n: ox.Literal(str(n), datatype=xsd("decimal")),
        st.decimals(-5, 5, places=2).map(lambda n: n or Decimal("0.0")),
    ),
    st.builds(lambda n: ox.Literal(str(n), datatype=xsd("double")), st.floats(-5, 5, allow_nan=False)),
)
moments = st.one_of(
    st.builds(
        lambda d, zone: ox.Literal(d.isoformat() + zone, datatype=xsd("dateTime")),
        st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
        st.sampled_from(["", "Z", "+05:30", "-11:00"]),
    ),
    st.builds(
        lambda d, zone: ox.Literal(d.isoformat() + zone, datatype=xsd("date")), st.dates(), st.sampled_from(["", "Z"])
    ),
    st.builds(lambda y: ox.Literal(f"{y:04}", datatype=xsd("gYear")), st.integers(1, 3000)),
)


@given(st.one_of(st.tuples(numbers, numbers), st.tuples(moments, moments)))
def test_numbers_and_dates_are_compared_as_the_engine_of_queries_does(pair: tuple[ox.Literal, ox.Literal]):
    one, other = pair
    assert compare(value_of(one), value_of(other)) == asked(one, other)


@given(
    st.text(max_size=20), st.sampled_from(["date", "dateTime", "time", "gDay", "duration", "decimal", "float", "int"])
)
def test_any_text_gets_an_answer(text: str, datatype: str):
    value = value_of(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))
    assert value is None or compare(value, value) in (0, None)
