"""Shapes checked before they meet data: everything that would make a verdict mean less than it says, all at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from partnercities.validation.linting import (
    closed,
    components,
    contradictions,
    queries,
    structure,
    terms,
    values,
    vocabulary,
)
from partnercities.validation.linting.flaws import Flaw
from partnercities.validation.linting.judges import Compiles, Judges, ParseQuery
from partnercities.validation.linting.sheet import Sheet
from partnercities.validation.terms import Triple
from partnercities.validation.vocabulary import Known

NOTHING_KNOWN = Known()
RULES: tuple[Callable[[Sheet], Iterator[Flaw]], ...] = (
    terms.unknown_terms,
    terms.two_values,
    terms.lonely_words,
    terms.words_of_paths,
    terms.not_evaluated,
    terms.imports,
    terms.foreign_severities,
    terms.message_languages,
    values.wrong_values,
    structure.missing_shapes,
    structure.missing_paths,
    structure.mixed_shapes,
    structure.paths,
    structure.recursion,
    structure.unused_shapes,
    contradictions.bounds,
    contradictions.counts_of_one_path,
    contradictions.exclusions,
    contradictions.choices,
    contradictions.required_values,
    contradictions.numbers_of_choices,
    contradictions.numbers_of_required,
    contradictions.idle_languages,
    contradictions.same_property,
    closed.closed_shapes,
    vocabulary.unknown_datatypes,
    components.bad_parameters,
    components.missing_validators,
    queries.bad_flags,
    queries.missing_queries,
    queries.unfinished_prefixes,
)
"""Every rule that needs the shapes alone."""
JUDGING: tuple[Callable[[Sheet, Judges], Iterator[Flaw]], ...] = (
    vocabulary.unknown_classes,
    vocabulary.unknown_predicates,
    queries.bad_patterns,
    queries.bad_queries,
)
"""Every rule that asks others."""


def lint(
    triples: Iterable[Triple],
    known: Known = NOTHING_KNOWN,
    *,
    compiles: Compiles | None = None,
    parse_query: ParseQuery | None = None,
) -> list[Flaw]:
    """The flaws of shapes, each once, errors first.

    `known` are the words that shapes may look at; where it is empty, none is doubted. `compiles` judges patterns and
    `parse_query` queries; without them, these are not judged.
    """
    sheet = Sheet(triples)
    judges = Judges(known, compiles, parse_query)
    alone = (flaw for rule in RULES for flaw in rule(sheet))
    judged = (flaw for rule in JUDGING for flaw in rule(sheet, judges))
    found = dict.fromkeys((*alone, *judged))
    return sorted((_owned(sheet, flaw) for flaw in found), key=lambda flaw: flaw.severity)


def _owned(sheet: Sheet, flaw: Flaw) -> Flaw:
    owner = sheet.owner(flaw.shape)
    return replace(flaw, owner=owner.written()) if owner and flaw.shape.startswith("_:") else flaw


def errors(flaws: Iterable[Flaw], *, ignoring: frozenset[str] = frozenset()) -> list[Flaw]:
    """The flaws with which nothing is validated, apart from those whose code is ignored."""
    return [flaw for flaw in flaws if flaw.severity == "error" and flaw.code not in ignoring]
