"""Which values a constraint lets through at all: their kinds, and the family of their datatypes."""

from decimal import Decimal, InvalidOperation

from partnercities.model.vocabulary import XSD
from partnercities.validation.linting.sheet import RDF, Sheet
from partnercities.validation.linting.words import NODE_KINDS, sh
from partnercities.validation.terms import Node

LANG_STRING = RDF + "langString"
_NUMBERS = """integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger unsignedLong
    unsignedInt unsignedShort unsignedByte decimal double float"""
# The others that have an order, each of its own; two names of one family compare with each other.
_FAMILIES = {
    **{XSD + name: "number" for name in _NUMBERS.split()},
    **{XSD + name: name for name in ("date", "time", "gYear", "gYearMonth", "string", "boolean")},
    XSD + "dateTime": "dateTime",
    XSD + "dateTimeStamp": "dateTime",
    LANG_STRING: "langString",
}
_ALL = frozenset({"iri", "blank", "literal"})
RANGES = tuple(sh(name) for name in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"))
"""The parameters whose value bounds others of its family."""
_KINDS = {
    **dict.fromkeys((sh("datatype"), sh("languageIn"), *RANGES), frozenset({"literal"})),
    **{sh(name): frozenset({"iri", "literal"}) for name in ("pattern", "minLength", "maxLength")},
    sh("class"): frozenset({"iri", "blank"}),
}


def kinds(sheet: Sheet, parameter: str, value: Node) -> frozenset[str]:
    """The kinds of nodes that a constraint lets through."""
    if parameter == sh("nodeKind"):
        return NODE_KINDS.get(value.value, _ALL)
    if parameter == sh("in"):
        return frozenset(member.kind for member in sheet.members(value)) or _ALL
    return _KINDS.get(parameter, _ALL)


def family(parameter: str, value: Node) -> str:
    """The family of datatypes that a constraint lets through; nothing where it lets through many or is not known."""
    if parameter == sh("datatype"):
        return _FAMILIES.get(value.value, "")
    if parameter == sh("languageIn"):
        return "langString"
    return _FAMILIES.get(value.datatype, "") if parameter in RANGES else ""


def order(least: Node, most: Node) -> int | None:
    """-1, 0 or 1 as one literal is less than, equal to or more than another; None if that cannot be said."""
    families = {_FAMILIES.get(least.datatype), _FAMILIES.get(most.datatype)}
    if families == {"number"}:
        return _order_of_numbers(least.value, most.value)
    # Dates of one length and without a time zone stand in the order of their letters.
    plain = len(least.value) == len(most.value) and least.value[:1].isdecimal() and "Z" not in least.value + most.value
    if len(families) == 1 and families <= {"date", "dateTime", "gYear", "gYearMonth", "time"} and plain:
        return (least.value > most.value) - (least.value < most.value)
    return None


def _order_of_numbers(least: str, most: str) -> int | None:
    try:
        low, high = Decimal(least), Decimal(most)
        return (low > high) - (low < high)
    except InvalidOperation:  # no number, or NaN, which has no place in the order
        return None
