"""status.py: how each source does against its own past, what waits for an editor, what a host should look at."""

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from mirror import budget, choice, door, files, health, table, thrift
from mirror.config import load
from mirror.health import Section
from mirror.report import Report, plain
from mirror.store import Archive


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("status", __doc__ or "")
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="ids of sources; all, if none")
    parser.add_argument("--shard", type=choice.shard, metavar="K/N", help="the K-th of N parts of the sources")
    parser.add_argument("--budget", action="store_true", help="what is used of a free host's limits, and until when")
    parser.add_argument("--output", type=Path, default=door.ROOT / "output", metavar="DIR", help="the site (output)")
    parser.add_argument(
        "--drop-images-before", metavar="DATE", help="with --budget: stories older than DATE lose theirs"
    )
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Print the sections, then what they call out; return 1 if that is anything."""
    config = load(args.config)
    archive = Archive(args.content, config.site.zone)
    sources = choice.sources(config, args.source, url=None, of=None, shard=args.shard)
    if args.budget and (before := choice.since(args.drop_images_before, door.now(), config.site.zone)):
        with files.locked(args.state, "content"):
            for outcome in thrift.drop(archive, before):
                report.outcome(outcome)
        report.note(f"stories without their pictures: {report.summary()}; build the site again")
    evidence = health.gather(archive, args.state, config, sources, door.now())
    if evidence.unreadable:
        report.note(f"story files that cannot be read: {evidence.unreadable}; check.py names them")
    if args.budget:
        found = [("budget", budget.section(archive, evidence, args.output, args.state))]
    else:
        found = list(health.sections(evidence))
    console = Console(file=sys.stdout, highlight=False, markup=False)
    for name, section in found:
        write(report, name, section)
        if section.rows and not args.quiet:
            console.out(f"{name}:")
            table.show(section.table, console, lead="  ")
            console.out("")
    called_out = [concern for _, section in found for concern in section.concerns]
    for concern in called_out:
        console.out(plain(f"look at {concern}"))
    if not called_out and not args.quiet:
        console.out("nothing to look at")
    return door.LEFT_OUT if called_out else door.OK


def write(report: Report, name: str, section: Section) -> None:
    """Write a section to the report file: a line with `figures` for each row (spans of time in seconds, shares from 0
    to 1), and a line for each thing called out.
    """
    for row in section.rows:
        figures = {
            key: cell.total_seconds() if isinstance(cell, timedelta) else cell for key, cell in row.figures.items()
        }
        report.line(row.source, name, "figures", slug=row.slug, figures=figures)
    for concern in section.concerns:
        report.line(concern.source, name, "called out", concern.reason, remedy=concern.remedy)


if __name__ == "__main__":
    door.run("status", main, flags())
