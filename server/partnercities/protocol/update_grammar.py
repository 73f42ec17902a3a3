"""The grammar of one operation of an update: from its first token to its last, noting what it may write.

It is read strictly. What an engine might accept but we cannot name (`INSERTDATA`) is refused, so that nothing reaches
the engine under a false name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from partnercities.problems import BadQuery
from partnercities.protocol.query_text import place_of
from partnercities.protocol.tokens import Token, tokens

_DEPTH = {"{": 1, "{|": 1, "}": -1, "|}": -1}


@dataclass
class Found:
    """What the reading of one operation has found."""

    keyword: str = ""
    silent: bool = False
    writes_default: bool = False
    graphs: list[str] | None = field(default_factory=list)
    """The named graphs that it may write, as terms of the text; None if any may be."""
    source: Token | None = None
    """What LOAD reads."""
    into: Token | None = None
    """What LOAD fills."""
    dataset: Token | None = None
    """The WITH or USING with which the text chooses its own dataset."""
    where: Token | None = None
    """The word WHERE."""

    def writes(self, graph: str | None) -> None:
        """Note a graph that is written: a term, None for the default graph, or a variable for any."""
        if graph is None:
            self.writes_default = True
        elif graph[0] in "?$":
            self.graphs = None
        elif self.graphs is not None:
            self.graphs.append(graph)


class Cursor:
    """A place among the tokens of an update; what it expects and does not find is a BadQuery."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        self.position = 0

    @property
    def token(self) -> Token | None:
        """The next token; None at the end."""
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    @property
    def word(self) -> str:
        """The next token in upper case if it is a word or a mark, else nothing."""
        return self.token.word if self.token else ""

    def step(self) -> Token:
        """Take the next token, whatever it is."""
        token = self.token
        if token is None:
            raise BadQuery("The update is not complete.", place=place_of(self.text, len(self.text)))
        self.position += 1
        return token

    def skip(self, word: str) -> bool:
        """Take the next token if it is this word; whether it was."""
        if self.word != word:
            return False
        self.position += 1
        return True

    def take(self, *words: str) -> Token:
        """Take the next token, which must be one of these words."""
        if self.word not in words:
            raise self.wrong(" or ".join(words))
        return self.step()

    def iri(self) -> Token:
        """Take the next token, which must be an IRI or a prefixed name."""
        if self.token is None or self.token.kind not in ("iri", "name"):
            raise self.wrong("an IRI")
        return self.step()

    def block(self) -> None:
        """Take a block in braces, whatever is in it."""
        self.take("{")
        depth = 1
        while depth:
            depth += _DEPTH.get(self.step().word, 0)

    def wrong(self, expected: str) -> BadQuery:
        """The problem that the next token is not what is expected."""
        token = self.token or Token("end", "its end", len(self.text))
        return BadQuery(
            f"The update is not valid at {token.text!r}.",
            place=place_of(self.text, token.start),
            hint=f"Here stands {expected}, with blanks around words.",
        )


def read_operation(cursor: Cursor) -> Found:
    """What the operation at the cursor is, with the cursor moved behind it. Raises BadQuery where it is none."""
    read = _READERS.get(cursor.word)
    if read is None:
        raise cursor.wrong(", ".join(_READERS))
    found = Found()
    read(cursor, found)
    return found


def _insert(cursor: Cursor, found: Found) -> None:
    cursor.step()
    if cursor.skip("DATA"):
        found.keyword = "INSERT DATA"
        _template(cursor, found)
    else:
        _template(cursor, found)
        _where(cursor, found)


def _delete(cursor: Cursor, found: Found) -> None:
    cursor.step()
    if cursor.skip("DATA"):
        found.keyword = "DELETE DATA"
        _template(cursor, found)
    elif cursor.word == "WHERE":
        found.keyword, found.where = "DELETE WHERE", cursor.step()
        _template(cursor, found)
    else:
        _delete_template(cursor, found)


def _with(cursor: Cursor, found: Found) -> None:
    found.dataset = cursor.step()
    graph = cursor.iri().text
    if cursor.take("DELETE", "INSERT").word == "DELETE":
        _delete_template(cursor, found, graph)
    else:
        _template(cursor, found, graph)
        _where(cursor, found)


def _delete_template(cursor: Cursor, found: Found, graph: str | None = None) -> None:
    _template(cursor, found, graph)
    if cursor.skip("INSERT"):
        _template(cursor, found, graph)
    _where(cursor, found)


def _where(cursor: Cursor, found: Found) -> None:
    found.keyword = "MODIFY"
    while cursor.word == "USING":
        found.dataset = cursor.step()
        cursor.skip("NAMED")
        cursor.iri()
    found.where = cursor.take("WHERE")
    cursor.block()


def _template(cursor: Cursor, found: Found, outside: str | None = None) -> None:
    """Statements to write; those outside of GRAPH go to the graph `outside`, None for the default graph."""
    cursor.take("{")
    while cursor.word != "}":
        if cursor.skip("GRAPH"):
            variable = cursor.token is not None and cursor.token.kind == "variable"
            found.writes((cursor.step() if variable else cursor.iri()).text)
            cursor.block()
        elif cursor.word == "{":
            raise cursor.wrong("GRAPH before the name of a graph")
        elif cursor.step().text != ".":
            found.writes(outside)
    cursor.step()


def _load(cursor: Cursor, found: Found) -> None:
    _begin(cursor, found)
    found.source = cursor.iri()
    if cursor.skip("INTO"):
        cursor.take("GRAPH")
        found.into = cursor.iri()
    found.writes(found.into.text if found.into else None)


def _clear(cursor: Cursor, found: Found) -> None:
    _begin(cursor, found)
    word = cursor.take("GRAPH", "DEFAULT", "NAMED", "ALL").word
    if word == "GRAPH":
        found.writes(cursor.iri().text)
    if word in ("DEFAULT", "ALL"):
        found.writes(None)
    if word in ("NAMED", "ALL"):
        found.graphs = None


def _create(cursor: Cursor, found: Found) -> None:
    _begin(cursor, found)
    cursor.take("GRAPH")
    found.writes(cursor.iri().text)


def _transfer(cursor: Cursor, found: Found) -> None:
    _begin(cursor, found)
    source = _graph_or_default(cursor)
    cursor.take("TO")
    found.writes(_graph_or_default(cursor))
    if found.keyword == "MOVE":
        found.writes(source)


def _begin(cursor: Cursor, found: Found) -> None:
    found.keyword = cursor.step().word
    found.silent = cursor.skip("SILENT")


def _graph_or_default(cursor: Cursor) -> str | None:
    if cursor.skip("DEFAULT"):
        return None
    cursor.skip("GRAPH")
    return cursor.iri().text


_READERS: dict[str, Callable[[Cursor, Found], None]] = {
    "INSERT": _insert,
    "DELETE": _delete,
    "WITH": _with,
    "LOAD": _load,
    "CLEAR": _clear,
    "DROP": _clear,
    "CREATE": _create,
    "COPY": _transfer,
    "MOVE": _transfer,
    "ADD": _transfer,
}
