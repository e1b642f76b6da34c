"""takedown.py: takes a story down, so that its page says so and it is never fetched again; or brings it back."""

import argparse

from mirror import desk, door, files, pages, web
from mirror.config import Config, load
from mirror.desk import Found
from mirror.errors import LeftOut, UsageError
from mirror.outcome import Kind, Outcome, left_out
from mirror.report import Report
from mirror.run import Run
from mirror.store import Archive
from mirror.text import one_line
from mirror.workers import Workers


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("takedown", __doc__ or "")
    parser.add_argument("story", metavar="URL|SLUG", help="its slug, or the address of its page, here or at its source")
    parser.add_argument("--source", metavar="ID", help="the source that the URL belongs to (else by its host)")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--reason", help="why; it stands on the page")
    how.add_argument("--restore", action="store_true", help="bring it back from its source")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Take down or restore, and return the exit code."""
    config = load(args.config)
    archive = Archive(args.content, config.site.zone)
    with files.locked(args.state, "content"):
        found = desk.find(archive, config, args.story, of=args.source)
        if args.restore:
            return restore(found, config, archive, args, report)
        reason = one_line(args.reason, 500)
        if not reason:
            raise UsageError("--reason", "is empty", "say why: it stands on the page")
        path, gone = desk.take_down(archive, found, reason, now=door.now())
        if found.source:
            pages.forget(args.state, found.source.id, found.slug)
    source = found.source.id if found.source else ""
    item = archive.name(path)
    report.outcome(Outcome(source=source, item=item, kind=Kind.CHANGED, reason="taken down", slug=found.slug))
    report.note(f"taken down: {item}" + (f", with pictures: {len(gone)}" if gone else ""))
    report.note("build and publish to take its page down; earlier versions stay in git's history")
    return report.exit_code


def restore(found: Found, config: Config, archive: Archive, args: argparse.Namespace, report: Report) -> int:
    """Bring a story back, and return the exit code."""
    source = found.source.id if found.source else ""
    with web.Web(user_agent=config.fetch.user_agent, state=args.state) as the_web, Workers() as workers:
        run = Run(config=config, web=the_web, archive=archive, state=args.state, workers=workers, now=door.now())
        try:
            back = desk.restore(found, run)
        except LeftOut as error:
            report.outcome(left_out(source, found.slug, error, slug=found.slug))
            report.note("it stays taken down; if its text was here, git's history has it")
            return report.exit_code
    report.outcome(Outcome(source=source, item=back.slug, kind=Kind.CHANGED, reason="restored", slug=back.slug))
    report.note(f"restored {back.slug} ({back.status}): {back.title}")
    return report.exit_code


if __name__ == "__main__":
    door.run("takedown", main, flags())
