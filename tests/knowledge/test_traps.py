"""The traps of the five documents: what a hasty reader gets wrong, and what the graph must say instead.

A trap is known by its document and its name. Each query is asked of what one document says (its own graph) where further sources may
say more, and of the whole dataset where nobody may. Expected rows are written with ` | ` between values and without the base of things.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnercities.dataset.build import Dataset
from partnercities.protocol.formats import Kind, named
from partnercities.store import Table

Rows = Callable[[str], Table]


@dataclass(frozen=True)
class Trap:
    """What is true, in words and as the rows that a SELECT must give, in any order."""

    id: str
    words: str
    query: str
    expected: tuple[str, ...] = ()


STAIRCASE = "https://www.interregeurope.eu/citiness/news-and-events/news/introducing-staircase-to-staircase"

NLAO = (
    Trap(
        "000/two_periods",
        "NLAO has two phases, each with its own months.",
        """SELECT ?number ?start ?end { GRAPH <../graph/nlao-page> {
           ?phase a pc:Phase ; pc:phaseNumber ?number ; pc:start ?start ; pc:end ?end } }""",
        ("1 | 2010-09 | 2010-12", "2 | 2011-01 | 2013-12"),
    ),
    Trap(
        "000/two_periods",
        "Nothing runs over both phases at once: that period is stated nowhere.",
        """SELECT ?thing { { ?thing pc:start "2010-09"^^xsd:gYearMonth ; pc:end "2013-12"^^xsd:gYearMonth }
           UNION { ?thing pc:earliestStart "2010-09-01"^^xsd:date ; pc:latestEnd "2013-12-31"^^xsd:date } }""",
    ),
    Trap(
        "000/composite_partner",
        "Lille-Roubaix is one party that stands for two cities.",
        'SELECT ?party ?city { ?party pc:project <project/nlao> ; pc:namedAs "Лил-Рубе"@bg ; pc:city ?city }',
        ("participation/nlao/lille-roubaix | city/fr/lille", "participation/nlao/lille-roubaix | city/fr/roubaix"),
    ),
    Trap(
        "000/composite_partner",
        "Nine observatories, ten communes.",
        """SELECT (COUNT(DISTINCT ?party) AS ?parties) (COUNT(DISTINCT ?city) AS ?cities)
           { GRAPH <../graph/nlao-page> { ?party pc:role <role/local-authority-observatory> ; pc:city ?city } }""",
        ("9 | 10",),
    ),
    Trap(
        "000/country_aliases",
        "Two names of one country lead to one node.",
        """SELECT ?name ?code { VALUES ?name { "Чехия"@bg "Чешка Република"@bg "Холандия"@bg "Нидерландия"@bg "Великобритания"@bg }
           ?country skos:prefLabel|skos:altLabel ?name ; skos:notation ?code }""",
        ("Чехия | CZ", "Чешка Република | CZ", "Холандия | NL", "Нидерландия | NL", "Великобритания | GB"),
    ),
    Trap(
        "000/country_aliases",
        "Cities of one country under two names share that country.",
        """SELECT ?city ?code { VALUES ?city { <city/cz/brno> <city/cz/ostrava> <city/nl/rotterdam> <city/nl/apeldoorn> <city/nl/heerlen> }
           ?city pc:country/skos:notation ?code }""",
        (
            "city/cz/brno | CZ",
            "city/cz/ostrava | CZ",
            "city/nl/rotterdam | NL",
            "city/nl/apeldoorn | NL",
            "city/nl/heerlen | NL",
        ),
    ),
    Trap(
        "000/network_as_coordinator",
        "EUROCITIES is one thing under its Cyrillic and its Latin name.",
        'SELECT ?name ?thing { VALUES ?name { "ЮРОСИТИС"@bg "EUROCITIES"@en } ?thing skos:prefLabel|skos:altLabel ?name }',
        ("ЮРОСИТИС | network/eurocities", "EUROCITIES | network/eurocities"),
    ),
    Trap(
        "000/network_as_coordinator",
        "The same node coordinates NLAO and CONNECTION, under the name that each page writes.",
        """SELECT ?project ?name { VALUES ?project { <project/nlao> <project/connection> }
           ?party pc:project ?project ; pc:role <role/coordinator> ; pc:partner <network/eurocities> ; pc:namedAs ?name }""",
        ("project/nlao | ЮРОСИТИС", "project/connection | EUROCITIES"),
    ),
    Trap(
        "000/sofia_in_list",
        "Sofia is an ordinary observatory, nothing more.",
        "SELECT ?role { GRAPH <../graph/nlao-page> { ?party pc:city <city/bg/sofia> ; pc:role ?role } }",
        ("role/local-authority-observatory",),
    ),
    Trap(
        "000/unbalanced_quote",
        "The partnership around NLAO is read past the quotation mark that never closes: its title and both parties.",
        """SELECT ?title ?partner { GRAPH <../graph/nlao-page> {
           <project/cfai> dcterms:title ?title . ?party pc:project <project/cfai> ; pc:partner ?partner } }""",
        ("Включващи градове за Европа | network/eurocities", "Включващи градове за Европа | organisation/dg-empl"),
    ),
    Trap(
        "000/dash_kinds",
        "The hyphen inside a name is kept, and no name runs over a dash.",
        'SELECT ?name { GRAPH <../graph/nlao-page> { ?party a pc:Participation ; pc:namedAs ?name FILTER(REGEX(?name, "[-–—]")) } }',
        ("Лил-Рубе",),
    ),
    Trap(
        "000/page_date_not_project_date",
        "29 January 2018 is the date of the page and of nothing else.",
        'SELECT ?thing ?what { GRAPH <../graph/nlao-page> { ?thing ?what "2018-01-29"^^xsd:date FILTER(?what != pc:value) } }',
        ("source/nlao-page | dcterms:issued",),
    ),
    Trap(
        "000/programme_not_fund",
        "PROGRESS is a programme, and the page names no fund.",
        """SELECT ?programme ?fund { GRAPH <../graph/nlao-page> { ?funding a pc:Funding ; pc:programme ?programme
           OPTIONAL { ?funding pc:fund ?fund } } }""",
        ("programme/progress | ",),
    ),
    Trap(
        "000/programme_not_fund",
        "PROGRESS has no fund behind it.",
        "SELECT ?fund { <programme/progress> pc:fund ?fund }",
    ),
    Trap(
        "000/nine_vs_ten",
        "This page says nine, whatever others say.",
        "SELECT ?of ?number { GRAPH <../graph/nlao-page> { ?count pc:countOf ?of ; pc:number ?number } }",
        ("count-of/observatories | 9",),
    ),
    Trap(
        "000/nine_vs_ten",
        "Of Kraków and Barcelona, this page names Kraków.",
        """SELECT ?city { VALUES ?city { <city/pl/krakow> <city/es/barcelona> } GRAPH <../graph/nlao-page> { ?party pc:city ?city } }""",
        ("city/pl/krakow",),
    ),
)

CONNECTION = (
    Trap(
        "001/no_cities_named",
        "The page names no city, so nobody is guessed.",
        "SELECT ?city { GRAPH <../graph/connection-page> { ?party pc:city ?city } }",
    ),
    Trap(
        "001/no_cities_named",
        "What stands there is a count of cities.",
        "SELECT ?number { GRAPH <../graph/connection-page> { ?count pc:countOf <count-of/cities> ; pc:number ?number } }",
        ("22",),
    ),
    Trap(
        "001/header_is_not_content",
        "The decision of the council and the link to the top are page furniture.",
        'SELECT ?text { ?thing ?p ?text FILTER(LANG(?text) != "" && REGEX(?text, "(№|решение) *[0-9]|Нагоре")) }',
    ),
    Trap(
        "001/homoglyph",
        "One word mixes the alphabets: the name as the page writes it, and it says so.",
        """SELECT ?thing ?note { ?thing ?p ?text FILTER(LANG(?text) != "")
           FILTER(REGEX(?text, "[A-Za-z][\\u0400-\\u04FF]|[\\u0400-\\u04FF][A-Za-z]"))
           OPTIONAL { ?thing pc:erratum ?note FILTER(LANG(?note) = "en") } }""",
        ("evidence/connection-page/publisher | The first letter of the name is a Latin A.",),
    ),
    Trap(
        "001/homoglyph",
        "The association itself is found by its Cyrillic name.",
        'SELECT ?thing { ?thing skos:prefLabel ?name FILTER(LCASE(STR(?name)) = "асоциация за развитие на софия") }',
        ("organisation/sofia-development-association",),
    ),
    Trap(
        "001/spelling",
        "The misspelt EUROCITES makes no second network.",
        'SELECT ?thing { ?thing skos:prefLabel|skos:altLabel|pc:namedAs ?name FILTER(UCASE(STR(?name)) = "EUROCITES") }',
    ),
    Trap(
        "001/count_overlap",
        "22 cities and 8 invited ones stand apart; nobody adds them to 30.",
        """SELECT ?of ?number { GRAPH <../graph/connection-page> { ?count pc:countOf ?of ; pc:number ?number
           FILTER(?of IN (<count-of/cities>, <count-of/invited-cities>) || ?number = 30) } }""",
        ("count-of/cities | 22", "count-of/invited-cities | 8"),
    ),
    Trap(
        "001/member_states",
        "12 member states are a count of their own, as stated.",
        "SELECT ?number { GRAPH <../graph/connection-page> { ?count pc:countOf <count-of/member-states> ; pc:number ?number } }",
        ("12",),
    ),
    Trap(
        "001/mixed_quotes",
        "The fund is named with the quotation marks of the page.",
        "SELECT ?name { GRAPH <../graph/connection-page> { ?funding a pc:Funding ; pc:namedAs ?name } }",
        ('Фонд “Убежище, миграция и интеграция"',),
    ),
    Trap(
        "001/mixed_quotes",
        "Its own label has a pair that matches.",
        'SELECT ?label { <fund/amif> skos:prefLabel ?label FILTER(LANG(?label) = "bg") }',
        ("Фонд „Убежище, миграция и интеграция“",),
    ),
    Trap(
        "001/title_variants",
        "Three forms of the dash are one title.",
        "SELECT ?title { GRAPH <../graph/connection-page> { <project/connection> dcterms:title ?title } }",
        ("СВЪРЗВАНЕ – Инициатива за интеграция чрез свързване на градовете",),
    ),
    Trap(
        "001/expert_not_city",
        "MigrationWork is an organisation that gives advice, neither a city nor a network.",
        "SELECT ?class ?role { <organisation/migrationwork> a ?class . ?party pc:partner <organisation/migrationwork> ; pc:role ?role }",
        ("org:Organization | role/expert",),
    ),
)

INTEGRO = (
    Trap(
        "002/cities_not_partners",
        "Kavarna, Ghent and Ostrava are studied.",
        """SELECT ?city ?role { VALUES ?city { <city/bg/kavarna> <city/be/ghent> <city/cz/ostrava> }
           ?party pc:project <project/integro-platform> ; pc:city ?city ; pc:role ?role }""",
        ("city/be/ghent | role/studied", "city/bg/kavarna | role/studied", "city/cz/ostrava | role/studied"),
    ),
    Trap(
        "002/cities_not_partners",
        "No city takes part in the project.",
        "SELECT ?city { <project/integro-platform> pc:participatingCity ?city }",
    ),
    Trap(
        "002/date_inversion",
        "The project starts in June of no year; neither an end nor a day is made of that.",
        """SELECT ?what ?when { GRAPH ?any { ?phase pc:project <project/integro-platform> ; a pc:Phase } GRAPH ?graph { ?phase ?what ?when }
           FILTER(?what IN (pc:start, pc:end, pc:earliestStart, pc:latestEnd)) }""",
        ("pc:start | --06",),
    ),
    Trap(
        "002/split_date",
        "The date on two lines is one day, and it is the day of the page.",
        'SELECT ?thing ?what { ?thing ?what "2015-04-23"^^xsd:date FILTER(?what != pc:value) }',
        ("source/integro-news | dcterms:issued",),
    ),
    Trap(
        "002/three_vs_five",
        "Three studied municipalities, five that visit and ten visitors are three counts.",
        """SELECT ?of ?number { GRAPH <../graph/integro-news> { ?count pc:countOf ?of ; pc:number ?number
           FILTER(?of != <count-of/general-meetings>) } }""",
        ("count-of/studied-municipalities | 3", "count-of/visiting-municipalities | 5", "count-of/visitors | 10"),
    ),
    Trap(
        "002/first_second_country",
        "The two general meetings are placed in countries, not in cities.",
        """SELECT ?meeting ?code { ?meeting dcterms:type <event-kind/general-meeting> ; pc:project <project/integro-platform> .
           ?meeting prov:atLocation ?place OPTIONAL { ?place skos:notation ?code } }""",
        ("event/integro-platform/general-meeting-1 | BE", "event/integro-platform/general-meeting-2 | BG"),
    ),
    Trap(
        "002/network_two_roles",
        "ERGO Network is a partner, and the project belongs to it.",
        """SELECT ?role ?network { ?party pc:project <project/integro-platform> ; pc:partner <network/ergo> ; pc:role ?role .
           <project/integro-platform> pc:network ?network }""",
        ("role/partner | network/ergo",),
    ),
    Trap(
        "002/seat_is_not_partner_city",
        "Razgrad is where the lead partner sits; the lead partner stands for no city.",
        """SELECT ?city ?role { GRAPH <../graph/integro-news> { ?party pc:partner <organisation/integro> ; pc:role ?role
           OPTIONAL { ?party pc:city ?city } } }""",
        ("city/bg/razgrad | role/seat", " | role/lead"),
    ),
    Trap(
        "002/footer",
        "The links under the news item are page furniture.",
        'SELECT ?text { ?thing ?p ?text FILTER(LANG(?text) != "" && REGEX(?text, "Сподели|Подобни публикации")) }',
    ),
    Trap(
        "002/genitive",
        "The fund is named in the case that the page writes, and is the fund of the base form.",
        """SELECT ?name ?label { ?funding pc:project <project/integro-platform> ; pc:fund ?fund ; pc:namedAs ?name .
           ?fund skos:prefLabel ?label FILTER(STRENDS(?name, "фонд") && LANG(?label) = "bg") }""",
        ("Европейския социален фонд | Европейски социален фонд",),
    ),
)

CONET = (
    Trap(
        "003/mis_transliteration",
        "Во-ен-Вульон is kept as written, leads to Vaulx-en-Velin and is marked.",
        """SELECT ?city ?label ?note { ?party pc:namedAs "Во-ен-Вульон"@bg ; pc:city ?city ; pc:evidence/pc:erratum ?note .
           ?city skos:prefLabel ?label FILTER(LANG(?label) = "bg" && LANG(?note) = "en") }""",
        ("city/fr/vaulx-en-velin | Во ан Влен | The usual Bulgarian form of the name is Во ан Влен.",),
    ),
    Trap(
        "003/mis_transliteration",
        "The unusual form finds the city.",
        'SELECT ?city { ?city skos:altLabel "Во-ен-Вульон"@bg }',
        ("city/fr/vaulx-en-velin",),
    ),
    Trap(
        "003/bracket_pattern",
        "The French city of CoNet is Vaulx-en-Velin.",
        """SELECT ?city { ?party pc:project <project/conet> ; pc:city ?city . ?city pc:country country:FRA }""",
        ("city/fr/vaulx-en-velin",),
    ),
    Trap(
        "003/bracket_pattern",
        "Lyon takes part in nothing that the five documents tell.",
        """SELECT ?party { VALUES ?key { "nlao-page" "connection-page" "integro-news" "conet-page" "citicess-invitation" }
           BIND(IRI(CONCAT("https://w3id.org/partnercities/graph/", ?key)) AS ?graph) GRAPH ?graph { ?party pc:city <city/fr/lyon> } }""",
    ),
    Trap(
        "003/lead_in_prose",
        "Berlin leads and ten follow.",
        """SELECT ?role (COUNT(DISTINCT ?party) AS ?parties) (IF(?role = <role/lead>, SAMPLE(STR(?city)), "") AS ?who)
           { GRAPH <../graph/conet-page> { ?party pc:role ?role ; pc:city ?city } } GROUP BY ?role""",
        ("role/lead | 1 | city/de/berlin", "role/partner | 10 | "),
    ),
    Trap(
        "003/lead_in_prose",
        "That makes the eleven partners whom the page counts.",
        "SELECT ?number { GRAPH <../graph/conet-page> { ?count pc:countOf <count-of/partners> ; pc:number ?number } }",
        ("11",),
    ),
    Trap(
        "003/transliterations",
        "Names of the page that gazetteers write otherwise lead to their cities.",
        """SELECT ?name ?city { VALUES ?name { "Хихон"@bg "Забже"@bg "Апелдоорн"@bg }
           GRAPH <../graph/conet-page> { ?party pc:namedAs ?name ; pc:city ?city } }""",
        ("Хихон | city/es/gijon", "Забже | city/pl/zabrze", "Апелдоорн | city/nl/apeldoorn"),
    ),
    Trap(
        "003/brussels",
        "Брюксел is the city as named; no region and no authority is read into it.",
        """SELECT ?name ?city ?partner { GRAPH <../graph/conet-page> { ?party pc:city ?city ; pc:namedAs ?name
           FILTER(?name = "Брюксел"@bg) OPTIONAL { ?party pc:partner ?partner } } }""",
        ("Брюксел | city/be/brussels | ",),
    ),
    Trap(
        "003/district_population",
        "The inhabitants are those of the pilot area, and they are about so many.",
        """SELECT ?of ?number ?about ?area ?city { GRAPH <../graph/conet-page> {
           ?count pc:countOf ?of ; pc:number ?number ; pc:project ?project FILTER(?of != <count-of/partners>)
           OPTIONAL { ?count pc:approximate ?about } ?project pc:pilotArea ?area } ?area dcterms:isPartOf ?city }""",
        (
            "count-of/inhabitants | 65000 | true | place/bg/krasna-polyana | city/bg/sofia",
            "count-of/roma-inhabitants | 25000 | true | place/bg/krasna-polyana | city/bg/sofia",
        ),
    ),
    Trap(
        "003/district_population",
        "No number is said of a city.",
        "SELECT ?city { ?city a pc:City ; pc:number ?number }",
    ),
    Trap(
        "003/numbers_with_spaces",
        "65 000 is one number, kept beside the words of the page.",
        """SELECT ?number ?words { <count/conet/inhabitants> pc:number ?number ; pc:evidence/pc:namedAs ?words }""",
        ("65000 | 65 000 души",),
    ),
    Trap(
        "003/period_with_g",
        "The months are read without the letter and the full stop behind them.",
        "SELECT ?start ?end { GRAPH <../graph/conet-page> { ?phase a pc:Phase ; pc:start ?start ; pc:end ?end } }",
        ("2008-07 | 2011-07",),
    ),
    Trap(
        "003/title_language",
        "The Bulgarian and the English title say different things, and both stand in their language.",
        """SELECT ?language ?title { GRAPH <../graph/conet-page> { <project/conet> dcterms:title ?title }
           BIND(LANG(?title) AS ?language) }""",
        ("bg | Социална мрежа за сближаване", "en | Cohesion Network"),
    ),
    Trap(
        "003/website_label",
        "The website has a scheme in the graph and none on the page.",
        """SELECT ?page ?words { GRAPH <../graph/conet-page> { <project/conet> foaf:page ?page .
           ?evidence pc:supports foaf:page ; pc:value ?page ; pc:namedAs ?words } }""",
        ("http://urbact.eu/conet | urbact.eu/conet",),
    ),
    Trap(
        "003/three_years",
        "Three years are kept beside the months, which could mean one more.",
        "SELECT ?start ?end ?duration { GRAPH <../graph/conet-page> { ?phase pc:start ?start ; pc:end ?end ; pc:duration ?duration } }",
        ("2008-07 | 2011-07 | P3Y",),
    ),
)

CITICESS = (
    Trap(
        "004/sofia_missing",
        "The invitation shows Sofia as the host of an event and as nothing else.",
        "SELECT ?role { GRAPH <../graph/citicess-invitation> { ?party pc:city <city/bg/sofia> ; pc:role ?role } }",
        ("role/event-host",),
    ),
    Trap(
        "004/sofia_missing",
        "It names seven parties: one lead and six partners.",
        """SELECT ?role (COUNT(DISTINCT ?party) AS ?parties) {
           GRAPH <../graph/citicess-invitation> { ?party a pc:Participation ; pc:role ?role } } GROUP BY ?role""",
        ("role/lead | 1", "role/partner | 6", "role/event-host | 1"),
    ),
    Trap(
        "004/url_typo",
        "The wrong addresses are kept as written, each marked.",
        """SELECT ?page ?note { GRAPH <../graph/citicess-invitation> { <project/citicess> foaf:page ?page ; pc:evidence ?evidence .
           ?evidence pc:supports foaf:page ; pc:value ?page OPTIONAL { ?evidence pc:erratum ?note FILTER(LANG(?note) = "en") } } }""",
        (
            "https://www.interregeurope.eu/citiness | The address says citiness; the project is CITICESS.",
            f"{STAIRCASE} | The address says citiness; the project is CITICESS.",
        ),
    ),
    Trap(
        "004/programme_period",
        "2021 to 2027 is the period of the programme and of nothing else.",
        """SELECT ?thing ?what ?year { VALUES ?year { "2021"^^xsd:gYear "2027"^^xsd:gYear }
           GRAPH <../graph/citicess-invitation> { ?thing ?what ?year FILTER(?what != pc:value) } }""",
        (
            "programme/interreg-europe-2021-2027 | pc:start | 2021",
            "programme/interreg-europe-2021-2027 | pc:end | 2027",
        ),
    ),
    Trap(
        "004/programme_period",
        "The invitation gives the project no period.",
        "SELECT ?phase { GRAPH <../graph/citicess-invitation> { ?phase a pc:Phase } }",
    ),
    Trap(
        "004/not_a_city",
        "Ballyhoura Development is an organisation and stands for no city.",
        """SELECT ?class ?city { <organisation/ballyhoura-development> a ?class .
           ?party pc:partner <organisation/ballyhoura-development> OPTIONAL { ?party pc:city ?city } }""",
        ("org:Organization | ",),
    ),
    Trap(
        "004/not_a_city",
        "No city has its name.",
        'SELECT ?city { ?city a pc:City ; skos:prefLabel|skos:altLabel ?name FILTER(REGEX(?name, "Ballyhoura|Бейлихора")) }',
    ),
    Trap(
        "004/district_not_city",
        "The invitation names the municipality of Budapest, not one of its districts.",
        """SELECT ?partner ?place { GRAPH <../graph/citicess-invitation> { ?party pc:city <city/hu/budapest> ; pc:partner ?partner }
           ?partner pc:governs ?place }""",
        ("organisation/budapest-municipality | city/hu/budapest",),
    ),
    Trap(
        "004/no_year",
        "24 January has no year, and no day is made of it.",
        """SELECT ?what ?when (DATATYPE(?when) AS ?precision) { <event/citicess/information-meeting> ?what ?when
           FILTER(?what IN (pc:start, pc:end, pc:earliestStart, pc:latestEnd)) }""",
        ("pc:start | --01-24 | xsd:gMonthDay",),
    ),
    Trap(
        "004/galati",
        "Галати is kept as written and leads to the city that is usually called Галац.",
        """SELECT ?city ?label { ?city skos:altLabel "Галати"@bg ; skos:prefLabel ?label .
           ?party pc:city ?city ; pc:namedAs "община Галати"@bg FILTER(LANG(?label) = "bg") }""",
        ("city/ro/galati | Галац",),
    ),
    Trap(
        "004/bilingual_pairs",
        "Cities are named twice, in Bulgarian and English; the lead only in Bulgarian, and no country has become a name.",
        """SELECT ?city ?name { GRAPH <../graph/citicess-invitation> { ?party pc:city ?city ; pc:namedAs ?name }
           FILTER(?city IN (<city/dk/aarhus>, <city/nl/heerlen>)) }""",
        ("city/dk/aarhus | община Орхус", "city/dk/aarhus | Aarhus", "city/nl/heerlen | община Хеерлен"),
    ),
    Trap(
        "004/spain_only_in_english",
        "Zaragoza lies in Spain, though the Bulgarian name of the country is not in the text.",
        """SELECT ?code ?name { GRAPH <../graph/citicess-invitation> { ?party pc:city <city/es/zaragoza> ; pc:namedAs ?name }
           <city/es/zaragoza> pc:country/skos:notation ?code }""",
        ("ES | Градски съвет на Сарагоса", "ES | Zaragoza"),
    ),
    Trap(
        "004/title_comma",
        "The title stands without the comma that other pages write.",
        'SELECT ?title { GRAPH <../graph/citicess-invitation> { <project/citicess> dcterms:title ?title } FILTER(LANG(?title) = "bg") }',
        ("Социални услуги ориентирани към гражданите",),
    ),
    Trap(
        "004/markdown",
        "No text holds markup, a no-break space or two spaces in a row.",
        'SELECT ?text { ?thing ?p ?text FILTER(LANG(?text) != "" && REGEX(?text, "[*][*]|[<>]|\\u00A0|  ")) }',
    ),
    Trap(
        "004/model_name",
        "Staircase to Staircase is a method and makes no project, no network and no name.",
        """SELECT ?thing { ?thing skos:prefLabel|skos:altLabel|dcterms:title|dcterms:alternative|pc:namedAs ?name
           FILTER(REGEX(?name, "staircase|opgang", "i")) }""",
    ),
)

TRAPS = (*NLAO, *CONNECTION, *INTEGRO, *CONET, *CITICESS)

SEARCHED = {"004/personal_data"}
"""Traps that a search of all our files holds, below."""

NOT_OF_THE_MODEL = {
    "001/nbsp": "How a no-break space is read decides positions and digests; test_data compares the digests with the words.",
    "002/double_spaces": "Digests are taken of the text as it lies, doubled spaces too; test_data compares the digests with the words.",
    "004/street_type": "The street address of an event is not carried; docs/not-carried.md says so.",
}
"""Traps that only whoever reads the documents can fall into, each with the reason."""

ALL = {
    "000": "two_periods composite_partner country_aliases network_as_coordinator sofia_in_list unbalanced_quote dash_kinds"
    " page_date_not_project_date programme_not_fund nine_vs_ten",
    "001": "no_cities_named header_is_not_content homoglyph nbsp spelling count_overlap member_states"
    " mixed_quotes title_variants expert_not_city",
    "002": "cities_not_partners date_inversion split_date three_vs_five first_second_country network_two_roles seat_is_not_partner_city"
    " double_spaces footer genitive",
    "003": "mis_transliteration bracket_pattern lead_in_prose transliterations brussels district_population"
    " numbers_with_spaces period_with_g title_language website_label three_years",
    "004": "sofia_missing url_typo programme_period not_a_city district_not_city personal_data no_year galati bilingual_pairs"
    " spain_only_in_english title_comma markdown street_type model_name",
}
"""Every trap that was found when the documents were read, by document."""

_SHORT = {
    "https://w3id.org/partnercities/id/": "",
    "https://w3id.org/partnercities/def#": "pc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/ns/org#": "org:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
}

# A Bulgarian mobile number, or any number with the country code, with or without spaces, dots and dashes between its digits.
_GAP = r"[ \u00a0./()-]{0,2}"
_PHONE = re.compile(rf"(?<![\w.])(?:(?:\+|00){_GAP}3{_GAP}5{_GAP}9|0?{_GAP}[89]{_GAP}[789](?:{_GAP}\d){{7}}(?!\w))")


def _ids() -> set[str]:
    return {f"{document}/{name}" for document, names in ALL.items() for name in names.split()}


def _short(text: str) -> str:
    for iri, prefix in _SHORT.items():
        if text.startswith(iri):
            return prefix + text.removeprefix(iri)
    return text


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.id}: {trap.words}")
def test_the_graph_does_not_fall_into_the_trap(trap: Trap, rows: Rows) -> None:
    found = [" | ".join(_short(value) for value in row.values()) for row in rows(trap.query)]
    assert sorted(found) == sorted(trap.expected), trap.words


def _texts(root: Path) -> dict[str, str]:
    folders = [root / name for name in ("data", "ontology", "shapes", "queries", "docs")]
    paths = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".ttl", ".rq", ".md", ".yaml", ".csv", ".html")
    ]
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in (*paths, *root.glob("*.md"))}


def test_no_telephone_number_stands_in_any_file_or_in_the_dump(root: Path, dataset: Dataset) -> None:
    texts = _texts(root)
    assert "data/sources/citicess-invitation.ttl" in texts
    texts["the dump"] = dataset.store.dump(named("nquads", Kind.DATASET)).decode()
    assert {name: numbers for name, text in texts.items() if (numbers := _PHONE.findall(text))} == {}


# The numbers of this table are made up.
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+359 2 000 0000", True),
        ("00359 88 700 0000", True),
        ("0887 000 000", True),
        ("тел. 88 7 00 00 00", True),
        ("887-000-000", True),
        ("(0)98.70.00.000", True),
        ("887\u00a0000\u00a0000", True),
        ("b887000000d4", False),
        ("<identifier/geonames/2982681>", False),
        ("geo:long 4.887000000 ;", False),
        ("65 000 души, 25 000 роми", False),
    ],
)
def test_the_search_knows_a_telephone_number(text: str, found: bool) -> None:
    assert bool(_PHONE.search(text)) is found


def test_every_trap_is_tested_or_has_a_reason_not_to_be() -> None:
    tested = {trap.id for trap in TRAPS} | SEARCHED
    assert tested.isdisjoint(NOT_OF_THE_MODEL)
    assert tested | set(NOT_OF_THE_MODEL) == _ids()
    assert len(_ids()) == 55


def test_the_list_of_traps_is_the_list_of_the_facts() -> None:
    folder = os.environ.get("PARTNERCITIES_FACTS")
    if not folder:
        pytest.skip("PARTNERCITIES_FACTS does not name the folder of facts")
    import yaml

    documents = yaml.safe_load((Path(folder) / "seeds.yaml").read_text(encoding="utf-8"))["documents"]
    assert _ids() == {f"{document['id']}/{trap['id']}" for document in documents for trap in document["traps"]}
