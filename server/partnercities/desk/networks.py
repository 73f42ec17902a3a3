"""Networks as files for Gephi, igraph and networkx: GEXF 1.3 and GraphML.

Written here rather than by networkx, which adds 19 MB to an installation and the day of writing to each file: the same
network must be the same bytes, or no client could be told that it has them already.
"""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from partnercities.desk.listing import Edge, Network, Record, Value
from partnercities.model.vocabulary import LICENCE

_GEXF, _VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_CREATOR = "partnercities"
_LABEL, _WEIGHT = "label", "weight"
# What both formats call a type of values; several types in one attribute are texts.
_TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double"}
# What no XML can hold.
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def joined(value: Value) -> str:
    """A value as a text; several texts have a semicolon between them, what is not known is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def gexf(network: Network, title: str) -> bytes:
    """The network in GEXF 1.3, for Gephi."""
    root = Element("gexf", {"xmlns": _GEXF, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = _CREATOR
    SubElement(meta, "description").text = _clean(f"{title}. {LICENCE}")
    graph = SubElement(root, "graph", mode="static", defaultedgetype="undirected")
    # The schema has all declarations come before the nodes.
    nodes = _attributes(graph, "node", network.nodes.values())
    edges = _attributes(graph, "edge", (edge.about for edge in network.edges))
    _gexf_nodes(SubElement(graph, "nodes"), network, nodes)
    _gexf_edges(SubElement(graph, "edges"), network, edges)
    return _written(root)


def _attributes(graph: Element, kind: str, records: Iterable[Record]) -> list[str]:
    """Declare what is known of nodes or edges beside what the format has places for."""
    declared = {name: type for name, type in _types(records).items() if name not in (_LABEL, _WEIGHT)}
    attributes = SubElement(graph, "attributes", {"class": kind})
    for name, type in declared.items():
        SubElement(attributes, "attribute", id=name, title=name, type=type)
    return list(declared)


def _gexf_nodes(nodes: Element, network: Network, declared: Iterable[str]) -> None:
    for name, record in network.nodes.items():
        node = SubElement(nodes, "node", id=_clean(name), label=_label(name, record))
        _values(node, record, declared)
        if name in network.positions:
            x, y = network.positions[name]
            # In Gephi y points up.
            SubElement(node, "viz:position", x=f"{x:.1f}", y=f"{-y:.1f}", z="0")


def _gexf_edges(edges: Element, network: Network, declared: Iterable[str]) -> None:
    for number, edge in enumerate(network.edges):
        element = SubElement(edges, "edge", {"id": str(number), **_ends(edge), "weight": joined(edge.weight)})
        _values(element, edge.about, declared)


def _values(element: Element, record: Record, declared: Iterable[str]) -> None:
    values = SubElement(element, "attvalues")
    for name in declared:
        if record.get(name) is not None:
            SubElement(values, "attvalue", {"for": name, "value": _clean(joined(record[name]))})


def graphml(network: Network, title: str) -> bytes:
    """The network in GraphML, for igraph, networkx and yEd."""
    root = Element("graphml", {"xmlns": _GRAPHML})
    SubElement(root, "desc").text = _clean(f"{title}. {_CREATOR}. {LICENCE}")
    nodes = {name: {**record, _LABEL: _label(name, record)} for name, record in network.nodes.items()}
    edges = [(edge, {**edge.about, _WEIGHT: float(edge.weight)}) for edge in network.edges]
    _keys(root, "node", nodes.values())
    _keys(root, "edge", (about for _, about in edges))
    graph = SubElement(root, "graph", edgedefault="undirected")
    for name, record in nodes.items():
        _data(SubElement(graph, "node", id=_clean(name)), "node", record)
    for edge, about in edges:
        _data(SubElement(graph, "edge", _ends(edge)), "edge", about)
    return _written(root)


def _keys(root: Element, kind: str, records: Iterable[Record]) -> None:
    for name, type in _types(records).items():
        SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": type})


def _data(element: Element, kind: str, record: Record) -> None:
    for name, value in record.items():
        if value is not None:
            SubElement(element, "data", key=f"{kind}-{name}").text = _clean(joined(value))


def _types(records: Iterable[Record]) -> dict[str, str]:
    """What is known of records, by name, with the type of its values."""
    found: dict[str, set[str]] = {}
    for record in records:
        for name, value in record.items():
            types = found.setdefault(name, set())
            if value is not None:
                types.add(_TYPES.get(type(value), "string"))
    return {name: _common(types) for name, types in found.items()}


def _common(types: set[str]) -> str:
    if types == {"long", "double"}:
        return "double"
    return next(iter(types)) if len(types) == 1 else "string"


def _ends(edge: Edge) -> dict[str, str]:
    return {"source": _clean(edge.source), "target": _clean(edge.target)}


def _label(name: str, record: Record) -> str:
    return _clean(joined(record.get(_LABEL)) or name)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _written(root: Element) -> bytes:
    indent(root, "")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
