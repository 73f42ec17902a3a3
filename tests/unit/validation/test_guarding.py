"""The guard tells of a change what validating everything before and after it tells, and looks only at what it touches."""

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

import pyoxigraph as ox
import pytest

from partnercities.dataset.files import ontology, our_shapes
from partnercities.dataset.given import Given
from partnercities.dataset.holding import open_holding
from partnercities.model.vocabulary import DEF, ID, SHAPES
from partnercities.shacl.shape import Shapes
from partnercities.shacl.shapes import compile_shapes
from partnercities.validation.by_tables import Rules, validate
from partnercities.validation.guarding import MOST_TOLD, Guard, Worse, watching
from partnercities.validation.report import Finding
from partnercities.validation.vocabulary import Known, known_terms

HANDLE = SHAPES.rstrip("#")
Triples = dict[ox.Triple, None]


def pc(name: str) -> ox.NamedNode:
    return ox.NamedNode(DEF + name)


def thing(key: str) -> ox.NamedNode:
    return ox.NamedNode(ID + key)


TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SUBCLASS_OF = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
OTHERS = ox.NamedNode("http://example.org/OfOthers")
SOFIA = thing("city/bg/sofia")


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return compile_shapes(Given(our_shapes()).triples())


@pytest.fixture(scope="module")
def known() -> Known:
    return known_terms(Given((*ontology(), *our_shapes())).triples())


@pytest.fixture(scope="module")
def start() -> list[ox.Triple]:
    """All that is shipped and what follows from it, in an order of its own."""
    return sorted({quad.triple for quad in open_holding(default_graph="plain").store}, key=str)


class Held:
    """Data as the guard and as a store have it, changed together."""

    def __init__(self, shapes: Shapes, known: Known, triples: Iterable[ox.Triple]) -> None:
        self.shapes, self.known = shapes, known
        self.triples: Triples = dict.fromkeys(triples)
        self.store = stored(self.triples)
        self.guard = Guard(shapes, self.triples, lambda: self.store, known, HANDLE)

    def change(self, added: Iterable[ox.Triple] = (), removed: Iterable[ox.Triple] = ()) -> Worse:
        was = stored(self.triples)
        out = [triple for triple in dict.fromkeys(removed) if triple in self.triples]
        for triple in out:
            del self.triples[triple]
        new = [triple for triple in dict.fromkeys(added) if triple not in self.triples]
        self.triples |= dict.fromkeys(new)
        self.store = stored(self.triples)
        return self.guard.worse(
            [triple for triple in new if triple not in out], [t for t in out if t not in new], lambda: was
        )

    def violations(self) -> Counter[tuple[str, ...]]:
        """What is wrong with all of it."""
        checked = validate(self.triples, Rules(self.shapes, HANDLE, self.known), store=lambda: self.store)
        return Counter(row(found) for found in checked.report(None).findings if found.severity == "Violation")


def stored(triples: Iterable[ox.Triple]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    return store


def row(found: Finding) -> tuple[str, ...]:
    return found.about, found.path, found.value, found.component, found.shape


@pytest.fixture
def held(shapes: Shapes, known: Known, start: list[ox.Triple]) -> Held:
    return Held(shapes, known, start)


def statements(chance: Random, triples: list[ox.Triple], many: int) -> list[ox.Triple]:
    """Statements that are there, and some made of parts of them, a few with a word that does not exist."""
    found = []
    for _ in range(many):
        one, two, three = (chance.choice(triples) for _ in range(3))
        predicate = chance.choice([one.predicate, one.predicate, two.predicate, TYPE, pc("nothing")])
        object = chance.choice([one.object, two.object, three.object, three.subject])
        found.append(chance.choice([one, ox.Triple(one.subject, predicate, object)]))
    return found


Attack = Callable[[Random, list[ox.Triple]], tuple[list[ox.Triple], list[ox.Triple]]]
"""Makes a change of data: what is added, and what is removed."""


def scattered(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """A few statements come and go, and now and then all of a subject."""
    removed = statements(chance, triples, chance.randrange(4))
    if chance.random() < 0.3:
        subject = chance.choice(triples).subject
        removed += [triple for triple in triples if triple.subject == subject]
    return statements(chance, triples, chance.randrange(4)), removed


def reordered(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """A class becomes a subclass of another, be it of others, or is one no more."""
    said = [triple for triple in triples if triple.predicate == SUBCLASS_OF]
    classes = sorted({triple.object for triple in triples if triple.predicate == TYPE}, key=str)
    lower, upper = chance.choice([*classes, OTHERS]), chance.choice(classes)
    member = ox.Triple(chance.choice(triples).subject, TYPE, OTHERS)
    ordered = ox.Triple(lower, SUBCLASS_OF, upper)  # type: ignore[arg-type]
    return chance.choice([([ordered, member], []), ([member], [ordered]), ([], [chance.choice(said)])])


def retyped(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """A thing is of another class, so that other shapes are about it."""
    types = [triple for triple in triples if triple.predicate == TYPE]
    one, other = chance.choice(types), chance.choice(types)
    return [ox.Triple(one.subject, TYPE, other.object)], [one] if chance.random() < 0.5 else []


def mistyped(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Values are no more of the datatype that they are said to have, or of another."""
    literals = [triple for triple in triples if isinstance(triple.object, ox.Literal)]
    removed = [chance.choice(literals) for _ in range(5)]
    kind = ox.NamedNode(
        "http://www.w3.org/2001/XMLSchema#" + chance.choice(["date", "gYear", "integer", "anyURI", "x"])
    )
    text = chance.choice(["", "-0", "2026-02-30", "NaN", "9" * 40, "\u0000", " 1 "])
    return [triple_with(one, ox.Literal(text, datatype=kind)) for one in removed], removed


def nameless(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """A thing becomes a blank node, and those that name it still name it."""
    subject, blank = chance.choice(triples).subject, ox.BlankNode()
    removed = [triple for triple in triples if triple.subject == subject]
    return [ox.Triple(blank, triple.predicate, triple.object) for triple in removed], removed


def bereft(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """What others refer to goes, or all that is said by one property of anything."""
    one = chance.choice([triple for triple in triples if isinstance(triple.object, ox.NamedNode)])
    gone = [triple for triple in triples if one.object in (triple.subject, triple.object)]
    same = [triple for triple in triples if triple.predicate == one.predicate]
    return [], chance.choice([gone, same])


def swollen(chance: Random, triples: list[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Everything that has a property has the same second value, or a thing has the values of all others."""
    one = chance.choice(triples)
    same = [triple for triple in triples if triple.predicate == one.predicate]
    shared = [ox.Triple(triple.subject, one.predicate, one.object) for triple in same]
    return chance.choice([shared, [ox.Triple(one.subject, one.predicate, triple.object) for triple in same[:300]]]), []


ATTACKS: tuple[Attack, ...] = (reordered, retyped, mistyped, nameless, bereft, swollen)


def check_changes(held: Held, seed: int, attacks: Iterable[Attack]) -> None:
    """Each change has the guard tell as many violations, and the same, as validating all before and after it."""
    chance, start = Random(seed), list(held.triples)
    before = held.violations()
    for attack in attacks:
        # What has gone in the meantime comes back where a later one says it, so that there is always something to lose.
        added, removed = attack(chance, start)
        worse = held.change(added, removed)
        after = held.violations()
        new = after - before
        assert worse.count == new.total(), (attack.__name__, seed, new)
        if not worse.more:
            assert Counter(map(row, worse.findings)) == new, (attack.__name__, seed)
        before = after


def test_of_random_changes_it_tells_what_full_validation_tells(held: Held):
    check_changes(held, 1, [scattered] * 12)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2, 5))
def test_of_many_random_changes_it_tells_what_full_validation_tells(held: Held, seed: int):
    check_changes(held, seed, [scattered] * 100)


@pytest.mark.parametrize("attack", ATTACKS)
def test_of_changes_that_mean_harm_it_tells_what_full_validation_tells(held: Held, attack: Attack):
    check_changes(held, 1, [attack] * 3)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2, 5))
def test_of_many_changes_that_mean_harm_it_tells_what_full_validation_tells(held: Held, seed: int):
    check_changes(held, seed, [*ATTACKS, scattered] * 6)


def test_what_is_not_ours_is_free(held: Held):
    assert held.change([ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(1))]).count == 0


def test_a_word_that_the_ontology_does_not_know_is_told_with_the_one_that_was_meant(held: Held):
    worse = held.change([ox.Triple(SOFIA, pc("contry"), ox.Literal(1))])
    assert [(found.about, found.component) for found in worse.findings] == [(SOFIA.value, "UnknownTerm")]
    assert "pc:country" in worse.findings[0].hint("en")
    assert worse.flaws()[0]["thing"] == SOFIA.value


def test_a_city_that_others_need_cannot_go(held: Held):
    worse = held.change(removed=[ox.Triple(SOFIA, TYPE, pc("City"))])
    assert worse.count > 10
    assert any("/participation/" in found.about for found in worse.findings)
    assert all(found.message("en") and found.message("bg") for found in worse.findings)


def test_a_warning_refuses_nothing(held: Held, start: list[ox.Triple]):
    leads = [triple for triple in start if triple.predicate == pc("role") and triple.object == thing("role/lead")]
    before = validate(held.triples, Rules(held.shapes, HANDLE)).report(None).count("Warning")
    assert held.change(removed=leads, added=[triple_with(one, thing("role/partner")) for one in leads]).count == 0
    assert validate(held.triples, Rules(held.shapes, HANDLE)).report(None).count("Warning") > before


def triple_with(triple: ox.Triple, object: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, object)


def test_what_was_wrong_before_may_stay_and_be_mended(held: Held):
    wrong = ox.Triple(SOFIA, pc("contry"), ox.Literal(1))
    bare = ox.Triple(thing("city/bg/nowhere"), TYPE, pc("City"))
    assert held.change([wrong, bare]).count
    label = ox.Triple(bare.subject, ox.NamedNode("http://example.org/note"), ox.Literal("still bare"))
    assert held.change([label]).count == 0
    assert held.change(removed=[wrong, bare]).count == 0


def test_of_many_violations_the_first_are_told_and_all_are_counted(held: Held, start: list[ox.Triple]):
    worse = held.change(
        removed=[triple for triple in start if triple.predicate == TYPE and triple.object == pc("City")]
    )
    assert len(worse.findings) == MOST_TOLD
    assert worse.count == MOST_TOLD + worse.more > 300


def test_only_shapes_that_may_refuse_are_watched_and_each_rule_by_itself(shapes: Shapes):
    watched = {
        str(getattr(shape.id, "value", "")).partition("#")[2]: shape for shape in watching(shapes, HANDLE).targeting
    }
    assert "Dataset-claims-proven" in watched
    assert "Dataset-one-lead" not in watched
    assert "City" in watched


def test_no_rule_over_the_whole_dataset_is_asked_about_all_of_it(shapes: Shapes):
    rules = [shape for shape in watching(shapes, HANDLE).targeting if shape not in shapes.targeting]
    assert len(rules) > 10
    assert [read for rule in rules for part in rule.constraints for read in part.looks(()) if read.way is None] == []


def test_what_is_followed_is_known_and_what_is_gone_is_let_go(held: Held, monkeypatch: pytest.MonkeyPatch):
    new = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(1))
    held.guard.follow([new], [])
    assert held.guard.has(new)
    held.guard.follow([], [new])
    assert not held.guard.has(new)
    assert not held.guard.overgrown
    monkeypatch.setattr("partnercities.validation.guarding._SPARE", -len(held.triples) * 4)
    held.guard.renew(held.triples)
    assert held.guard.overgrown
