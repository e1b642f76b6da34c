"""crawl.py: every link within the built site leads somewhere; what does not is named."""

import argparse
from pathlib import Path

from mirror import door
from mirror.config import load
from mirror.errors import UsageError
from mirror.outcome import Kind, Outcome
from mirror.report import Report
from mirror.site.crawl import crawl


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("crawl", __doc__ or "")
    parser.add_argument("--output", type=Path, default=door.ROOT / "output", metavar="DIR", help="the site (output)")
    parser.add_argument("--siteurl", metavar="URL", help="where the site will stand; outranks mirror.toml")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Follow every link and return the exit code."""
    siteurl = args.siteurl if args.siteurl is not None else load(args.config).site.url
    if not args.output.is_dir():
        raise UsageError(str(args.output), "is no built site", "build it first, or name it with --output")
    dead = crawl(args.output, siteurl)
    for file, link, reason in dead:
        remedy = "correct the link, or the address the site is built for"
        report.outcome(Outcome(source="", item=f"{file}: {link}", kind=Kind.LEFT_OUT, reason=reason, remedy=remedy))
    report.note(f"{len(dead)} dead links in {args.output}")
    return report.exit_code


if __name__ == "__main__":
    door.run("crawl", main, flags())
