"""The prefixes that a query in shapes may use (SHACL, section 5.2.1)."""

import pyoxigraph as ox

from partnercities.problems import BadShapes
from partnercities.shacl.graph import ShapesGraph
from partnercities.shacl.terms import Term, named, sh

_IMPORTS = ox.NamedNode("http://www.w3.org/2002/07/owl#imports")


def prefixes_of(graph: ShapesGraph, constraint: Term) -> dict[str, str]:
    """The prefixes declared where sh:prefixes points to, and where that imports from, as far as it is in the graph."""
    found: dict[str, str] = {}
    seen: set[Term] = set()
    waiting = list(graph.objects(constraint, sh("prefixes")))
    while waiting:
        declaring = waiting.pop(0)
        if declaring in seen:
            continue
        seen.add(declaring)
        waiting += graph.objects(declaring, _IMPORTS)
        for declaration in graph.objects(declaring, sh("declare")):
            prefix, namespace = (_text(graph, declaration, word) for word in ("prefix", "namespace"))
            if found.setdefault(prefix, namespace) != namespace:
                raise BadShapes(f"The prefix {prefix}: is declared as <{found[prefix]}> and as <{namespace}>.")
    return found


def _text(graph: ShapesGraph, declaration: Term, word: str) -> str:
    values = graph.objects(declaration, sh(word))
    if len(values) != 1 or not isinstance(values[0], ox.Literal):
        raise BadShapes(f"The declaration of a prefix {named(declaration)} needs one {named(sh(word))}, a text.")
    return values[0].value
