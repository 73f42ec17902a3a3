"""The addresses of lists, for the description of all addresses: what narrows each, and its forms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from partnercities.problems import NotFound
from partnercities.protocol.formats import PAGE, Kind, of_kind
from partnercities.web.addresses import PAGE_NUMBER, PAGES, WORK, Address, Input, Schema, choice

_KEY: Schema = {"type": "string", "pattern": "^[a-z-]+/[a-z0-9/-]+$"}
_DAY: Schema = {"type": "string", "pattern": "^[12][0-9]{3}(-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))?$"}
_KEYS: Schema = {"type": "array", "items": _KEY}
_YES: Schema = {"type": "boolean"}
_INPUTS: Mapping[str, Input] = {
    item.name: item
    for item in (
        Input("q", {"type": "string", "maxLength": 100}, "A name, in any language and spelling.", example="Sofija"),
        Input("country", {"type": "string", "pattern": "^[A-Za-z]{2}$"}, "A country, by two letters.", example="BG"),
        Input("network", _KEY, "The key of a network.", example="network/urbact"),
        Input("programme", _KEY, "The key of a programme.", example="programme/urbact-3"),
        Input("fund", _KEY, "The key of a fund.", example="fund/erdf"),
        Input("role", _KEY, "The key of a role; narrower ones count too.", example="role/lead"),
        Input("topic", _KEY, "The key of a topic or target group.", example="target-group/roma"),
        Input("city", _KEY, "The key of a city that takes part.", example="city/bg/sofia"),
        Input("lead", _KEY, "The key of who leads or coordinates.", example="city/it/milan"),
        Input("from", _DAY, "The first year or day of a period.", example="2008"),
        Input("to", _DAY, "The last year or day of a period.", example="2013"),
        Input("min", {"type": "integer", "minimum": 0, "maximum": 10_000}, "At least so many."),
        Input("project", _KEY, "The key of a project.", example="project/conet"),
        choice("by", ("network", "programme", "fund", "project"), "What cities recur across."),
        Input("exclude", _KEYS, "What is left out, by its keys.", example="network/urbact"),
        Input("with", _KEYS, "What each city has to meet, all of it, by its keys.", example="network/eurocities"),
        Input("projects-only", _YES, "Projects alone count, without memberships."),
        Input("columns", {"type": "integer", "minimum": 1, "maximum": 1_000}, "The part of the columns, from 1."),
        PAGE_NUMBER,
        choice("lang", ("en", "bg"), "The language of names."),
    )
}
_CITY_ORDERS = ("projects", "networks", "memberships", "met", "country", "name")
_PROJECT_ORDERS = ("name", "start", "cities", "countries")
_KINDS = (Kind.LIST, Kind.GRAPH)


def _list(
    name: str, summary: str, kinds: Sequence[Kind], asked: Sequence[str] = (), orders: Sequence[str] = ()
) -> Address:
    inputs = [_INPUTS[parameter] for parameter in (*asked, "lang")]
    if orders:
        inputs.append(choice("sort", orders, "What the rows are sorted by."))
    return Address(
        f"/{name}", summary, PAGES, (PAGE, *of_kind(*kinds)), inputs, suffixed=True, problems=(NotFound, *WORK)
    )


_CITY = ("country", "network", "programme", "fund", "role", "topic", "from", "to", "min")
_PROJECT = ("network", "programme", "fund", "country", "topic", "city", "lead", "from", "to")
_DRAWN = ("network", "programme", "country")
_RECURRING = ("by", "min", "from", "to", "country", "exclude", "with", "projects-only", "columns", "page")
_PROVEN = ("network", "programme", "fund", "project", "from", "to", "projects-only")
_MEETING = ("min", "country", "network")
_ONE_CITY = Input("city", {"type": "string", "maxLength": 100}, "A city, by its key or its name.", example="Sofia")
# Here it is what is asked about, and no filter.
_OF_CITY = replace(_INPUTS["city"], required=True)
_AND_CITY = Input("with", _KEY, "The key of another city that it meets.", example="city/nl/rotterdam")


def _proof() -> Address:
    row = _list("proof", "What is behind a number: the projects of a city, and where it is said", (Kind.LIST,), _PROVEN)
    return replace(row, inputs=(_OF_CITY, _AND_CITY, *row.inputs))


def _meeting(name: str, summary: str, asked: Sequence[str]) -> Address:
    row = _list(name, summary, (Kind.LIST, Kind.NETWORK), asked)
    return replace(row, inputs=(_ONE_CITY, *row.inputs))


LISTS: tuple[Address, ...] = (
    _list("recurrence", "Cities that recur", (Kind.LIST, Kind.PLACES, Kind.GRAPH), _RECURRING),
    _proof(),
    _meeting("pairs", "Cities that meet again", (*_MEETING, "page")),
    _meeting("meetings", "Who meets whom, as a network", _MEETING),
    _list("cities", "Cities", (Kind.LIST, Kind.PLACES, Kind.GRAPH), ("q", *_CITY, "page"), _CITY_ORDERS),
    _list("projects", "Projects", _KINDS, ("q", *_PROJECT, "page"), _PROJECT_ORDERS),
    *(
        _list(name, name.capitalize(), _KINDS, ("page",))
        for name in ("networks", "programmes", "funds", "organisations", "sources")
    ),
    _list("map", "Cities on the map", (Kind.LIST, Kind.PLACES), (*_DRAWN, "from", "to", "min")),
    _list("timeline", "Projects over the years", (Kind.LIST,), _DRAWN),
    _list("search", "Things by their names", (Kind.LIST,), ("q",)),
)
"""The lists of cities, projects and the like."""
