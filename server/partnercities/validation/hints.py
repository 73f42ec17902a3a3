"""Near misses of findings: what was probably meant, for the findings that are shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from partnercities.validation.hinting import literals, missing, things
from partnercities.validation.hinting.broken import Broken, Facts, Said

__all__ = ["Broken", "Facts", "hints"]

_ALONE: Mapping[str, Callable[[Broken], Said]] = {
    "Closed": missing.of_closed,
    "Datatype": literals.of_datatype,
    "LanguageIn": literals.of_language,
    "Pattern": literals.of_pattern,
    **dict.fromkeys(("MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive"), literals.of_bound),
}
"""The makers that need the value and the shape alone, by kind of constraint."""
_ASKING: Mapping[str, Callable[[Broken, Facts], Said]] = {
    "MinCount": missing.of_count,
    "QualifiedMinCount": missing.of_qualified_count,
    "HasValue": missing.of_required,
    "MaxCount": missing.of_excess,
    "UniqueLang": missing.of_doubled,
    "LessThan": literals.of_order,
    "LessThanOrEquals": literals.of_order,
    "Class": things.of_class,
    "In": things.of_choice,
    "NodeKind": things.of_node_kind,
}
"""The makers that ask what else the data says."""


_CHOOSING = frozenset({"Or", "Xone", "And", "Node"})
_WITHIN = {
    "datatype": "Datatype", "class": "Class", "in": "In", "nodeKind": "NodeKind", "languageIn": "LanguageIn",
    "pattern": "Pattern",
}  # fmt: skip
"""The parameters of shapes within a shape, and the constraints whose makers know them."""


def hints(broken: Broken, facts: Facts) -> dict[str, str]:
    """What may have been meant by what breaks a constraint, by language; empty where nobody can say."""
    if broken.component in _CHOOSING:
        inner = (replace(broken, component=_WITHIN[name]) for name in _WITHIN if broken.parameters.get(name))
        return next((found for one in inner if (found := hints(one, facts))), {})
    if broken.component in _ALONE:
        return dict(_ALONE[broken.component](broken))
    asking = _ASKING.get(broken.component)
    return dict(asking(broken, facts)) if asking else {}
