"""How much room a text takes, estimated: nobody here knows the fonts of the reader."""

from functools import lru_cache

_NARROW, _BROAD = frozenset("iljIftr.,:;'|!()[] -–"), frozenset("mwMWЖШЩЮФМЫжшщюфмы@%—")


@lru_cache(4096)
def width(text: str, size: float) -> float:
    """The width of a text in a sans-serif of this size, in the unit of the size; rather too much than too little."""
    return size * sum(map(_breadth, text))


def _breadth(letter: str) -> float:
    if letter in _NARROW:
        return 0.37
    if letter in _BROAD:
        return 0.95
    return 0.73 if letter.isupper() else 0.62
