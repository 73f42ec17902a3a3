"""One search form for all the ways in which a name is written: София, Sofia and Sofija are all `sofia`."""

import re
from unicodedata import normalize

# Letters that a library writes otherwise than people do who spell a Bulgarian name in Latin letters.
_LETTERS = str.maketrans({"ъ": "a", "ь": "", "щ": "sht"})
# What different ways of spelling do to one sound, in the order in which it is undone. None makes a text longer for ever:
# each takes away the letters that it looks for.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("kh", "h"), ("ch", "h"), ("sh", "s"), ("zh", "z"), ("th", "t"), ("ph", "f"), ("gh", "g"), ("ck", "k"),
    ("tz", "z"), ("ts", "z"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"),
    ("j", "i"), ("y", "i"), ("w", "v"), ("x", "ks"), ("q", "k"), ("c", "k"), ("iu", "u"),
)  # fmt: skip
# Numbers in Roman letters are no sounds: URBACT II and URBACT III are two programmes.
_NUMBERS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_APOSTROPHES = re.compile(r"['`’ʹʺ\"]")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"([a-z])\1+")


def fold(name: str) -> str:
    """The search form of a name: words of small Latin letters and digits, with one space between them.

    Names in different scripts and spellings that sound alike have the same form; folding it again changes nothing.
    A name without any letter or digit has an empty form.
    """
    from anyascii import anyascii

    plain = anyascii(normalize("NFKC", name).casefold().translate(_LETTERS)).casefold()
    words = _NO_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    before = ""
    while words != before:
        before, words = words, _sounded(words)
    return words


def _sounded(words: str) -> str:
    words = " ".join(_NUMBERS.get(word, word) for word in words.split())
    for written, sound in _SOUNDS:
        words = words.replace(written, sound)
    return _DOUBLED.sub(r"\1", words)
