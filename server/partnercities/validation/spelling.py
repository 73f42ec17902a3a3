"""What somebody may have meant who wrote a word that does not exist."""

from collections.abc import Collection, Iterable

_MOST = 3_000
"""Of more words than this only those are compared that begin alike: else one hint would take longer than the check."""
CLOSE = 0.75
"""How alike two words are, at least, that one is proposed for the other (0 to 1, as difflib counts)."""
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


def nearest_iri(iri: str, iris: Collection[str], close: float = CLOSE) -> str:
    """The IRI that differs least from `iri`: in case, scheme or a slash at its end, else in the last part of its name."""
    plain = bare(iri)
    found = next((known for known in iris if bare(known) == plain), "") if plain else ""
    if found:
        return found
    namespace, local = split(iri)
    begins = namespace if len(iris) <= _MOST else namespace + local[:3]
    beside = {split(known)[1]: known for known in iris if known.startswith(begins) and split(known)[0] == namespace}
    within = nearest(local, beside, close) if local else ""
    return beside[within] if within else ""


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
