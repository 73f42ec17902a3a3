"""Addresses of our own pages: a path, what is asked of it, and the language where the reader has chosen one."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlencode

from flask import request

from partnercities.web.site.language import chosen

Value = str | int | bool | None | Iterable[str]


def url(path: str, asked: Mapping[str, Value] | None = None, **more: Value) -> str:
    """A link to a page of ours. What is empty or false is left out, a list is repeated, `_` in a name stands for `-`.

    A path may have a fragment. The language stays as it was chosen, unless another is asked for.
    """
    spoken = chosen()
    if not (asked or more or spoken):
        return path
    wanted = {**(asked or {}), **{name.replace("_", "-"): value for name, value in more.items()}}
    if spoken:
        wanted.setdefault("lang", spoken)
    stem, hash, fragment = path.partition("#")
    query = urlencode([(name, value) for name, values in wanted.items() for value in _each(values)], safe="/:,")
    return stem + (f"?{query}" if query else "") + hash + fragment


def here(**changed: Value) -> str:
    """The address of this page, with some of what it asks changed; None leaves a part out."""
    return url(place(), asked() | {name.replace("_", "-"): value for name, value in changed.items()})


def place() -> str:
    """The path of this page, in whichever form it is asked for."""
    return quote(request.path.removesuffix(".html"), safe="/:@!$&'()*+,;=~")


def asked() -> dict[str, Value]:
    """What is asked of this page, without its form."""
    return {name: request.args.getlist(name) for name in request.args if name != "format"}


def _each(value: Value) -> Iterator[str]:
    if value is None or value is False or value == "":
        return
    if value is True:
        yield "true"
    elif isinstance(value, str | int):
        yield str(value)
    else:
        yield from value
