"""pending.py: upstream's newer versions of stories that editors changed: shows the difference, takes or drops it."""

import argparse
import sys

from mirror import desk, door, files
from mirror.config import load
from mirror.desk import Newer
from mirror.errors import StoryError, UsageError
from mirror.outcome import Kind, Outcome, left_out
from mirror.report import Report, plain
from mirror.store import Archive


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("pending", __doc__ or "")
    parser.add_argument("action", nargs="?", choices=("take", "drop"), help="without it: what waits is shown")
    parser.add_argument("slug", nargs="*", metavar="SLUG", help="slugs of stories of which a newer version waits")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Show, take or drop, and return the exit code."""
    config = load(args.config)
    archive = Archive(args.content, config.site.zone)
    if bool(args.action) != bool(args.slug):
        raise UsageError("pending.py", "expected `take SLUG` or `drop SLUG`", "without both it shows what waits")
    with files.locked(args.state, "content"):
        waiting = {each.newer.slug: each for each in desk.pending(archive, config)}
        for slug in args.slug:
            if slug not in waiting:
                raise UsageError(slug, "nothing of it waits", "pending.py shows what does")
        for slug in args.slug:
            end(archive, waiting[slug], args.action, report)
    for each in waiting.values() if not args.action else ():
        show(archive, each)
    if not waiting:
        report.note("nothing waits")
    return report.exit_code


def end(archive: Archive, each: Newer, action: str, report: Report) -> None:
    """Take or drop what waits."""
    source, name, slug = each.newer.source or "", archive.name(each.path), each.newer.slug
    try:
        (desk.take if action == "take" else desk.drop)(archive, each)
    except StoryError as error:
        report.outcome(left_out(source, name, error, slug=slug))
    else:
        done = "taken" if action == "take" else "dropped"
        report.outcome(Outcome(source=source, item=name, kind=Kind.CHANGED, reason=done, slug=slug))
        report.note(f"{done}: {slug}: {each.newer.title}")


def show(archive: Archive, each: Newer) -> None:
    """Print what waits and what it would change."""
    where = archive.name(each.here_path) if each.here_path else "no file any more: drop it"
    lines = [f"{each.newer.slug}  {each.newer.title}", f"@ {where}", *desk.difference(each), ""]
    # The first letter of a line of a diff says what it is, a space too.
    sys.stdout.write("".join(f"{line[:1]}{plain(line[1:], None)}\n" for line in lines))


if __name__ == "__main__":
    door.run("pending", main, flags())
