"""Several fronts over one engine: each answers the same, and one goes on when the other ends."""

from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from engines import NotInstalled, oxigraph
from partnercities.dataset.build import Dataset
from partnercities.protocol.formats import Kind, named
from serving import serving

ASKED = ["/queries/cities-across-networks.csv", "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")]


@pytest.mark.engines
@pytest.mark.xdist_group("Oxigraph")
def test_two_fronts_stand_over_one_engine(dataset: Dataset, tmp_path: Path):
    data = tmp_path / "data.nq"
    data.write_bytes(dataset.store.dump(named("nquads", Kind.DATASET)))
    try:
        with oxigraph(data) as engine, serving("--store", engine.url) as one:
            with serving("--store", engine.url) as other:
                answers = [read(one + path) for path in ASKED]
                assert answers == [read(other + path) for path in ASKED]
            assert answers == [read(one + path) for path in ASKED]
    except NotInstalled as missing:
        pytest.skip(str(missing))
    assert answers[0].count(b"\n") == 59
    assert str(dataset.triples).encode() in answers[1]


def read(url: str) -> bytes:
    with urlopen(url, timeout=20) as response:
        body: bytes = response.read()
        return body
