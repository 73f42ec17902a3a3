"""Any SPARQL 1.1 endpoint behind the same seam, through SPARQLWrapper."""

import ast
import json
import re
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError

from partnercities.problems import BadQuery, EndpointFailed
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.operations import Query
from partnercities.protocol.query_text import tokens

_CHUNK = 1 << 16
_AGENT = "partnercities"
_FORMS = {Kind.BINDINGS: "SELECT", Kind.BOOLEAN: "ASK", Kind.GRAPH: "CONSTRUCT"}
_BYTES = re.compile(r"""b'(?:[^'\\]|\\.)*'|b"(?:[^"\\]|\\.)*\"""")


class RemoteStore:
    """A SPARQL endpoint at an address; every answer is asked of it anew."""

    def __init__(self, url: str, timeout: int = 60) -> None:
        self.url = url
        self._timeout = timeout

    def answer(self, query: Query, kind: Kind, format: Format, seconds: float | None = None) -> Iterator[bytes]:
        """See Store.answer; raises EndpointFailed too when the endpoint answers in another format."""
        response = self._ask(query, kind, format)
        media_type = (response.headers.get_content_type() or "").lower()
        if media_type not in format.media_types:
            response.close()
            raise EndpointFailed(f"{self.url} answered with {media_type}, not with {format.media_type}.")
        return self._whole(response)

    def close(self) -> None:
        """Nothing is held."""

    def _whole(self, response: HTTPResponse) -> Iterator[bytes]:
        """All bytes of a response; an answer that ends before its length is no answer."""
        try:
            while chunk := response.read(_CHUNK):
                yield chunk
        except (OSError, HTTPException) as error:
            raise EndpointFailed(f"{self.url} broke off its answer: {_words(error)}") from error
        if response.length:
            raise EndpointFailed(f"{self.url} broke off its answer {response.length} bytes before its end.")

    def _ask(self, query: Query, kind: Kind, format: Format) -> HTTPResponse:
        from SPARQLWrapper import POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        wrapper = SPARQLWrapper(self.url, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", format.media_type)
        for graph in query.default_graphs or ():
            wrapper.addParameter("default-graph-uri", graph)
        for graph in query.named_graphs or ():
            wrapper.addParameter("named-graph-uri", graph)
        wrapper.setQuery(_with_base(query))
        # The wrapper would look for its keywords anywhere in the text, comments included.
        wrapper.queryType = _FORMS[kind]
        try:
            response: HTTPResponse = wrapper.query().response
        except QueryBadFormed as error:
            raise BadQuery(f"{self.url} refused the query: {_words(error)}") from error
        except (SPARQLWrapperException, HTTPError, URLError, HTTPException, OSError, ValueError) as error:
            if isinstance(error, HTTPError):
                error.close()
            raise EndpointFailed(f"{self.url}: {_words(error)}") from error
        return response


def _with_base(query: Query) -> str:
    """The text, with the base that its relative addresses need where there are any."""
    relative = any(token.kind == "iri" and ":" not in token.text for token in tokens(query.text))
    return f"BASE <{query.base_iri}> {query.text}" if relative and query.base_iri else query.text


def _words(error: Exception) -> str:
    """What went wrong, on one line; the answer that the wrapper shows as bytes is read as text."""
    text = str(error)
    shown = _BYTES.search(text)
    if shown:
        answer = ast.literal_eval(shown.group()).decode("utf-8", "replace")
        text = _detail(answer) or answer
    return " ".join(text.split())[:500]


def _detail(answer: str) -> str:
    try:
        problem = json.loads(answer)
    except ValueError:
        return ""
    return str(problem.get("detail", "")) if isinstance(problem, dict) else ""
