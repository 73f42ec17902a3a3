"""`/problem/…`: a page for each kind of problem, so that the type of an error leads to its meaning."""

from flask import Blueprint, Response

from partnercities.problems import BY_SLUG, NotFound
from partnercities.web.site.frame import show

blueprint = Blueprint("problems", __name__)


@blueprint.get("/problem")
def every() -> Response:
    """All kinds of problems."""
    return show(
        "problems.html", "/problem", problems=sorted(BY_SLUG.values(), key=lambda kind: (kind.status, kind.slug))
    )


@blueprint.get("/problem/<slug>")
def one(slug: str) -> Response:
    """What a kind of problem is, and how to mend it."""
    if slug not in BY_SLUG:
        raise NotFound(f"There is no kind of problem {slug[:40]!r}.", hint="The page /problem lists them.")
    return show("problem_kind.html", f"/problem/{slug}", kind=BY_SLUG[slug])
