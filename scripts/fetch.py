"""fetch.py: the articles of the declared sources, or of one link, into content/."""

import argparse
import time

from mirror import choice, door, files, pipeline, telling, web
from mirror.config import load
from mirror.report import Report
from mirror.run import Run
from mirror.store import Archive
from mirror.workers import Workers


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("fetch", __doc__ or "")
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="ids of sources; all that are not paused, if none")
    parser.add_argument("--url", help="one article instead of a listing")
    parser.add_argument("--source", dest="of", metavar="ID", help="the source that --url belongs to (else by its host)")
    parser.add_argument("--limit", type=choice.count, metavar="N", help="at most N new stories of each source")
    parser.add_argument("--since", metavar="7d|DATE", help="nothing that was published before")
    parser.add_argument("--recheck", action="store_true", help="look again at every story of the last 72 hours")
    parser.add_argument("--budget", type=choice.count, metavar="SECONDS", help="begin nothing new after that time")
    parser.add_argument("--shard", type=choice.shard, metavar="K/N", help="the K-th of N parts of the sources")
    parser.add_argument("--dry-run", action="store_true", help="say what would be fetched, write nothing")
    parser.add_argument("--accept-deletions", action="store_true", help="many deleted story files are meant to be so")
    parser.add_argument("--accept-changes", action="store_true", help="most stories did change at their source")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Fetch, and return the exit code."""
    config = load(args.config)
    now = door.now()
    sources = choice.sources(config, args.source, url=args.url, of=args.of, shard=args.shard)
    for source in sources:
        if source.paused:
            report.note(f"{source.id}: is paused in mirror.toml, so it is not fetched")
    sources = [source for source in sources if not source.paused]
    if not sources:
        report.note("no source to fetch; mirror.toml declares them, each as a [[source]]")
        return door.OK
    started = time.monotonic()
    archive = Archive(args.content, config.site.zone)
    with (
        files.locked(args.state, "content"),
        web.Web(user_agent=config.fetch.user_agent, state=args.state) as the_web,
        Workers() as workers,
    ):
        files.sweep(args.content)
        files.sweep(args.state)
        run = Run(
            config=config,
            web=the_web,
            archive=archive,
            state=args.state,
            workers=workers,
            now=now,
            limit=args.limit,
            since=choice.since(args.since, now, config.site.zone),
            recheck=args.recheck,
            accept_changes=args.accept_changes,
            dry=args.dry_run,
            time_is_up=lambda: args.budget is not None and time.monotonic() - started > args.budget,
        )
        if args.accept_deletions:
            archive.accept_deletions(sources, now=now)
        if args.url:
            events = pipeline.of_link(choice.url(args.url), sources[0], run)
        else:
            events = pipeline.run(sources, run)
        tally = telling.follow(events, len(sources), run, report)
    telling.close(run, sources, tally, report, time.monotonic() - started)
    return report.exit_code


if __name__ == "__main__":
    door.run("fetch", main, flags())
