"""The SPARQL 1.1 Protocol without a server: each message becomes a query, or a problem with the right status."""

from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnercities.problems import BadRequest, MethodNotAllowed, Problem, UnsupportedMediaType
from partnercities.protocol.operations import (
    FORM,
    METHODS,
    SPARQL_QUERY,
    SPARQL_UPDATE,
    Message,
    Query,
    Update,
    fields,
    read,
)

ASK = "ASK { ?s ?p 'София & co. 100%+1' }"
ENCODED = urlencode({"query": ASK})


def got(message: Message) -> Query:
    query = read(message)
    assert isinstance(query, Query)
    return query


def got_update(message: Message) -> Update:
    update = read(message)
    assert isinstance(update, Update)
    return update


@pytest.mark.parametrize(
    "message",
    [
        Message("GET", ENCODED),
        Message("HEAD", ENCODED),
        Message("POST", "", FORM, ENCODED.encode()),
        Message("POST", "", FORM.upper(), ENCODED.encode()),
        Message("POST", "", FORM + "; charset=UTF-8", ENCODED.encode()),
        Message("POST", "", SPARQL_QUERY, ASK.encode()),
        Message("POST", "", SPARQL_QUERY + ";charset=utf-8", ASK.encode()),
        Message("POST", "", SPARQL_QUERY + '; charset="UTF-8"', ASK.encode()),
        Message("POST", "", "Application/SPARQL-Query ; Charset=UTF8", ASK.encode()),
        Message("POST", ENCODED, FORM, b""),
        Message("GET", ENCODED, "text/plain", b"ignored"),
    ],
    ids=lambda message: f"{message.method} {message.content_type}",
)
def test_each_way_to_send_a_query_gives_the_same_query(message: Message):
    assert got(message) == Query(ASK)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("query_string", ["", "format=turtle", "lang=bg&x="])
def test_a_get_without_a_query_asks_for_the_description(method: str, query_string: str):
    assert read(Message(method, query_string)) is None


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", ""])
def test_other_methods_are_refused_with_those_that_work(method: str):
    with pytest.raises(MethodNotAllowed) as caught:
        read(Message(method, ENCODED))
    assert caught.value.allowed == METHODS


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        ";",
        "query",
    ],
)
def test_a_body_of_another_type_is_refused(content_type: str):
    with pytest.raises(UnsupportedMediaType) as caught:
        read(Message("POST", "", content_type, ASK.encode()))
    assert (content_type or "no type") in caught.value.detail
    assert SPARQL_QUERY in caught.value.hint


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "windows-1251", '"latin1"'])
def test_a_query_in_another_charset_is_refused(charset: str):
    with pytest.raises(UnsupportedMediaType, match=charset.strip('"')):
        read(Message("POST", "", f"{SPARQL_QUERY}; charset={charset}", ASK.encode()))


@pytest.mark.parametrize(
    "message",
    [
        Message("GET", "query=ASK{}&query=ASK{}"),
        Message("GET", "query=ASK{}&query=ASK{ }&format=json"),
        Message("POST", "", FORM, b"query=ASK{}&query=ASK{}"),
        Message("POST", "query=ASK{}", FORM, b"query=ASK{}"),
        Message("POST", "query=ASK{}", SPARQL_QUERY, b"ASK{}"),
        Message("POST", "", FORM, b""),
        Message("POST", "", FORM, b"format=json"),
        Message("GET", "default-graph-uri=http://e.example/g"),
        Message("GET", "named-graph-uri=http://e.example/g"),
    ],
)
def test_none_or_several_queries_are_refused(message: Message):
    with pytest.raises(BadRequest, match=r"quer") as caught:
        read(message)
    assert caught.value.status == 400
    assert caught.value.hint


@pytest.mark.parametrize(
    "message",
    [
        Message("GET", "update=CLEAR+ALL"),
        Message("HEAD", "update=CLEAR+ALL&using-graph-uri=http://e.example/g"),
    ],
)
def test_a_get_changes_nothing(message: Message):
    with pytest.raises(BadRequest, match="sent by POST"):
        read(message)


CLEAR = "CLEAR GRAPH <http://e.example/София+1>"


@pytest.mark.parametrize(
    "message",
    [
        Message("POST", "", FORM, urlencode({"update": CLEAR}).encode()),
        Message("POST", urlencode({"update": CLEAR}), FORM),
        Message("POST", "", SPARQL_UPDATE, CLEAR.encode()),
        Message("POST", "", SPARQL_UPDATE.upper() + "; Charset=UTF-8", CLEAR.encode()),
    ],
    ids=lambda message: f"{message.method} {message.content_type}",
)
def test_each_way_to_send_an_update_gives_the_same_update(message: Message):
    assert got_update(message) == Update(CLEAR)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (Message("GET", "query=ASK{}&update=CLEAR+ALL"), "a query and an update"),
        (Message("POST", "", FORM, b"query=ASK{}&update=CLEAR+ALL"), "a query and an update"),
        (Message("POST", "update=CLEAR+ALL", SPARQL_QUERY, b"ASK{}"), "One query stands in the body"),
        (Message("POST", "query=ASK{}", SPARQL_UPDATE, b"CLEAR ALL"), "One update stands in the body"),
        (Message("POST", "", FORM, b"update=CLEAR+ALL&update=CLEAR+ALL"), "2 updates"),
        (Message("POST", "", FORM, b"update=CLEAR+ALL&default-graph-uri=x:x"), "no parameter of an update"),
        (Message("POST", "named-graph-uri=x:x", SPARQL_UPDATE, b"CLEAR ALL"), "no parameter of an update"),
        (Message("POST", "", FORM, b"query=ASK{}&using-graph-uri=x:x"), "using-graph-uri is no parameter of a query"),
        (Message("GET", "query=ASK{}&using-named-graph-uri=x:x"), "no parameter of a query"),
        (Message("POST", "", SPARQL_UPDATE, b"CLEAR ALL \xff"), "byte 10 is wrong"),
    ],
)
def test_what_is_no_single_update_is_refused(message: Message, words: str):
    with pytest.raises(BadRequest, match=words):
        read(message)


def test_an_update_in_another_charset_is_refused():
    with pytest.raises(UnsupportedMediaType, match="The update is sent in UTF-8"):
        read(Message("POST", "", SPARQL_UPDATE + "; charset=utf-16", b"CLEAR ALL"))


@pytest.mark.parametrize(
    "message",
    [
        Message("GET", "query=%FF"),
        Message("GET", "query=ASK{}&x=%C3"),
        Message("POST", "", FORM, b"query=%FF"),
        Message("POST", "", FORM, b"query=\xff"),
        Message("POST", "", SPARQL_QUERY, b"ASK{'\xff'}"),
    ],
)
def test_what_is_not_utf8_is_refused(message: Message):
    with pytest.raises(BadRequest, match="not UTF-8"):
        read(message)


def test_the_wrong_byte_of_a_body_is_named():
    with pytest.raises(BadRequest, match="byte 4 is wrong"):
        read(Message("POST", "", SPARQL_QUERY, b"ASK{\xff}"))


@pytest.mark.parametrize(
    "message", [Message("GET", "query=ASK{}" + "&x=1" * 1000), Message("POST", "", FORM, b"x&" * 1001)]
)
def test_a_flood_of_parameters_is_refused(message: Message):
    with pytest.raises(BadRequest):
        read(message)


A, B = "http://a.example/", "http://b.example/"


@pytest.mark.parametrize(
    ("parameters", "default", "named"),
    [
        ([], None, None),
        ([("default-graph-uri", A)], (A,), ()),
        ([("default-graph-uri", A), ("default-graph-uri", B)], (A, B), ()),
        ([("named-graph-uri", A)], (), (A,)),
        ([("named-graph-uri", B), ("named-graph-uri", A)], (), (B, A)),
        ([("default-graph-uri", A), ("named-graph-uri", B)], (A,), (B,)),
    ],
    ids=["none", "default", "two defaults", "named", "two named", "both"],
)
@pytest.mark.parametrize("way", ["get", "form", "direct", "divided"])
def test_the_dataset_of_the_protocol_is_read_wherever_it_stands(parameters, default, named, way: str):
    encoded, question = urlencode(parameters), f"query={quote_plus(ASK)}"
    message = {
        "get": Message("GET", f"{question}&{encoded}"),
        "form": Message("POST", "", FORM, f"{question}&{encoded}".encode()),
        "direct": Message("POST", encoded, SPARQL_QUERY, ASK.encode()),
        "divided": Message("POST", encoded, FORM, question.encode()),
    }[way]
    assert got(message) == Query(ASK, default, named)


@pytest.mark.parametrize(
    ("parameters", "default", "named"),
    [
        ([], None, None),
        ([("using-graph-uri", A), ("using-graph-uri", B)], (A, B), ()),
        ([("using-named-graph-uri", B)], (), (B,)),
        ([("using-graph-uri", A), ("using-named-graph-uri", B)], (A,), (B,)),
    ],
    ids=["none", "two defaults", "named", "both"],
)
def test_the_dataset_of_an_update_is_read_wherever_it_stands(parameters, default, named):
    encoded = urlencode(parameters)
    form = Message("POST", "", FORM, f"{urlencode({'update': CLEAR})}&{encoded}".encode())
    direct = Message("POST", encoded, SPARQL_UPDATE, CLEAR.encode())
    assert got_update(form) == got_update(direct) == Update(CLEAR, default, named)


def test_other_parameters_are_options_of_which_the_first_counts():
    query = got(Message("POST", "format=csv", FORM, b"query=ASK{}&format=json&timeout=5&empty="))
    assert query.options == {"format": "csv", "timeout": "5", "empty": ""}


def test_an_empty_query_is_a_query():
    assert got(Message("GET", "query=")).text == ""


MESSAGES = st.builds(
    Message,
    st.sampled_from(["GET", "HEAD", "POST", "PUT"]),
    st.one_of(st.text(), st.text(alphabet="query=&%Fpdefault-graph-uri", max_size=40)),
    st.one_of(
        st.text(), st.sampled_from([FORM, SPARQL_QUERY, SPARQL_UPDATE, FORM + ";charset", SPARQL_QUERY + "; charset="])
    ),
    st.binary(),
)


@given(MESSAGES)
def test_any_message_is_a_query_or_a_problem_of_the_caller(message: Message):
    asked, status = None, 400
    try:
        asked = read(message)
    except Problem as problem:
        status = problem.status
    assert 400 <= status < 500
    if isinstance(asked, Query):
        assert (asked.default_graphs is None) == (asked.named_graphs is None)
    if isinstance(asked, Update):
        assert message.method == "POST"
        assert (asked.using_default is None) == (asked.using_named is None)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_query_arrives_as_it_was_sent(text: str):
    encoded = urlencode({"query": text})
    assert got(Message("GET", encoded)).text == text
    assert got(Message("POST", "", FORM, encoded.encode())).text == text
    assert got(Message("POST", "", SPARQL_QUERY, text.encode())).text == text


def test_what_a_form_says_can_be_said_in_an_address():
    body = b"query=ASK {}&x=%D0%B6" + "&y=ж".encode()
    message = Message("POST", "lang=bg", FORM + "; charset=utf-8", body)
    assert read(Message("GET", fields(message))) == read(message)


def test_a_text_as_body_is_no_part_of_an_address():
    assert fields(Message("POST", "lang=bg", SPARQL_QUERY, b"ASK {}")) == "lang=bg"
