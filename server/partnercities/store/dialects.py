"""Where engines depart from the standard, as a table, and how their answers are turned back into what was asked for."""

import json
from dataclasses import dataclass
from typing import Any

from partnercities.problems import EndpointFailed
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.tokens import tokens
from partnercities.store.convert import from_json, from_ntriples

_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_TRUTH = {"0": "false", "1": "true"}


@dataclass(frozen=True)
class Dialect:
    """One engine's ways; the fields that are not given are those of the standard."""

    name: str
    server: str
    """How its Server header begins."""
    translated: bool = False
    """Its rows are right in JSON only and its graphs in N-Triples: other formats are made here."""
    truth: str = ""
    """The column in which it answers ASK as if it were SELECT: one row for yes, none for no."""
    most_rows: int = 0
    """How many rows or triples it gives before it cuts the rest off without an error."""
    rows_header: str = ""
    """The header that says so where it does."""
    own_graphs: tuple[str, ...] = ()
    """Named graphs that are its own affair; where there are such, `GRAPH ?g` is told which graphs there are for us."""

    def asked(self, kind: Kind, format: Format) -> Format:
        """The format to ask the engine for when another one is wanted; the standard has a yes or no in two only."""
        undefined = kind is Kind.BOOLEAN and format.name not in ("json", "xml")
        if not self.translated and not undefined:
            return format
        return named("ntriples" if kind is Kind.GRAPH else "json", kind)

    def read(self, body: bytes, kind: Kind, format: Format, most: int) -> bytes:
        """An answer of the engine in the format that was wanted.

        Raises EndpointFailed when it is no answer, or has so many rows that some may be missing.
        """
        if kind is Kind.GRAPH:
            whole = from_ntriples(body, format)
            self._count(body.count(b" .\n"), most)
            return whole
        answer = _parsed(body)
        if kind is Kind.BOOLEAN:
            return from_json({"head": {}, "boolean": self._is_true(answer)}, format)
        rows = answer["results"]["bindings"]
        self._count(len(rows), most)
        columns = [name for name in answer["head"]["vars"] if name != "_star_fake"]
        return from_json(
            {"head": {"vars": columns}, "results": {"bindings": [_row(row, columns) for row in rows]}}, format
        )

    def _is_true(self, answer: dict[str, Any]) -> bool:
        return bool(answer["results"]["bindings"] if self.truth and "boolean" not in answer else answer.get("boolean"))

    def _count(self, found: int, most: int) -> None:
        """An answer that is as long as it may be is most likely cut."""
        if most and found >= most:
            raise EndpointFailed(
                f"{self.name} cuts answers at {most:,} rows, and this one has {found:,}.",
                hint="Give the query a LIMIT below that, or raise the limit of the engine.",
            )


STANDARD = Dialect("The endpoint", "")
"""An engine that keeps to the standard: its bytes are passed on as they are."""

_OPENLINK = "http://www.openlinksw.com/schemas/virtrdf#"
TABLE = (
    Dialect(
        "Virtuoso",
        "Virtuoso/",
        translated=True,
        truth="__ASK_RETVAL",
        most_rows=10_000,
        rows_header="X-SPARQL-MaxRows",
        own_graphs=(_OPENLINK, "http://www.w3.org/ns/ldp#", "http://localuriqaserver/sparql"),
    ),
)


def spoken(server: str) -> Dialect:
    """The dialect of an engine by the Server header of its replies."""
    return next((dialect for dialect in TABLE if server.startswith(dialect.server)), STANDARD)


def names_graphs(text: str) -> bool:
    """Whether a query reads named graphs."""
    return any(token.word == "GRAPH" for token in tokens(text))


def without_from(text: str) -> str:
    """A query without its FROM clauses."""
    found = list(tokens(text))
    cuts = []
    for position, token in enumerate(found):
        if token.word == "{":
            break
        if token.kind == "word" and token.word == "FROM":
            last = found[position + (2 if found[position + 1].word == "NAMED" else 1)]
            cuts.append((token.start, last.start + len(last.text)))
    for start, end in reversed(cuts):
        text = text[:start] + text[end:]
    return text


def limit_of(text: str) -> int | None:
    """The LIMIT at the end of a query, by which it asks itself for no more rows; None without one."""
    depth, found, before = 0, None, ""
    for token in tokens(text):
        depth += (token.text in "{(") - (token.text in "})")
        if depth == 0 and before == "LIMIT" and token.kind == "number":
            found = int(token.text) if token.text.isdecimal() else None
        before = token.word
    return found


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(body)
        _ = answer["head"], answer["results"]["bindings"] if "boolean" not in answer else None
    except (ValueError, KeyError, TypeError) as error:
        raise EndpointFailed("The endpoint did not answer with SPARQL results in JSON.") from error
    return answer


def _row(row: dict[str, dict[str, str]], columns: list[str]) -> dict[str, dict[str, str]]:
    return {name: _term(term) for name, term in row.items() if name in columns}


def _term(term: dict[str, str]) -> dict[str, str]:
    """A term in the words of the standard."""
    if term["type"] == "bnode":
        return {"type": "bnode", "value": "".join(letter for letter in term["value"] if letter.isalnum())}
    if term["type"] == "typed-literal":
        term = {**term, "type": "literal"}
    if term.get("datatype") == _BOOLEAN:
        return {**term, "value": _TRUTH.get(term["value"], term["value"])}
    return term
