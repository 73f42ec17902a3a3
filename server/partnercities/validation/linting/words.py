"""The words of SHACL, and what each takes as its value: one table for all the rules that read it."""

from collections.abc import Iterator
from typing import NamedTuple

from partnercities.model.vocabulary import PREFIXES

SH = PREFIXES["sh"]


def sh(local: str) -> str:
    """The IRI of a word of SHACL."""
    return SH + local


class Word(NamedTuple):
    """A property of SHACL: the kind of its values, and what it needs to mean anything."""

    kind: str
    """One of the kinds in `kinds.py`."""
    single: bool = False
    """Whether a shape may have one value only."""
    on_path: bool = False
    """Whether it has a meaning only where there is a path."""
    needs: tuple[str, ...] = ()
    """Other words, one of which must stand beside it; else it is passed over in silence."""


_QUALIFIED = ("qualifiedMinCount", "qualifiedMaxCount")
_PARAMETERS = {
    "and": Word("shapes"),
    "class": Word("iri"),
    "closed": Word("boolean", single=True),
    "datatype": Word("iri", single=True),
    "disjoint": Word("iri"),
    "equals": Word("iri"),
    "flags": Word("string", single=True, needs=("pattern",)),
    "hasValue": Word("term"),
    "ignoredProperties": Word("iris", single=True, needs=("closed",)),
    "in": Word("terms", single=True),
    "languageIn": Word("strings", single=True),
    "lessThan": Word("iri", on_path=True),
    "lessThanOrEquals": Word("iri", on_path=True),
    "maxCount": Word("count", single=True, on_path=True),
    "maxExclusive": Word("literal", single=True),
    "maxInclusive": Word("literal", single=True),
    "maxLength": Word("count", single=True),
    "minCount": Word("count", single=True, on_path=True),
    "minExclusive": Word("literal", single=True),
    "minInclusive": Word("literal", single=True),
    "minLength": Word("count", single=True),
    "node": Word("shape"),
    "nodeKind": Word("node kind", single=True),
    "not": Word("shape"),
    "or": Word("shapes"),
    "pattern": Word("string", single=True),
    "property": Word("shape"),
    "qualifiedMaxCount": Word("count", single=True, on_path=True, needs=("qualifiedValueShape",)),
    "qualifiedMinCount": Word("count", single=True, on_path=True, needs=("qualifiedValueShape",)),
    "qualifiedValueShape": Word("shape", single=True, on_path=True, needs=_QUALIFIED),
    "qualifiedValueShapesDisjoint": Word("boolean", single=True, on_path=True, needs=("qualifiedValueShape",)),
    "sparql": Word("node"),
    "uniqueLang": Word("boolean", single=True, on_path=True),
    "xone": Word("shapes"),
}
_TARGETS = {
    "targetClass": Word("iri"),
    "targetNode": Word("iri or literal"),
    "targetObjectsOf": Word("iri"),
    "targetSubjectsOf": Word("iri"),
}
_BESIDE = {
    "ask": Word("string", single=True),
    "deactivated": Word("boolean", single=True),
    "declare": Word("node"),
    "description": Word("text"),
    "group": Word("node"),
    "labelTemplate": Word("text"),
    "message": Word("text"),
    "name": Word("text"),
    "namespace": Word("namespace", single=True),
    "nodeValidator": Word("node"),
    "optional": Word("boolean", single=True),
    "order": Word("number", single=True),
    "parameter": Word("node"),
    "prefix": Word("string", single=True),
    "prefixes": Word("node"),
    "propertyValidator": Word("node"),
    "select": Word("string", single=True),
    "severity": Word("severity", single=True),
    "shapesGraph": Word("iri"),
    "suggestedShapesGraph": Word("iri"),
    "validator": Word("node"),
}
PARAMETERS = {sh(name): word for name, word in _PARAMETERS.items()}
"""The parameters of the constraints of SHACL Core, and sh:sparql."""
TARGETS = {sh(name): word for name, word in _TARGETS.items()}
"""The words that say what a shape looks at."""
PROPERTIES = {**PARAMETERS, **TARGETS, **{sh(name): word for name, word in _BESIDE.items()}}
"""Every property whose values are of a kind, apart from sh:path and the words of paths."""

POINTING = frozenset(PARAMETERS) & {sh(name) for name, word in _PARAMETERS.items() if word.kind == "shape"}
"""The words whose value is a shape."""
HOLDING_LISTS = frozenset(sh(name) for name, word in _PARAMETERS.items() if word.kind == "shapes")
"""The words whose value is a list of shapes."""
PATHS = tuple(
    sh(name) for name in ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
)
"""The words that paths are made of."""
VALIDATORS = tuple(sh(name) for name in ("validator", "nodeValidator", "propertyValidator"))
"""The words that lead from a component to what checks its values."""
NODE_KINDS = {
    sh("IRI"): frozenset({"iri"}),
    sh("BlankNode"): frozenset({"blank"}),
    sh("Literal"): frozenset({"literal"}),
    sh("BlankNodeOrIRI"): frozenset({"blank", "iri"}),
    sh("BlankNodeOrLiteral"): frozenset({"blank", "literal"}),
    sh("IRIOrLiteral"): frozenset({"iri", "literal"}),
}
"""The kinds of nodes, and what each takes in."""
SEVERITIES = tuple(sh(name) for name in ("Violation", "Warning", "Info"))

UNCHECKED = frozenset(
    sh(name)
    for name in ("name", "description", "order", "group", "labelTemplate", "shapesGraph", "suggestedShapesGraph")
)
"""The words that are for people or other programs, and change no verdict."""
NOT_EVALUATED = frozenset(
    sh(name) for name in ("js", "target", "rule", "expression", "values", "entailment", "reifierShape", "memberShape")
)
"""What a shape can ask for and this validator does not do: a verdict without it would mean less than it says."""

_OTHERS = {
    "components": """And Class Closed Datatype Disjoint Equals Expression HasValue In JS LanguageIn LessThan LessThanOrEquals
        MaxCount MaxExclusive MaxInclusive MaxLength MinCount MinExclusive MinInclusive MinLength Node NodeKind Not Or Pattern
        Property QualifiedMaxCount QualifiedMinCount SPARQL UniqueLang Xone""",
    "properties of reports": """annotationProperty annotationValue annotationVarName conforms detail focusNode path result
        resultAnnotation resultMessage resultPath resultSeverity shapesGraphWellFormed sourceConstraint
        sourceConstraintComponent sourceShape value""",
    # SHACL Advanced Features, SHACL JavaScript and the drafts of SHACL 1.2.
    "properties beyond": """agentInstruction codeIdentifier condition construct defaultValue desc editor entailment expression
        filterShape intent intersection js jsFunctionName jsLibrary jsLibraryURL limit maxListLength memberShape minListLength
        nodeByExpression nodes object offset orderBy predicate reificationRequired reifierShape returnType rootClass rule
        singleLine someValue subject subsetOf target this union uniqueMembers uniqueValuesFor update values viewer""",
    "classes": """AbstractResult BlankNode BlankNodeOrIRI BlankNodeOrLiteral ByTypes ConstraintComponent Debug Function IRI
        IRIOrLiteral Info JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator
        ListParameterExpression Literal NamedParameterExpression NodeExpression NodeKind NodeShape Parameter Parameterizable
        PrefixDeclaration PropertyGroup PropertyShape ResultAnnotation Rule SPARQLAskExecutable SPARQLAskValidator
        SPARQLConstraint SPARQLConstructExecutable SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable
        SPARQLSelectValidator SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable Severity Shape ShapesGraph Target TargetType
        Trace TripleRule ValidationReport ValidationResult Validator Violation Warning""",
}


def _named(group: str, ending: str = "") -> Iterator[str]:
    return (sh(name + ending) for name in _OTHERS[group].split())


PREDICATES = frozenset({*PROPERTIES, *PATHS, *_named("properties of reports"), *_named("properties beyond")})
"""Every word of SHACL that can stand between a subject and a value."""
TERMS = frozenset({*PREDICATES, *_named("classes"), *_named("components", "ConstraintComponent")})
"""Every word of SHACL."""


def known(iri: str) -> bool:
    """Whether an IRI in the namespace of SHACL is one of its words, or the name of a parameter of a component."""
    component, dash, parameter = iri.partition("-")
    return iri in TERMS or bool(dash and component in TERMS and sh(parameter) in TERMS)
