"""preview.py: the story file that would be stored for a page, on standard output. Writes nothing."""

import argparse
import sys
from pathlib import Path

from mirror import article, choice, door, extract, files, story, web
from mirror.config import load
from mirror.errors import LeftOut, UsageError
from mirror.extract import Page
from mirror.listings import Entry
from mirror.outcome import left_out
from mirror.report import Report, plain
from mirror.run import getter
from mirror.workers import Workers


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("preview", __doc__ or "")
    parser.add_argument("url", metavar="URL", help="the article's address")
    parser.add_argument("--source", metavar="ID", help="the source it belongs to (else by its host)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="read the page from a file; no network at all")
    parser.add_argument("--explain", action="store_true", help="where each field came from, what was dropped and why")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Print the story, and return the exit code."""
    config = load(args.config)
    url = choice.url(args.url)
    source = choice.source_to_look(config, url, args.source)
    now = door.now()
    entry = Entry(url=url)
    slug = story.mint(source.id, url)
    with web.Web(user_agent=config.fetch.user_agent, state=None) as the_web, Workers() as workers:
        try:
            if args.html:
                page = Page(url=url, body=read(args.html), content_type=None)
                found = extract.extract(page, entry=entry, source=source, now=now)
                made = article.of_extract(
                    found, slug=slug, source=source, config=config, now=now, get=None, workers=workers
                )
            else:
                get = getter(source, the_web)
                made = article.of_entry(
                    entry, slug=slug, source=source, config=config, now=now, get=get, workers=workers
                )
        except LeftOut as error:
            report.outcome(left_out(source.id, url, error, slug))
            return report.exit_code
    sys.stdout.write(story.write(made.story))
    if args.explain:
        for name, origin in made.extract.origins.items():
            report.error(f"{name}: from {origin}")
        for what, why in made.extract.dropped:
            report.error(f"dropped: {plain(what)[:100]}: {why}")
    for problem in made.without:
        report.note(f"without a picture: {problem}")
    return door.OK


def read(path: Path) -> bytes:
    """Return a saved page."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(str(path), error.strerror or str(error), "name a page you saved") from files.failed(
            path, error
        )


if __name__ == "__main__":
    door.run("preview", main, flags())
