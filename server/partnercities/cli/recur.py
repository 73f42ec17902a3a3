"""`partnercities recur`: the main question in one word."""

import argparse

from partnercities.cli.output import chooser, show
from partnercities.desk.desk import RECURRENCE, open_desk
from partnercities.problems import BadRequest
from partnercities.settings import from_environment


def run(options: argparse.Namespace) -> int:
    """Show the cities that recur."""
    if options.projects_only and options.by != "network":
        raise BadRequest(f"--projects-only means nothing by {options.by}: there only projects count.")
    desk = open_desk(from_environment())
    values = {
        "min": [str(options.min)] if options.min is not None else [],
        "country": [options.country or ""],
        "exclude": options.exclude,
        "from": [options.since or ""],
        "to": [options.until or ""],
        "lang": [options.lang],
    }
    if options.projects_only:
        values["projectsOnly"] = ["true"]
    show(desk.run(desk.stored(RECURRENCE[options.by]), values, chooser(options.format)), options.format)
    return 0
