"""A query as a command or a program that asks it here: to be pasted into a terminal, Python or R."""

import shlex
from collections.abc import Callable, Mapping, Sequence

from partnercities.protocol.formats import Format, Kind, of_kind

Pairs = Sequence[tuple[str, str]]


def snippets(endpoint: str, pairs: Pairs, kind: Kind) -> dict[str, str]:
    """The programs by the names of their languages; `pairs` are the parameters of the request, the query among them."""
    return {name: write(endpoint, pairs, kind) for name, write in _WRITERS.items()}


def _curl(endpoint: str, pairs: Pairs, kind: Kind) -> str:
    data = [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in pairs]
    return " \\\n  ".join([f"curl {shlex.quote(endpoint)}", f"-H 'Accept: {_format(kind).media_type}'", *data])


def _python(endpoint: str, pairs: Pairs, kind: Kind) -> str:
    query = next(value for name, value in pairs if name == "query")
    others = "".join(f"sparql.addParameter({name!r}, {value!r})\n" for name, value in pairs if name != "query")
    return _PYTHON[kind].format(endpoint=endpoint, query=_triple_quoted(query), others=others)


def _r(endpoint: str, pairs: Pairs, kind: Kind) -> str:
    given = ",\n  ".join(f"{_r_quoted(name)}, {_r_quoted(value)}" for name, value in pairs)
    return _R[kind].format(endpoint=endpoint, pairs=given, format=_format(kind).name)


def _format(kind: Kind) -> Format:
    """The format that is easiest to read on: CSV, or Turtle for graphs."""
    wanted = "turtle" if kind is Kind.GRAPH else "csv"
    return next(format for format in of_kind(kind) if format.name == wanted)


def _triple_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r")
    return '"""\n' + (escaped[:-1] + '\\"' if escaped.endswith('"') else escaped) + '"""'


def _r_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_BEGIN = """from SPARQLWrapper import {format}, SPARQLWrapper

sparql = SPARQLWrapper("{{endpoint}}")
sparql.setQuery({{query}})
{{others}}sparql.setReturnFormat({format})
"""
_PYTHON: Mapping[Kind, str] = {
    Kind.BINDINGS: _BEGIN.format(format="JSON")
    + """for row in sparql.query().convert()["results"]["bindings"]:
    print({{name: term["value"] for name, term in row.items()}})
""",
    Kind.BOOLEAN: _BEGIN.format(format="JSON") + """print(sparql.query().convert()["boolean"])\n""",
    Kind.GRAPH: _BEGIN.format(format="TURTLE") + """print(sparql.query().convert().decode())\n""",
}
_R_BEGIN = """given <- c(
  {pairs},
  'format', '{format}'
)
odd <- seq(1, length(given), 2)
encoded <- vapply(given, URLencode, "", reserved = TRUE)
address <- paste0("{endpoint}?", paste(encoded[odd], encoded[odd + 1], sep = "=", collapse = "&"))
"""
_R: Mapping[Kind, str] = {
    Kind.BINDINGS: _R_BEGIN + 'answer <- read.csv(address, encoding = "UTF-8")\nprint(answer)\n',
    Kind.BOOLEAN: _R_BEGIN + "cat(readLines(address))\n",
    Kind.GRAPH: _R_BEGIN + 'writeLines(readLines(address, encoding = "UTF-8"))\n',
}
_WRITERS: Mapping[str, Callable[[str, Pairs, Kind], str]] = {"curl": _curl, "Python": _python, "R": _r}
