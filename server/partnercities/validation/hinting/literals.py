"""Hints about literals: their datatypes, other notations, and their languages."""

import re
from collections.abc import Callable, Mapping, Sequence

from partnercities.model.vocabulary import COMPUTED_FROM, PREFIXES, XSD
from partnercities.validation.hinting.broken import SILENCE, Broken, Facts, Said, meant, write
from partnercities.validation.hinting.dates import days, missing_day, months
from partnercities.validation.terms import Node, node_of, short, written

_CYRILLIC = re.compile("[а-яА-Я]")
_TRUE = frozenset({"true", "yes", "y", "1", "да", "вярно"})
_FALSE = frozenset({"false", "no", "n", "0", "не", "невярно"})
_SPACES = " \u00a0\u202f"
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}([,.'{_SPACES}]\d{{3}})+")
# What people take for the code of a language: codes of three letters (ISO 639-2), of countries, and names.
_LANGUAGES = {
    "bul": "bg", "bulgarian": "bg", "bgr": "bg",
    "eng": "en", "english": "en", "uk": "en", "gb": "en", "us": "en",
    "ger": "de", "deu": "de", "german": "de", "fra": "fr", "fre": "fr", "french": "fr",
}  # fmt: skip


def of_datatype(broken: Broken) -> Said:
    """A value of another datatype than the one asked for, or those: the same value as it should be written."""
    asked = [node.value for node in broken.parameter("datatype")]
    if broken.given.kind != "literal":
        return SILENCE
    text = broken.given.value.strip()
    gone = missing_day(text) if XSD + "date" in asked else None
    if gone:
        return _no_day(*gone)
    for datatype in asked:
        if datatype in _TEXTS:
            return write(_TEXTS[datatype](broken.given))
        forms = _FORMS[datatype](text) if datatype in _FORMS else []
        if forms:
            return _written(forms, datatype)
    whole = _no_whole_day(text) if asked == [XSD + "date"] else SILENCE
    return whole or _no_month(text, asked) or _as_in(asked)


def _written(forms: Sequence[str], datatype: str) -> Said:
    """The advice to write one of the forms of a value."""
    if datatype in _BARE:
        return write(*forms, en=" without quotes", bg=" без кавички")
    return write(*(f'"{form}"^^{written(datatype)}' for form in forms))


def _no_day(year: int, month: int, day: int, last: int) -> Said:
    return {
        "en": f"There is no day {day} in month {month} of {year}; the last is {last}.",
        "bg": f"Няма ден {day} в месец {month} на {year} г.; последният е {last}.",
    }


def _no_month(text: str, asked: Sequence[str]) -> Said:
    found = re.fullmatch(r"\d{4}-(\d\d)(-\d\d)?", text)
    if not found or 1 <= int(found[1]) <= 12 or not {XSD + "date", XSD + "gYearMonth"} & set(asked):
        return SILENCE
    return {"en": f"There is no month {found[1]}.", "bg": f"Няма месец {found[1]}."}


def _as_in(asked: Sequence[str]) -> Said:
    """How values of the datatypes that are asked for look, where nobody can say what was meant."""
    examples = [f'"{_EXAMPLES[datatype]}"^^{written(datatype)}' for datatype in asked if datatype in _EXAMPLES]
    if not examples:
        return SILENCE
    either = " or ".join(examples[:_SHOWN])
    return {"en": f"Write it as in {either}", "bg": f"Напишете го като {either.replace(' or ', ' или ')}"}


def of_bound(broken: Broken) -> Said:
    """A number in quotes, which is no number to compare."""
    bounds = [node for name in _BOUNDS for node in broken.parameter(name)]
    if not bounds or broken.given.datatype not in _NO_NUMBERS:
        return SILENCE
    datatype = bounds[0].datatype
    forms = _FORMS[datatype](broken.given.value.strip()) if datatype in _FORMS else []
    return _written(forms, datatype) if forms else SILENCE


def language_of(value: Node) -> str:
    """The language that a text is probably in: by what its tag is meant to say, else by its letters."""
    if not value.language:
        return _language(value)
    main = value.language.casefold().partition("-")[0]
    return _LANGUAGES.get(main, main)


def _no_whole_day(text: str) -> Said:
    if not re.fullmatch(r"\d{4}(-\d\d)?", text):
        return SILENCE
    return {
        "en": f"{text} is no whole day; write year, month and day.",
        "bg": f"{text} не е цял ден; напишете година, месец и ден.",
    }


def _moments(text: str) -> list[str]:
    found = days(text)
    return [f"{found[0]}T00:00:00"] if len(found) == 1 and "T" not in text else []


def _years(text: str) -> list[str]:
    found = re.fullmatch(r"(\d{4})\s*г?\.?", text)
    return [found[1]] if found else []


def _whole_numbers(text: str) -> list[str]:
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[^\d+-]", "", text)
    text = re.sub(r"[.,]0*$", "", text)
    return [text] if re.fullmatch(r"[+-]?\d+", text) else []


def _numbers(text: str) -> list[str]:
    # 1,234 is a thousand and more for some, and one and a bit for others.
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        return [text.replace(",", "."), text.replace(",", "") + ".0"]
    if re.search(r"\d,\d+$", text):
        text = re.sub(rf"[.'{_SPACES}](?=\d{{3}})", "", text).replace(",", ".")
    else:
        text = re.sub(rf"[,'{_SPACES}](?=\d{{3}})", "", text)
    found = re.fullmatch(r"([+-]?)(\d*)(?:\.(\d*))?", text)
    return [f"{found[1]}{found[2] or 0}.{found[3] or 0}"] if found and (found[2] or found[3]) else []


def _truths(text: str) -> list[str]:
    word = text.casefold()
    return ["true"] if word in _TRUE else ["false"] if word in _FALSE else []


def _quoted(value: Node) -> str:
    """The text of a literal in quotes, shortened for a message."""
    escaped = value.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return short(Node(f'"{escaped}"', value.value, XSD + "string"))


def _language(value: Node) -> str:
    return "bg" if _CYRILLIC.search(value.value) else "en"


_SHOWN = 3
_EXAMPLES: Mapping[str, str] = {
    XSD + "date": "2011-05-01", XSD + "gYearMonth": "2011-05", XSD + "gYear": "2011",
    XSD + "dateTime": "2011-05-01T09:30:00", XSD + "duration": "P3Y", XSD + "gMonthDay": "--05-01", XSD + "gMonth": "--05",
}  # fmt: skip
"""How a value of a datatype looks whose form is not plain to everybody."""
_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_NO_NUMBERS = frozenset({XSD + "string", PREFIXES["rdf"] + "langString"})
_WHOLE = frozenset(XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))
_BARE = frozenset(XSD + name for name in ("integer", "decimal", "boolean"))
_FORMS: Mapping[str, Callable[[str], list[str]]] = {
    XSD + "date": days,
    XSD + "dateTime": _moments,
    XSD + "gYearMonth": months,
    XSD + "gYear": _years,
    XSD + "boolean": _truths,
    **dict.fromkeys(_WHOLE, _whole_numbers),
    **dict.fromkeys((XSD + name for name in ("decimal", "double", "float")), _numbers),
}
"""For a datatype, its forms of a value that is written otherwise."""
_TEXTS: Mapping[str, Callable[[Node], str]] = {
    # A plain text and one typed as xsd:string are the same.
    XSD + "string": _quoted,
    PREFIXES["rdf"] + "langString": lambda value: f"{_quoted(value)}@{_language(value)}",
}


def of_language(broken: Broken) -> Said:
    """A text without a language, or with one that is called otherwise."""
    value, allowed = broken.given, [node.value for node in broken.parameter("languageIn")]
    if value.kind != "literal":
        return SILENCE
    if not value.language:
        guess = _language(value)
        guess = guess if guess in allowed else allowed[0] if len(allowed) == 1 else ""
        return write(f"{_quoted(value)}@{guess}") if guess else SILENCE
    main = value.language.casefold().partition("-")[0]
    named = _LANGUAGES.get(main, "")
    return meant(f"@{named}") if named in allowed else SILENCE


def of_pattern(broken: Broken) -> Said:
    """A value that breaks a pattern by what nobody sees, or by a scheme."""
    value, patterns = broken.given.value, [node.value for node in broken.parameter("pattern")]
    if value != value.strip():
        return {"en": "It begins or ends with a space.", "bg": "Започва или завършва с интервал."}
    if value.startswith("http://") and any(pattern.startswith("^https:") for pattern in patterns):
        return meant("https://")
    return SILENCE


def of_order(broken: Broken, facts: Facts) -> Said:
    """Two values in the wrong order: the other one, which may have been meant to be this one."""
    name = "lessThan" if "lessThan" in broken.parameters else "lessThanOrEquals"
    for other in broken.parameters.get(name, ()):
        first, second = _stated(broken, facts, broken.property), _stated(broken, facts, node_of(other).value)
        if first and second and broken.property:
            pair = f"{first}, {second}"
            return {"en": f"Are the two swapped? {pair}", "bg": f"Разменени ли са двете? {pair}"}
    return SILENCE


def _stated(broken: Broken, facts: Facts, predicate: str) -> str:
    """What a property says, as somebody wrote it: what is computed by the words that it is computed from."""
    for name in (COMPUTED_FROM.get(predicate, ""), predicate):
        values = [node_of(term) for term in facts.objects(broken.focus, Node(f"<{name}>", name))] if name else []
        if values:
            given = broken.given if name == broken.property else values[0]
            return f"{written(name)} {short(given)}"
    return ""
