"""Where statements stand in a text of any format of RDF."""

from collections.abc import Iterable, Mapping

from partnercities.sources.positions import jsonld, rdfxml, turtle
from partnercities.sources.positions.keys import blank, key
from partnercities.sources.positions.nodes import Triple, leading, pair
from partnercities.sources.positions.spots import Lines, Span, Spot, Statement, decode
from partnercities.sources.positions.stated import Reader, Stated, Wish, first_mentions, first_places

READERS: Mapping[str, Reader] = {
    **dict.fromkeys(("ttl", "n3", "trig", "nt", "nq"), turtle.read),
    **dict.fromkeys(("jsonld", "json"), jsonld.read),
    **dict.fromkeys(("rdf", "xml", "owl"), rdfxml.read),
}
"""How texts are read, by what the names of their files end in."""


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
    reader = READERS.get(suffix.lstrip(".").lower())
    keys = {statement: _keys(statement) for statement in wanted}
    if reader is None or not keys:
        return {}
    search = _Search(reader, decode(text), base)
    if any(blank(key) for triple in keys.values() for key in triple):
        keys = search.renamed(keys, triples)
    return search.spots(keys)


class _Search:
    """A search in one text."""

    def __init__(self, reader: Reader, text: str, base: str) -> None:
        self._reader = reader
        self._text = text
        self._base = base
        self._read: list[Stated] | None = None

    def renamed(self, keys: dict[Statement, Triple], triples: Iterable[Triple]) -> dict[Statement, Triple]:
        """What is wanted, with blank nodes as we name them."""
        given = [_keys(triple) for triple in triples if _holds_blank(triple)]
        nodes = {key for triple in keys.values() for key in triple if blank(key)}
        subjects = {triple[0] for triple in keys.values()} | leading(given, nodes)
        self._read = list(self._reader(self._text, self._base, Wish(frozenset(subjects), blank=True)))
        partners = pair(given, ((stated.subject, stated.predicate, stated.object) for stated in self._read))
        return {
            statement: (partners.get(subject, subject), predicate, partners.get(object, object))
            for statement, (subject, predicate, object) in keys.items()
        }

    def spots(self, keys: dict[Statement, Triple]) -> dict[Statement, Spot]:
        """The spots of what is wanted."""
        subjects = frozenset(subject for subject, _, _ in keys.values())
        read = self._reader(self._text, self._base, Wish(subjects)) if self._read is None else self._read
        places = first_places(stated for stated in read if stated.subject in subjects)
        missing = frozenset(subject for subject in subjects if (subject,) not in places)
        if missing:
            mentioned = first_mentions(self._reader(self._text, self._base, Wish(mentioned=missing)))
            places |= {(subject,): mentioned[subject] for subject in missing if subject in mentioned}
        lines = Lines(self._text)
        found = {statement: _best(places, triple) for statement, triple in keys.items()}
        return {statement: lines.spot(span) for statement, span in found.items() if span}


def _keys(statement: tuple[str, str, str]) -> Triple:
    return key(statement[0]), key(statement[1]), key(statement[2])


def _holds_blank(triple: Triple) -> bool:
    return triple[0].startswith("_:") or triple[2].startswith("_:")


def _best(places: Mapping[tuple[str, ...], Span], triple: Triple) -> Span | None:
    """The nearest place to a statement that the text has."""
    return places.get(triple) or places.get(triple[:2]) or places.get(triple[:1])
