"""The profiles of cities, projects and claims: what they show is what the stored queries answer, in both languages."""

import gzip
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from asking import Client
from partnercities.desk.desk import Desk

ID = "https://w3id.org/partnercities/id/"
LANGUAGES = ("en", "bg")


def page(client: Client, key: str, language: str = "en") -> str:
    response = client.get(f"/{key}?lang={language}", headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text
    return str(response.text)


def plain(html: str) -> str:
    """The words of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(html: str, heading: str) -> str:
    """What stands below a heading, up to the next of its kind."""
    found = re.search(rf"<h2[^>]*>{re.escape(heading)}</h2>(.*?)(?=<h2|</main>)", html, re.DOTALL)
    assert found, heading
    return found[1]


def rows(html: str) -> list[str]:
    return [plain(row) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)][1:]


def counts(html: str) -> list[int]:
    found = re.search(r'<dl class="counts">(.*?)</dl>', html, re.DOTALL)
    assert found
    return [int(number) for number in re.findall(r"<dd>(\d+)</dd>", found[1])]


def asked(desk: Desk, query: str, **values: str) -> list[dict[str, str]]:
    return list(desk.table(desk.stored(query), {name: [value] for name, value in values.items()}))


def paths(html: str, type: str) -> list[str]:
    """The keys of all things of a type that a piece of a page leads to."""
    return re.findall(rf'href="/({type}/[^"?]+)', html)


# ---------------------------------------------------------------- cities


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", ["city/bg/sofia", "city/nl/rotterdam", "city/fr/lille", "city/es/barcelona"])
def test_the_numbers_of_a_city_are_the_answers_of_queries(client: Client, desk: Desk, city: str, language: str):
    projects = {row["project"] for row in asked(desk, "projects-of-city", city=city) if row["takesPart"] == "true"}
    met, again = asked(desk, "partners-of-city", city=city), asked(desk, "partners-of-city", city=city, min="2")
    networks = asked(desk, "networks-of-city", city=city)
    assert counts(page(client, city, language)) == [len(projects), len(networks), len(met), len(again)]


def test_the_numbers_of_sofia_are_those_of_the_main_question(client: Client, desk: Desk):
    (sofia,) = (row for row in asked(desk, "cities-across-networks") if row["city"] == ID + "city/bg/sofia")
    html = page(client, "city/bg/sofia")
    assert str(counts(html)[1]) == sofia["networks"]
    in_networks = re.findall(r"(\d+) projects? ·", plain(section(html, "Networks")))
    assert sum(map(int, in_networks)) == int(sofia["projects"])
    assert str(counts(html)[0]) == next(
        row["projects"] for row in asked(desk, "cities-across-projects") if row["city"] == sofia["city"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_cities_met_are_on_the_map_or_below_it_and_ranked(client: Client, desk: Desk, language: str):
    met = asked(desk, "partners-of-city", city="city/bg/sofia", lang=language)
    html = page(client, "city/bg/sofia", language)
    drawn = re.search(r'<figure class="drawing">.*?</figure>', html, re.DOTALL)
    assert drawn
    assert set(paths(drawn[0], "city")) == {row["other"].removeprefix(ID) for row in met}
    ranked = re.search(r'<ol class="ranked">(.*?)</ol>', html, re.DOTALL)
    assert ranked
    shown = re.findall(r'<b>(\d+)<.*?href="/(city/[^"?]+).*?>([^<]+)</a>', ranked[1], re.DOTALL)
    assert [(number, ID + key, unescape(name)) for number, key, name in shown] == [
        (row["projects"], row["other"], row["name"]) for row in met if int(row["projects"]) > 1
    ]


def test_what_proves_a_pair_or_a_network_is_one_link_away(client: Client):
    html = page(client, "city/nl/rotterdam")
    links = [unescape(link) for link in re.findall(r'href="(/proof[^"]+)"', html)]
    asked = [parse_qs(urlsplit(link).query) for link in links]
    assert all(found["city"] == ["city/nl/rotterdam"] for found in asked)
    assert [found["network"] for found in asked if "network" in found] == [["network/eurocities"], ["network/urbact"]]
    assert len([found for found in asked if "with" in found]) == counts(html)[3]


def test_projects_and_memberships_are_counted_apart(client: Client):
    shown = plain(section(page(client, "city/nl/rotterdam"), "Networks"))
    assert "EUROCITIES 6 projects · 1 membership founding member of EUROCITIES , since 1986" in shown
    assert "URBACT 1 project · no membership" in shown
    bulgarian = plain(section(page(client, "city/nl/rotterdam", "bg"), "Мрежи"))
    assert "6 проекта · 1 членство" in bulgarian
    assert "член основател" in bulgarian


@pytest.mark.parametrize(("language", "heading"), [("en", "When, and as what"), ("bg", "Кога и в каква роля")])
def test_each_project_of_a_city_stands_on_its_timeline_or_below(
    client: Client, desk: Desk, language: str, heading: str
):
    found = asked(desk, "projects-of-city", city="city/bg/sofia", lang=language)
    shown = section(page(client, "city/bg/sofia", language), heading)
    assert set(paths(shown, "project")) == {row["project"].removeprefix(ID) for row in found}
    words = plain(shown)
    for row in found:
        assert row["projectName"] in words
        assert row["programmeName"] in words or not row["firstDay"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["No project or network counts this city", "Named, but not taking part", "studied"]),
        ("bg", ["Никой проект и никоя мрежа не брои този град", "Назован, но без участие", "изследван"]),
    ],
)
def test_a_city_that_was_only_studied_meets_nobody_and_says_why(client: Client, language: str, words: list[str]):
    html = page(client, "city/bg/kavarna", language)
    assert all(word in plain(html) for word in words)
    assert "/participation/integro-platform/kavarna/studied" in html
    assert '<svg class="map"' not in html
    assert '<dl class="counts">' not in html


def test_names_codes_and_authorities_of_a_city(client: Client, desk: Desk):
    html = section(page(client, "city/bg/sofia"), "Names, places and codes")
    for row in asked(desk, "names-of-thing", thing="city/bg/sofia"):
        assert f'<span lang="{row["language"]}">{row["name"]}</span>' in html
    for row in asked(desk, "identifiers-of-city", city="city/bg/sofia"):
        assert f"<code>{row['code']}</code>" in html
        assert row["address"] in html
    for row in asked(desk, "places-of-city", city="city/bg/sofia"):
        assert row["name"] in plain(html)
    assert 'href="http://www.wikidata.org/entity/Q472"' in html


# ---------------------------------------------------------------- projects


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("project", ["conet", "citicess", "connection", "nlao", "integro-platform"])
def test_all_parties_of_a_project_stand_in_its_table(client: Client, desk: Desk, project: str, language: str):
    found = asked(desk, "parties-of-project", project=f"project/{project}", lang=language)
    html = section(
        page(client, f"project/{project}", language), "Who takes part" if language == "en" else "Кой участва"
    )
    assert set(paths(html, "participation")) == {row["participation"].removeprefix(ID) for row in found}
    shown = rows(html)
    assert len(shown) == len({row["participation"] for row in found})
    for row in found:
        assert any(
            all(row[column] in words for column in ("roleName", "cityName", "partnerName", "namedAs"))
            for words in shown
        ), row


def test_the_lead_is_told_by_shape_and_word(client: Client):
    html = page(client, "project/conet")
    assert re.search(r'<a href="/city/de/berlin\?lang=en" class="lead"><title>Berlin: lead partner</title>', html)
    assert rows(section(html, "Who takes part"))[0].startswith("Berlin DE ◎ lead partner Берлин lead partner")
    assert "A circle with a ring leads" in html
    assert "A circle with a ring leads" not in page(client, "project/connection")


def test_who_does_not_count_is_hollow_and_says_so(client: Client):
    html = page(client, "project/integro-platform")
    assert 'class="aside"><title>Kavarna: studied</title>' in html
    assert "studied not counted" in plain(section(html, "Who takes part"))


@pytest.mark.parametrize(
    ("language", "heading", "values"),
    [
        ("en", "Where sources disagree", ["28 February 2027", "May 2027", "31 May 2027"]),
        ("bg", "Къде източниците се разминават", ["28 февруари 2027 г.", "май 2027 г.", "31 май 2027 г."]),
    ],
)
def test_where_sources_disagree_both_values_stand_with_their_sources(
    client: Client, desk: Desk, language: str, heading: str, values: list[str]
):
    html = section(page(client, "project/citicess", language), heading)
    sides = re.findall(r"<p><b>(.*?)</b><br><small>(.*?)</small></p>", html)
    found = asked(desk, "disagreements", project="project/citicess", lang=language)
    assert [value for value, _ in sides] == [values[0], values[1], values[0], values[2]]
    assert [paths(source, "source") for _, source in sides] == [
        [row[source].removeprefix(ID)] for row in found for source in ("sourceA", "sourceB")
    ]


def test_without_a_disagreement_there_is_no_such_section(client: Client):
    assert 'id="disagree"' in page(client, "project/citicess")
    assert 'id="disagree"' not in page(client, "project/conet")


@pytest.mark.parametrize("project", ["conet", "citicess", "connection", "nlao"])
def test_stated_counts_stand_beside_what_is_listed(client: Client, desk: Desk, project: str):
    stated = asked(desk, "counts-of-project", project=f"project/{project}")
    listed = asked(desk, "counts-against-listed", project=f"project/{project}")
    shown = rows(section(page(client, f"project/{project}"), "What sources count, and what is listed"))
    assert len(shown) == len(stated)
    compared = {"cities": "cities", "member states": "countries"}
    for row in listed:
        against = int(row[compared.get(row["counted"], "parties")])
        verdict = f"≠ differs by {abs(against - int(row['stated']))}" if against != int(row["stated"]) else "= the same"
        assert any(words.startswith(f"{row['counted']} {row['stated']} {against} {verdict}") for words in shown), row
    assert sum("not listed one by one" in words for words in shown) == len(stated) - len(listed)


def test_phases_keep_the_precision_of_their_sources(client: Client):
    conet = plain(section(page(client, "project/conet"), "When it ran"))
    assert "Phase 1 July 2008 July 2011 3 years" in conet
    nlao = plain(section(page(client, "project/nlao", "bg"), "Кога е протекъл"))
    assert "Етап 2 януари 2011 г. декември 2013 г." in nlao
    assert "Етап 2 2011 г. 2013 г." in nlao


def test_what_several_sources_date_alike_is_one_bar_and_stays_apart_in_the_table(client: Client):
    html = section(page(client, "project/connection"), "When it ran")
    assert "Phase 1 2020 – 2022, by 6 sources" in plain(html)
    assert html.count("<rect") == 1
    assert len(rows(html)) == 6
    assert section(page(client, "project/citicess"), "When it ran").count("<rect") == 3


def test_a_year_for_which_a_party_is_shown_stands_beside_it(client: Client):
    shown = rows(section(page(client, "project/nlao"), "Who takes part"))
    seen = {name: next(row for row in shown if row.startswith(name)) for name in ("Kraków", "Barcelona", "Sofia")}
    assert " 2011 " in seen["Kraków"]
    assert "2013" not in seen["Kraków"]
    assert " 2013 " in seen["Barcelona"]
    assert " 2011, 2013 " in seen["Sofia"]


@pytest.mark.parametrize(
    ("project", "language", "words"),
    [
        ("citicess", "en", ["Interreg Europe 2021–2027 → European Regional Development Fund", "15,351 BGN , own contribution Sofia"]),
        ("citicess", "bg", ["Интеррег Европа 2021–2027", "15 351 BGN , собствен принос София"]),
        ("connection", "en", ["Led by EUROCITIES (coordinator)", "Programme and fund Asylum, Migration and Integration Fund"]),
        ("conet", "en", ["Led by Berlin DE (lead partner)", "Ran July 2008 – July 2011", "Network URBACT"]),
        ("epi", "en", ["no source names a lead or coordinator", "no source gives dates"]),
    ],
)  # fmt: skip
def test_the_facts_of_a_project(client: Client, project: str, language: str, words: list[str]):
    said = plain(page(client, f"project/{project}", language))
    assert [word for word in words if word not in said] == []


def test_an_event_without_a_year_gets_none(client: Client):
    html = plain(section(page(client, "project/citicess"), "Events and outputs"))
    assert (
        "information meeting , 24 January (no year given), Regional Information Centre Sofia , planned"
        in html.replace("meeting,", "meeting ,").replace("Sofia,", "Sofia ,")
    )


# ---------------------------------------------------------------- claims and statements


@pytest.mark.parametrize(
    ("claim", "language", "sentence"),
    [
        ("participation/citicess/sofia", "en", "Sofia takes part in CITICESS – Citizen-Centered Social Services as partner ."),
        ("participation/citicess/sofia", "bg", "София участва в СИТИСЕСС – Социални услуги, ориентирани към гражданите като партньор ."),
        ("participation/citicess/sofia/event-host", "en", "Sofia is named in CITICESS – Citizen-Centered Social Services as event host , which does not count as taking part."),
        ("participation/nlao/lille-roubaix", "en", "Lille and Roubaix take part in EUROCITIES Network of Local Authority Observatories on Active Inclusion as local authority observatory ."),
        ("membership/eurocities/rotterdam", "en", "Rotterdam is founding member of EUROCITIES since 1986."),
        ("funding/citicess/sofia/grant", "en", "The source names 291,669 BGN as grant under Interreg Europe 2021–2027 for Sofia, partner"),
        ("funding/connection/amif", "en", "Asylum, Migration and Integration Fund pays for CONNECTION – Connecting Cities towards Integration Action ."),
        ("phase/conet/1/conet-page", "en", "Phase 1 of CoNet – Cohesion Network : July 2008 – July 2011."),
        ("count/conet/inhabitants", "en", "A source counts about 65,000 in CoNet – Cohesion Network : inhabitants of the pilot area ."),
        ("count/citicess/partners", "bg", "Източник брои 8 в СИТИСЕСС – Социални услуги, ориентирани към гражданите : партньори ."),
        ("event/citicess/study-visit-aarhus", "en", "Study visit to Aarhus: study visit of CITICESS – Citizen-Centered Social Services ."),
    ],
)  # fmt: skip
def test_a_claim_is_said_in_a_sentence(client: Client, claim: str, language: str, sentence: str):
    lead = re.search(r'<p class="lead">(.*?)</p>', page(client, claim, language), re.DOTALL)
    assert lead
    assert plain(lead[1]).startswith(sentence)


@pytest.mark.parametrize(
    "claim", ["participation/conet/sofia", "participation/citicess/galati", "count/conet/partners"]
)
def test_a_claim_shows_document_position_digest_basis_and_wording(client: Client, desk: Desk, claim: str):
    html = page(client, claim)
    cards = re.search(r'<ul class="cards proofcards">(.*?)</ul>', html, re.DOTALL)
    assert cards
    words = plain(cards[1])
    for row in asked(desk, "proof-of-claim", claim=claim):
        span = f"code points {int(row['start']):,} to {int(row['end']):,}" if row["start"] else ""
        for shown in (row["sourceName"], row["basisName"], span, row["digest"], row["namedAs"], row["erratum"]):
            assert shown in words
        assert row["evidence"].removeprefix(ID) in html


def test_a_piece_of_evidence_says_what_it_proves(client: Client):
    html = page(client, "evidence/citicess-invitation/topic-access-to-basic-services")
    assert "This passage proves: CITICESS" in plain(html)
    card = plain(html[html.index("proofcards") :])
    assert "Proves the value topic : access to basic services" in card
    assert "As written основни услуги" in card


def test_a_phase_says_which_source_says_otherwise(client: Client):
    html = page(client, "phase/citicess/1/sofia-bg-bf0d4c")
    apart = plain(section(html, "Another source says otherwise"))
    assert "28 February 2027" in apart
    assert "31 May 2027" in apart
    assert "Another source" not in page(client, "phase/conet/1/conet-page")


def statement(html: str, property: str, value: str) -> str:
    """The row of a value in the table of statements, as words."""
    table = re.search(r'<table class="statements">.*?</table>', html, re.DOTALL)
    assert table
    body = next(part for part in table[0].split("<tbody>") if property in part)
    return plain(next(row for row in body.split("<tr") if value in row))


@pytest.mark.parametrize(
    ("thing", "language", "property", "value", "ground"),
    [
        ("project/citicess", "en", "topic", "access to basic services", "● stated Invitation to an information meeting on CITICESS evidence"),
        ("project/nlao", "en", ">network<", "EUROCITIES", "◐ implied NLAO project page of Sofia Municipality evidence"),
        ("project/nlao", "bg", ">мрежа<", "ЮРОСИТИС", "◐ подразбира се"),
        ("project/citicess", "en", ">page<", "https://interregeurope.eu/citicess", "○ from outside interregeurope.eu/citicess evidence"),
        ("project/conet", "en", "participating city", "Berlin", "∴ worked out"),
        ("project/conet", "bg", "участващ град", "Берлин", "∴ изведено"),
        ("city/bg/sofia", "en", "population", "1152556", "◇ shared"),
        ("participation/citicess/sofia", "en", ">role<", "partner", "○ from outside aarhus.dk/demokrati"),
    ],
)  # fmt: skip
def test_a_statement_says_where_it_comes_from(
    client: Client, thing: str, language: str, property: str, value: str, ground: str
):
    assert ground in statement(page(client, thing, language), property, value)


def test_a_statement_leads_to_its_source_and_its_evidence(client: Client):
    html = page(client, "project/citicess")
    row = html[html.index('<table class="statements">') :]
    assert 'href="/source/citicess-invitation?lang=en"' in row
    assert 'href="/evidence/citicess-invitation/topic-access-to-basic-services?lang=en"' in row


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("path", ["city/bg/sofia", "project/citicess", "participation/conet/sofia"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queries_behind_a_profile_run(client: Client, path: str, language: str):
    html = page(client, path, language)
    behind = [unescape(link) for link in re.findall(r'href="(/queries/[^"]+)"', html)]
    assert behind
    for link in behind:
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 200, link


@pytest.mark.parametrize("path", ["city/bg/sofia", "project/connection", "project/nlao"])
def test_a_profile_is_light(client: Client, path: str):
    html = client.get(f"/{path}", headers={"Accept": "text/html"})
    styles = client.get("/static/site.css").data
    outlines = client.get("/static/europe.svg").data
    assert len(gzip.compress(html.data)) <= 20_000
    assert sum(len(gzip.compress(part)) for part in (html.data, styles, outlines)) <= 60_000


def test_a_thing_that_is_only_pointed_to_has_a_page_without_a_profile(client: Client):
    response = client.get("/place/bg/krasna-polyana?lang=en", headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "Every statement and its source" in response.text
