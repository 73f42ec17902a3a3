"""The rules for the permanent address lead each IRI to where the server answers for it."""

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

RULES = Path(__file__).parents[2] / "docs" / "w3id" / ".htaccess"
SITE = "https://partnercities.example"
_RULE = re.compile(r"RewriteRule\s+(?P<pattern>\S+)\s+(?P<to>\S+)\s+\[(?P<flags>[^]]*)\]")


def followed(asked: str) -> tuple[int, str]:
    """Status and location that Apache answers with, by the rules of a folder (mod_rewrite)."""
    path, mark, query = asked.partition("?")
    path, environment = unquote(path), dict[str, str]()
    for rule in _RULE.finditer(RULES.read_text(encoding="utf-8")):
        found = re.search(rule["pattern"], path)
        flags = dict(flag.partition("=")[::2] for flag in rule["flags"].split(","))
        assert set(flags) <= {"E", "R", "L"}
        if not found:
            continue
        if "E" in flags:
            name, _, value = flags["E"].partition(":")
            environment[name] = value
        if rule["to"] != "-":
            to = re.sub(r"%\{ENV:(\w+)\}", lambda match: environment[match[1]], rule["to"])
            return int(flags["R"]), to.replace("$1", quote(found[1], safe="/:@!$&'()*+,;=~")) + mark + query
    raise AssertionError(asked)


@pytest.mark.parametrize(
    ("asked", "status", "path"),
    [
        ("", 303, "/"),
        ("id/city/bg/sofia", 303, "/city/bg/sofia"),
        ("id/city/bg/sofia.ttl", 303, "/city/bg/sofia.ttl"),
        ("id/role/partner?page=2", 303, "/role/partner?page=2"),
        ("id/evidence/conet-page/participation-sofia", 303, "/evidence/conet-page/participation-sofia"),
        ("id/city/%D1%8F%20a", 303, "/city/%D1%8F%20a"),
        ("city/bg/sofia", 303, "/city/bg/sofia"),
        ("role/partner?page=2", 303, "/role/partner?page=2"),
        ("def", 303, "/def"),
        ("def.ttl", 303, "/def.ttl"),
        ("def/1.0.0", 303, "/def/1.0.0"),
        ("shapes", 303, "/shapes"),
        ("graph/conet-page.nt", 303, "/graph/conet-page.nt"),
        ("queries/city-profile?city=city/de/berlin", 303, "/queries/city-profile?city=city/de/berlin"),
        ("dump.nq.gz", 303, "/dump.nq.gz"),
        ("sparql?query=ASK%7B%7D", 307, "/sparql?query=ASK%7B%7D"),
        ("graphs?default", 307, "/graphs?default"),
        ("identity", 303, "/identity"),
    ],
)
def test_an_address_leads_to_its_page(asked: str, status: int, path: str):
    assert followed(asked) == (status, SITE + path)


def test_the_server_is_named_in_one_line_only():
    lines = [line for line in RULES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if "://" in line] == [f"RewriteRule .* - [E=SITE:{SITE}]"]
    assert "RewriteEngine On" in lines
