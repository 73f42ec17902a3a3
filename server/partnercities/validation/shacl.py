"""Data against shapes, by pySHACL."""

import re

from rdflib import RDF, Graph, Literal, Node, URIRef
from rdflib.namespace import SH

from partnercities.problems import BadData, BadShapes
from partnercities.validation.report import Finding, Report
from partnercities.validation.targets import focus_nodes


def validate(data: bytes, shapes: bytes, context: bytes = b"", *, trusted: bool = False) -> Report:
    """Check data against shapes, all of them N-Triples; only what is said about subjects of `data` is reported.

    `context` is what the data may refer to: it takes part, but is not reported on. `trusted` leaves out the check of
    the shapes themselves. Raises BadShapes if the shapes are ill-formed.
    """
    own = _graph(data)
    whole = own + _graph(context) if context else own
    rules = _graph(shapes)
    results = _run(whole, rules, check_shapes=not trusted)
    focus = focus_nodes(rules, whole)
    # A rule over the whole dataset hangs on one node that is no data; what it is about is the value it names.
    handles = set(rules.objects(None, SH.targetNode)) - set(own.subjects())
    subjects = set(own.subjects())
    kept = [
        node for node in results.subjects(RDF.type, SH.ValidationResult) if _about(results, node, handles) in subjects
    ]
    _drop(results, set(results.subjects(RDF.type, SH.ValidationResult)) - set(kept))
    findings = sorted((_finding(results, rules, node, handles) for node in kept), key=_order)
    checked = {str(shape): len(nodes & subjects) for shape, nodes in focus.items()}
    return Report(tuple(findings), dict(sorted(checked.items())), results.serialize(format="nt", encoding="utf-8"))


def _graph(ntriples: bytes) -> Graph:
    graph = Graph()
    try:
        return graph.parse(data=ntriples, format="nt")
    except Exception as error:
        raise BadData(f"The data cannot be read: {error}") from error


def _run(data: Graph, shapes: Graph, *, check_shapes: bool) -> Graph:
    from pyshacl import validate as pyshacl_validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure

    try:
        _, results, text = pyshacl_validate(data, shacl_graph=shapes, inference="none", meta_shacl=check_shapes)
    except (ShapeLoadError, ReportableRuntimeError, ValidationFailure) as error:
        raise BadShapes(" ".join(str(error).split())[:600]) from error
    if not isinstance(results, Graph):
        raise BadShapes(" ".join(str(text).split())[:600])
    return results


def _about(results: Graph, node: Node, handles: set[Node]) -> Node | None:
    focus = results.value(node, SH.focusNode)
    return results.value(node, SH.value) if focus in handles else focus


def _drop(results: Graph, unwanted: set[Node]) -> None:
    for node in unwanted:
        results.remove((node, None, None))
        results.remove((None, None, node))
    for report in results.subjects(RDF.type, SH.ValidationReport):
        conforms = not any(results.subjects(RDF.type, SH.ValidationResult))
        results.set((report, SH.conforms, Literal(conforms)))


def _finding(results: Graph, shapes: Graph, node: Node, handles: set[Node]) -> Finding:
    severity = str(results.value(node, SH.resultSeverity)).rpartition("#")[2]
    constraint = results.value(node, SH.sourceConstraint)
    shape = constraint if isinstance(constraint, URIRef) else results.value(node, SH.sourceShape)
    written = list(results.objects(node, SH.resultMessage))
    about = _about(results, node, handles)
    value = results.value(node, SH.value)
    path = results.value(node, SH.resultPath)
    return Finding(
        severity,
        str(about),
        str(path or ""),
        "" if value == about else str(value if value is not None else ""),
        _messages(shapes, shape, written),
        str(shape),
    )


def _messages(shapes: Graph, shape: Node | None, written: list[Node]) -> dict[str, str]:
    """The messages by language; those of SPARQL rules come without, so their language is that of the template they fit."""
    templates = [message for message in shapes.objects(shape, SH.message) if isinstance(message, Literal)]
    found: dict[str, str] = {}
    for message in written:
        language = getattr(message, "language", None) or next(
            (item.language for item in templates if _fits(str(message), str(item))), None
        )
        found[language or "en"] = str(message)
    return found


def _fits(message: str, template: str) -> bool:
    parts = re.split(r"\{[?$]\w+\}", template)
    return re.fullmatch(".*".join(re.escape(part) for part in parts), message, re.DOTALL) is not None


def _order(finding: Finding) -> tuple[int, str, str, str]:
    from partnercities.validation.report import SEVERITIES

    rank = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else 0
    return rank, finding.about, finding.shape, finding.value
