"""Which classes and predicates there are, and findings about those that there are not."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from partnercities.model.vocabulary import DEF, PREFIXES, RDF_TYPE, SHAPES
from partnercities.validation.report import Finding
from partnercities.validation.spelling import nearest, split
from partnercities.validation.terms import Triple, node_of, written
from partnercities.validation.vocabularies import STANDARD

VOCABULARY = SHAPES + "Vocabulary"
"""The rule that every word of our own must be one of the ontology."""
_CLOSE = 0.85
"""How alike a word must be to one of a vocabulary that we know in parts only; there may be words that we have not met."""
_VERB = re.compile("^(?:has|is)(?=[A-Z])")
_CLASSES = frozenset({PREFIXES["owl"] + "Class", PREFIXES["rdfs"] + "Class", PREFIXES["rdfs"] + "Datatype"})
_PREDICATES = frozenset(
    {
        PREFIXES["rdf"] + "Property",
        *(PREFIXES["owl"] + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    }
)
_NAMING_CLASSES = frozenset({PREFIXES["sh"] + "targetClass", PREFIXES["sh"] + "class"})
_NAMING_PREDICATES = frozenset(
    PREFIXES["sh"] + name
    for name in ("path", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath", "targetSubjectsOf")
)


@dataclass(frozen=True)
class Doubt:
    """A word that is not known: what may have been meant, and whether its vocabulary is known in full."""

    iri: str
    near: str
    own: bool
    """Whether the word would be one of our own, so that it is wrong for certain."""


@dataclass(frozen=True)
class Known:
    """The classes and predicates that are known, as IRIs; where there are none, nothing is doubted."""

    classes: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    own: str = DEF
    """The namespace of which every word is known."""

    def doubt_class(self, iri: str) -> Doubt | None:
        """What is doubtful about a class; None if nothing is."""
        return self._doubt(iri, self.classes, str.isupper)

    def doubt_predicate(self, iri: str) -> Doubt | None:
        """What is doubtful about a predicate; None if nothing is."""
        return self._doubt(iri, self.predicates, str.islower)

    def _doubt(self, iri: str, words: frozenset[str], begins: Callable[[str], bool]) -> Doubt | None:
        if not words or iri in words:
            return None
        namespace, local = split(iri)
        if namespace == self.own:
            # A vocabulary whose words were not given is not known.
            near = self._near(local, namespace, words, 0.7)
            return Doubt(iri, near, own=True) if namespace in self._namespaces else None
        if namespace in STANDARD:
            if _stands(local, STANDARD[namespace]):
                return None
            # Classes of these vocabularies begin with a capital, and nothing else does.
            alike = (word for word in STANDARD[namespace] if begins(word[0]))
            return Doubt(iri, _joined(namespace, nearest(local, alike)), own=False)
        near = self._near(local, namespace, words, _CLOSE) if namespace in self._namespaces else ""
        return Doubt(iri, near, own=False) if near else None

    def _near(self, local: str, namespace: str, words: frozenset[str], close: float) -> str:
        beside = (split(word)[1] for word in words if word.startswith(namespace))
        names = list(beside)
        # Others call `hasRole` what is `role` here.
        return _joined(namespace, nearest(local, names, close) or nearest(_VERB.sub("", local), names, close))

    @cached_property
    def _namespaces(self) -> frozenset[str]:
        return frozenset(split(word)[0] for word in self.classes | self.predicates)


def _joined(namespace: str, local: str) -> str:
    return namespace + local if local else ""


def _stands(local: str, words: frozenset[str]) -> bool:
    # rdf:_1, rdf:_2 and so on are members of containers; a namespace alone is no word.
    return not local or local in words or (local[0] == "_" and local[1:].isdecimal())


def known_terms(triples: Iterable[Triple], own: str = DEF) -> Known:
    """The words that an ontology declares, and those that shapes look at."""
    classes: set[str] = set()
    predicates: set[str] = set()
    for triple in triples:
        predicate, object = _value(triple.predicate), _value(triple.object)
        declares_class = predicate == RDF_TYPE and object in _CLASSES
        declares_predicate = predicate == RDF_TYPE and object in _PREDICATES
        if declares_class:
            classes.add(_value(triple.subject))
        elif declares_predicate:
            predicates.add(_value(triple.subject))
        # Shapes may look at words that they misspell, but hardly at words of others that do not exist.
        elif predicate in _NAMING_CLASSES and not object.startswith(own):
            classes.add(object)
        elif predicate in _NAMING_PREDICATES and not object.startswith(own):
            predicates.add(object)
    return Known(frozenset(classes), frozenset(predicates), own)


def unknown_terms(triples: Iterable[Triple], known: Known) -> list[Finding]:
    """Findings about words of data that are not known: of our own as violations, misspelt ones of others as warnings."""
    found = []
    doubts: dict[object, Doubt | None] = {}
    for triple in triples:
        predicate = triple.predicate
        if predicate not in doubts:
            doubts[predicate] = known.doubt_predicate(_value(predicate))
        doubt = doubts[predicate]
        if doubt is not None:
            found.append(_finding(triple, doubt, "property"))
        elif _value(predicate) == RDF_TYPE:
            doubt = _of_class(triple.object, doubts, known)
            if doubt is not None:
                found.append(_finding(triple, doubt, "class"))
    return found


def _of_class(term: object, doubts: dict[object, Doubt | None], known: Known) -> Doubt | None:
    asked = ("class", term)
    if asked not in doubts:
        doubts[asked] = known.doubt_class(_value(term))
    return doubts[asked]


def _finding(triple: Triple, doubt: Doubt, kind: str) -> Finding:
    named = written(doubt.iri)
    return Finding(
        "Violation" if doubt.own else "Warning",
        _value(triple.subject),
        _value(triple.predicate),
        doubt.iri if kind == "class" else "",
        {language: text.format(named) for language, text in _MESSAGES[kind, doubt.own].items()},
        VOCABULARY,
        "UnknownTerm",
        (str(triple.subject), str(triple.predicate), node_of(triple.object).text),
        hints={language: text.format(written(doubt.near)) for language, text in _MEANT.items()} if doubt.near else {},
    )


def _value(term: object) -> str:
    """The IRI of a term, or its label or text; the whole of a quoted triple."""
    return str(getattr(term, "value", term))


_MEANT = {"en": "Did you mean {}?", "bg": "Имахте ли предвид {}?"}
_MESSAGES: Mapping[tuple[str, bool], Mapping[str, str]] = {
    ("property", True): {
        "en": "The ontology has no property {}, so nothing reads it. Correct its name, or take it away.",
        "bg": "Онтологията няма свойство {} и нищо не го чете. Поправете името му или го махнете.",
    },
    ("class", True): {
        "en": "The ontology has no class {}, so nothing finds what is of it. Correct its name.",
        "bg": "Онтологията няма клас {} и нищо не намира каквото е от него. Поправете името му.",
    },
    ("property", False): {
        "en": "There is no property {} in its vocabulary, as far as is known here. Check its spelling.",
        "bg": "Доколкото е известно тук, в речника му няма свойство {}. Проверете изписването му.",
    },
    ("class", False): {
        "en": "There is no class {} in its vocabulary, as far as is known here. Check its spelling.",
        "bg": "Доколкото е известно тук, в речника му няма клас {}. Проверете изписването му.",
    },
}
