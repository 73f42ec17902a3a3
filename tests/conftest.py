"""Fixtures that every test may use. Policy: the shipped graph where it shows the point, else the smallest text that does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from partnercities.dataset import Dataset, build
from partnercities.store import Table, select

settings.register_profile("long", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", max_examples=200_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", deadline=None)
settings.load_profile("default")

PREFIXES = """
PREFIX pc: <https://w3id.org/partnercities/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX adms: <http://www.w3.org/ns/adms#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX country: <http://publications.europa.eu/resource/authority/country/>
BASE <https://w3id.org/partnercities/id/>
"""


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The shipped dataset in memory; nobody writes to it."""
    return build()


@pytest.fixture(scope="session")
def rows(dataset: Dataset) -> Callable[[str], Table]:
    """Ask the shipped dataset a SELECT; our prefixes are declared and things are written <city/bg/sofia>."""
    return lambda text: select(dataset.store, PREFIXES + text)
