"""Tables of participations and memberships: a CSV, a mapping of its names and a mapping of its roles become claims."""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from partnercities.problems import BadData, CannotRead, Place

_LONGEST = 60
# Letters that decomposition leaves whole.
_WHOLE = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})


@dataclass(frozen=True)
class Name:
    """What a name in a table becomes: a project, or the membership of a network or of a part of one.

    `dates` says what the dates of its rows are: the `phase` of the project, the date it was `observed`, the date
    `since` when, or `none` of these, because the page gives the date of something else.
    """

    becomes: str
    key: str
    network: str
    programme: str
    funds: tuple[str, ...]
    dates: str


@dataclass(frozen=True)
class Claim:
    """One row: a city in a role in a project or network, and the page that says so."""

    line: int
    name: Name
    city: str
    country: str
    geonames: str
    role: str
    """The key of the role, the finer one where there is one."""
    base_role: str
    written: str
    """The role as the page writes it."""
    address: str
    confidence: str
    start: str
    end: str
    note: str


@dataclass(frozen=True)
class Unplaced:
    """A row that could not be placed, and why."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}"


def read_table(table: Path, names: Path, roles: Path) -> Iterator[Claim | Unplaced]:
    """The claims of a table, in order, and the rows that name something the mappings do not know.

    Raises CannotRead for a file that is not there, and BadData with the line for one that lacks a column.
    """
    known_names = {row["name"]: _name(row) for _, row in _rows(names, _NAME_COLUMNS)}
    known_roles = {
        row["role_as_written"]: (row["role"], row["narrower_role"]) for _, row in _rows(roles, _ROLE_COLUMNS)
    }
    for line, row in _rows(table, _TABLE_COLUMNS):
        name, role = known_names.get(row["network_or_project"]), known_roles.get(row["role"])
        if name is None:
            yield Unplaced(line, f"the mapping does not know the name {row['network_or_project']!r}")
        elif role is None:
            yield Unplaced(line, f"the mapping does not know the role {row['role']!r}")
        else:
            yield _claim(line, row, name, role)


_TABLE_COLUMNS = (
    "network_or_project", "start", "end", "city", "country", "geoname_id", "role", "source_url", "confidence", "note",
)  # fmt: skip
_NAME_COLUMNS = ("name", "becomes", "key", "network", "programme", "fund", "dates")
_ROLE_COLUMNS = ("role_as_written", "role", "narrower_role")


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadData(f"{path} is not UTF-8: byte {error.start} is wrong.") from error
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise BadData("There is no column " + ", ".join(missing) + ".", place=Place(1, 1, str(path)))
    for row in reader:
        yield reader.line_num, {column: (row[column] or "").strip() for column in columns}


def _name(row: Mapping[str, str]) -> Name:
    funds = tuple(row["fund"].split())
    return Name(row["becomes"], row["key"], row["network"], row["programme"], funds, row["dates"])


def _claim(line: int, row: Mapping[str, str], name: Name, role: tuple[str, str]) -> Claim:
    base, narrower = role
    return Claim(
        line, name, row["city"], row["country"], row["geoname_id"], slug(narrower or base), base, row["role"],
        row["source_url"], row["confidence"], row["start"], row["end"], row["note"],
    )  # fmt: skip


def slug(text: str) -> str:
    """A readable key: lower case, plain Latin letters and digits, dashes between words."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_WHOLE))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def source_key(address: str) -> str:
    """The key of a page by its address: readable, always the same, and different for different addresses.

    What is too long or not in Latin letters is cut, and a short digest keeps it apart from others.
    """
    parts = urlsplit(address)
    whole = slug(parts.netloc.removeprefix("www.") + " " + parts.path + " " + parts.query)
    if len(whole) <= _LONGEST and "%" not in address:
        return whole
    cut = slug(parts.netloc.removeprefix("www.") + " " + re.sub(r"%[0-9A-Fa-f]{2}|\.\.\.", " ", parts.path))[
        : _LONGEST - 7
    ]
    return f"{cut.strip('-')}-{hashlib.sha256(address.encode()).hexdigest()[:6]}"
