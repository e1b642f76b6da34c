"""demo.py: the bundled sample newsroom, mirrored end to end into scratch/demo, and served."""

import argparse
import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import tomlkit

from mirror import door, files
from mirror.errors import UnfinishedError
from mirror.report import Report
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
        files.write(config, connected(args.config, newsroom.address))
        common: list[str | Path] = ["--config", config, "--content", content, "--state", state]
        report.note("2/3 fetching, as `make fetch` does")
        code = step(["fetch.py", *common])
    if code > door.LEFT_OUT:
        return code
    report.note("3/3 building, as `make html` does")
    code = max(code, step(["build.py", *common, "--output", args.output, "--siteurl", SITE]))
    if code <= door.LEFT_OUT and not args.no_serve:
        serve(args.output, report)
    return code


def connected(config: Path, address: str) -> str:
    """Return mirror.toml with its sample sources awake and dialled at `address`."""
    document = tomlkit.parse(config.read_text(encoding="utf-8"))
    for source in document["source"]:
        if ".example.org" in source["home"]:
            source["paused"] = False
            source["connect"] = address
    return tomlkit.dumps(document)


def step(command: list[str | Path]) -> int:
    """Run a door as a person would, and return its exit code."""
    door_, *arguments = command
    return subprocess.run([sys.executable, door.ROOT / "scripts" / door_, *arguments], check=False).returncode  # noqa: S603 - our own doors


def serve(folder: Path, report: Report) -> None:
    """Serve a built site on http://localhost:8000 until interrupted.

    Raises:
        UnfinishedError: if the port is taken.
    """
    handler = partial(Quiet, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", PORT), handler)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnfinishedError(f"port {PORT}", reason, f"free it, or serve {folder} yourself") from error
    report.note(f"the mirror stands on {SITE} (Ctrl-C ends it)")
    with server:
        server.serve_forever()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    door.run("demo", main, flags())
