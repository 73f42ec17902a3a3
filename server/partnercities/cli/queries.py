"""`partnercities queries`: what can be asked by name."""

import argparse
import csv
import json
import sys

from partnercities import content
from partnercities.catalogue.stored import StoredQuery, load
from partnercities.cli.output import is_table, lines, require


def run(options: argparse.Namespace) -> int:
    """List the stored queries with their parameters."""
    require(options.format, "table", "csv", "json")
    queries = load(content.folder("queries")).values()
    if options.format == "json":
        json.dump([_entry(query, options.lang) for query in queries], sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    rows = [
        ("id", "title", "parameters"),
        *((query.id, query.title[options.lang], " ".join(item.name for item in query.parameters)) for query in queries),
    ]
    if is_table(options.format):
        print("\n".join(lines(list(rows))))
    else:
        csv.writer(sys.stdout).writerows(rows)
    return 0


def _entry(query: StoredQuery, language: str) -> dict[str, object]:
    return {
        "id": query.id,
        "title": query.title[language],
        "description": query.description[language],
        "parameters": {
            item.name: {"type": item.type, "default": query.defaults(item.name), "label": item.label.get(language, "")}
            for item in query.parameters
        },
        "columns": list(query.columns),
    }
