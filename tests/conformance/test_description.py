"""What the endpoint says about itself."""

from collections.abc import Callable

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

from .comparing import Term
from .manifests import Case
from .target import Target

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# The classes that the vocabulary gives to subject and object of its properties; an empty name is any resource.
SCHEMA = {
    "endpoint": ("Service", ""),
    "feature": ("Service", ""),
    "defaultEntailmentRegime": ("Service", ""),
    "extensionFunction": ("Service", ""),
    "extensionAggregate": ("Service", ""),
    "languageExtension": ("Service", ""),
    "supportedLanguage": ("Service", ""),
    "propertyFeature": ("Service", ""),
    "inputFormat": ("Service", ""),
    "resultFormat": ("Service", ""),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("", "NamedGraph"),
    "name": ("NamedGraph", ""),
    "graph": ("NamedGraph", "Graph"),
    "entailmentRegime": ("NamedGraph", ""),
    "supportedEntailmentProfile": ("NamedGraph", ""),
}


def description(target: Target) -> Store:
    """What a bare GET answers, which must be RDF."""
    reply = target.send("GET", target.query, {})
    assert reply.status == 200, reply.said
    kind = RdfFormat.from_media_type(reply.media_type)
    assert kind, reply.media_type
    store = Store()
    store.load(reply.body, format=kind, base_iri=target.query)
    return store


def returns_rdf(store: Store, endpoint: NamedNode) -> None:
    assert len(store) > 0


def has_endpoint(store: Store, endpoint: NamedNode) -> None:
    assert list(store.quads_for_pattern(None, NamedNode(SD + "endpoint"), endpoint))


def conforms(store: Store, endpoint: NamedNode) -> None:
    """Each property is one of the vocabulary, stands at what it may stand at, and points to what it may point to."""
    services = list(store.quads_for_pattern(None, TYPE, NamedNode(SD + "Service")))
    assert len(services) == 1
    for quad in store:
        name = quad.predicate.value.removeprefix(SD)
        if name != quad.predicate.value:
            subject, object_ = SCHEMA[name]
            assert typed(store, quad.subject, subject), quad
            assert typed(store, quad.object, object_), quad


def typed(store: Store, node: Term, name: str) -> bool:
    """Whether a node has the class, or is any resource where there is no name of a class."""
    if not isinstance(node, NamedNode | BlankNode):
        return False
    return not name or bool(list(store.quads_for_pattern(node, TYPE, NamedNode(SD + name))))


CHECKS: dict[str, Callable[[Store, NamedNode], None]] = {
    "returns-rdf": returns_rdf,
    "has-endpoint-triple": has_endpoint,
    "conforms-to-schema": conforms,
}


@pytest.mark.suite("ServiceDescriptionTest")
def test_the_description_is_right(case: Case, target: Target):
    CHECKS[case.node.local](description(target), NamedNode(target.query))
