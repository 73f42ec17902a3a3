"""Dates of any precision as days."""

from datetime import date

import pytest

from partnercities.web.site.pictures import bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008", (date(2008, 1, 1), date(2008, 12, 31))),
        ("2008-02", (date(2008, 2, 1), date(2008, 2, 29))),
        ("2008-02-03", (date(2008, 2, 3), date(2008, 2, 3))),
        ("2008-02-03T04:05:06Z", (date(2008, 2, 3), date(2008, 2, 3))),
        ("2008Z", (date(2008, 1, 1), date(2008, 12, 31))),
        ("2009-02-29", (None, None)),
        ("2009-13", (None, None)),
        ("0000", (None, None)),
        ("-0044", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, expected: tuple[date | None, date | None]):
    assert bounds(text) == expected
