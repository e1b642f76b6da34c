"""status.py: how each source does against its own past, what waits for an editor, what a host should look at."""

import argparse
import sys
from datetime import timedelta

from rich.console import Console

from mirror import choice, door, health, table
from mirror.config import load
from mirror.health import Section
from mirror.report import Report, plain
from mirror.store import Archive


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("status", __doc__ or "")
    parser.add_argument("source", nargs="*", metavar="SOURCE", help="ids of sources; all, if none")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Print the sections, then what they call out; return 1 if that is anything."""
    config = load(args.config)
    sources = choice.sources(config, args.source, url=None, of=None, shard=None)
    evidence = health.gather(Archive(args.content, config.site.zone), args.state, sources, door.now())
    if evidence.unreadable:
        report.note(f"story files that cannot be read: {evidence.unreadable}; check.py names them")
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
