"""The words that a report is framed in, in both languages."""

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Report of a validation",
        "because": "because",
        "hint": "hint",
        "rule": "rule",
        "graph": "graph",
        "a-rule": "Rule",
        "found": "found",
        "more": "and {number} more like this",
        "hidden": "{number} more are not shown (--max 0 shows all)",
        "left-out": "{number} more are not shown here",
        "first": "to mend first",
        "checked": "checked",
        "unmatched": "matched nothing",
        "part": "Only {number} of the findings are here; all of them are counted.",
        "nobody": "No shape is about anything in the data, so nothing was checked.",
        "others": "and {number} more (-v tells all)",
        "by": "by",
        "in": "in",
        "note": "note",
        "known": "known from the baseline and not shown: {number}",
        "mended": "mended since the baseline: {number}; write it anew with --write-baseline",
        "written": "written",
        "conforms": "The data conforms to the shapes.",
        "fails": "The data does not conform to the shapes.",
        "remarks": "Nothing is wrong; there are remarks.",
        "severity": "Severity",
        "severities": "By severity",
        "rules": "By rule",
        "files": "By file",
        "findings": "Findings",
        "number": "Number",
        "nodes": "Focus nodes",
        "file": "File",
        "nowhere": "no place known",
        "all-shapes": "What was checked",
    },
    "bg": {
        "title": "Отчет за проверка",
        "because": "защото",
        "hint": "съвет",
        "rule": "правило",
        "graph": "граф",
        "a-rule": "Правило",
        "found": "намерено",
        "more": "и още {number} подобни",
        "hidden": "още {number} не са показани (--max 0 показва всички)",
        "left-out": "още {number} не са показани тук",
        "first": "за поправяне първо",
        "checked": "проверени",
        "unmatched": "без нито един възел",
        "part": "Тук са само {number} от находките; преброени са всичките.",
        "nobody": "Никое правило не се отнася до данните, затова нищо не е проверено.",
        "others": "и още {number} (-v изброява всички)",
        "by": "по",
        "in": "за",
        "note": "бележка",
        "known": "известни от базовия списък и непоказани: {number}",
        "mended": "поправени след базовия списък: {number}; запишете го отново с --write-baseline",
        "written": "записано",
        "conforms": "Данните отговарят на правилата.",
        "fails": "Данните не отговарят на правилата.",
        "remarks": "Няма грешки; има забележки.",
        "severity": "Тежест",
        "severities": "По тежест",
        "rules": "По правило",
        "files": "По файл",
        "findings": "Находки",
        "number": "Брой",
        "nodes": "Проверени възли",
        "file": "Файл",
        "nowhere": "мястото не е известно",
        "all-shapes": "Какво беше проверено",
    },
}
# One, and every other number.
_COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "Violation": ("violation", "violations"),
        "Warning": ("warning", "warnings"),
        "Info": ("note", "notes"),
        "file": ("file", "files"),
        "triple": ("triple", "triples"),
        "shape": ("shape", "shapes"),
        "node": ("focus node", "focus nodes"),
    },
    "bg": {
        "Violation": ("нарушение", "нарушения"),
        "Warning": ("предупреждение", "предупреждения"),
        "Info": ("бележка", "бележки"),
        "file": ("файл", "файла"),
        "triple": ("твърдение", "твърдения"),
        "shape": ("правило", "правила"),
        "node": ("възел", "възела"),
    },
}
# The thousands of a number are set apart as the language does it.
_APART = {"en": ",", "bg": "\u00a0"}


def word(name: str, language: str) -> str:
    """One word of the frame."""
    return _WORDS[language][name]


def told(name: str, amount: int, language: str) -> str:
    """A phrase of the frame with a number in it."""
    return word(name, language).format(number=number(amount, language))


def phrases(name: str, amount: int = 0) -> Mapping[str, str]:
    """A phrase of the frame in each language, with its number where it has one."""
    return {language: told(name, amount, language) for language in _WORDS}


def number(amount: int, language: str) -> str:
    """A whole number, its thousands set apart."""
    return f"{amount:,}".replace(",", _APART[language])


def counted(name: str, amount: int, language: str) -> str:
    """So many of something: `1 file`, `2 files`; a severity of somebody's own keeps its name."""
    return f"{number(amount, language)} {_forms(name, language)[amount != 1]}"


def severity(name: str, language: str) -> str:
    """The word for a severity."""
    return _forms(name, language)[0]


def seconds(time: float, language: str) -> str:
    """A time in seconds, as the language writes a fraction."""
    return f"{time:.1f} s" if language == "en" else f"{time:.1f} с".replace(".", ",")


def _forms(name: str, language: str) -> tuple[str, str]:
    return _COUNTED[language].get(name, (name, name))
