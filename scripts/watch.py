"""watch.py: a source in need has an issue in the repository on GitHub; it closes when the source is well again."""

import argparse
import json
from pathlib import Path

from mirror import door, watch
from mirror.errors import UsageError
from mirror.forge import Forge
from mirror.report import Report


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("watch", __doc__ or "")
    parser.add_argument(
        "--from",
        dest="reports",
        type=Path,
        metavar="DIR",
        required=True,
        help="where `status.py --report` wrote status*.jsonl",
    )
    parser.add_argument("--keep-awake", metavar="WORKFLOW", help="enable this workflow anew, so that it is not paused")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Open, renew and close issues; return the exit code."""
    concerns: dict[str, list[str]] = {}
    looked_at = {"every source"}  # what is said of all at once
    for path in sorted(args.reports.rglob("status*.jsonl")):
        for line in lines(path):
            looked_at.add(line["source"])
            if line["outcome"] == "called out":
                concerns.setdefault(line["source"], []).append(f"{line['reason']}; {line['remedy']}")
    forge = Forge()
    for step in watch.steps(concerns, looked_at, forge.issues()):
        match step.do, step.issue:
            case "renew", issue if issue:
                forge.renew(issue, step.text)
            case "close", issue if issue:
                forge.close(issue, step.text)
            case _:
                forge.open(step.title, step.text)
        report.note(f"{step.do}: {step.title}")
    if args.keep_awake:
        forge.keep_awake(args.keep_awake)
    return door.OK


def lines(path: Path) -> list[dict[str, str]]:
    """Return the lines of a report.

    Raises:
        UsageError: if it is none.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise UsageError(str(path), f"is no report: {error}", "write it with status.py --report") from error


if __name__ == "__main__":
    door.run("watch", main, flags())
