"""Pictures as pure geometry: maps, timelines, rings and steps of a heat-map, which templates write down as SVG."""

from partnercities.drawing.heat import step
from partnercities.drawing.map import Link, Map, Spot, draw_map
from partnercities.drawing.ring import MOST, Edge, Node, Ring, draw_ring
from partnercities.drawing.timeline import Bar, Phases, Timeline, draw_phases, draw_timeline

__all__ = [
    "MOST",
    "Bar",
    "Edge",
    "Link",
    "Map",
    "Node",
    "Phases",
    "Ring",
    "Spot",
    "Timeline",
    "draw_map",
    "draw_phases",
    "draw_ring",
    "draw_timeline",
    "step",
]
