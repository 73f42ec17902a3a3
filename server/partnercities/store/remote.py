"""Any SPARQL 1.1 endpoint behind the same seam; where it departs from the standard, its dialect is translated."""

import json
import time
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from partnercities.problems import BadQuery, EndpointFailed
from partnercities.protocol.formats import Format, Kind, named
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import from_clauses
from partnercities.protocol.tokens import tokens
from partnercities.store.dialects import Dialect, limit_of, names_graphs, spoken, without_from
from partnercities.store.exchange import Reply, post
from partnercities.store.terms import iri

_DEFAULT, _NAMED = "default-graph-uri", "named-graph-uri"
_DATASET = {_DEFAULT, _NAMED}
_NO_GRAPH = "urn:partnercities:none"
"""Said to an engine that would take no named graphs to mean all of them; nobody has a graph of this name."""
_GRAPHS_KEPT = 60
"""How long the names of the graphs are believed, in seconds."""


class RemoteStore:
    """A SPARQL endpoint at an address; every answer is asked of it anew.

    `default-graph-uri` and `named-graph-uri` in the address are the dataset of every query that names none itself.
    `timeout` is how long an answer may take until its last byte, in seconds.
    """

    def __init__(self, url: str, timeout: float = 60) -> None:
        parts = urlsplit(url)
        given = parse_qsl(parts.query, keep_blank_values=True)
        rest = urlencode([(name, value) for name, value in given if name not in _DATASET])
        self.url = urlunsplit((parts.scheme, parts.netloc, parts.path, rest, ""))
        self._dataset = [(name, value) for name, value in given if name in _DATASET]
        self._timeout = timeout
        self._known: Dialect | None = None
        self._graphs: tuple[float, list[str]] = (float("-inf"), [])

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        """See Store.answer; raises EndpointFailed too when the endpoint answers in another format."""
        limit = min(seconds or self._timeout, self._timeout)
        dialect = self._dialect
        if dialect.translated or dialect.asked(kind, format) is not format:
            return iter((self._translated(query, kind, format, limit),))
        return self._ask(query, kind, format, limit).body()

    def close(self) -> None:
        """Nothing is held."""

    @property
    def _dialect(self) -> Dialect:
        """The ways of the engine, learnt from its first answer to the smallest question."""
        if self._known is None:
            reply = self._post("ASK {}", named("json", Kind.BOOLEAN), [])
            reply.close()
            dialect = spoken(reply.headers.get("Server", ""))
            # A gateway that says so far only that the engine is not there yet does not speak for it.
            self._known = dialect if reply.status == 200 else None
            return dialect
        return self._known

    def _translated(self, query: Query, kind: Kind, format: Format, seconds: float) -> bytes:
        """A whole answer: what an engine cuts off in silence can only be seen at its end."""
        dialect = self._dialect
        reply = self._ask(query, kind, dialect.asked(kind, format), seconds)
        most = int(reply.headers.get(dialect.rows_header, "") or dialect.most_rows)
        wanted = limit_of(query.text)
        return dialect.read(reply.read(), kind, format, 0 if wanted is not None and wanted <= most else most)

    def _ask(self, query: Query, kind: Kind, format: Format, seconds: float) -> Reply:
        """The reply to a query, once it is known to be an answer to it in the format."""
        dataset = self._chosen(query)
        text = _with_base(query)
        # What the parameters say goes before FROM; an engine that adds the two is not shown the second.
        reply = self._post(
            without_from(text) if dataset and self._dialect.own_graphs else text, format, dataset, seconds
        )
        if reply.status == 400:
            raise BadQuery(f"{self.url} refused the query: {_said(reply)}")
        if reply.status != 200:
            raise EndpointFailed(f"{self.url} answered {reply.status}: {_said(reply)}")
        media_type = reply.headers.get_content_type() if "Content-Type" in reply.headers else "no type"
        if media_type.lower() not in format.media_types:
            reply.close()
            raise EndpointFailed(f"{self.url} answered with {media_type}, not with {format.media_type}.")
        return reply

    def _post(self, text: str, format: Format, dataset: list[tuple[str, str]], seconds: float | None = None) -> Reply:
        return post(self.url, [("query", text), *dataset], {"Accept": format.media_type}, seconds or self._timeout)

    def _chosen(self, query: Query) -> list[tuple[str, str]]:
        """The dataset as parameters: that of the query, else that of the address. Raises BadQuery for what is no IRI."""
        default, graphs = query.default_graphs, query.named_graphs
        if default is None and graphs is None:
            default, graphs = from_clauses(query.text, query.base_iri or "")
            if not default and not graphs:
                return self._dataset + [(_NAMED, graph) for graph in self._named(query)]
            if not self._dialect.own_graphs:
                return []
        if self._dialect.own_graphs and not graphs:
            graphs = (_NO_GRAPH,)
        return [(_DEFAULT, _checked(graph)) for graph in default or ()] + [
            (_NAMED, _checked(graph)) for graph in graphs or ()
        ]

    def _named(self, query: Query) -> list[str]:
        """The named graphs that must be told to an engine which would else show its own beside them."""
        hidden = {*self._dialect.own_graphs, *(value for _, value in self._dataset)}
        if not self._dialect.own_graphs or not names_graphs(query.text):
            return []
        asked, graphs = self._graphs
        if time.monotonic() - asked > _GRAPHS_KEPT:
            graphs = self._listed()
            self._graphs = (time.monotonic(), graphs)
        return [graph for graph in graphs if graph not in hidden]

    def _listed(self) -> list[str]:
        reply = self._post("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", named("json", Kind.BINDINGS), [])
        try:
            return sorted(row["g"]["value"] for row in json.loads(reply.read())["results"]["bindings"])
        except (ValueError, KeyError, TypeError) as error:
            raise EndpointFailed(f"{self.url} does not say which graphs it has.") from error


def _with_base(query: Query) -> str:
    """The text, with the base that its relative addresses need where there are any and it has none itself."""
    found = list(tokens(query.text))
    relative = any(token.kind == "iri" and ":" not in token.text for token in found)
    has_base = any(token.word == "BASE" and token.kind == "word" for token in found[:1])
    return f"BASE <{query.base_iri}> {query.text}" if relative and query.base_iri and not has_base else query.text


def _checked(graph: str) -> str:
    """The IRI of a graph. Raises BadQuery if it is none."""
    try:
        return iri(graph)[1:-1]
    except ValueError as error:
        raise BadQuery(f"A graph is named by an absolute IRI: {error}") from error


def _said(reply: Reply) -> str:
    """What an endpoint says about a failure, on one line."""
    text = reply.read().decode("utf-8", "replace")
    return " ".join((_detail(text) or text).split())[:500]


def _detail(answer: str) -> str:
    try:
        problem = json.loads(answer)
    except ValueError:
        return ""
    return str(problem.get("detail", "")) if isinstance(problem, dict) else ""
