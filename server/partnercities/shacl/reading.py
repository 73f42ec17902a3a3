"""Where plans look at the data: what a change must touch to matter for a shape, and by which way back to a focus node."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from partnercities.shacl.paths import (
    Alternative,
    Inverse,
    OneOrMore,
    Path,
    Sequence,
    Step,
    ZeroOrMore,
    turned,
)
from partnercities.shacl.shape import Read, Shape, Shapes, Target
from partnercities.shacl.terms import SUBCLASS_OF, TYPE, Term, sh

_MOST = 1_000
"""A shape that looks at more places is taken to look at all there is."""
_ANYTHING = frozenset({Read(None, None)})

Way = tuple[Path, ...]


def reads_of(shapes: Shapes) -> Mapping[Term, frozenset[Read]]:
    """Where each shape looks, from its focus nodes, with all the shapes that it refers to."""
    known: dict[Term, frozenset[Read]] = {}
    for shape in shapes.upwards:
        found = frozenset() if shape.deactivated else frozenset(_looks(shape, known))
        known[shape.id] = found if len(found) <= _MOST else _ANYTHING
    return known


def needed(shapes: Shapes) -> frozenset[ox.NamedNode] | None:
    """The predicates that a validation reads, for tables that keep no others; None if it may read any."""
    known = reads_of(shapes)
    targets = (read for shape in shapes.targeting for target in shape.targets for read in target_reads(target))
    reads = {*targets, *(read for shape in shapes.targeting for read in known[shape.id])}
    named = frozenset(read.predicate for read in reads if read.predicate is not None)
    return named if all(read.predicate for read in reads) else None


def target_reads(target: Target) -> Iterator[Read]:
    """Where a target looks to select a node."""
    if target.kind == sh("targetClass"):
        yield from (Read((), TYPE), Read(None, SUBCLASS_OF))
    elif target.kind in (sh("targetSubjectsOf"), sh("targetObjectsOf")):
        (step,) = path_reads(Step(target.of))  # type: ignore[arg-type]  # these targets are of predicates
        yield step._replace(backwards=target.kind == sh("targetObjectsOf"))


def _looks(shape: Shape, known: Mapping[Term, frozenset[Read]]) -> Iterator[Read]:
    values: Way = () if shape.path is None else (shape.path,)
    if shape.path is not None:
        yield from path_reads(shape.path)
    for rule in shape.constraints:
        yield from rule.looks(values)
        for other in rule.refers:
            yield from (read if read.way is None else read._replace(way=values + read.way) for read in known[other])


def path_reads(path: Path, way: Way = ()) -> Iterator[Read]:
    """Where a path looks that begins at the end of a way."""
    if isinstance(path, Step):
        yield Read(way, path.predicate)
    elif isinstance(path, Inverse) and isinstance(path.inner, Step):
        yield Read(way, path.inner.predicate, backwards=True)
    elif isinstance(path, Inverse):
        yield from path_reads(turned(path.inner), way)
    elif isinstance(path, Sequence):
        for place, member in enumerate(path.members):
            yield from path_reads(member, way + path.members[:place])
    elif isinstance(path, Alternative):
        for member in path.members:
            yield from path_reads(member, way)
    else:
        (inner,) = path.parts
        again = (ZeroOrMore(inner),) if isinstance(path, ZeroOrMore | OneOrMore) else ()
        yield from path_reads(inner, way + again)
