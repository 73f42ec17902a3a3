"""The names of properties: those of the graph, else our words for those of others, else their prefixed names."""

from partnercities.model.vocabulary import compact
from partnercities.web.naming import Names
from partnercities.web.site.texts import text


def property_name(iri: str, names: Names) -> str:
    """What a property is called in the language of the page."""
    if names.all(iri):
        return names(iri)
    try:
        return text(f"property.{compact(iri).replace(':', '_')}")
    except KeyError:
        return names(iri)
