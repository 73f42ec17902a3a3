"""The shapes as people read them: what each rule is about, what it says, and an example of right and of wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import cache
from itertools import groupby
from pathlib import Path

from partnercities import content
from partnercities.desk import documents
from partnercities.desk.documents import Document
from partnercities.desk.things import Statement
from partnercities.model.vocabulary import SHAPES, expand
from partnercities.problems import NotFound
from partnercities.store import Term

# What a shape looks at: the things of a class, or what has a property.
_TARGETS = {"sh:targetClass": "class", "sh:targetSubjectsOf": "subjects", "sh:targetObjectsOf": "objects"}
# Rules with a target of their own stand with the kind of things that begins their name, or that this says.
_WITHIN = {"Claim": "Evidence"}
_LONGEST_DIFFERENCE = 8
Facts = Mapping[str, list[Term]]
_PATHS = {"sh:alternativePath": " | ", "sh:inversePath": "^", "sh:zeroOrMorePath": "*", "sh:oneOrMorePath": "+"}


@dataclass(frozen=True)
class Line:
    """A line of an example: `+` what is wrong in it, `-` what is right and missing; no sign where it stands whole."""

    sign: str
    text: str


@dataclass(frozen=True)
class Target:
    """What is looked at: the things of a `class`, the `subjects` of a property or its `objects`."""

    kind: str
    term: Term


@dataclass(frozen=True)
class Rule:
    """One rule: how bad it is to break it, what it says by language, and the path that it looks at, in parts."""

    iri: str
    severity: str
    messages: Mapping[str, str]
    path: tuple[Term | str, ...] = ()
    targets: tuple[Target, ...] = ()
    """What it looks at, where that is not what its group looks at."""
    wrong: str = ""
    """What is wrong in the example, in English; nothing where there is no example."""
    lines: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """The name of its place in the page."""
        return self.iri.removeprefix(SHAPES)


@dataclass(frozen=True)
class Group:
    """The rules about one kind of things: what they are called by language, and what the rules look at."""

    iri: str
    names: Mapping[str, str]
    targets: tuple[Target, ...]
    rules: tuple[Rule, ...]

    @property
    def name(self) -> str:
        """The name of its place in the page."""
        return self.iri.removeprefix(SHAPES)


_PARTS = f"""SELECT DISTINCT ?part WHERE {{ ?part ?property ?value FILTER(STRSTARTS(STR(?part), "{SHAPES}")) }} ORDER BY ?part"""


@cache
def beside() -> tuple[str, ...]:
    """The names of what rules share and are made of, such as prefixes and tests of a language."""
    told = {group.name for group in groups()} | {rule.name for group in groups() for rule in group.rules}
    names = (row["part"].removeprefix(SHAPES) for row in documents.shapes().select(_PARTS))
    return tuple(name for name in names if name not in told)


@cache
def groups() -> tuple[Group, ...]:
    """All rules, those about the whole dataset last."""
    document = documents.shapes_alone()
    said = {iri: _by_predicate(statements) for iri, statements in document.sections.items()}
    shapes = [iri for iri, facts in said.items() if expand("rdfs:label") in facts and expand("sh:path") not in facts]
    loose = [iri for iri, facts in said.items() if expand("sh:path") in facts and _targets(facts)]
    found = (_group(document, said, iri, [one for one in loose if _home(one) == iri]) for iri in shapes)
    kept = [group for group in found if group.rules]
    return tuple(sorted(kept, key=lambda group: (group.name.startswith("Dataset"), group.name)))


def _home(iri: str) -> str:
    """The group that a rule with a target of its own stands in."""
    first = iri.removeprefix(SHAPES).partition("-")[0]
    return SHAPES + _WITHIN.get(first, first)


def example(kind: str, name: str) -> bytes:
    """The text of an example, `valid` or `invalid`, by the name of its rule or group. Raises NotFound."""
    known = {path.stem: path for path in _folder(kind).glob("*.ttl")} if kind in ("valid", "invalid") else {}
    if name not in known:
        raise NotFound(f"There is no example {kind}/{name}.", hint="The page /shapes leads to those that there are.")
    return known[name].read_bytes()


def _group(document: Document, said: Mapping[str, Facts], iri: str, loose: list[str]) -> Group:
    facts = said[iri]
    own = [iri] if expand("sh:message") in facts else []
    listed = [term.value for name in ("sh:property", "sh:sparql") for term in facts.get(expand(name), ())]
    rules = tuple(
        replace(_rule(document, said[rule], rule, facts), targets=_targets(said[rule]) if rule in loose else ())
        for rule in (*own, *listed, *loose)
        if expand("sh:message") in said.get(rule, {})
    )
    return Group(iri, _texts(facts, "rdfs:label"), _targets(facts), rules)


def _rule(document: Document, facts: Facts, iri: str, shape: Facts) -> Rule:
    severity = next(iter(facts.get(expand("sh:severity")) or shape.get(expand("sh:severity")) or ()), None)
    path = facts.get(expand("sh:path"), [])
    return Rule(
        iri,
        severity.value.rpartition("#")[2] if severity else "Violation",
        _texts(facts, "sh:message"),
        tuple(_path(document, path[0])) if path else (),
        (),
        *_example(iri.removeprefix(SHAPES)),
    )


def _targets(facts: Facts) -> tuple[Target, ...]:
    return tuple(Target(kind, term) for name, kind in _TARGETS.items() for term in facts.get(expand(name), ()))


def _path(document: Document, term: Term) -> Iterator[Term | str]:
    """The parts of a path: properties, and the signs of SPARQL between them."""
    if term.kind == "uri":
        yield term
    elif steps := document.members(term):
        yield from _joined(document, steps, " / ")
    else:
        for item in document.inner.get(term.value, ()):
            sign = next((sign for name, sign in _PATHS.items() if item.predicate.value == expand(name)), "")
            if sign == " | ":
                yield from _joined(document, document.members(item.object), sign)
            elif sign:
                yield from (
                    (sign, *_path(document, item.object)) if sign == "^" else (*_path(document, item.object), sign)
                )


def _joined(document: Document, terms: list[Term], sign: str) -> Iterator[Term | str]:
    for number, term in enumerate(terms):
        if number:
            yield sign
        yield from _path(document, term)


def _example(name: str) -> tuple[str, tuple[Line, ...]]:
    """What is wrong in the example of a rule, and the lines that show it."""
    path = _folder("invalid") / f"{name}.ttl"
    if not path.is_file():
        return "", ()
    wrong = path.read_text(encoding="utf-8")
    right = _folder("valid") / f"{name.partition('-')[0]}.ttl"
    changed = tuple(_differing(_said(right.read_text(encoding="utf-8")) if right.is_file() else [], _said(wrong)))
    whole = tuple(Line("", line) for line in wrong.splitlines() if line.strip() and line[0] not in "@#")
    return wrong.partition("\n")[0].partition("Wrong: ")[2], changed if 0 < len(
        changed
    ) <= _LONGEST_DIFFERENCE else whole


def _said(text: str) -> list[str]:
    """The lines of an example that say something, without the signs at their ends."""
    return [line.strip().rstrip(" ;.,") for line in text.splitlines() if line.strip() and line[0] not in "@#"]


def _differing(right: list[str], wrong: list[str]) -> Iterator[Line]:
    """The lines in which an example differs from what is right; what it leaves out counts only where it adds nothing."""
    every = [block.splitlines() for block in "\n".join(unified_diff(right, wrong, n=0, lineterm="")).split("\n@@")[1:]]
    blocks = [[Line(line[0], line[1:]) for line in block[1:]] for block in every]
    adding = [block for block in blocks if any(line.sign == "+" for line in block)]
    for block in adding or blocks:
        yield from block


def _folder(kind: str) -> Path:
    return content.folder("shapes") / "examples" / kind


def _by_predicate(statements: tuple[Statement, ...]) -> Facts:
    ordered = sorted(statements, key=lambda item: item.predicate.value)
    return {
        predicate: [item.object for item in block]
        for predicate, block in groupby(ordered, lambda item: item.predicate.value)
    }


def _texts(facts: Facts, name: str) -> dict[str, str]:
    return {term.language: term.value for term in facts.get(expand(name), ())}
