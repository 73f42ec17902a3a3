"""Turtle and its like: each statement that a parser finds is found, where it stands, to the letter."""

from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from partnercities import content
from partnercities.sources.positions import Spot, Statement, locate
from partnercities.sources.positions.spots import Lines, decode

BASE = "http://example.org/data/file"
MARK = "<urn:mark>"
OURS = sorted(file for name in ("data", "ontology", "shapes") for file in content.folder(name).rglob("*.ttl"))

HEADS = [
    "@prefix : <http://example.org/> .\n@prefix ex.y: <../y#> . # a . comment\n",
    "PREFIX : <http://example.org/>\nprefix ex.y:<y#>BASE <http://example.org/other/>\n",
    '@base <http://example.org/b/c> .@prefix :<#>.\n@prefix ex.y: <http://пример.example/\\u00e9#> .\nVERSION "1.2"\n',
]
GAPS = [" ", " ", "\n", "\t", "\r\n", " # . ; \" ' <a> [\n", "\n\n  ", "\r"]
CHARACTERS = "aé\U0001f600 .#<>'\"\\\n\t\r;[](){}@^_:,"
WORDS = ["1", "-0", "+12", "1.5", "-.5", "1e3", "1.E-3", "01", ".0", "true", "false"]
IRIS = [
    *("<a>", "<../b>", "<http://a.example/x>", "<#f>", "<\\u0061>", "<>", "<urn:é:1>", "<?q=1;2>", ":", ":a", ":a.b"),
    *(":1.5", "ex.y:", "ex.y:a\\,b", ":a%20b", ":é", ":_a-b", "ex.y:x\\.", ":a:b", ":true", ":a..b", ":\\-\\$"),
]
LABELS = ["_:b", "_:c.d", "_:1", "_:é"]


class Writer:
    """Writes Turtle as nobody would, though anybody may."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def document(self) -> str:
        """A text with up to five statements."""
        body = "".join(self.space() + self.statement() for _ in range(self.random.randint(1, 5)))
        return self.one(["", "\ufeff"]) + self.one(HEADS) + body + self.space()

    def statement(self) -> str:
        kind = self.random.random()
        subject = self.one(IRIS) if kind < 0.5 else self.one(LABELS) if kind < 0.7 else self.nested(2)
        return f"{subject}{self.gap()}{self.said(2)}{self.gap()}."

    def said(self, depth: int) -> str:
        pairs = [self.predicate() + self.gap() + self.objects(depth) for _ in range(self.random.randint(1, 3))]
        return self.spaced([";", ";;", "; ;"]).join(pairs) + self.one(["", "", ";", " ; "])

    def objects(self, depth: int) -> str:
        return self.spaced([","]).join(self.object(depth) for _ in range(self.random.choice([1, 1, 2, 3])))

    def predicate(self) -> str:
        return self.one([*IRIS, "a"])

    def object(self, depth: int) -> str:
        if depth and self.random.random() < 0.3:
            return self.nested(depth)
        return self.one([self.one(IRIS), self.one(LABELS), self.one(WORDS), self.string()])

    def nested(self, depth: int) -> str:
        items = [self.object(depth - 1) for _ in range(self.random.randint(0, 3))]
        filled = f"[{self.space()}{self.said(depth - 1)}{self.space()}]"
        return self.one(
            [f"({self.space()}{self.gap().join(items)}{self.space()})", filled, filled, f"[{self.space()}]"]
        )

    def string(self) -> str:
        quote = self.one(['"', "'", '"""', "'''"])
        text = "".join(self.one(CHARACTERS) for _ in range(self.random.randint(0, 8)))
        text = text.replace("\\", self.one(["\\\\", "\\u005C"])).replace(quote, "\\" + quote)
        if len(quote) == 1:
            text = text.replace("\n", "\\n").replace("\r", "\\r")
        elif text.endswith(quote[0]):
            text = f"{text[:-1]}\\{quote[0]}"
        suffix = self.one(["", "", "@en", "@BG-cyrl", "@ar--rtl", "^^" + self.one(IRIS)])
        return quote + text + quote + (self.space() if suffix else "") + suffix

    def spaced(self, marks: list[str]) -> str:
        return self.space() + self.one(marks) + self.space()

    def space(self) -> str:
        return self.one(["", self.gap()])

    def gap(self) -> str:
        return self.one(GAPS)

    def one(self, choice: Sequence[str]) -> str:
        return self.random.choice(choice)


documents = st.integers(0, 2**32).map(lambda seed: Writer(seed).document())


def cut(text: str, spot: Spot) -> tuple[str, str, str]:
    """A text before, at and after a spot."""
    span = Lines(text).span(spot)
    return text[: span.start], text[span.start : span.end], text[span.end :]


def accepted(
    parsed: Callable[[bytes, str], list[tuple[str, str, str]]], document: str, suffix: str = "ttl"
) -> list[tuple[str, str, str]]:
    """The triples of a text that the parser does not refuse."""
    try:
        return parsed(document.encode(), suffix)
    except SyntaxError:
        reject()


@given(documents)
def test_every_statement_is_read_as_a_parser_reads_it(parsed, misread, document):
    accepted(parsed, document)
    assert not misread(document.encode(), "ttl")


@given(documents)
def test_another_term_at_the_spot_is_another_object_of_the_same_statement(parsed, document):
    triples = accepted(parsed, document)
    wanted = {Statement(*triple) for triple in triples if not triple[1].endswith(("-ns#first>", "-ns#rest>"))}
    found = locate(document.encode(), "ttl", wanted, BASE, triples)
    assert set(found) == wanted
    for (subject, predicate, _), spot in found.items():
        before, spelling, after = cut(decode(document.encode()), spot)
        changed = parsed(f"{before}{MARK}{after}".encode(), "ttl")
        subjects = {other for other, said, value in changed if (said, value) == (predicate, MARK)}
        assert any(other == subject or other[:2] == subject[:2] == "_:" for other in subjects), spelling
        assert len(changed) == len(triples) or spelling[0] in "[("


@given(documents)
def test_another_term_at_the_spot_of_a_subject_is_another_subject(parsed, document):
    triples = accepted(parsed, document)
    wanted = {Statement(subject) for subject, predicate, _ in triples if "rdf-syntax-ns#" not in predicate}
    found = locate(document.encode(), "ttl", wanted, BASE, triples)
    assert set(found) == wanted
    for spot in found.values():
        before, spelling, after = cut(decode(document.encode()), spot)
        if spelling[0] not in "[(":
            assert any(subject == MARK for subject, *_ in parsed(f"{before}{MARK}{after}".encode(), "ttl"))


def test_every_statement_of_our_own_files_is_read(misread):
    assert len(OURS) > 100
    assert not [file.name for file in OURS if misread(file.read_bytes(), "ttl")]


GRAPHS = [
    ":g {{ {0} {1} }} {2}",
    "GRAPH <g> {{{0}{1}}} {{ {2}}}",
    "_:g {{ {0} }} [] {{ {1} }} graph :a.b {{ {2} }}",
    "{0} :g{{ {1} :last :said 5 }} PREFIX : <#> {2} ",
]


@given(documents, st.sampled_from(GRAPHS))
def test_graphs_are_passed_through(parsed, misread, document, graphs):
    """Graphs of TriG hold what Turtle holds."""
    head = next(head for head in HEADS if document.removeprefix("\ufeff").startswith(head))
    writers = [Writer(len(document) + number) for number in range(3)]
    text = head + graphs.format(*(writer.statement() for writer in writers))
    accepted(parsed, text, "trig")
    assert not misread(text.encode(), "trig")


def test_what_is_said_of_statements_is_read(misread):
    """RDF 1.2."""
    text = b"""@prefix : <http://example.org/> .
    << :s :p :o ~ :id >> :q << :a :b [] >> , <<( :s :p "o>>" )>> . << :s :p 1 >> .
    :s :p :o ~ :r {| :q [ :n 4 ] ; :z 1 |} , :o2 {| :q2 1 |} {| :q3 2 |} ; :p2 ( << :a :b :c >> ) .
    """
    assert not misread(text, "ttl")


@pytest.mark.parametrize("value", [".5", "-.5", "1.5", ":a.b", ":o {| :q .5 |}"])
@pytest.mark.parametrize("count", range(30, 36))
def test_long_statements_end_where_they_end(misread, value, count):
    """Long statements are passed over in pieces, so a piece may begin anywhere in them."""
    for gap in ("", " ", "  # .\n"):
        values = f",{gap}".join([value] * count * 3)
        assert not misread(f"@prefix : <http://example.org/> . :s :p {values} . :t :p 1 .".encode(), "ttl")


LINES = [
    "<http://a/s> <http://a/p> <http://a/o> .",
    '_:b\t<http://a/p>  "x \\" . \\u00E9"@en-GB. # comment',
    '<http://a/s><http://a/p>"1"^^<http://a/d>.',
    "<http://a/s> <http://a/p> _:b.c .",
]


@pytest.mark.parametrize("suffix", ["nt", "nq"])
def test_lines_are_read(misread, suffix):
    assert not misread("\r\n".join(LINES).encode(), suffix)


def test_the_graph_of_a_quad_is_no_object(misread):
    assert not misread(b'<a:s> <a:p> <a:o> <a:g> .\n_:x <a:p> "o"@en _:g .\n<a:s> <a:p> _:x <a:g> .', "nq")
