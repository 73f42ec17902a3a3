"""Fixtures that every test may use. Policy: the shipped graph where it shows the point, else the smallest text that does."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from partnercities.dataset.build import Dataset, build
from partnercities.store import Table, select

settings.register_profile("long", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", max_examples=200_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", deadline=None)
settings.load_profile("default")

# What may be left out all the same: as root there is no file that cannot be read.
_MAY_BE_SKIPPED = ("root may read anything",)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left something out where nothing may be: a green run must not hide it."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if not os.environ.get("PARTNERCITIES_NOTHING_SKIPPED") or reporter is None:
        return
    reasons = [str(report.longrepr) for report in reporter.stats.get("skipped", ())]
    hidden = [reason for reason in reasons if not any(allowed in reason for allowed in _MAY_BE_SKIPPED)]
    if hidden:
        reporter.write_line("Skipped, where nothing may be:\n" + "\n".join(sorted(set(hidden))))
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


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
