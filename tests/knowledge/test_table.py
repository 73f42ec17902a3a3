"""The table of public pages: every row is in the graph, every claim of the graph leads back to where it comes from, and how it is read."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnercities.cli.main import main
from partnercities.model.vocabulary import ID
from partnercities.problems import BadData, CannotRead
from partnercities.sources.tables import Claim, Unplaced, read_table, slug, source_key
from partnercities.store import Table

Rows = Callable[[str], Table]
Found = tuple[str, str, str, str, str]
"""Project or network, city in English, its country, role, address of the page."""

# The rows of Integro's project come from the page that is at hand as a document; its address proves them with the passage.
HELD_PROJECT = "project/integro-platform"


@dataclass(frozen=True)
class Row:
    """A row of the table, with what the two mappings make of its name and role."""

    line: int
    becomes: str
    key: str
    role: str
    cells: dict[str, str]

    @property
    def found(self) -> Found:
        """What the graph must say of it; a seat in a network is the membership of who sits there."""
        role = "member" if self.becomes == "membership" and self.role == "seat" else self.role
        return self.key, self.cells["city"], self.cells["country"], role, self.cells["source_url"]


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """Where the table and its mappings lie."""
    return root / "data" / "tables"


@pytest.fixture(scope="module")
def table(folder: Path) -> list[Row]:
    """The rows of the table, by the csv module alone."""
    names = {row["name"]: row for row in _read(folder / "mapping.csv")}
    roles = {row["role_as_written"]: row["narrower_role"] or row["role"] for row in _read(folder / "roles.csv")}
    return [
        Row(line, name["becomes"], name["key"], roles[cells["role"]].replace(" ", "-"), cells)
        for line, cells in enumerate(_read(folder / "networks.csv"), start=2)
        for name in (names[cells["network_or_project"]],)
    ]


# ---------------------------------------------------------------- both ways

CLAIMS = """SELECT DISTINCT ?claim ?of ?name ?country ?role ?address ?digest {
    { ?claim a pc:Participation ; pc:project ?of ; pc:role ?role OPTIONAL { ?claim pc:city ?city } }
    UNION
    { ?claim a org:Membership ; org:organization ?of ; org:role ?role ; org:member ?member
      OPTIONAL { ?member pc:seat ?seat } BIND(COALESCE(?seat, ?member) AS ?city) }
    OPTIONAL { ?city a pc:City ; skos:prefLabel ?name ; pc:country/skos:notation ?country FILTER(LANG(?name) = "en") }
    ?claim pc:evidence ?evidence . ?evidence oa:hasSource ?document .
    OPTIONAL { ?document dcterms:source ?address } OPTIONAL { ?document pc:fileDigest ?digest } }"""


@pytest.fixture(scope="module")
def claims(rows: Rows) -> list[dict[str, str]]:
    """Every participation and membership with each city it is about and each document that proves it."""
    return list(rows(CLAIMS))


def _found(row: dict[str, str]) -> Found:
    of, role = (row[name].removeprefix(ID) for name in ("of", "role"))
    return of, row["name"], row["country"], role.removeprefix("role/"), row["address"]


def test_every_row_is_found_in_the_graph(table: list[Row], claims: list[dict[str, str]]) -> None:
    assert len(table) == 608
    known = {_found(row) for row in claims}
    assert [row for row in table if row.found not in known] == []


def test_two_rows_are_never_the_same_claim_of_one_page(table: list[Row]) -> None:
    assert [key for key in {row.found for row in table} if [row.found for row in table].count(key) > 1] == []


def test_every_claim_of_the_graph_leads_back(table: list[Row], claims: list[dict[str, str]], root: Path) -> None:
    """To a row, to a document at hand, or to a page of which a fact was written by hand: by every piece of its evidence."""
    told = {row.found for row in table}
    by_hand = _by_hand(root)
    for row in claims:
        assert row["digest"] or _found(row) in told or (row["claim"], row["address"]) in by_hand, row


def test_every_claim_has_evidence(rows: Rows, claims: list[dict[str, str]]) -> None:
    all_claims = rows("SELECT ?claim { VALUES ?class { pc:Participation org:Membership } ?claim a ?class }")
    assert {row["claim"] for row in all_claims} == {row["claim"] for row in claims}
    assert len(all_claims.rows) > 600


BY_HAND = {
    "aarhus-dk-demokrati-projekter-og-samarbejder-samarbej-362a08": 2,
    "cascadecities-eu-cascadecities-the-network": 10,
    "ergonetwork-org-category-members-nevo-parudimos-romania": 1,
    "eurocities-eu-eurocities-activities-projects-cities-f-17ba75": 9,
    "sofia-da-eu-en-news-3350-collaborative-synergies-fost-f74521": 1,
    "torinoeuprojects-it-en-project-connection": 4,
}
"""The pages of which participations and memberships were written by hand, and how many: facts of verified.yaml."""


def _by_hand(root: Path) -> set[tuple[str, str]]:
    """The claims, with the address of their page, of the files in data/sources."""
    found = set()
    for key in BY_HAND:
        text = (root / "data" / "sources" / f"{key}.ttl").read_text(encoding="utf-8")
        (address,) = re.findall(r"dcterms:source <([^>]+)>", text)
        found |= {
            (ID + claim, address) for claim in re.findall(r"(?m)^<((?:participation|membership)/[^>]+)> a ", text)
        }
    return found


def test_claims_written_by_hand_are_those_of_the_facts(root: Path) -> None:
    pattern = r"(?m)^<(?:participation|membership)/[^>]+> a (?:pc:Participation|org:Membership)"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (root / "data" / "sources").glob("*.ttl")}
    pages = {key: len(re.findall(pattern, text)) for key, text in texts.items() if "pc:fileDigest" not in text}
    assert {key: number for key, number in pages.items() if number} == BY_HAND
    assert len(_by_hand(root)) == sum(BY_HAND.values())


def test_a_row_of_a_page_at_hand_is_proven_by_its_passage(table: list[Row], rows: Rows) -> None:
    held = [row for row in table if row.key == HELD_PROJECT]
    assert len(held) == 4
    proven = rows(f"""SELECT DISTINCT ?name {{ ?party pc:project <{HELD_PROJECT}> ; pc:city/skos:prefLabel ?name ; pc:evidence ?evidence
        FILTER(LANG(?name) = "en") ?evidence oa:hasSource/pc:fileDigest ?digest ; pc:textDigest ?words }}""")
    assert {row.cells["city"] for row in held} == {row["name"] for row in proven}


def test_a_row_keeps_its_confidence_its_note_and_its_wording(table: list[Row], rows: Rows) -> None:
    evidence = rows("""SELECT ?of ?name ?country ?address ?sure ?note ?pageNote ?words {
        { ?claim a pc:Participation ; pc:project ?of ; pc:city ?city } UNION { ?claim a org:Membership ; org:organization ?of ; org:member ?city }
        ?city a pc:City ; skos:prefLabel ?name ; pc:country/skos:notation ?country FILTER(LANG(?name) = "en")
        ?claim pc:evidence ?evidence . ?evidence pc:confidence/skos:prefLabel ?sure ; oa:hasSource ?document FILTER(LANG(?sure) = "en")
        ?document dcterms:source ?address
        OPTIONAL { ?evidence skos:note ?note } OPTIONAL { ?document skos:note ?pageNote } OPTIONAL { ?evidence pc:namedAs ?words } }""")
    known: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in evidence:
        known.setdefault((row["of"].removeprefix(ID), row["name"], row["country"], row["address"]), []).append(row)
    for told in table:
        if told.key == HELD_PROJECT or told.role == "seat":
            continue
        found = known[told.key, told.cells["city"], told.cells["country"], told.cells["source_url"]]
        assert told.cells["confidence"] in {row["sure"] for row in found}, told
        assert not told.cells["note"] or told.cells["note"] in {
            row[name] for row in found for name in ("note", "pageNote")
        }, told
        assert told.cells["role"] == told.role.replace("-", " ") or told.cells["role"] in {
            row["words"] for row in found
        }, told


# ---------------------------------------------------------------- the command


def _import(folder: Path, to: Path, **instead: Path) -> int:
    paths = {name: instead.get(name, folder / f"{name}.csv") for name in ("networks", "mapping", "roles")}
    arguments = ["--names", str(paths["mapping"]), "--roles", str(paths["roles"]), "--to", str(to)]
    return main(["import", str(paths["networks"]), *arguments])


def test_importing_again_writes_the_same_bytes(folder: Path, root: Path, tmp_path: Path) -> None:
    assert _import(folder, tmp_path) == 0
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in (root / "data" / "imported").iterdir()}


COLUMNS = "network_or_project,type,programme,fund,start,end,city,country,geoname_id,role,source_url,confidence,note"
GOOD = "CoNet,URBACT network,,,,,Berlin,DE,2950159,lead partner,https://example.org/a,high,"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Nobody,project,,,,,Berlin,DE,,partner,https://example.org/a,high,", "does not know the name 'Nobody'"),
        ("CoNet,project,,,,,Berlin,DE,,guest,https://example.org/a,high,", "does not know the role 'guest'"),
        ("CoNet,project,,,,,Atlantis,GR,,partner,https://example.org/a,high,", "the graph does not know Atlantis (GR)"),
        ("CoNet,project,,,,,Berlin,FR,,partner,https://example.org/a,high,", "the graph does not know Berlin (FR)"),
    ],
)
def test_a_row_without_a_place_is_reported_with_its_line(
    row: str, words: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{COLUMNS}\n{GOOD}\n{row}\n", encoding="utf-8")
    assert _import(folder, tmp_path / "to", networks=path) == 1
    talk = capsys.readouterr().err
    assert f"{path}: line 3: " in talk
    assert words in talk
    # The good row is there all the same.
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["example-org-a.ttl"]


@pytest.mark.parametrize("missing", ["network_or_project", "city", "country", "role", "source_url", "confidence"])
def test_a_missing_column_is_bad_data(
    missing: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(COLUMNS.replace(missing, "something_else") + f"\n{GOOD}\n", encoding="utf-8")
    assert _import(folder, tmp_path / "to", networks=path) == 3
    assert missing in capsys.readouterr().err
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("file", ["networks", "mapping", "roles"])
def test_a_missing_file_cannot_be_read(
    file: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(folder, tmp_path / "to", **{file: tmp_path / "nowhere.csv"}) == 3
    assert "nowhere.csv" in capsys.readouterr().err


# ---------------------------------------------------------------- the reader


def test_a_row_becomes_a_claim(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{COLUMNS}\n{GOOD}\n", encoding="utf-8-sig")
    (claim,) = read_table(path, folder / "mapping.csv", folder / "roles.csv")
    assert isinstance(claim, Claim)
    assert (claim.line, claim.name.key, claim.city, claim.role, claim.written) == (
        2, "project/conet", "Berlin", "lead", "lead partner",
    )  # fmt: skip


def test_lines_are_counted_as_an_editor_shows_them(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f'{COLUMNS}\n{GOOD}"two\nlines"\n{GOOD.replace("CoNet", "Nobody")}\n', encoding="utf-8")
    _, last = read_table(path, folder / "mapping.csv", folder / "roles.csv")
    assert isinstance(last, Unplaced)
    assert str(last).startswith("line 4: ")


@pytest.mark.parametrize(("content", "problem"), [(b"\xff\xfe", BadData), (b"", BadData), (None, CannotRead)])
def test_what_is_no_table_is_refused(
    content: bytes | None, problem: type[Exception], folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(problem):
        list(read_table(path, folder / "mapping.csv", folder / "roles.csv"))


def test_each_address_has_a_key_of_its_own(table: list[Row]) -> None:
    addresses = {row.cells["source_url"] for row in table}
    keys = {source_key(address) for address in addresses}
    assert len(keys) == len(addresses) == 70
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and len(key) <= 60 for key in keys)


def test_the_key_of_every_public_page_is_that_of_its_address(rows: Rows) -> None:
    pages = rows("SELECT ?page ?address { ?page dcterms:type <document-kind/public-page> ; dcterms:source ?address }")
    assert len(pages.rows) == 83
    assert [row for row in pages if row["page"] != f"{ID}source/{source_key(row['address'])}"] == []


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://urbact.eu/networks/conet", "urbact-eu-networks-conet"),
        ("https://www.urbact.eu/networks/conet/", "urbact-eu-networks-conet"),
        ("https://sofia-da.eu/en/news.html?start=18", "sofia-da-eu-en-news-html-start-18"),
        ("https://integrobg.org/%D0%B7%D0%B0-%D0%BD%D0%B0%D1%81/", "integrobg-org-3a5403"),
        ("https://www.sofia.bg/%D0%A1%D0%98%D0%A2%D0%98%D0%A1%D0%95%D0%A1%D0%A1", "sofia-bg-bf0d4c"),
    ],
)
def test_the_key_of_an_address_never_changes(address: str, key: str) -> None:
    assert source_key(address) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Malmö", "malmo"),
        ("Târgu Mureș", "targu-mures"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Białystok", "bialystok"),
        ("Beşiktaş", "besiktas"),
        ("İzmir", "izmir"),
        ("Saint-Jean-de-la-Ruelle", "saint-jean-de-la-ruelle"),
        ("represented by a regional partner", "represented-by-a-regional-partner"),
        ("  A  &  B  ", "a-b"),
        ("", ""),
    ],
)
def test_a_slug_has_plain_letters_and_single_dashes(text: str, key: str) -> None:
    assert slug(text) == key
