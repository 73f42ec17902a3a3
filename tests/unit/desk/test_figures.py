"""The figures of the pages are the answers of stored queries."""

from partnercities.dataset.build import Dataset
from partnercities.desk.desk import Desk
from partnercities.desk.figures import gaps, recurrence


def test_recurrence_is_counted_as_the_queries_promise(dataset: Dataset):
    desk = Desk(dataset.store, dataset)
    figures = {figure.name: figure.number for figure in recurrence(desk)}
    assert figures | {"one": 254, "two": 58, "by-projects": 44, "without-urbact": 2, "three": 2} == figures
    assert figures | {"takes-part": 246, "takes-part-twice": 86, "pairs": 1748, "pairs-again": 137} == figures


def test_gaps_are_counted_from_what_is_left_open(dataset: Dataset, rows):
    found = gaps(Desk(dataset.store, dataset))
    assert next((share.names["en"], share.known, share.missing) for share in found.identifiers) == (
        "GeoNames identifiers", 286, 5,
    )  # fmt: skip
    (row,) = rows("SELECT (COUNT(?p) AS ?n) { ?p a pc:Project FILTER NOT EXISTS { ?p pc:participatingCity ?city } }")
    assert found.open["cities"] == int(row["n"])
    assert (found.projects, found.disagreements, found.single) == (73, 2, 588)
