"""`partnercities evidence`: what a statement rests on, and whether all of it holds."""

import argparse
import sys
from pathlib import Path

from partnercities.desk.desk import open_desk
from partnercities.desk.proving import Passage, prove, prove_all
from partnercities.model.vocabulary import key
from partnercities.problems import BadRequest
from partnercities.settings import from_environment
from partnercities.validation.evidence import Proof


def run(options: argparse.Namespace) -> int:
    """Show the evidence of one thing, or verify that of all; 1 if something does not hold."""
    folder = Path(options.documents) if options.documents else None
    desk = open_desk(from_environment())
    if options.key:
        for passage in prove(desk, options.key, folder):
            print("\n".join(_block(passage)))
        return 0
    if folder is None:
        raise BadRequest(
            "Give a key, or --documents DIR to verify all claims.",
            hint="For example: partnercities evidence city/bg/sofia",
        )
    return _judge(prove_all(desk, folder))


def _block(passage: Passage) -> list[str]:
    item = passage.evidence
    where = f", characters {item.start} to {item.end}" if item.start is not None else ""
    return [f"{item}", f"  {key(item.basis).removeprefix('basis/')} in {key(item.source)}{where}"] + (
        [f"  “{passage.text}”"] if passage.text else []
    )


def _judge(proof: Proof) -> int:
    for failure in proof.failures:
        print(f"FAILED {failure}")
    outside = f"; {proof.outside} rest on public pages and are not checked here" if proof.outside else ""
    print(
        f"{proof.verified} claims verified, {len(proof.failures)} failed ({proof.evidence} pieces of evidence in {proof.documents} documents{outside})"
    )
    if proof.failures:
        print("partnercities: the evidence does not hold", file=sys.stderr)
    return 1 if proof.failures else 0
