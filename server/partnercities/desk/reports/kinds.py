"""What each kind of constraint finds wrong, in words, for shapes that have no message of their own."""

from collections.abc import Mapping

from partnercities.validation.report import Finding, in_language

# The components of SHACL Core (W3C Recommendation, section 4) and of SHACL-SPARQL, by their local names.
_SAID: Mapping[str, Mapping[str, str]] = {
    "MinCount": {"en": "There are too few values.", "bg": "Стойностите са твърде малко."},
    "MaxCount": {"en": "There are too many values.", "bg": "Стойностите са твърде много."},
    "Class": {
        "en": "The value is not of the class that is asked for.",
        "bg": "Стойността не е от искания клас.",
    },
    "Datatype": {
        "en": "The value is not of the datatype that is asked for, or not written as it asks.",
        "bg": "Стойността не е от искания тип данни или не е написана според него.",
    },
    "NodeKind": {
        "en": "The value is of another kind than asked for: IRI, blank node or literal.",
        "bg": "Стойността е от друг вид, а не от искания: IRI, празен възел или литерал.",
    },
    "MinExclusive": {"en": "The value is too small.", "bg": "Стойността е твърде малка."},
    "MinInclusive": {"en": "The value is too small.", "bg": "Стойността е твърде малка."},
    "MaxExclusive": {"en": "The value is too large.", "bg": "Стойността е твърде голяма."},
    "MaxInclusive": {"en": "The value is too large.", "bg": "Стойността е твърде голяма."},
    "MinLength": {"en": "The text is too short.", "bg": "Текстът е твърде кратък."},
    "MaxLength": {"en": "The text is too long.", "bg": "Текстът е твърде дълъг."},
    "Pattern": {"en": "The text has not the form that is asked for.", "bg": "Текстът няма исканата форма."},
    "LanguageIn": {
        "en": "The text is in none of the languages that are allowed.",
        "bg": "Текстът не е на никой от позволените езици.",
    },
    "UniqueLang": {"en": "Two texts are in the same language.", "bg": "Два текста са на един и същ език."},
    "Equals": {
        "en": "The values differ from those of the other property.",
        "bg": "Стойностите се различават от тези на другото свойство.",
    },
    "Disjoint": {
        "en": "The value is one of the other property too.",
        "bg": "Стойността е и на другото свойство.",
    },
    "LessThan": {
        "en": "The value is not less than that of the other property.",
        "bg": "Стойността не е по-малка от тази на другото свойство.",
    },
    "LessThanOrEquals": {
        "en": "The value is greater than that of the other property.",
        "bg": "Стойността е по-голяма от тази на другото свойство.",
    },
    "Not": {
        "en": "It conforms to a shape that it must not conform to.",
        "bg": "Отговаря на правило, на което не бива да отговаря.",
    },
    "And": {"en": "It does not conform to all of the shapes.", "bg": "Не отговаря на всички правила."},
    "Or": {"en": "It conforms to none of the shapes.", "bg": "Не отговаря на нито едно от правилата."},
    "Xone": {
        "en": "It does not conform to exactly one of the shapes.",
        "bg": "Не отговаря на точно едно от правилата.",
    },
    "Node": {"en": "It does not conform to the shape.", "bg": "Не отговаря на правилото."},
    "QualifiedMinCount": {
        "en": "Too few values conform to the shape.",
        "bg": "Твърде малко стойности отговарят на правилото.",
    },
    "QualifiedMaxCount": {
        "en": "Too many values conform to the shape.",
        "bg": "Твърде много стойности отговарят на правилото.",
    },
    "Closed": {"en": "The property is not allowed here.", "bg": "Свойството не е позволено тук."},
    "HasValue": {"en": "A value that has to be there is missing.", "bg": "Липсва стойност, която трябва да я има."},
    "In": {"en": "The value is not among those that are allowed.", "bg": "Стойността не е сред позволените."},
    "SPARQL": {"en": "A query of the shapes finds this wrong.", "bg": "Заявка от правилата намира това за грешно."},
}


def said(finding: Finding, language: str) -> str:
    """What the shape says of a finding in a language, else what its kind of constraint means."""
    return finding.message(language) or in_language(_SAID.get(finding.component, {}), language)
