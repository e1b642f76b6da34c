"""release.py: publishes stories that wait for an editor."""

import argparse

from mirror import desk, door, files
from mirror.config import load
from mirror.errors import StoryError, UsageError
from mirror.outcome import Kind, Outcome, left_out
from mirror.report import Report
from mirror.store import Archive


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("release", __doc__ or "")
    parser.add_argument("slug", nargs="*", metavar="SLUG", help="slugs of drafts, or addresses of their pages")
    parser.add_argument("--all", action="store_true", help="every story that waits")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Publish, and return the exit code."""
    config = load(args.config)
    archive = Archive(args.content, config.site.zone)
    if args.all == bool(args.slug):
        raise UsageError("release.py", "expected slugs, or --all", "status.py lists what waits")
    with files.locked(args.state, "content"):
        found = [desk.find(archive, config, word) for word in args.slug]
        paths = list(desk.waiting(archive)) if args.all else [one.path for one in found if one.path]
        for one in found:
            if one.path is None:
                raise UsageError(one.url or one.slug, "is not here", "fetch it first")
        for path in paths:
            name = archive.name(path)
            try:
                released = desk.release(archive, path)
            except StoryError as error:
                report.outcome(left_out("", name, error))
                continue
            source = released.source or ""
            report.outcome(Outcome(source=source, item=name, kind=Kind.CHANGED, reason="released", slug=released.slug))
            report.note(f"released {released.slug}: {released.title}")
    if not paths:
        report.note("nothing waits")
    return report.exit_code


if __name__ == "__main__":
    door.run("release", main, flags())
