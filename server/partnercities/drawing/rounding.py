"""Numbers as short as the eye needs them: a page with hundreds of circles is small, and 12.0 is written 12."""


def half(value: float) -> float:
    """The value in half units."""
    return _plain(round(2 * value) / 2)


def tenth(value: float) -> float:
    """The value in tenths."""
    return _plain(round(value, 1))


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value
