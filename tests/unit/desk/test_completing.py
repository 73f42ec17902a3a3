"""What an editor completes: our terms as they occur, with their names, and nothing that nobody would name in a query."""

import gzip
import json

import pytest

from partnercities.dataset.build import Dataset
from partnercities.desk.completing import completions
from partnercities.desk.desk import Desk
from partnercities.model.vocabulary import PREFIXES


@pytest.fixture(scope="module")
def found(dataset: Dataset) -> dict[str, list[list[object]]]:
    return json.loads(json.dumps(completions(Desk(dataset.store, dataset))))  # type: ignore[no-any-return]


def entry(found: dict[str, list[list[object]]], kind: str, name: str) -> list[object]:
    (entry,) = (entry for entry in found[kind] if entry[0] == name)
    return entry


def test_a_class_has_its_count_and_its_names(found, rows):
    (counted,) = rows("SELECT (COUNT(DISTINCT ?city) AS ?n) { ?city a pc:City }")
    assert entry(found, "classes", "pc:City") == ["pc:City", int(counted["n"]), "City", "Град"]


def test_what_occurs_most_comes_first(found):
    for kind in ("classes", "properties"):
        counts = [entry[1] for entry in found[kind]]
        assert counts == sorted(counts, reverse=True)
        assert min(counts) > 0


def test_the_properties_of_a_class_are_those_that_its_things_have(found):
    names = [found["properties"][place][0] for place in found["of"]["pc:Participation"]]
    assert {"pc:project", "pc:city", "pc:role", "pc:evidence"} <= set(names)
    assert not {"pc:lead", "rdf:type", "geo:lat"} & set(names)


def test_things_are_found_by_their_names_in_both_languages(found):
    assert entry(found, "things", "city/bg/sofia") == ["city/bg/sofia", "Sofia", "София"]


def test_claims_and_evidence_are_not_proposed(found):
    kinds = {str(entry[0]).partition("/")[0] for entry in found["things"]}
    assert {"city", "project", "network", "programme", "fund", "organisation", "role"} <= kinds
    assert not kinds & {"evidence", "participation", "identifier", "membership", "position"}


def test_what_no_prefix_fits_is_written_in_full(found):
    for kind in ("classes", "properties"):
        for name, *_ in found[kind]:
            prefix, _, local = name.partition(":")
            assert (prefix in PREFIXES and "/" not in local) or (name[0] == "<" and name[-1] == ">")


def test_all_of_it_is_small(found):
    assert len(gzip.compress(json.dumps(found, ensure_ascii=False).encode(), 5)) < 40_000
