"""As what a table can be shown: what its columns allow, and what is drawn of them."""

import pytest

from partnercities.desk.views import MOST_BARS, Views
from partnercities.model.vocabulary import XSD
from partnercities.store import Table, Term

SOFIA, RIGA = Term("uri", "https://w3id.org/partnercities/id/city/bg/sofia"), Term("uri", "http://e.example/riga")


def word(text: str) -> Term:
    return Term("literal", text, "en")


def typed(text: object, kind: str = "integer") -> Term:
    return Term("literal", str(text), "", XSD + kind)


def views(columns: str, *rows: tuple[Term | None, ...]) -> Views:
    return Views(Table(tuple(columns.split()), rows))


NAMED = ((word("Sofia"), typed(3)), (word("Riga"), typed(2)))


@pytest.mark.parametrize(
    ("columns", "rows", "offered"),
    [
        ("name", [(word("Sofia"),)], ()),
        ("name", [], ()),
        ("name number", NAMED, ("bars",)),
        ("number name", [row[::-1] for row in NAMED], ("bars",)),
        ("name number", NAMED[:1], ()),
        ("name number", [(word("Sofia"), typed(3)), (word("Riga"), typed(-2))], ()),
        ("name number", [(word("Sofia"), typed(3)), (word("Riga"), word("two"))], ()),
        ("number other", [(typed(1), typed(2)), (typed(3), typed(4))], ()),
        ("name number", [(word("Sofia"), typed("INF", "double")), (word("Riga"), typed(1))], ()),
        ("name number", [(word("Sofia"), typed("NaN", "double")), (word("Riga"), typed(1))], ()),
        ("name number", [(word("Riga"), typed(1)), (word("Sofia"), typed("NaN", "double"))], ()),
        ("city", [(SOFIA,)], ("map",)),
        ("city", [(RIGA,)], ()),
        ("city", [(SOFIA,), (RIGA,)], ()),
        ("name lat long", [(word("Sofia"), typed("42.7", "decimal"), typed("23.3", "decimal"))], ("map",)),
        ("name lat long", [(word("a"), typed("1.5", "decimal"), typed("2", "decimal"))] * 2, ("map",)),
        ("name lat", [(word("Sofia"), typed("42.7", "decimal"))], ()),
        ("name where", [(word("Sofia"), Term("literal", "POINT(23.3 42.7)"))], ("map",)),
        ("name start", [(word("CoNet"), typed("2008-07", "gYearMonth"))], ("timeline",)),
        ("name start", [(word("CoNet"), Term("literal", "2008"))], ("timeline",)),
        ("start", [(typed("2008", "gYear"),)], ()),
        ("name start", [(word("CoNet"), Term("literal", "soon"))], ()),
    ],
)
def test_a_view_is_offered_where_the_columns_allow_it(columns: str, rows: list[tuple[Term, ...]], offered: tuple[str]):
    assert views(columns, *rows).offered == ("table", *offered)


def test_bars_are_as_long_as_their_numbers_say():
    found = views("name number", *NAMED)
    assert [(bar.of.value, bar.number, bar.length) for bar in found.bars] == [("Sofia", "3", 1000), ("Riga", "2", 667)]
    assert found.measured == ("name", "number")


def test_bars_of_nothing_but_zeros_have_no_length():
    assert [bar.length for bar in views("n x", (word("a"), typed(0)), (word("b"), typed(0))).bars] == [0, 0]


def test_so_many_bars_are_drawn_and_no_more():
    assert len(views("name number", *NAMED * MOST_BARS).bars) == MOST_BARS


def test_a_row_without_a_number_has_no_bar():
    assert len(views("name number", *NAMED, (word("Gdańsk"), None)).bars) == 2


def test_a_span_goes_from_what_is_called_a_start_to_the_other_date():
    row = (typed("2011", "gYear"), word("CoNet"), typed("2008-07-01", "date"))
    (span,) = views("until name start", row).spans
    assert (span.of.value, span.start, span.end) == ("CoNet", "2008-07-01", "2011")


def test_one_date_is_both_start_and_end():
    (span,) = views("name year", (word("CoNet"), typed("2008", "gYear"))).spans
    assert (span.start, span.end) == ("2008", "2008")


def test_what_has_no_date_is_on_no_timeline():
    rows = ((word("CoNet"), typed("2008", "gYear")), (word("other"), None))
    assert [span.of.value for span in views("name year", *rows).spans] == ["CoNet"]


def test_points_have_their_longitude_first():
    (spot,) = views("name where", (word("Sofia"), Term("literal", "<http://e.example/crs> Point (23.3 -42.7)"))).spots
    assert spot.place == (-42.7, 23.3)


def test_a_place_stands_on_the_map_once_with_its_number():
    rows = ((SOFIA, typed(3)), (SOFIA, typed(5)))
    (spot,) = views("city number", *rows).spots
    assert (spot.of, spot.place) == (SOFIA, None)
    assert spot.number in ("3", "5")
    assert spot.weight == int(spot.number)


def test_columns_of_numbers_are_known_by_name():
    assert views("name number", *NAMED).numbers == {"number"}
