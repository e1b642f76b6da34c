"""demo.py: the bundled sample newsroom, mirrored end to end into scratch/demo, and served."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from mirror import door, files, samples
from mirror.report import Report
from mirror.web.served import server
from newsroom import Newsroom

SCRATCH = door.ROOT / "scratch" / "demo"
PORT = 8000
SITE = f"http://localhost:{PORT}"


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("demo", __doc__ or "")
    parser.add_argument("--output", type=Path, default=SCRATCH / "site", metavar="DIR", help="where the site goes")
    parser.add_argument("--no-serve", action="store_true", help="build it only")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Mirror the sample newsroom, build the site, serve it; return the exit code."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    config, content, state = SCRATCH / "mirror.toml", SCRATCH / "content", SCRATCH / "state"
    shutil.copytree(args.content / "pages", content / "pages")
    with Newsroom() as newsroom:
        report.note(f"1/3 the sample newsroom is open on {newsroom.address}; two sources, read through `connect`")
        files.write(config, samples.awake(args.config, newsroom.address))
        common: list[str | Path] = ["--config", config, "--content", content, "--state", state]
        report.note("2/3 fetching, as `make fetch` does")
        code = step(["fetch.py", *common])
    if code > door.LEFT_OUT:
        return code
    report.note("3/3 building, as `make html` does")
    code = max(code, step(["build.py", *common, "--output", args.output, "--siteurl", SITE]))
    if code <= door.LEFT_OUT and not args.no_serve:
        with server(args.output, PORT) as site:
            report.note(f"the mirror stands on {SITE} (Ctrl-C ends it)")
            site.serve_forever()
    return code


def step(command: list[str | Path]) -> int:
    """Run a door as a person would, and return its exit code."""
    door_, *arguments = command
    return subprocess.run([sys.executable, door.ROOT / "scripts" / door_, *arguments], check=False).returncode  # noqa: S603 - our own doors


if __name__ == "__main__":
    door.run("demo", main, flags())
