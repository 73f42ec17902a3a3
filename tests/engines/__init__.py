"""Engines of others, started for a test or a bench on a free port with data of ours, and stopped with all they left."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from engines.fuseki import fuseki
from engines.oxigraph import oxigraph
from engines.process import Engine, NotInstalled
from engines.virtuoso import MERGED, virtuoso

ENGINES: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {
    "Oxigraph": oxigraph,
    "Virtuoso": virtuoso,
    "Fuseki": fuseki,
}
"""By name: what starts the engine over a file of N-Quads. Raises NotInstalled where the engine is missing."""

__all__ = ["ENGINES", "MERGED", "Engine", "NotInstalled", "fuseki", "oxigraph", "virtuoso"]
