"""The SPARQL 1.1 Graph Store HTTP Protocol without a web server: which graph a request means, and what it sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from partnercities.model.vocabulary import GRAPH
from partnercities.problems import BadRequest, MethodNotAllowed, UnsupportedMediaType
from partnercities.protocol.formats import Format, Kind, by_media_type, named, names, of_kind
from partnercities.protocol.update_text import is_absolute

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_HINT = "Name one graph: ?default, or ?graph= with an absolute IRI."

# A part of a body: its Content-Type and its bytes.
Part = tuple[str, bytes]


@dataclass(frozen=True)
class Target:
    """The graph that a request means: `graph` is its IRI, None for the default graph; `new` if the request makes it."""

    graph: str | None = None
    new: bool = False


def target(method: str, pairs: Sequence[tuple[str, str]]) -> Target:
    """The graph of a request to the store, by its method and the decoded pairs of its query string.

    A POST that names none makes a new graph with a name of ours. Raises MethodNotAllowed, and BadRequest if none, two
    or no graph is named.
    """
    if method not in METHODS:
        raise MethodNotAllowed(method, METHODS)
    given = [(name, value) for name, value in pairs if name in ("default", "graph")]
    if len(given) > 1:
        raise BadRequest("The request names more than one graph.", hint=_HINT)
    if given:
        name, value = given[0]
        return Target() if name == "default" else identified(value)
    if method == "POST":
        return Target(GRAPH + str(uuid4()), new=True)
    raise BadRequest(f"A {method} to the store itself names no graph.", hint=_HINT)


def identified(graph: str) -> Target:
    """The graph of a request whose address is the graph itself. Raises BadRequest for a relative IRI."""
    if not is_absolute(graph):
        raise BadRequest(f"{graph!r} is no absolute IRI, so it names no graph.", hint=_HINT)
    return Target(graph)


def contents(parts: Sequence[Part]) -> list[tuple[Format, bytes]]:
    """The format and bytes of each part of a body: one, or those of a multipart form.

    A part without a type is RDF/XML, as the standard has it. Raises UnsupportedMediaType for a type of no graph.
    """
    return [(_format(media_type), body) for media_type, body in parts]


def _format(media_type: str) -> Format:
    if not media_type.strip():
        return named("rdfxml", Kind.GRAPH)
    found = by_media_type(media_type, Kind.GRAPH)
    if found is None:
        raise UnsupportedMediaType(
            f"{media_type!r} is no type of a graph.", hint="There are: " + names(of_kind(Kind.GRAPH)) + "."
        )
    return found
