"""The results of a comparison as Markdown: cost by query, ratios, speed by connections, memory, and what differs."""

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

LEAST_MS = 0.001
"""Cheaper than this the clock cannot tell; it keeps a ratio from being one to nothing."""


def table(results: dict[str, Any]) -> str:
    """The whole report."""
    peers = list(results["rows"])
    parts = [f"# {results['triples']:,} triples in the default graph", ""]
    for manner in ("first", "repeated"):
        parts += [f"## {manner.capitalize()} answers: processor milliseconds a request, 1 connection", ""]
        parts += _costs(results["cells"], peers, manner)
    parts += ["## All queries: requests a second, and the 50th and 99th of a hundred in milliseconds", ""]
    parts += _speeds(results["cells"], peers)
    parts += ["## Memory, MB (PSS): loaded, and after all", ""]
    parts += _grid(
        ["peer", "loaded", "after"],
        ([peer, *(f"{size / 1e6:.0f}" for size in results["memory"][peer])] for peer in peers),
    )
    parts += ["## Rows", "", *_rows(results["rows"])]
    return "\n".join(parts) + "\n"


def _costs(cells: list[dict[str, Any]], peers: list[str], manner: str) -> list[str]:
    chosen = {
        (cell["peer"], cell["query"]): cell for cell in cells if cell["manner"] == manner and cell["connections"] == 1
    }
    queries = sorted({query for _, query in chosen})
    rows = [[query, *(_figure(chosen.get((peer, query))) for peer in peers)] for query in queries]
    means = [_mean([_cost(chosen.get((peer, query))) for query in queries]) for peer in peers]
    rows.append(["**geometric mean**", *(f"**{mean:.2f}**" if mean else "–" for mean in means)])
    return _grid(["query", *peers], rows)


def _cost(cell: dict[str, Any] | None) -> float | None:
    return (
        max(LEAST_MS, statistics.median(cell["cpu_ms"])) if cell and cell["cpu_ms"] and not cell["failures"] else None
    )


def _figure(cell: dict[str, Any] | None) -> str:
    cost = _cost(cell)
    return "failed" if cost is None else f"{cost:.2f}"


def _mean(costs: Sequence[float | None]) -> float | None:
    """The geometric mean, of a peer that answered everything."""
    known = [cost for cost in costs if cost is not None]
    return statistics.geometric_mean(known) if known and len(known) == len(costs) else None


def _speeds(cells: list[dict[str, Any]], peers: list[str]) -> list[str]:
    rows = []
    for manner in ("first", "repeated"):
        for connections in sorted({cell["connections"] for cell in cells}):
            for peer in peers:
                chosen = [
                    cell
                    for cell in cells
                    if (cell["manner"], cell["connections"], cell["peer"]) == (manner, connections, peer)
                ]
                figures = [
                    _mean([statistics.median(cell[name]) if cell[name] else None for cell in chosen])
                    for name in ("per_second", "p50", "p99")
                ]
                failures = sum(cell["failures"] for cell in chosen)
                rows.append(
                    [
                        manner,
                        str(connections),
                        peer,
                        *("–" if figure is None else f"{figure:,.1f}" for figure in figures),
                        str(failures),
                    ]
                )
    return _grid(["answers", "connections", "peer", "requests/s", "p50", "p99", "failures"], rows)


def _rows(rows: dict[str, dict[str, int | str]]) -> list[str]:
    """How many rows each query has; where a peer finds another number than most, it is marked: its cost says nothing."""
    peers = list(rows)
    lines = []
    for query in sorted({query for found in rows.values() for query in found}):
        counts = [rows[peer].get(query, "–") for peer in peers]
        usual = statistics.mode(counts)
        lines.append([query, *(str(count) if count == usual else f"**≠ {count}**" for count in counts)])
    return _grid(["query", *peers], lines)


def _grid(head: list[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]
