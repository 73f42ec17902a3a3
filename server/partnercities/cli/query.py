"""`partnercities query`: a stored query, a file or a text, asked of the shipped graph or of any endpoint."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from partnercities.catalogue.stored import StoredQuery, parse
from partnercities.cli.output import chooser, show
from partnercities.desk.desk import Desk, open_desk
from partnercities.problems import BadRequest, CannotRead
from partnercities.protocol.operations import Query
from partnercities.settings import from_environment


def run(options: argparse.Namespace) -> int:
    """Ask, and show the answer."""
    settings = from_environment()
    desk = open_desk(replace(settings, store=_address(options.endpoint)) if options.endpoint else settings)
    values = _parameters(options.param)
    choose = chooser(options.format)
    query = options.text if options.text is not None else _named(desk, options.query)
    if isinstance(query, StoredQuery):
        answer = desk.run(query, values, choose)
    elif values:
        raise BadRequest("--param is for stored queries; this one has no head that names parameters.")
    else:
        answer = desk.answer(Query(query), choose)
    show(answer, options.format)
    return 0


def _named(desk: Desk, name: str) -> StoredQuery | str:
    """The stored query of a name or in a file; the bare text of a file that has no head."""
    if not (name == "-" or Path(name).suffix or "/" in name):
        return desk.stored(name)
    text = _read(name)
    return parse(text, name) if text.lstrip().startswith("#+") else text


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise CannotRead(
            f"{name} cannot be read: {error.strerror}.",
            hint="For a stored query give its name: see partnercities queries.",
        ) from error
    except UnicodeDecodeError as error:
        raise CannotRead(f"{name} is not UTF-8: byte {error.start} is wrong.") from error


def _parameters(given: Sequence[str]) -> Mapping[str, Sequence[str]]:
    values: dict[str, list[str]] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise BadRequest(f"--param {item!r} is not of the form K=V.", hint="Write it like --param min=2.")
        values.setdefault(name, []).append(value)
    return values


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise BadRequest(f"--endpoint {url!r} is no address.", hint="It begins with http:// or https://.")
    return url
