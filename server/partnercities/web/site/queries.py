"""`/queries` and each of them as pages: the list by tags, a form for the parameters, the answer, and how to take it away."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from flask import Response, request

from partnercities.catalogue.parameters import Parameter
from partnercities.catalogue.stored import StoredQuery
from partnercities.desk import asking
from partnercities.desk.asking import Choices
from partnercities.model.folding import fold
from partnercities.problems import BadParameter, NotFound
from partnercities.protocol.formats import Kind, of_kind
from partnercities.store import Table
from partnercities.web.context import address, desk
from partnercities.web.negotiated import page as page_asked
from partnercities.web.site import wanted
from partnercities.web.site.addresses import Value, url
from partnercities.web.site.frame import show
from partnercities.web.site.language import LANGUAGES, language
from partnercities.web.site.texts import known, text

ROWS = 200
"""How many rows of an answer one page shows."""
# Examples of what can be given for things, by the names of parameters and of tags.
_HINTS = {
    "network": "network/urbact",
    "project": "project/conet",
    "programme": "programme/urbact-3",
    "fund": "fund/erdf",
    "role": "role/core-city",
    "about": "target-group/roma",
    "city": "city/bg/sofia",
}
_TAKEN = {Kind.BINDINGS: ("csv", "json", "tsv", "xml"), Kind.GRAPH: ("ttl", "nt", "jsonld", "rdf")}
_PROGRAMS: Mapping[Kind, Mapping[str, str]] = {
    Kind.BINDINGS: {
        "Python (pandas)": 'import pandas as pd\n\nanswer = pd.read_csv("{csv}")\n',
        "R": 'answer <- read.csv("{csv}", encoding = "UTF-8")\n',
        "curl": "curl -s '{csv}'\n",
    },
    Kind.GRAPH: {
        "Python (rdflib)": 'from rdflib import Graph\n\nanswer = Graph().parse("{ttl}", format="turtle")\n',
        "curl": "curl -s '{ttl}'\n",
    },
}


@dataclass(frozen=True)
class Field:
    """A field of the form: a parameter, what is given for it, and what can be chosen where that is known."""

    parameter: Parameter
    given: str
    choices: Choices
    hint: str
    """An example of what to write: the default where there is one."""


def listed() -> Response:
    """The list, all of it or what has a tag and speaks of some words. Raises BadParameter for a tag that none has."""
    queries = tuple(desk().catalogue.values())
    tags = Counter(tag for query in queries for tag in query.tags)
    tag, words = request.args.get("tag", ""), wanted.words()
    if tag and tag not in tags:
        raise BadParameter(
            f"tag is {tag[:40]!r}, which no query has.", hint="There are: " + ", ".join(sorted(tags)) + "."
        )
    return show(
        "queries.html",
        "/queries",
        suffixes=("json", *(format.suffix for format in of_kind(Kind.GRAPH))),
        queries=[query for query in queries if (not tag or tag in query.tags) and _speaks_of(words, query)],
        tags=tags.most_common(),
        wanted=tag,
        words=words,
        title_in=title_in,
        tag_name=_tag_name,
    )


def _speaks_of(words: str, query: StoredQuery) -> bool:
    """Whether each of the words begins one of what a query is called or said to do, in either language and any script."""
    said = fold(" ".join((query.id, *query.title.values(), *query.description.values()))).split()
    return all(any(found.startswith(word) for found in said) for word in fold(words).split())


def answered(query: StoredQuery, values: Mapping[str, Sequence[str]], table: Table | None, graph: str) -> Response:
    """The page of one query with its answer, rows or a graph. Raises NotFound for a page of rows that there is not."""
    kind = Kind.GRAPH if table is None else Kind.BINDINGS
    pages, number = (max(1, ceil(len(table.rows) / ROWS)) if table else 1), page_asked()
    if number > pages:
        raise NotFound(f"There is no page {number} of this answer.", hint=f"The last one is {pages}.")
    path = f"/queries/{query.id}"
    links = {suffix: url(f"{path}.{suffix}", _asked(values)) for suffix in _TAKEN[kind]}
    addresses = {suffix: address(link) for suffix, link in links.items()}
    bound = query.bind(values)
    return show(
        "query.html",
        path,
        query=query,
        fields=[_field(parameter, query, values) for parameter in query.parameters],
        table=table,
        columns=asking.columns(table, slice((number - 1) * ROWS, number * ROWS)) if table else (),
        page=number,
        pages=pages,
        graph=graph,
        text=bound,
        open=url("/sparql", query=bound),
        links=links,
        programs={name: program.format(**addresses) for name, program in _PROGRAMS[kind].items()},
        title_in=title_in,
        tag_name=_tag_name,
        column_name=column_name,
        limited="limit" in request.args,
    )


def _asked(values: Mapping[str, Sequence[str]]) -> dict[str, Value]:
    """What the other forms of an answer are asked for; English is what they are in by themselves."""
    asked: dict[str, Value] = {name: value for name, value in values.items() if (name, *value) != ("lang", "en")}
    return asked | {name: request.args[name] for name in ("limit", "timeout") if name in request.args}


def title_in(texts: Mapping[str, str]) -> str:
    """A text of a query in the language of the page."""
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


def column_name(column: str) -> str:
    """The head of a column in the language of the page; its own name where nobody gave it another."""
    return text(f"columns.{column}") if known(f"columns.{column}") else column


def _tag_name(tag: str) -> str:
    return text(f"tags.{tag}") if known(f"tags.{tag}") else tag


def _field(parameter: Parameter, query: StoredQuery, values: Mapping[str, Sequence[str]]) -> Field:
    given, default = ",".join(values.get(parameter.name, ())), ", ".join(query.defaults(parameter.name))
    # What is left out of a query about networks is a network.
    kind = parameter.name if parameter.name in _HINTS else query.tags[-1].removesuffix("s")
    hint = _HINTS.get(kind, "") if parameter.type == "thing" else ""
    return Field(parameter, given, _chosen_from(parameter), default or hint)


def _chosen_from(parameter: Parameter) -> Choices:
    if parameter.type == "country":
        return asking.countries(desk())
    if parameter.type == "language":
        return {code: {code: name} for code, name in LANGUAGES.items()}
    return asking.things(desk(), parameter.name) if parameter.type == "thing" and not parameter.many else {}
