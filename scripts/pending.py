"""pending.py: upstream's newer versions of stories that editors changed: shows the difference, takes or drops it."""

import argparse
import sys

from mirror import door, files, newer
from mirror.config import load
from mirror.errors import StoryError, UsageError
from mirror.newer import Newer
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
        waiting = {each.slug: each for each in newer.waiting(archive, config)}
        for slug in args.slug:
            if slug not in waiting:
                raise UsageError(slug, "nothing of it waits", "pending.py shows what does")
        for slug in args.slug:
            end(archive, waiting[slug], args.action, report)
    for each in waiting.values() if not args.action else ():
        show(archive, each, report)
    if not waiting:
        report.note("nothing waits")
    return report.exit_code


def end(archive: Archive, each: Newer, action: str, report: Report) -> None:
    """Take or drop what waits."""
    name, slug = archive.name(each.path), each.slug
    try:
        (newer.take if action == "take" else newer.drop)(archive, each)
    except StoryError as error:
        report.outcome(left_out(each.source, name, error, slug=slug))
    else:
        done = "taken" if action == "take" else "dropped"
        report.outcome(Outcome(source=each.source, item=name, kind=Kind.CHANGED, reason=done, slug=slug))
        report.note(f"{done}: {slug}" + (f": {each.newer.title}" if each.newer else ""))


def show(archive: Archive, each: Newer, report: Report) -> None:
    """Print what waits and what it would change, or say why that cannot be known."""
    if each.error:
        report.outcome(left_out(each.source, archive.name(each.path), each.error, slug=each.slug))
    if each.newer is None:
        return
    where = archive.name(each.here_path) if each.here_path else "no file any more: drop it"
    lines = [f"{each.slug}  {each.newer.title}", f"@ {where}", *newer.difference(each), ""]
    # The first letter of a line of a diff says what it is, a space too.
    sys.stdout.write("".join(f"{line[:1]}{plain(line[1:], None)}\n" for line in lines))


if __name__ == "__main__":
    door.run("pending", main, flags())
