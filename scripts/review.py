"""review.py: what was fetched stands on a branch of its own, made anew from main, and in one pull request."""

import argparse
from pathlib import Path

from mirror import door, files, review
from mirror.config import load
from mirror.forge import Forge
from mirror.report import Report
from mirror.repository import Repository
from mirror.store import Archive

BRANCH = "mirror/news"


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("review", __doc__ or "")
    parser.add_argument("--from", dest="bundles", type=Path, metavar="DIR", help="take in the *.bundle files below DIR")
    parser.add_argument("--base", default="main", metavar="BRANCH", help="what it is to be merged into (main)")
    parser.add_argument("--dry-run", action="store_true", help="print the pull request's text; push and open nothing")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Commit, push the branch, open or renew the pull request; return the exit code."""
    archive = Archive(args.content, load(args.config).site.zone)
    with files.locked(args.state, "content"):
        repository = Repository(args.content)
        base = repository.head()
        new = repository.take_in(sorted(args.bundles.rglob("*.bundle"))) if args.bundles else repository.commit()
        if not new:
            report.note("nothing new")
            return door.OK
        found = review.rows(repository.changes(base), archive)
        text = review.body(found)
        if args.dry_run:
            print(text, end="")
            return door.OK
        repository.replace(BRANCH)
    Forge().propose(BRANCH, args.base, review.TITLE, text)
    report.note(f"{len(found)} stories wait in the pull request of {BRANCH}")
    return door.OK


if __name__ == "__main__":
    door.run("review", main, flags())
