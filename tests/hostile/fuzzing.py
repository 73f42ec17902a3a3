"""Requests that nobody would send who means well: generated, built high, mutated, or no HTTP at all; seeded, so repeatable."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from hostile.towers import NESTED, REPEATED, nested, repeated

_TERMS = (
    "?s ?p ?o ?x $y _:b a <x:x> <> <rel> <http://e.example/é> pc:City pc: :a foaf:name 1 -1 1.5 1e9 1e400 'a' \"b\"@bg "
    "'''c\nd''' \"e\"^^<http://www.w3.org/2001/XMLSchema#integer> true () [] \"\\uD800\" \"\\u0000\" ''@en--ltr "
    "'2026-99-99'^^<http://www.w3.org/2001/XMLSchema#date> 99999999999999999999999999999 UNDEF"
)
TERMS = _TERMS.split(" ")
PATHS = ("{0}/{1}", "({0}|{1})*", "^{0}", "({0})+", "!{0}", "!({0}|^{1})", "({0})?", "{0}{1}")
BINARY = ("=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||", "^^", "IN")
_CALLS = (
    "STR LANG DATATYPE BOUND IRI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN SUBSTR UCASE REPLACE STRBEFORE CONTAINS "
    "YEAR TIMEZONE TZ NOW UUID STRUUID MD5 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI REGEX COUNT SUM GROUP_CONCAT "
    "SAMPLE TRIPLE SUBJECT LANGDIR ADJUST EXISTS ENCODE_FOR_URI <http://www.w3.org/2001/XMLSchema#dateTime>"
)
CALLS = _CALLS.split()
HEADS = (
    "SELECT * ", "SELECT DISTINCT ?s (COUNT(?o) AS ?n) ", "ASK ", "CONSTRUCT { ?s ?p ?o } WHERE ", "CONSTRUCT WHERE ",
    "DESCRIBE ?s ", "DESCRIBE * ", "SELECT REDUCED ?x FROM <x:g> FROM NAMED <x:h> ", "SELECT (1 AS ?s) ", "",
)  # fmt: skip
TAILS = (
    "",
    "",
    "LIMIT 3",
    "LIMIT 0 OFFSET 99",
    "ORDER BY ?s DESC(?o)",
    "GROUP BY ?s HAVING (COUNT(*) > 1)",
    "VALUES ?s { 1 }",
)
UPDATES = (
    "INSERT DATA {{ {0} }}", "DELETE DATA {{ {0} }}", "DELETE WHERE {{ {0} }}", "INSERT {{ {0} }} WHERE {{ {1} }}",
    "WITH <x:g> DELETE {{ {0} }} INSERT {{ {1} }} WHERE {{ {0} }}", "CLEAR SILENT GRAPH <x:g>", "DROP DEFAULT",
    "LOAD <http://127.0.0.1:9/{0}>", "LOAD SILENT <file:///etc/passwd> INTO GRAPH <x:g>", "COPY <x:g> TO <x:h>",
    "CREATE GRAPH <{0}>", "INSERT DATA {{ GRAPH <x:g> {{ {0} }} }} ; {1}",
)  # fmt: skip
TYPES = (
    "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig", "text/plain",
    "multipart/form-data; boundary=x", "multipart/mixed", "", "application/x-www-form-urlencoded", "\x7f/\xff",
)  # fmt: skip
BODIES = (
    b"<s:s> <p:p> 1 .", b"<rdf:RDF", b'{"@context":{"@vocab":"x:"},"@id":"a:b","c":[[[]]]}', b"--x\r\n\r\na\r\n--x--", b"",
    b"\0" * 99, b"\x1f\x8b\x08\x00", b"@prefix : <x:> . :a :b (((((())))))  .", b"<a:a> <b:b> << <a:a> <b:b> <c:c> >> .",
)  # fmt: skip
FORMATS = ("json", "xml", "csv", "tsv", "turtle", "jsonld", "html", "x", "", "json\r\nX-Evil: 1", "../x", "é")


@dataclass(frozen=True)
class Attack:
    """One request: as its parts, or in `noise` as the bytes that are sent."""

    method: str = "GET"
    target: str = "/sparql"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    noise: bytes = b""


class Attacker:
    """Makes attacks from a seed; `texts` are what mutations begin with, `token` is what writing needs."""

    def __init__(self, seed: int, folder: Path, token: str) -> None:
        self._random = random.Random(seed)
        self._texts = [path.read_text() for path in sorted(folder.glob("*.rq"))]
        self._token = token

    def attacks(self, count: int) -> Iterator[Attack]:
        """So many attacks of all kinds."""
        kinds: dict[Callable[[], Attack], int] = {
            self._asked: 12, self._posted: 4, self._updated: 3, self._graph: 3, self._page: 2, self._noise: 2,
        }  # fmt: skip
        for _ in range(count):
            yield self._random.choices(list(kinds), list(kinds.values()))[0]()

    def _asked(self) -> Attack:
        parameters = {"query": self.query(), "timeout": "0.3"}
        if self._random.random() < 0.1:
            parameters["format"] = self._random.choice(FORMATS)
        if self._random.random() < 0.1:
            parameters[self._random.choice(("default-graph-uri", "named-graph-uri", "using-graph-uri"))] = self._term()
        form = urlencode(parameters, errors="surrogatepass")
        if len(form) < 60_000 and self._random.random() < 0.7:
            return Attack("GET", "/sparql?" + form)
        return Attack("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, form.encode())

    def _posted(self) -> Attack:
        body = self._mangled(self.query().encode("utf-8", "surrogatepass"))
        return Attack("POST", "/sparql?timeout=0.3", {"Content-Type": "application/sparql-query"}, body)

    def _updated(self) -> Attack:
        text = self._random.choice(UPDATES).format(self._statement(), self._statement())
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {self._token}"}
        return Attack("POST", "/sparql", headers, self._mangled(self._mutated(text).encode("utf-8", "surrogatepass")))

    def _graph(self) -> Attack:
        method = self._random.choice(("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"))
        graph = self._random.choice(
            ("default", "graph=" + quote(self._term()), "graph=x:%0d%0aX-Evil:1", "graph=", "", "x")
        )
        headers = {"Content-Type": self._random.choice(TYPES), "Authorization": f"Bearer {self._token}"}
        if self._random.random() < 0.2:
            headers["Content-Encoding"] = self._random.choice(("gzip", "deflate", "br", "gzip, gzip"))
        return Attack(method, "/graphs?" + graph, headers, self._mangled(self._random.choice(BODIES)))

    def _page(self) -> Attack:
        parts = (
            "queries",
            "id",
            "city",
            "graph",
            "def",
            "dump.nq.gz",
            "..",
            "%00",
            "bg",
            "sofia",
            "%2e%2e",
            "é",
            "sparql.x",
            "a" * 300,
        )
        path = "/".join(self._random.choice(parts) for _ in range(self._random.randrange(4)))
        return Attack("GET", "/" + quote(path, safe="/%") + "?" + quote(self._random.choice(TERMS)))

    def _noise(self) -> Attack:
        line = self._random.choice(
            (b"GET / HTTP/1.1\r\n", b"GET /sparql?query=\xff HTTP/1.0\r\n", b"\x16\x03\x01", b"X / HTTP/9.9\r\n", b"")
        )
        head = self._random.choice(
            (
                b"Host: a\r\n",
                b"Host: a\r\nHost: b\r\n",
                b"Content-Length: -1\r\n",
                b"Transfer-Encoding: x\r\n",
                b": \r\n",
                b"A: " + b"b" * 70_000,
            )
        )
        return Attack(noise=line + head + self._random.randbytes(self._random.randrange(60)) + b"\r\n\r\n\r\n\r\n")

    def query(self) -> str:
        """A query or what is left of one."""
        choice = self._random.random()
        if choice < 0.25:
            height = int(2 ** self._random.uniform(1, 11))
            name = self._random.choice([*NESTED, *REPEATED])
            text = (
                nested(name, height)
                if name in NESTED and choice < 0.15
                else repeated(name, height)
                if name in REPEATED
                else nested(name, height)
            )
        elif choice < 0.5:
            text = self._random.choice(self._texts)
        else:
            text = self._random.choice(HEADS) + self._group(3) + self._random.choice(TAILS)
        return self._mutated(text) if self._random.random() < 0.6 else text

    def _term(self) -> str:
        return self._random.choice(TERMS)

    def _statement(self) -> str:
        verb = self._term()
        if self._random.random() < 0.4:
            verb = self._random.choice(PATHS).format(self._term(), self._term())
        return f"{self._term()} {verb} {self._term()} ."

    def _group(self, depth: int) -> str:
        parts = [self._part(depth) for _ in range(self._random.randrange(4))]
        return "{ " + " ".join(parts) + " } "

    def _part(self, depth: int) -> str:
        if depth == 0 or self._random.random() < 0.5:
            return self._statement()
        group = self._group(depth - 1)
        kind = self._random.choice(
            (
                "",
                "OPTIONAL",
                "MINUS",
                "GRAPH ?g",
                "FILTER EXISTS",
                "FILTER",
                "BIND",
                "UNION",
                "SELECT",
                "VALUES",
                "SERVICE <http://127.0.0.1:9/>",
            )
        )
        made = {
            "FILTER": f"FILTER({self._expression(depth)})",
            "BIND": f"BIND({self._expression(depth)} AS ?z{self._random.randrange(99)})",
            "UNION": f"{group} UNION {self._group(depth - 1)}",
            "SELECT": f"{{ {self._random.choice(HEADS)} {group} {self._random.choice(TAILS)} }}",
            "VALUES": f"VALUES (?s ?o) {{ ({self._term()} {self._term()}) }}",
        }
        return made.get(kind, f"{kind} {group}")

    def _expression(self, depth: int) -> str:
        if depth == 0:
            return self._term()
        inner, other = self._expression(depth - 1), self._expression(depth - 1)
        if self._random.random() < 0.5:
            return f"{self._random.choice(CALLS)}({inner}, {other})"
        return f"({self._random.choice(('', '!', '-'))}{inner} {self._random.choice(BINARY)} {other})"

    def _mutated(self, text: str) -> str:
        """A text with some pieces lost, doubled, moved or replaced."""
        pieces = text.split(" ")
        for _ in range(self._random.randrange(1, 4)):
            place, other = (self._random.randrange(len(pieces)) for _ in range(2))
            change = self._random.randrange(5)
            if change == 0 and len(pieces) > 1:
                del pieces[place]
            elif change == 1:
                pieces[place:place] = pieces[min(place, other) : max(place, other)][:2000]
            elif change == 2:
                pieces[place], pieces[other] = pieces[other], pieces[place]
            elif change == 3:
                pieces[place] = self._random.choice(
                    (*TERMS, *CALLS, *BINARY, "{", "}", "(", ")", "\0", "\ud800", "#", "'", "\\")
                )
            else:
                pieces[place] = pieces[place][: self._random.randrange(9)] * self._random.randrange(9)
        return " ".join(pieces)

    def _mangled(self, data: bytes) -> bytes:
        """Bytes of which sometimes one is another."""
        if not data or self._random.random() < 0.8:
            return data
        place = self._random.randrange(len(data))
        return data[:place] + self._random.randbytes(self._random.randrange(3)) + data[place + 1 :]
