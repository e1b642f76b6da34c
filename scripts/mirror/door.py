"""What every door has in common: the flags, the exit codes, the last word.

A door is `door.run("fetch", main, flags)`: `main` does the work and returns an exit code; what it raises is said in
one line.
"""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from .errors import MirrorError
from .report import Report

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder: the defaults of the common flags lie in it, whatever directory a door is run from."""

OK, LEFT_OUT, USAGE, UNFINISHED, INTERRUPTED = 0, 1, 2, 3, 130


def parser(name: str, about: str) -> argparse.ArgumentParser:
    """Return a parser with the flags that all doors share."""
    flags = argparse.ArgumentParser(prog=f"{name}.py", description=about, allow_abbrev=False)
    common = flags.add_argument_group("common")
    common.add_argument("--config", type=Path, default=ROOT / "mirror.toml", metavar="FILE", help="mirror.toml")
    common.add_argument("--content", type=Path, default=ROOT / "content", metavar="DIR", help="the archive (content)")
    common.add_argument("--state", type=Path, default=ROOT / ".cache", metavar="DIR", help="saves time only (.cache)")
    common.add_argument("--report", type=Path, metavar="FILE", help="write what became of each item, as JSON lines")
    volume = common.add_mutually_exclusive_group()
    volume.add_argument("--quiet", action="store_true", help="say only what was left out")
    volume.add_argument("--verbose", action="store_true", help="say what became of every item")
    return flags


def now() -> datetime:
    """Return the time of the run, in UTC and whole seconds; SOURCE_DATE_EPOCH (reproducible-builds.org) sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC).replace(microsecond=0)


def run(name: str, main: Callable[[argparse.Namespace, Report], int], flags: argparse.ArgumentParser) -> NoReturn:
    """Run a door and end the process with its exit code (see `DESIGN` of the doors: 0, 1, 2, 3, 130)."""
    args = flags.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    report = Report(name, file=args.report, quiet=args.quiet, verbose=args.verbose)
    try:
        with report:
            code = main(args, report)
    except MirrorError as error:
        for each in (error, *getattr(error, "others", ())):
            report.failed(each)
        code = error.exit_code
    except KeyboardInterrupt:
        report.error("interrupted; what was done is whole, run again to go on")
        code = INTERRUPTED
    except BrokenPipeError:
        code = UNFINISHED
    except Exception as error:  # a bug of ours: said so, with the place it shows at
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        report.error(f"a bug: {type(error).__name__}: {error} ({where}); please report it, --verbose shows the trace")
        if args.verbose:
            traceback.print_exc()
        code = UNFINISHED
    sys.stdout.flush()
    sys.exit(code)


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Take a polite kill as Ctrl-C: finish nothing more, leave nothing half-done."""
    raise KeyboardInterrupt
