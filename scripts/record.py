"""record.py: what is new in content/ becomes a commit; from bundles of other machines, into a bundle, to origin."""

import argparse
import os
from pathlib import Path

from mirror import door, files
from mirror.report import Report
from mirror.repository import Repository


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("record", __doc__ or "")
    parser.add_argument("--from", dest="bundles", type=Path, metavar="DIR", help="take in the *.bundle files below DIR")
    parser.add_argument("--bundle", type=Path, metavar="FILE", help="write the new commit to FILE, for another clone")
    parser.add_argument("--push", metavar="BRANCH", help="push it to BRANCH of origin")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Commit, and return the exit code."""
    with files.locked(args.state, "content"):
        repository = Repository(args.content)
        base = repository.head()
        new = repository.take_in(sorted(args.bundles.rglob("*.bundle"))) if args.bundles else repository.commit()
        count = len(repository.changes(base)) if new else 0
        if new and args.bundle:
            repository.bundle(base, args.bundle)
        if new and args.push:
            repository.push(args.push)
    tell_workflow(new=str(new).lower(), commit=repository.head())
    report.note(f"committed {count} files of {args.content.name}/" if new else "nothing new")
    return door.OK


def tell_workflow(**outputs: str) -> None:
    """Set outputs of a workflow's step, where one runs us (GITHUB_OUTPUT); the values are our own words."""
    if path := os.environ.get("GITHUB_OUTPUT"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in outputs.items())


if __name__ == "__main__":
    door.run("record", main, flags())
