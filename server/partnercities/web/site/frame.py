"""What every page has around it: navigation, languages, other forms, the queries behind it, how to cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, render_template, request

from partnercities.model.vocabulary import key, path, source_of
from partnercities.problems import NotFound
from partnercities.protocol.formats import PAGE
from partnercities.web.answers import complete
from partnercities.web.context import address, desk
from partnercities.web.headers import UNSTYLED
from partnercities.web.site.addresses import asked, here, place, url
from partnercities.web.site.language import LANGUAGES, chosen, fallen_back, language, others
from partnercities.web.site.texts import number, text

NAVIGATION = (
    "recurrence",
    "pairs",
    "cities",
    "projects",
    "networks",
    "map",
    "timeline",
    "queries",
    "sparql",
    "validate",
)
"""The pages that every page leads to, by their paths, in order."""
MORE = ("about", "data", "def", "shapes")
"""Those that it leads to at its end."""
_YEAR = 31_536_000


@dataclass(frozen=True)
class Behind:
    """A stored query that a page shows the answer of, with the values it was asked with."""

    query: str
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


def show(
    template: str,
    path: str,
    *,
    behind: Sequence[Behind] = (),
    suffixes: Sequence[str] = (),
    status: int = 200,
    **context: object,
) -> Response:
    """A page: a template at its path, with the queries that it shows the answers of and the other forms that it has."""
    body = render_template(template, path=path, behind=behind, suffixes=suffixes, **context)
    response = complete(body.encode(), PAGE)
    if response.status_code == 200:
        response.status_code = status
    return response


def install(app: Flask) -> None:
    """Give templates what they need for the frame."""
    app.jinja_env.globals.update(
        t=text,
        url=url,
        here=here,
        asset=_asset,
        language=language,
        chosen=chosen,
        fallen_back=fallen_back,
        others=others,
        languages=LANGUAGES,
        navigation=NAVIGATION,
        more=MORE,
        title_of=_title,
        held=_held,
        full=_full,
        form_of=_form_of,
        place=place,
        path_of=path,
        source_of=source_of,
        short=key,
        unstyled=UNSTYLED,
    )
    app.jinja_env.filters["number"] = number
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.get_send_file_max_age = _lasting  # type: ignore[method-assign, assignment]


def _title(id: str) -> str:
    """The title of a stored query."""
    titles = desk().stored(id).title
    return titles.get(language()) or titles["en"]


def _held() -> Any:  # noqa: ANN401 - Held or nothing; templates look at it
    """What is known of the data: its version and date; nothing over a foreign engine."""
    return desk().dataset


def _full() -> str:
    """The whole address of this page, as others can cite it."""
    return address(here())


def _form_of(path: str, suffix: str) -> str:
    """The address of another form of this page."""
    return url(f"{path}.{suffix}", asked())


def _lasting(_: str | None, /) -> int | None:
    """How many seconds a file of ours may be kept: what is asked for by its digest never changes."""
    return _YEAR if "v" in request.args else None


def _asset(name: str) -> str:
    """The address of a file of ours, which changes with its content."""
    return f"/static/{name}?v={_digest(Path(current_app.static_folder or '') / name)}"


@cache
def _digest(file: Path) -> str:
    if not file.is_file():
        raise NotFound(f"There is no file {file.name}.")
    return blake2b(file.read_bytes(), digest_size=6).hexdigest()
