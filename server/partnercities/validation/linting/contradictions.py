"""Rules about constraints that no data can meet, because they exclude each other."""

from collections.abc import Iterator
from itertools import combinations, product

from partnercities.validation.linting.allowing import LANG_STRING, RANGES, family, kinds, order
from partnercities.validation.linting.flaws import Flaw, flaw
from partnercities.validation.linting.sheet import Sheet, Statement
from partnercities.validation.linting.terms import idle
from partnercities.validation.linting.words import sh
from partnercities.validation.terms import Node, short

_BOUNDS = (
    # lower, upper, whether the two may be equal
    (sh("minCount"), sh("maxCount"), True),
    (sh("qualifiedMinCount"), sh("qualifiedMaxCount"), True),
    (sh("qualifiedMinCount"), sh("maxCount"), True),
    (sh("minLength"), sh("maxLength"), True),
    (sh("minInclusive"), sh("maxInclusive"), True),
    (sh("minInclusive"), sh("maxExclusive"), False),
    (sh("minExclusive"), sh("maxInclusive"), False),
    (sh("minExclusive"), sh("maxExclusive"), False),
)
_WITH_LANGUAGE = frozenset({LANG_STRING, LANG_STRING.replace("lang", "dirLang")})
_LIMITING = tuple(
    sh(name) for name in ("datatype", "nodeKind", "class", "in", "languageIn", "pattern", "minLength", "maxLength")
)
_PATH, _IN, _HAS_VALUE, _MIN_COUNT, _MAX_COUNT = (
    sh(name) for name in ("path", "in", "hasValue", "minCount", "maxCount")
)


def bounds(sheet: Sheet) -> Iterator[Flaw]:
    """A least that is more than the most: of counts, lengths and ranges."""
    for low, high, touching in _BOUNDS:
        for use in sheet.uses(low):
            for most in sheet.values(use.subject, high):
                found = order(use.object, most)
                empty = found is not None and (found > 0 or (found == 0 and not touching))
                if empty and not idle(sheet, use.subject, low):
                    yield _over(use, high, most)


def _over(use: Statement, high: str, most: Node) -> Flaw:
    low = short(use.predicate)
    return flaw("min-over-max", use, low=low, high=short(high), least=use.object.value, most=most.value)


def counts_of_one_path(sheet: Sheet) -> Iterator[Flaw]:
    """Two property shapes of one shape about the same property, of which one asks for more than the other allows."""
    for shape in sheet.shapes.values():
        parts = [part for part in sheet.values(shape, sh("property")) if _awake(sheet, part)]
        least = [(part, count) for part in parts for count in sheet.values(part, _MIN_COUNT)]
        most = [(part, count) for part in parts for count in sheet.values(part, _MAX_COUNT)]
        for (one, low), (other, high) in product(least, most):
            if one != other and _same_path(sheet, one, other) and order(low, high) == 1:
                yield _over(Statement(one, _MIN_COUNT, low), _MAX_COUNT, high)


def _awake(sheet: Sheet, shape: Node) -> bool:
    return not any(node.value in ("true", "1") for node in sheet.values(shape, sh("deactivated")))


def _same_path(sheet: Sheet, one: Node, other: Node) -> bool:
    path = sheet.value(one, _PATH)
    return path is not None and path.kind == "iri" and path == sheet.value(other, _PATH)


def exclusions(sheet: Sheet) -> Iterator[Flaw]:
    """Constraints that let no common value through, such as a datatype and sh:nodeKind sh:IRI."""
    for shape in sheet.shapes.values():
        limits = _limits(sheet, shape)
        for (one, first), (other, second) in combinations(limits, 2):
            if _exclude(sheet, (one, first), (other, second)):
                yield flaw(
                    "never-holds",
                    Statement(shape, other, second),
                    one=f"{short(one)} {short(first)}",
                    other=f"{short(other)} {short(second)}",
                )
                # One contradiction is reason enough; the others follow from it.
                break


def _limits(sheet: Sheet, shape: Node) -> list[tuple[str, Node]]:
    """The constraints of a shape that limit its values; none where no value may be there at all."""
    most = sheet.value(shape, _MAX_COUNT)
    if most and most.value == "0":
        return []
    return [(word, value) for word in (*_LIMITING, *RANGES) for value in sheet.values(shape, word)]


def _exclude(sheet: Sheet, one: tuple[str, Node], other: tuple[str, Node]) -> bool:
    # Members of a list are compared one by one, below.
    if _IN in (one[0], other[0]):
        return False
    families = {family(*one), family(*other)} - {""}
    return not kinds(sheet, *one) & kinds(sheet, *other) or len(families) > 1


def choices(sheet: Sheet) -> Iterator[Flaw]:
    """Members of sh:in that no other constraint, or not all others, allow."""
    for use in sheet.uses(_IN):
        members = sheet.members(use.object)
        for word, value in _limits(sheet, use.subject):
            wrong = [member for member in members if not _allows(sheet, word, value, member)] if word != _IN else []
            other = f"{short(word)} {short(value)}"
            if wrong and len(wrong) == len(members):
                yield flaw("never-holds", use, one=other, other="sh:in")
            else:
                yield from (flaw("never-allowed", use._replace(object=it), value=it, other=other) for it in wrong)


def required_values(sheet: Sheet) -> Iterator[Flaw]:
    """Values of sh:hasValue that another constraint does not allow."""
    for use in sheet.uses(_HAS_VALUE):
        for word, value in _limits(sheet, use.subject):
            if not _allows(sheet, word, value, use.object):
                required = f"sh:hasValue {short(use.object)}"
                yield flaw("never-holds", use, one=f"{short(word)} {short(value)}", other=required)
                break


def _allows(sheet: Sheet, word: str, value: Node, candidate: Node) -> bool:
    """Whether a constraint may allow a value; what depends on the data may."""
    if word == _IN:
        return candidate in sheet.members(value)
    if candidate.kind not in kinds(sheet, word, value):
        return False
    if candidate.kind != "literal":
        return True
    if word == sh("datatype"):
        return candidate.datatype == value.value
    return word != sh("languageIn") or bool(candidate.language)


def numbers_of_choices(sheet: Sheet) -> Iterator[Flaw]:
    """More values asked for than there are to choose from."""
    for use in sheet.uses(_MIN_COUNT):
        for listed in sheet.values(use.subject, _IN):
            items = sheet.items(listed)
            choices = len({member.text for _, member in items.members})
            if use.object.value.isdecimal() and not items.fault and int(use.object.value) > choices > 0:
                yield flaw("too-few-choices", use, least=use.object.value, most=choices)


def numbers_of_required(sheet: Sheet) -> Iterator[Flaw]:
    """More values required by name than are allowed."""
    for use in sheet.uses(_MAX_COUNT):
        required = sheet.values(use.subject, _HAS_VALUE)
        if use.object.value.isdecimal() and len(required) > int(use.object.value):
            yield flaw("too-many-required", use, least=len(required), most=use.object.value)


def idle_languages(sheet: Sheet) -> Iterator[Flaw]:
    """sh:uniqueLang where no value can have a language, so that it never says anything."""
    for use in sheet.uses(sh("uniqueLang")):
        for word, value in _limits(sheet, use.subject) if use.object.value in ("true", "1") else ():
            plain = word == sh("datatype") and value.value not in _WITH_LANGUAGE
            if plain or "literal" not in kinds(sheet, word, value):
                yield flaw("never-fires", use, other=f"{short(word)} {short(value)}")
                break


def same_property(sheet: Sheet) -> Iterator[Flaw]:
    """A property that is compared with itself."""
    for use in sheet.uses(sh("lessThan"), sh("disjoint")):
        if use.object in sheet.values(use.subject, _PATH):
            other = f"{short(use.predicate)} {short(use.object)}"
            yield flaw("never-holds", use, one=f"sh:path {short(use.object)}", other=other)
