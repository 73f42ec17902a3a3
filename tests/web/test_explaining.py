"""/data, /about, /queries and /problem for people, in both languages."""

import re

import pytest

from asking import Client
from partnercities.problems import BY_SLUG
from partnercities.web.site.texts import known

HTML = {"Accept": "text/html"}


def page(client: Client, path: str) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == 200, response.text
    text: str = response.text
    return text


def test_the_data_page_tells_version_size_and_sources(client: Client, dataset):
    text = page(client, "/data?lang=en")
    assert dataset.version in text
    assert f"<dd>{dataset.triples:,}</dd>" in text
    assert 'href="/dump.nq.gz"' in text
    assert "sha256sum -c dump.nq.gz.sha256" in text
    assert text.count('href="/source/') >= 88
    assert text.count('href="/graph/') == len(dataset.graphs)


def test_gaps_are_numbers_of_queries(client: Client):
    text = page(client, "/data?lang=en")
    assert re.search(r'286</td><td class="n">98%</td><td class="n">5</td>', text)
    assert "<b>588</b> participations and memberships" in text
    for query in ("identifiers-of-cities", "left-open", "counts-against-listed", "disagreements", "single-page-claims"):
        assert f'href="/queries/{query}?lang=en"' in text


def test_the_page_about_counting_has_live_figures_that_lead_to_their_queries(client: Client):
    text = page(client, "/about")
    figures = dict(re.findall(r'href="(/queries/[^"]+)">([\d,]+)<span', text))
    assert figures["/queries/cities-across-networks"] == "58"
    assert figures["/queries/cities-across-networks?min=1"] == "254"
    assert figures["/queries/pairs-of-cities"] == "137"
    assert "<b>" not in re.sub(r"(?s)<header.*?</header>", "", text)


def test_roles_that_count_stand_apart_from_those_that_do_not(client: Client):
    counting, others = re.findall(r'<ul class="chips">(.*?)</ul>', page(client, "/about?lang=en"))[:2]
    assert "/role/lead" in counting
    assert "/role/studied" in others
    assert "/role/studied" not in counting


@pytest.mark.parametrize("path", ["/about", "/data", "/queries", "/validate", "/problem"])
def test_a_page_is_written_in_the_language_asked_for(client: Client, path: str):
    text = re.sub(r"(?s)<head>.*?</head>|<pre.*?</pre>", "", page(client, f"{path}?lang=bg"))
    heads = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", text)
    # Names of formats stand as they are.
    assert [head for head in heads if not re.search("[А-Яа-я]", head)] == []


def test_queries_can_be_narrowed_by_tag(client: Client, desk):
    text = page(client, "/queries?tag=pairs&lang=en")
    wanted = {query.id for query in desk.catalogue.values() if "pairs" in query.tags}
    assert set(re.findall(r'<h2><a href="/queries/([\w-]+)', text)) == wanted
    assert client.get("/queries?tag=nothing", headers=HTML).status_code == 400


@pytest.mark.parametrize("words", ["overlap", "ПРИПОКРИВАТ", "jaccard networks"])
def test_queries_are_found_by_words_of_either_language(client: Client, words: str):
    text = page(client, f"/queries?q={words}&lang=en")
    found = set(re.findall(r'<h2><a href="/queries/([\w-]+)', text))
    assert "network-overlap" in found
    assert "cities" not in found


def test_the_search_among_queries_keeps_the_tag_and_says_when_nothing_fits(client: Client):
    text = page(client, "/queries?tag=pairs&q=quagga&lang=en")
    assert '<input type="hidden" name="tag" value="pairs">' in text
    assert "0 queries." in text
    assert 'href="/queries?lang=en"' in text


def test_every_column_and_tag_has_a_name_in_both_languages(desk):
    columns = {column for query in desk.catalogue.values() for column in query.columns}
    tags = {tag for query in desk.catalogue.values() for tag in query.tags}
    assert {column for column in columns if not known(f"columns.{column}")} == set()
    assert {tag for tag in tags if not known(f"tags.{tag}")} == set()


def test_fields_fit_their_parameters(client: Client):
    text = page(client, "/queries/cities-across-networks?lang=bg&country=PL&projectsOnly=true&from=2010-01-01")
    assert '<input name="min" type="number"' in text
    assert '<input name="from" type="date" value="2010-01-01"' in text
    assert '<option value="PL" selected>Полша</option>' in text
    assert 'value="true" checked' in text
    assert '<select name="lang">' in text
    assert 'placeholder="network/urbact"' in text
    overlap = page(client, "/queries/members-of-network")
    assert '<option value="network/urbact">URBACT</option>' in overlap


def test_an_answer_has_names_with_links_and_heads_in_the_language(client: Client):
    text = page(client, "/queries/cities-across-networks?lang=bg")
    assert 'href="/city/bg/sofia?lang=bg">София</a>' in text
    assert "<code>byMemberships</code>" in text
    assert "Мрежи по членства" in text


def test_programs_ask_for_what_the_page_shows(client: Client):
    text = page(client, "/queries/pairs-of-cities?min=4&city=city/bg/sofia")
    assert "read_csv(&#34;http://localhost/queries/pairs-of-cities.csv?min=4&amp;city=city/bg/sofia&#34;)" in text
    assert "curl -s &#39;http://localhost/queries/pairs-of-cities.csv" in text
    assert 'href="/sparql?query=' in text


def test_a_long_answer_comes_in_pages(client: Client):
    first, last = page(client, "/queries/pairs-of-cities?min=1"), page(client, "/queries/pairs-of-cities?min=1&page=9")
    assert (first.count("<tr><td>"), last.count("<tr><td>")) == (200, 1748 - 8 * 200)
    assert "1,748 rows" in first
    assert client.get("/queries/pairs-of-cities?min=1&page=10", headers=HTML).status_code == 404


def test_an_answer_without_rows_says_so_and_leads_on(client: Client):
    text = page(client, "/queries/pairs-of-cities?min=99&lang=en")
    assert "No row fits" in text
    assert 'href="/queries/pairs-of-cities?lang=en"' in text


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_the_type_of_an_error_leads_to_what_it_means(client: Client, slug: str):
    for language in ("en", "bg"):
        text = page(client, f"/problem/{slug}?lang={language}")
        assert f"<code>{slug}</code>" in text
        assert f"<dd>{BY_SLUG[slug].status}</dd>" in text


def test_an_unknown_kind_of_problem_is_none(client: Client):
    assert client.get("/problem/nothing", headers=HTML).status_code == 404
    assert all(f'/problem/{slug}"' in page(client, "/problem") for slug in BY_SLUG)


@pytest.mark.parametrize(("language", "title", "mend"), [("en", "There is no such thing", "How to mend it"), ("bg", "Няма такова нещо", "Как се поправя")])  # fmt: skip
def test_a_problem_is_told_in_the_language_of_the_page(client: Client, language: str, title: str, mend: str):
    response = client.get(f"/city/xx/nowhere?lang={language}", headers=HTML)
    assert response.status_code == 404
    assert f"<h1>{title}</h1>" in response.text
    assert mend in response.text
    assert "404" in response.text
