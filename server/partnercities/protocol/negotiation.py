"""From an Accept header and a kind of answer to one row of the table of formats (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from partnercities.problems import NotAcceptable
from partnercities.protocol.formats import Format, Kind, names, of_kind, words

HTML = "text/html"
_Q = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
# Parameters such as charset, version or profile narrow a type in ways that our formats all meet.
# A comma inside quotes belongs to a parameter.
_PART = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+|\*/\*|[\w!#$&^.+-]+/\*")


@dataclass(frozen=True)
class Range:
    """One part of an Accept header: a media type or a wildcard, with its weight from 0 to 1."""

    pattern: str
    weight: float

    def specificity(self) -> int:
        """0 for anything, 1 for a family, 2 for one type."""
        return 2 - self.pattern.count("*")

    def matches(self, media_type: str) -> bool:
        """Whether the range covers a media type."""
        family, _, name = self.pattern.partition("/")
        return (
            self.pattern == "*/*" or (name == "*" and media_type.startswith(family + "/")) or self.pattern == media_type
        )


def parse(accept: str) -> tuple[Range, ...]:
    """The ranges of an Accept header; parts that are no media range are left out, a broken weight counts as 1."""
    ranges = []
    for part in _PART.findall(accept):
        pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if _TYPE.fullmatch(pattern):
            ranges.append(Range(pattern, _weight(parameters)))
    return tuple(ranges)


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q" and _Q.fullmatch(value.strip()):
            return float(value)
    return 1.0


def quality(ranges: Sequence[Range], media_type: str) -> float:
    """How welcome a media type is, from 0 to 1: the weight of the most specific range that covers it."""
    covering = [item for item in ranges if item.matches(media_type)]
    return max(covering, key=lambda item: (item.specificity(), item.weight)).weight if covering else 0.0


@lru_cache(maxsize=512)
def choose(accept: str | None, *kinds: Kind) -> Format:
    """The format for an answer of these kinds that the caller likes best; ties go to the order of the table.

    A caller without Accept gets the first. Raises NotAcceptable with the formats that exist.
    """
    return choose_among(accept, of_kind(*kinds), words(kinds))


def choose_among(accept: str | None, existing: Sequence[Format], what: str) -> Format:
    """The format among some, for `what` they are, that the caller likes best; ties go to the first.

    A caller without Accept gets the first. Raises NotAcceptable with the formats that exist.
    """
    ranges = parse(accept or "*/*")
    if not ranges and not (accept or "").strip():
        return existing[0]
    best = max(existing, key=lambda format: _format_quality(ranges, format))
    if _format_quality(ranges, best) == 0:
        raise NotAcceptable(f"{accept!r} accepts no format of {what}.", hint="There are: " + names(existing) + ".")
    return best


def _format_quality(ranges: Sequence[Range], format: Format) -> float:
    canonical = quality(ranges, format.media_type)
    if any(item.pattern == format.media_type for item in ranges):
        return canonical
    # Another name counts only where it is named in full, so that text/* does not choose XML by its alias text/xml.
    named = [item.weight for item in ranges for alias in format.media_types[1:] if item.pattern == alias]
    return max([canonical, *named])


def prefers_html(accept: str | None) -> bool:
    """Whether the caller is a browser: it names text/html and likes no data format better."""
    ranges = parse(accept or "")
    html = quality(ranges, HTML) if any(item.pattern == HTML for item in ranges) else 0.0
    rivals = (
        item.weight
        for item in ranges
        if item.pattern not in (HTML, "*/*") and item.specificity() == 2 and not _is_page(item.pattern)
    )
    return html > 0 and html >= max(rivals, default=0.0)


def _is_page(pattern: str) -> bool:
    return pattern in ("application/xhtml+xml", "application/xml") or pattern.startswith("image/")
