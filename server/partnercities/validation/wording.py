"""What is wrong in plain words, in English and Bulgarian, where a shape has no message of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from partnercities.model.vocabulary import compact
from partnercities.shacl.paths import Path, sparql_text
from partnercities.shacl.result import Result
from partnercities.shacl.terms import is_iri, is_literal, text_in

LANGUAGES = ("en", "bg")
_WORDS: Mapping[str, tuple[str, str]] = {
    "MinCount": (
        "There must be at least {count} of {path}, and there are fewer.",
        "Трябва да има поне {count} на {path}, а са по-малко.",
    ),
    "MaxCount": (
        "There may be at most {count} of {path}, and there are more.",
        "Може да има най-много {count} на {path}, а са повече.",
    ),
    "Class": ("{value} must be of class {of}, and nothing says so.", "{value} трябва да е {of}, а никъде не е казано."),
    "Datatype": (
        "{value} must be of type {datatype}, and written as that type asks.",
        "{value} трябва да е {datatype} и да е записано, както този тип изисква.",
    ),
    "NodeKind": ("{value} must be a term of kind {kind}.", "{value} трябва да е от вида {kind}."),
    "MinLength": ("{value} must have at least {length} characters.", "{value} трябва да има поне {length} знака."),
    "MaxLength": ("{value} may have at most {length} characters.", "{value} може да има най-много {length} знака."),
    "Pattern": ("{value} must match the pattern {pattern}.", "{value} трябва да отговаря на образеца {pattern}."),
    "LanguageIn": (
        "{value} must be in one of the languages {languages}.",
        "{value} трябва да е на един от езиците {languages}.",
    ),
    "UniqueLang": (
        "Only one value of {path} may be in the same language.",
        "Само една стойност на {path} може да е на един и същи език.",
    ),
    "Equals": ("{value} must stand in both {path} and {other}.", "{value} трябва да стои и в {path}, и в {other}."),
    "Disjoint": (
        "{value} may not stand in both {path} and {other}.",
        "{value} не може да стои и в {path}, и в {other}.",
    ),
    "LessThan": ("{value} must be less than {other}.", "{value} трябва да е по-малко от {other}."),
    "LessThanOrEquals": (
        "{value} must be less than {other} or equal to it.",
        "{value} трябва да е по-малко от {other} или равно на него.",
    ),
    "MinExclusive": ("{value} must be greater than {bound}.", "{value} трябва да е по-голямо от {bound}."),
    "MinInclusive": ("{value} must be at least {bound}.", "{value} трябва да е поне {bound}."),
    "MaxExclusive": ("{value} must be less than {bound}.", "{value} трябва да е по-малко от {bound}."),
    "MaxInclusive": ("{value} may be at most {bound}.", "{value} може да е най-много {bound}."),
    "Node": ("{value} must conform to {refers}.", "{value} трябва да отговаря на {refers}."),
    "Not": ("{value} may not conform to {refers}.", "{value} не може да отговаря на {refers}."),
    "And": ("{value} must conform to each of {refers}.", "{value} трябва да отговаря на всяко от {refers}."),
    "Or": ("{value} must conform to one of {refers}.", "{value} трябва да отговаря на едно от {refers}."),
    "Xone": (
        "{value} must conform to exactly one of {refers}.",
        "{value} трябва да отговаря точно на едно от {refers}.",
    ),
    "QualifiedMinCount": (
        "At least {count} of {path} must conform to {refers}.",
        "Поне {count} на {path} трябва да отговарят на {refers}.",
    ),
    "QualifiedMaxCount": (
        "At most {count} of {path} may conform to {refers}.",
        "Най-много {count} на {path} могат да отговарят на {refers}.",
    ),
    "Closed": ("{path} is no property that stands here.", "{path} не е свойство, което стои тук."),
    "HasValue": ("One value of {path} must be {wanted}.", "Една стойност на {path} трябва да е {wanted}."),
    "In": ("{value} must be one of {members}.", "{value} трябва да е едно от {members}."),
}
_OTHER = ("{value} does not hold what {component} asks.", "{value} не изпълнява това, което {component} иска.")
UNFINISHED = (
    text_in("en", "The query of this rule took too long and was stopped: whether the data conforms is not known."),
    text_in("bg", "Заявката на това правило отне твърде дълго и беше спряна: не се знае дали данните отговарят."),
)
"""What is said of a rule that was not checked to its end."""
_OF_TYPES = {
    "en": ("{value} must be of type {types}, and written as that type asks.", "or"),
    "bg": ("{value} трябва да е {types} и да е записано, както този тип изисква.", "или"),
}
_MOST = 8
"""Of a longer list, so many members are named."""


def messages(result: Result) -> dict[str, str]:
    """What a result says, by language: the messages of its shape, else words of ours."""
    if result.messages:
        return {message.language or "en": message.value for message in result.messages}
    name = component(result)
    names = _names(result) | {"component": name}
    return {
        language: text.format_map(names) for language, text in zip(LANGUAGES, _WORDS.get(name, _OTHER), strict=True)
    }


def of_types(results: Sequence[Result]) -> dict[str, str]:
    """What results about one value say together that is of none of several datatypes; nothing where they are about more.

    Members of an sh:or that differ in nothing but their datatype need but one sentence.
    """
    alike = all(component(each) == "Datatype" and not each.messages and each.path is None for each in results)
    if len(results) < 2 or not alike or len({each.value or each.focus for each in results}) > 1:
        return {}
    names = _names(results[0])
    types = [_names(each)["datatype"] for each in results]
    return {
        language: text.format(value=names["value"], types=", ".join(types[:-1]) + f" {either} {types[-1]}")
        for language, (text, either) in _OF_TYPES.items()
    }


def component(result: Result) -> str:
    """The local name of the component of a result, without its ending."""
    return result.component.rpartition("#")[2].rpartition("/")[2].removesuffix("ConstraintComponent")


def short(term: object) -> str:
    """A term as people write it: an IRI with a known prefix, a literal in quotes with its language or type."""
    if is_iri(term):
        return compact(term.value)
    if is_literal(term) and term.datatype.value.endswith("#string"):
        return f'"{term.value}"'
    if is_literal(term) and not term.language:
        return f'"{term.value}"^^{compact(term.datatype.value)}'
    return str(term)


def _names(result: Result) -> dict[str, str]:
    """What a template can name: the focus node, its path, its value and the parameters of the constraint."""
    rule = result.rule
    parameters: dict[str, object] = (
        {each.name: getattr(rule, each.name) for each in fields(rule)} if is_dataclass(rule) else {}
    )
    known = {"path": result.path, "value": result.value if result.value is not None else result.focus}
    return {name: _say(value) for name, value in (parameters | known).items()}


def _say(value: object) -> str:
    return next((say(value) for kind, say in _SAYINGS if isinstance(value, kind)), short(value))


def _listed(members: tuple[object, ...]) -> str:
    named = [_say(member) for member in members[:_MOST]]
    return ", ".join(named) + (" …" if len(members) > _MOST else "")


_SAYINGS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (tuple, _listed),
    (str, str),
    (int, str),
    (Path, sparql_text),
)
