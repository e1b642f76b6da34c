"""edit.py: /admin/ on this checkout, without an account; what an editor saves there is written into content/."""

import argparse
import tempfile
import webbrowser
from pathlib import Path

import tomlkit

from mirror import door, files, site
from mirror.report import Report
from mirror.web.served import server


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
        here = server(output, args.port)
        address = f"http://localhost:{here.server_port}"
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
        with here:
            here.serve_forever()
    return door.OK


def switched_on(config: Path) -> str:
    """Return mirror.toml with `[admin]` on."""
    document = tomlkit.parse(config.read_text(encoding="utf-8"))
    admin = document.setdefault("admin", tomlkit.table())
    admin["on"] = True
    return tomlkit.dumps(document)


if __name__ == "__main__":
    door.run("edit", main, flags())
