"""Which changes are admitted: those that add no violation of our rules, and others only where a warning is enough."""

from functools import cache

from partnercities.dataset.difference import Changed, quads_of
from partnercities.dataset.files import ontology, our_shapes
from partnercities.dataset.given import Given
from partnercities.dataset.holding import Holding
from partnercities.dataset.patch import Patch
from partnercities.dataset.whole import Net, Whole
from partnercities.model.vocabulary import PREFIXES, SHAPES, key
from partnercities.problems import NotConforming
from partnercities.shacl.shape import Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.shacl.terms import Store, Triple
from partnercities.validation.guarding import Guard, Worse
from partnercities.validation.vocabulary import Known, known_terms

_ORDERING = frozenset({PREFIXES["rdfs"] + "subClassOf", PREFIXES["owl"] + "disjointWith"})
_HINT = "Mend what is wrong in the same request; what was wrong before does not count."


class Admission:
    """Our rules over what a holding holds; one in the keeper, of which each trial has its own copy."""

    def __init__(self, holding: Holding) -> None:
        shapes, known, classes = _rules()
        self._whole = Whole(holding.store, merged=holding.merged, always=classes)
        self._guard = Guard(shapes, self._whole.triples(), lambda: self._whole.store, known, SHAPES.rstrip("#"))
        self.lenient = False
        """Whether a change that is wrong is kept all the same."""
        self._worse = Worse()

    def check(self, _: Store, patch: Patch) -> None:
        """Look at a change that was applied to the holding. Raises NotConforming for what is not to be kept."""
        worse = self._worse = self._look(Changed(quads_of(patch.removed), quads_of(patch.added)))
        if worse.count and not self.lenient:
            raise NotConforming(_told(worse), hint=_HINT, flaws=worse.flaws(), more=worse.more)

    def doubts(self) -> dict[str, object]:
        """What is wrong with the change that was looked at last, as plain values; nothing where nothing is."""
        worse = self._worse
        if not worse.count:
            return {}
        return {"detail": _told(worse), "flaws": [dict(flaw) for flaw in worse.flaws()], "more": worse.more}

    def _look(self, changed: Changed) -> Worse:
        net = self._whole.net(changed, self._guard.has)
        self._whole.follow(net)
        with self._whole.completed():
            worse = self._worse_by(net)
            if net.lost and not worse.count:
                # The data must also be right as the graphs say it.
                lost = Net((), net.lost)
                self._whole.redo(lost)
                worse = self._worse_by(lost)
        return worse

    def _worse_by(self, net: Net) -> Worse:
        """The violations that a change adds, which the store has taken over and the guard has not."""
        undone: list[Store] = []

        def before() -> Store:
            if not undone:
                undone.append(self._whole.undo(net))
            return undone[0]

        worse = self._guard.worse(net.added, net.removed, before)
        if undone:
            self._whole.redo(net)
        return worse

    def follow(self, changed: Changed) -> None:
        """Take over a change that the holding has published."""
        net = self._whole.net(changed, self._guard.has)
        self._whole.follow(net)
        self._guard.follow(net.added, net.removed)
        if self._guard.overgrown:
            self._guard.renew(self._whole.triples())


def _told(worse: Worse) -> str:
    """What is wrong, in a sentence or two."""
    first = worse.findings[0]
    many = "1 violation" if worse.count == 1 else f"{worse.count:,} violations"
    return f"The change adds {many} of the rules. {key(first.about)}: {first.message('en')}"


@cache
def _rules() -> tuple[Shapes, Known, tuple[Triple, ...]]:
    """Our shapes, compiled, the words that there are, and how the ontology orders its classes.

    The last holds whatever a store says: who takes it away there must not open a way around the shapes.
    """
    shapes, words = list(Given(our_shapes()).triples()), list(Given(ontology()).triples())
    classes = tuple(quad.triple for quad in words if quad.predicate.value in _ORDERING)
    return compile_shapes(shapes), known_terms([*words, *shapes]), classes
