"""Writes docs/known-disagreements.md from what validation says of the shipped data: run it with `make docs`.

Each Warning stays for a reason, and the reasons stand here, written by hand. A Warning without one stops the script:
then either the data is wrong, or the reason is to be written. A test keeps the page in step.
"""

import re
from collections import Counter
from pathlib import Path

from partnercities.desk.checking import check
from partnercities.model.vocabulary import DEF, ID, SHAPES, key
from partnercities.validation.report import Finding

HEAD = """# Known disagreements

Made from `partnercities validate` by `make docs`. The shipped data breaks no rule. These warnings remain because sources
are silent, count what they do not list, or contradict each other. They are kept and not silenced: each says something
true about a source. The query `disagreements` shows the values that sources give against each other, `left-open` what
they leave open.

"""

# Why a rule warns at all, in general.
RULES = {
    "Dataset-cities-match": "The number is what the page states; the list is what all pages name. Both stand.",
    "Dataset-member-states-match": "The number is what the page states; the countries are those of the cities that all pages name.",
    "Dataset-parties-match": "The number is what the page states; the list is what all pages name. Both stand.",
    "Dataset-partner-governs-part-of-city": "A source that names a district or an area around a city does not name the city.",
    "Dataset-phase-sources-agree": "Sources give different dates for one phase. Each has a node of its own, and nothing is chosen.",
    "Dataset-project-has-dates": "No page at hand says when the project ran, and nothing is guessed.",
    "Dataset-project-has-lead": "No participation of a lead partner or coordinator is carried, because the lead is not named or is not a city of the table.",
    "Document-issued-given": "A document that shows no date gets none.",
    "Document-publisher-given": "A document that does not name its publisher gets none.",
}

# Why the warning about one thing stays; a thing without a line of its own stays for the reason under ORDINARY.
ORDINARY = {
    "Dataset-project-has-dates": "No page at hand says when it ran.",
    "Dataset-project-has-lead": "No page at hand says who leads it.",
}
APPROVAL = "The page gives the day when the approval was announced, not the start."
EUROCITIES_LEADS = "EUROCITIES leads, by the note on the page; the table has rows for cities only."
REASONS = {
    ("Dataset-cities-match", "count/connection/cities"): "The eighth fellow city was not found on any page.",
    ("Dataset-cities-match", "count/nlao/cities"): "Sofia's page says ten. Nine observatories stand for ten cities in 2011; with Barcelona, shown in 2013, there are eleven.",
    ("Dataset-member-states-match", "count/connection/member-states"): "The number fits the core cities. With the fellow cities, one of them in Switzerland, there are more countries.",
    ("Dataset-parties-match", "count/citicess/partners"): "One source names the municipality of Budapest and another its 18th district, so both are listed.",
    ("Dataset-parties-match", "count/connection/core-cities"): "The page says 14 and names 13. The fourteenth may be Thessaloniki, which a regional partner represents.",
    ("Dataset-parties-match", "count/connection/fellow-cities"): "Seven of the eight were found.",
    ("Dataset-parties-match", "count/nlao/observatories"): "Nine in 2011 and nine in 2013, not the same: Kraków left, Barcelona came, and Lille-Roubaix gave way to Lille Métropole.",
    ("Dataset-partner-governs-part-of-city", "participation/citicess/budapest-district-18"): "The page names the district only. The part of Budapest is a claim of its own, `participation/citicess/budapest`.",
    ("Dataset-phase-sources-agree", "phase/citicess/1/aarhus-dk-demokrati-projekter-og-samarbejder-samarbej-362a08"): "The page of Aarhus gives the earlier end, perhaps that of the phase before closure; two other pages give May 2027.",
    ("Dataset-phase-sources-agree", "phase/romact/1/berkovitsa-bg-ro-023c88"): "The page of Berkovitsa gives a date of its own, nine years after the start that the page of ROMACT gives.",
    ("Dataset-project-has-dates", "project/building-healthy-communities"): "The page shows years around 2020, which cannot be right for a network of URBACT II, so they are left out.",
    ("Dataset-project-has-dates", "project/cfai"): "The pages give the year of a list of cities, not the years of the partnership.",
    ("Dataset-project-has-dates", "project/integra"): "The site gives the dates of events, not those of the project.",
    ("Dataset-project-has-dates", "project/joining-forces"): "The paper at hand has a date of its own and none of the project.",
    **{
        ("Dataset-project-has-dates", f"project/uia-{name}"): APPROVAL
        for name in (
            "5bridges", "as-fabrik", "b-mincome", "bridge", "co-city", "core", "curant", "mac", "mares", "openagri",
            "refumuc", "s-a-l-u-s", "tast-in-five", "u-rlp", "use-it",
        )
    },
    **{
        ("Dataset-project-has-lead", f"project/{name}"): EUROCITIES_LEADS
        for name in ("cities-grow", "dive", "implementoring", "unites", "values")
    },
    ("Dataset-project-has-lead", "project/access-culture"): "The page names no lead.",
    ("Dataset-project-has-lead", "project/cfai"): "The document calls it a partnership between two parties and gives neither of them the lead.",
    ("Dataset-project-has-lead", "project/divercities"): "The cities were studied; who leads the research is not on the page.",
    ("Dataset-project-has-lead", "project/elain"): "The beneficiary is an association of municipalities, by the note on the page; the table has rows for cities only.",
    ("Dataset-project-has-lead", "project/epi"): "The organisation PATRIR coordinates, by the note on the page; the table has rows for cities only.",
    ("Dataset-project-has-lead", "project/gabrovo-twin-towns-waste"): "It was applied for; the page names an applicant and no lead.",
    ("Dataset-project-has-lead", "project/inclucities"): "The network CEMR leads, by the note on the page; the table has rows for cities only.",
    ("Dataset-project-has-lead", "project/inti-cities"): "EUROCITIES coordinates, by another page; the table has rows for cities only.",
    ("Dataset-project-has-lead", "project/joining-forces"): "The part of the paper at hand names no lead.",
    ("Dataset-project-has-lead", "project/prevent"): "Only one partner is named on the page at hand.",
    ("Dataset-project-has-lead", "project/react-campaign"): "It is a campaign in municipalities; the page gives none of them the lead.",
    ("Dataset-project-has-lead", "project/reind-bbg"): "Only one of 16 partners is named on the page at hand.",
    ("Dataset-project-has-lead", "project/romact"): "Municipalities take part in it side by side; the pages give none of them the lead.",
    ("Dataset-project-has-lead", "project/stay-tuned"): "Only one partner is named on the page at hand.",
    ("Dataset-project-has-lead", "project/urbancoop"): "The University of Turin leads, by the note on the page; the table has rows for cities only.",
    ("Document-issued-given", "source/citicess-invitation"): 'The invitation says "24 January" for its meeting and has no date of its own.',
    ("Document-issued-given", "source/connection-page"): "The page has none.",
    ("Document-publisher-given", "source/nlao-page"): "The page names no owner; that it looks like a page of Sofia Municipality proves nothing.",
}  # fmt: skip


def disagreements() -> str:
    """The whole page. Raises LookupError for a Warning without a reason."""
    found = sorted(
        (finding for finding in check([]).findings if finding.severity == "Warning"),
        key=lambda finding: (_rule(finding), _thing(finding), _message(finding)),
    )
    silent = sorted({f"{_rule(finding)} about {_thing(finding)}" for finding in found if not _reason(finding)})
    if silent:
        raise LookupError("These Warnings have no reason in docs/disagreements.py:\n" + "\n".join(silent))
    counts = Counter(_rule(finding) for finding in found)
    rules = "".join(f"- `{rule}` ({count}): {RULES[rule]}\n" for rule, count in sorted(counts.items()))
    rows = "".join(
        f"| `{_thing(finding)}` | `{_rule(finding)}` | {_message(finding)} | {_reason(finding)} |\n"
        for finding in found
    )
    heads = "| Thing | Rule | What the warning says | Why it stays |\n|---|---|---|---|\n"
    return f"{HEAD}There are {len(found)} warnings from {len(counts)} rules:\n\n{rules}\n{heads}{rows}"


def _rule(finding: Finding) -> str:
    return finding.shape.removeprefix(SHAPES)


def _thing(finding: Finding) -> str:
    return key(finding.about)


def _reason(finding: Finding) -> str:
    rule = _rule(finding)
    return REASONS.get((rule, _thing(finding))) or ORDINARY.get(rule, "") if rule in RULES else ""


def _message(finding: Finding) -> str:
    """What the warning says, without the advice that follows."""
    said = re.split(r"(?<=\.) ", finding.message("en"))[0]
    return said.replace(ID, "").replace(DEF, "pc:").replace("|", "/")


if __name__ == "__main__":
    Path(__file__).with_name("known-disagreements.md").write_text(disagreements(), encoding="utf-8")
