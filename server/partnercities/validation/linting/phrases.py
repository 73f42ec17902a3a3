"""What each kind of flaw of shapes is called, in both languages: one table."""

from collections.abc import Mapping
from typing import NamedTuple


class Phrase(NamedTuple):
    """How bad a kind of flaw is, and what is said of it."""

    severity: str
    en: str
    bg: str


_E, _W = "error", "warning"
PHRASES: Mapping[str, Phrase] = {
    "unknown-term": Phrase(
        _E,
        "{term} is no word of SHACL, so it would be passed over in silence.",
        "{term} не е дума на SHACL и би била подмината мълчаливо.",
    ),
    "wrong-value": Phrase(
        _E,
        "The value of {term} is {value}; it must be {kind}.",
        "Стойността на {term} е {value}; трябва да е {kind}.",
    ),
    "two-values": Phrase(
        _E,
        "{shape} has more than one value of {term}; one is allowed.",
        "{shape} има повече от една стойност на {term}; позволена е една.",
    ),
    "needs-other": Phrase(
        _W,
        "{term} means nothing without {other}, so it would be passed over in silence.",
        "{term} не значи нищо без {other} и би било подминато мълчаливо.",
    ),
    "needs-path": Phrase(
        _E,
        "{term} has a meaning only where the shape has sh:path; {shape} has none.",
        "{term} има смисъл само във форма със sh:path; {shape} няма път.",
    ),
    "missing-path": Phrase(
        _E,
        "{shape} is a property shape, but has no sh:path.",
        "{shape} е форма за свойство, но няма sh:path.",
    ),
    "missing-shape": Phrase(
        _E,
        "{term} points to {value}, of which the shapes say nothing.",
        "{term} сочи към {value}, за което формите не казват нищо.",
    ),
    "two-paths": Phrase(
        _E,
        "{shape} has more than one sh:path. Make a property shape for each, or one sh:alternativePath of both.",
        "{shape} има повече от един sh:path. Направете форма за всеки или един sh:alternativePath от двата.",
    ),
    "bad-path": Phrase(
        _E,
        "This is no path of properties: {fault}.",
        "Това не е път от свойства: {fault}.",
    ),
    "node-shape-with-path": Phrase(
        _E,
        "{shape} has a sh:path, so it is a property shape; it is said to be a sh:NodeShape.",
        "{shape} има sh:path, значи е форма за свойство; казано е, че е sh:NodeShape.",
    ),
    "not-a-node-shape": Phrase(
        _E,
        "sh:node points to {value}, which has a sh:path; a property shape belongs to sh:property.",
        "sh:node сочи към {value}, което има sh:path; формите за свойства се дават със sh:property.",
    ),
    "bad-list": Phrase(
        _E,
        "The list of {term} is broken: {fault}.",
        "Списъкът на {term} е неправилен: {fault}.",
    ),
    "empty-list": Phrase(
        _W,
        "The list of {term} is empty, so no value can ever be right.",
        "Списъкът на {term} е празен и никоя стойност не може да е правилна.",
    ),
    "recursion": Phrase(
        _E,
        "The shape refers to itself: {cycle}. SHACL does not say what that means.",
        "Формата се позовава на себе си: {cycle}. SHACL не казва какво означава това.",
    ),
    "min-over-max": Phrase(
        _E,
        "{low} {least} and {high} {most} leave nothing between them: no data can be right.",
        "Между {low} {least} и {high} {most} не остава нищо: никои данни не могат да са правилни.",
    ),
    "never-holds": Phrase(
        _E,
        "{one} and {other} exclude each other: no value can be right.",
        "{one} и {other} се изключват: никоя стойност не може да е правилна.",
    ),
    "never-allowed": Phrase(
        _W,
        "{value} stands in the list of sh:in, but {other} does not allow it.",
        "{value} е в списъка на sh:in, но {other} не го позволява.",
    ),
    "never-fires": Phrase(
        _W,
        "sh:uniqueLang looks at texts with a language, and {other} allows none.",
        "sh:uniqueLang гледа текстове с език, а {other} не позволява такива.",
    ),
    "too-few-choices": Phrase(
        _E,
        "sh:minCount asks for {least} values, and sh:in allows {most}.",
        "sh:minCount иска {least} стойности, а sh:in позволява {most}.",
    ),
    "too-many-required": Phrase(
        _E,
        "sh:hasValue asks for {least} values, and sh:maxCount allows {most}.",
        "sh:hasValue иска {least} стойности, а sh:maxCount позволява {most}.",
    ),
    "closed-forbids": Phrase(
        _E,
        "{shape} is closed and does not list {value}, which {other} requires: no data can be right. "
        "Add it to sh:ignoredProperties or to sh:property.",
        "{shape} е затворена и не изброява {value}, което {other} изисква: никои данни не могат да са правилни. "
        "Добавете го в sh:ignoredProperties или в sh:property.",
    ),
    "unknown-class": Phrase(
        _W,
        "The class {value} is not known here, so the shape may find nothing.",
        "Класът {value} не е познат тук и формата може да не намери нищо.",
    ),
    "unknown-predicate": Phrase(
        _W,
        "The property {value} is not known here, so the shape may find nothing.",
        "Свойството {value} не е познато тук и формата може да не намери нищо.",
    ),
    "unknown-datatype": Phrase(
        _E,
        "{value} is no datatype, so no value can be right.",
        "{value} не е тип данни и никоя стойност не може да е правилна.",
    ),
    "bad-pattern": Phrase(
        _E,
        "The pattern {value} is no regular expression: {fault}.",
        "Шаблонът {value} не е регулярен израз: {fault}.",
    ),
    "bad-flags": Phrase(
        _E,
        "sh:flags {value} has other letters than i, m, q, s and x.",
        "sh:flags {value} има други букви освен i, m, q, s и x.",
    ),
    "bad-query": Phrase(
        _E,
        "The query in {term} is wrong at line {line}, column {column}: {fault}",
        "Заявката в {term} е грешна на ред {line}, колона {column}: {fault}",
    ),
    "missing-query": Phrase(
        _E,
        "{value} has no {wanted}, so there is nothing to ask.",
        "{value} няма {wanted} и няма какво да се пита.",
    ),
    "unfinished-prefix": Phrase(
        _E,
        "A declaration of a prefix needs both sh:prefix and sh:namespace.",
        "Обявяването на префикс иска и sh:prefix, и sh:namespace.",
    ),
    "bad-parameter": Phrase(
        _E,
        "The sh:path of a parameter must be an IRI that ends in a name, and in none of {taken}.",
        "Пътят sh:path на параметър трябва да е IRI, което завършва с име, различно от {taken}.",
    ),
    "no-parameter": Phrase(
        _E,
        "{shape} has no parameter that must be given, so no shape can use it.",
        "{shape} няма задължителен параметър и никоя форма не може да го използва.",
    ),
    "no-validator": Phrase(
        _W,
        "{shape} has no validator, so it checks nothing.",
        "{shape} няма валидатор и не проверява нищо.",
    ),
    "unused-shape": Phrase(
        _W,
        "{shape} looks at nothing: it has no target, and no shape refers to it.",
        "{shape} не гледа нищо: няма цел и никоя форма не се позовава на нея.",
    ),
    "message-language": Phrase(
        _W,
        'This message has no language, and others of {shape} have one. Add it, as in "…"@en.',
        'Това съобщение няма език, а други на {shape} имат. Добавете го, например "…"@bg.',
    ),
    "foreign-severity": Phrase(
        _W,
        "{value} is not one of the severities of SHACL, so it counts as at least as severe as a violation.",
        "{value} не е степен на SHACL и се брои поне за нарушение.",
    ),
    "not-evaluated": Phrase(
        _E,
        "{term} is not evaluated here, so a verdict would say too much.",
        "{term} не се изпълнява тук и присъдата би казала твърде много.",
    ),
    "imports": Phrase(
        _W,
        "{value} is not followed; nothing is fetched. Give what it imports together with the shapes.",
        "{value} не се следва; нищо не се изтегля. Дайте внесеното заедно с формите.",
    ),
}
"""Every kind of flaw by its code."""
