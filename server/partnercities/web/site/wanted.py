"""What a list is asked for: each value of the address read by its type, or refused with what would be right."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches

from flask import request

from partnercities.desk.census import TAKING_PART, Census, census
from partnercities.desk.choosing import Choice
from partnercities.desk.finding import EXACT, LONGEST, index
from partnercities.desk.naming import naming
from partnercities.model.vocabulary import ID, key, thing
from partnercities.problems import BadParameter
from partnercities.web.context import desk

PAGE_SIZE = 50
"""How many rows a page of a list shows."""
_FRAME = ("lang", "format", "page")
_PERIOD = {"from": "01-01", "to": "12-31"}
_LEAST = 10_000
_PROPOSED = 5
_YES, _NO = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


def require_only(*names: str) -> None:
    """Raise BadParameter if the address asks for something that this page does not know."""
    for name in request.args:
        if name not in (*names, *_FRAME):
            near = get_close_matches(name, names, n=1)
            hint = f"Did you mean {near[0]}?" if near else "There are: " + ", ".join((*names, *_FRAME)) + "."
            raise BadParameter(f"There is no parameter {name!r} here.", hint=hint)


def one(name: str) -> str:
    """The single value of a parameter; nothing if it is not asked for or left empty. Raises BadParameter for several."""
    given = [value.strip() for value in request.args.getlist(name) if value.strip()]
    if len(given) > 1:
        raise BadParameter(f"{name} is given {len(given)} times.", hint="Give it once.")
    return given[0] if given else ""


def things(name: str, kind: str) -> list[str]:
    """The IRIs of the things of one kind that a parameter names, each once; with commas between, or given again.

    Raises BadParameter for what is unknown or of another kind.
    """
    given = [part.strip() for value in request.args.getlist(name) for part in value.split(",") if part.strip()]
    found = list(dict.fromkeys(_known(name, value) for value in given))
    for iri in found:
        if not key(iri).startswith(f"{kind}/"):
            raise BadParameter(f"{name} is {key(iri)!r}, which is no {kind}.", hint=f"A key here looks like {kind}/….")
    return found


def thing_of(name: str, kind: str) -> str:
    """The IRI of the one thing of a kind that a parameter names; nothing without it. Raises what `things` raises."""
    one(name)
    return next(iter(things(name, kind)), "")


def city(name: str) -> str:
    """The IRI of the city that a parameter names, by its key or as people call it; nothing without it.

    Raises BadParameter for what is no city, and for a part of the names of several.
    """
    given = one(name)
    if not given or "/" in given:
        return thing_of(name, "city")
    hits = index(desk()).find(given, "city")
    if hits and (hits[0].fit == EXACT or len(hits) == 1):
        return hits[0].thing
    near = [hit.name.value for hit in hits[:_PROPOSED]] or index(desk()).near(given)
    hint = f"Did you mean {', '.join(near)}?" if near else "A name in any language, or a key such as city/bg/sofia."
    raise BadParameter(f"{name} is {given[:LONGEST]!r}, which is the name of no city here.", hint=hint)


def ticked(name: str) -> bool:
    """Whether a box is ticked. Raises BadParameter if the value is neither yes nor no."""
    given = one(name).lower()
    if given not in ("", *_YES, *_NO):
        raise BadParameter(f"{name} is {given[:LONGEST]!r}.", hint="It is true or false.")
    return given in _YES


def words() -> str:
    """The name that is looked for (`q`), on one line. Raises BadParameter if it is too long for a name."""
    given = " ".join(one("q").split())
    if len(given) > LONGEST:
        raise BadParameter(f"q is {len(given)} characters long.", hint=f"A name has at most {LONGEST}.")
    return given


def order(allowed: Collection[str]) -> str:
    """What the rows are sorted by: one of the allowed, else the first of them. Raises BadParameter."""
    given = one("sort")
    if given and given not in allowed:
        raise BadParameter(f"sort is {given!r}.", hint="There are: " + ", ".join(allowed) + ".")
    return given or next(iter(allowed))


def choice(*traits: str) -> Choice:
    """What of these traits is wanted, with the period and the least number. Raises BadParameter."""
    known = census(desk())
    wanted = {
        trait: _country(known, one(trait)) if trait == "country" else _thing(trait) for trait in traits if one(trait)
    }
    # To take part in any role that counts is no choice.
    wanted = {trait: value for trait, value in wanted.items() if value != TAKING_PART}
    return Choice(wanted, _day("from"), _day("to"), _least())


def values(asked: Choice) -> dict[str, list[str]]:
    """The same choice as the parameters of a stored query."""
    named = {"from": asked.first, "to": asked.last, "min": str(asked.least or "")}
    found = {trait: [key(value)] for trait, value in asked.wanted.items()}
    return found | {name: [value] for name, value in named.items() if value}


def only(values: Mapping[str, list[str]], *names: str) -> dict[str, list[str]]:
    """Those of some parameters that another query has too."""
    return {name: given for name, given in values.items() if name in names}


def _thing(trait: str) -> str:
    return _known(trait, one(trait))


def _known(name: str, given: str) -> str:
    iri = given if given.startswith(ID) else thing(given.strip("/"))
    if iri in naming(desk()).main:
        return iri
    near = _near(given[:LONGEST].lower(), [key(known) for known in naming(desk()).main if known.startswith(ID)])
    hint = f"Did you mean {near}?" if near else "A key looks like network/urbact or city/bg/sofia."
    raise BadParameter(f"{name} is {given[:LONGEST]!r}, which the graph does not know.", hint=hint)


def _near(given: str, keys: Collection[str]) -> str:
    """The key that is written most like what was given: of the same type, else with the same end; nothing if none is."""
    same = [key for key in keys if key.startswith(given.partition("/")[0] + "/")]
    ends = {key.rpartition("/")[2]: key for key in keys}
    found = get_close_matches(given, same, n=1)
    found = found or [ends[end] for end in get_close_matches(given.rpartition("/")[2], ends, n=1)]
    return found[0] if found else ""


def _country(known: Census, given: str) -> str:
    codes = {city.code for city in known.cities.values()}
    if given.upper() not in codes:
        raise BadParameter(
            f"country is {given[:LONGEST]!r}, which has no city here.",
            hint="There are: " + ", ".join(sorted(codes)) + ".",
        )
    return given.upper()


def _day(name: str) -> str:
    given = one(name)
    if re.fullmatch(r"[0-9]{4}", given):
        given = f"{given}-{_PERIOD[name]}"
    if given and not _is_day(given):
        raise BadParameter(f"{name} is {given[:20]!r}.", hint="A year such as 2012, or a day such as 2012-06-30.")
    return given


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _least() -> int:
    given = one("min") or "0"
    if not (given.isascii() and given.isdecimal() and int(given[:9]) <= _LEAST):
        raise BadParameter(f"min is {given[:20]!r}.", hint=f"A whole number from 0 to {_LEAST:,}, such as 2.")
    return int(given)
