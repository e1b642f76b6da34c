"""categorise.py: applies the categories of mirror.toml anew to the stories whose category no editor has touched."""

import argparse

from mirror import categories, choice, door, files
from mirror.config import load
from mirror.outcome import Kind
from mirror.report import Report
from mirror.store import Archive


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("categorise", __doc__ or "")
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="ids of sources; all, if none")
    parser.add_argument("--dry-run", action="store_true", help="say what would move, write nothing")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Sort the stories anew, and return the exit code."""
    config = load(args.config)
    sources = choice.sources(config, args.source, url=None, of=None, shard=None)
    archive = Archive(args.content, config.site.zone)
    unknown = 0
    with files.locked(args.state, "content"):
        for source in sources:
            for outcome in categories.apply(archive, config, source, dry=args.dry_run):
                report.outcome(outcome)
                unknown += outcome.kind is Kind.SAME and bool(outcome.reason)
                if outcome.kind in (Kind.CHANGED, Kind.KEPT):
                    report.note(
                        f"{outcome.item}: {outcome.reason}"
                        + (" (kept: an editor's)" if outcome.kind is Kind.KEPT else "")
                    )
    if unknown:
        report.note(f"stories whose labels are not known, so left as they are: {unknown}")
    report.note(("would be: " if args.dry_run else "") + report.summary())
    return report.exit_code


if __name__ == "__main__":
    door.run("categorise", main, flags())
