"""What somebody may have meant who wrote a word that does not exist."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

_MOST = 500
"""Of more names than this only those are compared that begin alike: else one hint would take longer than the check."""
CLOSE = 0.75
"""How alike two words are, at least, that one is proposed for the other (0 to 1, as difflib counts)."""
_WORD = 0.6
"""How alike each word of such names is, at least."""
_AFTER_ALL = "\U0010ffff"
_SIGNS = str.maketrans("", "", "-_ ")


def nearest(word: str, words: Iterable[str], close: float = CLOSE) -> str:
    """The word that is written most like `word`, whatever its letters' case; nothing if none is close."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    longest = max(2, len(word) // 3)
    for known in words:
        if abs(len(known) - len(word)) <= longest:
            folded.setdefault(fold(known), known)
    found = [fold(word)] if fold(word) in folded else get_close_matches(fold(word), folded, 1, close)
    return folded[found[0]] if found else ""


class Iris:
    """IRIs that are found by one that is nearly theirs; made once, since looking through a hundred thousand takes long."""

    def __init__(self, iris: Iterable[str]) -> None:
        self._bare: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for iri in sorted(iris):
            namespace, local = split(iri)
            self._bare.setdefault(bare(iri), iri)
            self._names.setdefault(namespace, []).append(local)

    def near(self, iri: str, close: float = CLOSE) -> str:
        """The IRI that differs least: in case, scheme or a slash at its end, else in the last part of its name."""
        found = self._bare.get(bare(iri), "") if bare(iri) else ""
        namespace, local = split(iri)
        if found or not local:
            return found
        within = nearest(local, _alike(self._names.get(namespace, []), local), close)
        return namespace + within if within and _same_words(local, within) else ""


def _same_words(name: str, other: str) -> bool:
    """Whether names of as many words differ in each by little: `ghent-municipality` is not `lyon-municipality`."""
    from difflib import SequenceMatcher

    words, others = name.casefold().split("-"), other.casefold().split("-")
    if len(words) != len(others) or len(words) == 1:
        return True
    pairs = zip(words, others, strict=True)
    return all(one == two or SequenceMatcher(None, one, two).ratio() >= _WORD for one, two in pairs)


def _alike(names: Sequence[str], name: str) -> Sequence[str]:
    """The sorted names that begin as a name does, with as many letters as it takes to have few."""
    first, last = 0, len(names)
    for length in range(1, len(name) + 1):
        if last - first <= _MOST:
            break
        first = bisect_left(names, name[:length], first, last)
        last = bisect_left(names, name[:length] + _AFTER_ALL, first, last)
    return names[first:last][:_MOST]


def nearest_iri(iri: str, iris: Iterable[str], close: float = CLOSE) -> str:
    """The IRI of some that differs least, or nothing."""
    return Iris(iris).near(iri, close)


def split(iri: str) -> tuple[str, str]:
    """The namespace of an IRI, up to its last # or /, and the name in it."""
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:end], iri[end:]


def fold(word: str) -> str:
    """A word without what people confuse: case and the signs between its parts."""
    return word.casefold().translate(_SIGNS)


def bare(iri: str) -> str:
    """An IRI without what people confuse: http or https, www, case, and slashes or # at its end."""
    return iri.strip().casefold().partition("://")[2].removeprefix("www.").rstrip("/#")
