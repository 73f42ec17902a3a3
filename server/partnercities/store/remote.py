"""Any SPARQL 1.1 endpoint behind the same seam, through SPARQLWrapper."""

from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.error import HTTPError, URLError

from partnercities.problems import BadQuery, EndpointFailed
from partnercities.protocol.formats import Format, Kind
from partnercities.protocol.operations import Query

_CHUNK = 1 << 16
_AGENT = "partnercities"


class RemoteStore:
    """A SPARQL endpoint at an address; every answer is asked of it anew."""

    def __init__(self, url: str, timeout: int = 60) -> None:
        self.url = url
        self._timeout = timeout

    def answer(self, query: Query, kind: Kind, format: Format) -> Iterator[bytes]:
        """See Store.answer; raises EndpointFailed too when the endpoint answers in another format."""
        response = self._ask(query, format)
        media_type = (response.headers.get_content_type() or "").lower()
        if media_type not in format.media_types:
            raise EndpointFailed(f"{self.url} answered with {media_type}, not with {format.media_type}.")
        return iter(lambda: response.read(_CHUNK), b"")

    def close(self) -> None:
        """Nothing is held."""

    def _ask(self, query: Query, format: Format) -> HTTPResponse:
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
        wrapper.setQuery(query.text)
        try:
            response: HTTPResponse = wrapper.query().response
        except QueryBadFormed as error:
            raise BadQuery(f"{self.url} refused the query: {_words(error)}") from error
        except (SPARQLWrapperException, HTTPError, URLError, OSError) as error:
            raise EndpointFailed(f"{self.url}: {_words(error)}") from error
        return response


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:500]
