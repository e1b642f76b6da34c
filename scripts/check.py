"""check.py: mirror.toml and every story file, with a line and a remedy for everything that could hurt."""

import argparse
import sys
from pathlib import Path

from mirror import checks, door, files, modes
from mirror.checks import Finding
from mirror.config import Config
from mirror.errors import StoryError
from mirror.outcome import Kind, Outcome
from mirror.report import Report, plain
from mirror.store import Archive


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("check", __doc__ or "")
    parser.add_argument("--fix", action="store_true", help="mend what is safe to mend, then check")
    parser.add_argument("--format", choices=("text", "github"), default="text", help="github: annotate a pull request")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Print the findings, and return the exit code."""
    config, findings = checks.config_findings(args.config)
    for finding in findings:
        say(finding, args.format)
    if config is None:
        return door.USAGE
    archive = Archive(args.content, config.site.zone)
    if args.fix:
        with files.locked(args.state, "content"):
            fix(archive, config, args.state, report)
    count = 0
    for finding in checks.content_findings(archive, config, door.now()):
        count += 1
        say(finding, args.format)
        item = f"{finding.file}:{finding.line}"
        report.record(Outcome(source="", item=item, kind=Kind.LEFT_OUT, reason=finding.reason, remedy=finding.remedy))
    report.note(f"{count} found" if count else "all well")
    return door.LEFT_OUT if count else door.OK


def fix(archive: Archive, config: Config, state: Path, report: Report) -> None:
    """Mend what is safe to mend, and trim what is more than a source's mode allows."""
    for path in archive.all_files():
        try:
            mended = checks.mended(archive.document(path), config)
        except StoryError:
            continue  # the check names it
        if mended:
            archive.mend(path, *mended)
            report.note(f"mended {archive.name(path)}")
    for source in config.sources:
        for outcome in modes.trim(archive, source, state):
            if outcome.kind is Kind.CHANGED:
                report.note(f"{outcome.item}: {outcome.reason}")


def say(finding: Finding, form: str) -> None:
    """Print one finding to standard output."""
    if form == "github":
        # A workflow command ends at the line's end and reads % as an escape (GitHub, "Workflow commands").
        message = plain(f"{finding.key}: {finding.reason}, {finding.remedy}".removeprefix(": ")).replace("%", "%25")
        name = finding.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        sys.stdout.write(f"::error file={name},line={finding.line}::{message}\n")
    else:
        sys.stdout.write(plain(str(finding)) + "\n")


if __name__ == "__main__":
    door.run("check", main, flags())
