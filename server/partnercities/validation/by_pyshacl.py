"""Data against shapes, by pySHACL."""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from rdflib import RDF, BNode, Graph, Literal, Node, URIRef
from rdflib.namespace import SH
from rdflib.plugins.serializers.nt import _quoteLiteral

from partnercities.problems import BadData, BadShapes
from partnercities.validation.report import SEVERITIES, Finding, Report
from partnercities.validation.targets import focus_nodes


def validate(data: bytes, shapes: bytes, context: bytes = b"", *, handle: str = "", trusted: bool = False) -> Report:
    """Check data against shapes, all of them N-Triples.

    `context` is what the data may refer to: it takes part, and then only what is said about subjects of `data` is
    reported. `handle` is the node that rules over the whole dataset hang on: what such a rule is about is the value it
    names. `trusted` leaves out the check of the shapes themselves. Raises BadShapes if the shapes are ill-formed.
    """
    own = _graph(data)
    whole = own + _graph(context) if context else own
    rules = _graph(shapes)
    subjects = set(own.subjects()) if context else None
    checked = _checked(rules, whole, subjects, handle)
    if not any(checked.values()) and trusted:
        return Report((), checked, b"")
    # All of it is validated also where only a part is told: with focus nodes named, pySHACL 0.40 looks inside sh:or
    # and sh:node only at values that are focus nodes themselves, and passes the others.
    results = _run(whole, rules, check_shapes=not trusted)
    every = set(results.subjects(RDF.type, SH.ValidationResult))
    kept = {node for node in every if subjects is None or _about(results, node, handle) in subjects}
    _drop(results, every - kept)
    findings = sorted((_finding(results, rules, node, handle) for node in kept), key=_order)
    return Report(tuple(findings), checked, results.serialize(format="nt", encoding="utf-8"))


def _checked(rules: Graph, whole: Graph, subjects: set[Node] | None, handle: str) -> dict[str, int]:
    counts = {}
    for shape, nodes in focus_nodes(rules, whole).items():
        counted = nodes - {URIRef(handle)} if handle else nodes
        counts[str(shape)] = len(counted if subjects is None else counted & subjects)
    return dict(sorted(counts.items()))


def _graph(ntriples: bytes) -> Graph:
    graph = Graph()
    try:
        with _quiet():
            return graph.parse(data=ntriples, format="nt")
    except MemoryError:
        raise
    except Exception as error:  # the parsers of rdflib raise whatever their parts raise
        raise BadData(f"The data cannot be read: {error}") from error


def _run(data: Graph, shapes: Graph, *, check_shapes: bool) -> Graph:
    from pyshacl import validate as pyshacl_validate

    try:
        with _quiet():
            _, results, text = pyshacl_validate(data, shacl_graph=shapes, inference="none", meta_shacl=check_shapes)
    except MemoryError:
        raise
    except Exception as error:  # whatever is wrong with a pattern or query in the shapes comes out as its own error
        raise BadShapes(" ".join(str(error).split())[:600] or type(error).__name__) from error
    if not isinstance(results, Graph):
        raise BadShapes(" ".join(str(text).split())[:600])
    return results


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from telling on standard error what becomes a finding or a problem of ours."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl", "pyshacl.validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


def _about(results: Graph, node: Node, handle: str) -> Node | None:
    focus = results.value(node, SH.focusNode)
    return results.value(node, SH.value) if handle and focus == URIRef(handle) else focus


def _drop(results: Graph, unwanted: set[Node]) -> None:
    for node in unwanted:
        results.remove((node, None, None))
        results.remove((None, None, node))
    for report in results.subjects(RDF.type, SH.ValidationReport):
        conforms = not any(results.subjects(RDF.type, SH.ValidationResult))
        results.set((report, SH.conforms, Literal(conforms)))


def _finding(results: Graph, shapes: Graph, node: Node, handle: str) -> Finding:
    severity = str(results.value(node, SH.resultSeverity)).rpartition("#")[2]
    constraint = results.value(node, SH.sourceConstraint)
    shape = constraint if isinstance(constraint, URIRef) else results.value(node, SH.sourceShape)
    written = list(results.objects(node, SH.resultMessage))
    about = _about(results, node, handle)
    value = results.value(node, SH.value)
    path = results.value(node, SH.resultPath)
    return Finding(
        severity,
        str(about),
        str(path or ""),
        "" if value == about else str(value if value is not None else ""),
        _messages(shapes, shape, written),
        str(shape),
        _component(results, node),
        _statement(about, path, value),
    )


def _component(results: Graph, node: Node) -> str:
    """The local name of the component, as people speak of it."""
    component = str(results.value(node, SH.sourceConstraintComponent) or "")
    return re.split(r"[#/]", component)[-1].removesuffix("ConstraintComponent")


def _statement(about: Node | None, path: Node | None, value: Node | None) -> tuple[str, str, str]:
    """What is wrong, in N-Triples; along a path of several steps nothing is said of the thing itself."""
    if not isinstance(path, URIRef):
        return _term(about), "", ""
    return _term(about), _term(path), _term(value) if value != about else ""


def _term(node: Node | None) -> str:
    if isinstance(node, Literal):
        # The writer of N-Triples quotes a literal as the format has it, where n3() would use three quotes.
        return _quoteLiteral(node)
    return node.n3() if isinstance(node, URIRef | BNode) else ""


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
    rank = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else 0
    return rank, finding.about, finding.shape, finding.value
