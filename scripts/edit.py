"""edit.py: /admin/ on this checkout, without an account; what an editor saves there is written into content/."""

import argparse
import tempfile
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import tomlkit

from mirror import door, files, site
from mirror.errors import UnfinishedError
from mirror.report import Report


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("edit", __doc__ or "")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="where to serve it (8000)")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Build the site with /admin/ switched on, and serve it until interrupted; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="mirah-") as folder:
        config, output = Path(folder) / "mirror.toml", Path(folder) / "site"
        files.write(config, switched_on(args.config))
        try:
            server = ThreadingHTTPServer(("127.0.0.1", args.port), partial(Quiet, directory=str(output)))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UnfinishedError(f"port {args.port}", reason, "name another with --port") from error
        address = f"http://localhost:{server.server_port}"
        site.build(
            root=door.ROOT,
            config=config,
            content=args.content,
            state=args.state / "edit",
            output=output,
            siteurl=address,
            drafts=True,
        )
        report.note(f"{address}/admin/ (Ctrl-C ends it); choose the folder {args.content.resolve().parent} there")
        if not args.no_open:
            webbrowser.open(f"{address}/admin/")
        with server:
            server.serve_forever()
    return door.OK


def switched_on(config: Path) -> str:
    """Return mirror.toml with `[admin]` on."""
    document = tomlkit.parse(config.read_text(encoding="utf-8"))
    admin = document.setdefault("admin", tomlkit.table())
    admin["on"] = True
    return tomlkit.dumps(document)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    door.run("edit", main, flags())
