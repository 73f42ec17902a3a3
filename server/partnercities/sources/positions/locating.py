"""Where statements stand in a text of any format of RDF."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import NamedTuple

from partnercities.sources.positions.keys import blank, key
from partnercities.sources.positions.nodes import Triple, around, pair
from partnercities.sources.positions.spots import Lines, Span, Spot, Statement, decode
from partnercities.sources.positions.stated import Reader, Stated, Wish, first_mentions, first_places

READERS: Mapping[str, str] = {
    **dict.fromkeys(("ttl", "n3", "trig", "nt", "nq"), "turtle"),
    **dict.fromkeys(("jsonld", "json"), "jsonld"),
    **dict.fromkeys(("rdf", "xml", "owl"), "rdfxml"),
}
"""Which module reads a text, by what the names of its files end in; it is imported for the first such text."""

_WHOLE = ("jsonld", "rdfxml")
"""Those that read everything, whatever is wished for."""


def reader(suffix: str) -> Reader | None:
    """What reads the texts of files with such a name; None where nothing does."""
    name = READERS.get(suffix.lstrip(".").lower())
    read: Reader | None = import_module(f"partnercities.sources.positions.{name}").read if name else None
    return read


def locate(
    text: bytes,
    suffix: str,
    wanted: Iterable[Statement],
    base: str = "",
    triples: Iterable[Triple] = (),
) -> dict[Statement, Spot]:
    """Where each statement stands: its object, else what is first said by its predicate of its subject, else the subject.

    The subject is where it is first one, else where it is first mentioned. A statement whose subject the text does not
    mention has no spot; nothing has one in a text of an unknown suffix. A node in brackets goes from bracket to
    bracket. Nothing is raised, whatever the text.

    A parser gives blank nodes other names than the text. They are found if `triples` says what the parser made of the
    same bytes: its statements in its order, or those of them that hold a blank node, as terms of N-Triples with the
    names that `wanted` has. It is read only if a blank node is wanted. Where several nodes stand at the end of one path
    and say the same, the order decides, so it must be the parser's; without `triples` a name means itself.
    """
    return {statement: found.spot for statement, found in ranked(text, suffix, wanted, base, triples).items()}


class Found(NamedTuple):
    """Where a statement was found, and how near to it: 0 itself, 1 its predicate, 2 its subject, 3 a mention."""

    distance: int
    spot: Spot


def ranked(
    text: bytes,
    suffix: str,
    wanted: Iterable[Statement],
    base: str = "",
    triples: Iterable[Triple] = (),
) -> dict[Statement, Found]:
    """As `locate`, with how near each place is: of several texts the one that has it nearest is the one to show."""
    read = reader(suffix)
    keys = {statement: _keys(statement) for statement in wanted}
    if read is None or not keys:
        return {}
    search = _Search(read, decode(text), base, whole=READERS[suffix.lstrip(".").lower()] in _WHOLE)
    if any(blank(key) for triple in keys.values() for key in triple):
        keys = search.renamed(keys, triples)
    return search.spots(keys)


class _Search:
    """A search in one text."""

    def __init__(self, reader: Reader, text: str, base: str, *, whole: bool) -> None:
        self._reader = reader
        self._whole = whole
        self._text = text
        self._base = base
        self._read: list[Stated] | None = None

    def renamed(self, keys: dict[Statement, Triple], triples: Iterable[Triple]) -> dict[Statement, Triple]:
        """What is wanted, with blank nodes as we name them."""
        nodes = {key for triple in keys.values() for key in triple if blank(key)}
        given, leading = around([one for one in triples if one[0][:2] == "_:" or one[2][:2] == "_:"], nodes)
        subjects = {triple[0] for triple in keys.values()} | leading
        self._read = list(self._reader(self._text, self._base, Wish(frozenset(subjects), blank=True)))
        partners = pair(map(_keys, given), ((stated.subject, stated.predicate, stated.object) for stated in self._read))
        return {
            statement: (partners.get(subject, subject), predicate, partners.get(object, object))
            for statement, (subject, predicate, object) in keys.items()
        }

    def spots(self, keys: dict[Statement, Triple]) -> dict[Statement, Found]:
        """The spots of what is wanted."""
        subjects = frozenset(subject for subject, _, _ in keys.values())
        if self._read is None:
            self._read = list(self._reader(self._text, self._base, Wish(subjects)))
        places = first_places(stated for stated in self._read if stated.subject in subjects)
        missing = frozenset(subject for subject in subjects if (subject,) not in places)
        if missing:
            places |= self._mentions(missing)
        lines = Lines(self._text)
        found = {}
        for statement, triple in keys.items():
            distance, span = _best(places, triple)
            if span:
                distance += triple[0] in missing
                found[statement] = Found(distance, lines.spot(span))
        return found

    def _mentions(self, subjects: frozenset[str]) -> dict[tuple[str, ...], Span]:
        """Where terms are first mentioned; nodes in brackets are known only to what was read before."""
        mentioned = first_mentions(self._read or ())
        if not self._whole:
            mentioned |= first_mentions(self._reader(self._text, self._base, Wish(mentioned=subjects)))
        return {(subject,): mentioned[subject] for subject in subjects if subject in mentioned}


def _keys(statement: tuple[str, str, str]) -> Triple:
    return key(statement[0]), key(statement[1]), key(statement[2])


def _best(places: Mapping[tuple[str, ...], Span], triple: Triple) -> tuple[int, Span | None]:
    """The nearest place to a statement that the text has, and how near it is."""
    for distance in range(3):
        if span := places.get(triple[: 3 - distance]):
            return distance, span
    return 3, None
