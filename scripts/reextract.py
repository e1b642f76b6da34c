"""reextract.py: the rules of mirror.toml, as they are now, applied to the pages kept of a source; the difference first."""

import argparse
import sys

from mirror import choice, door, files, reextraction
from mirror.config import load
from mirror.outcome import Kind
from mirror.report import Report
from mirror.store import Archive
from mirror.workers import Workers


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("reextract", __doc__ or "")
    parser.add_argument("source", metavar="SOURCE", help="id of the source")
    parser.add_argument("--write", action="store_true", help="make the changes that are shown")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Show how the source's stories would change (with --write: change them), and return the exit code."""
    config = load(args.config)
    source = choice.named_source(config, args.source)
    archive = Archive(args.content, config.site.zone)
    counts = dict.fromkeys(Kind, 0)
    with files.locked(args.state, "content"), Workers() as workers:
        found = reextraction.reread(
            source, config=config, archive=archive, state=args.state, workers=workers, write=args.write
        )
        for outcome, difference in found:
            sys.stdout.write(difference)
            report.outcome(outcome)
            counts[outcome.kind] += 1
    if counts[Kind.LATER]:
        report.note(f"no page is kept of {counts[Kind.LATER]} stories; fetch.py keeps those that it fetches")
    report.note(report.summary())
    if counts[Kind.CHANGED] and not args.write:
        report.note("nothing was written; --write makes these changes")
    return report.exit_code


if __name__ == "__main__":
    door.run("reextract", main, flags())
