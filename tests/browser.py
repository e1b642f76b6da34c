"""The system's Chromium, and sites served to it under a sub-path, as GitHub Pages does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback interface while the block runs; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def executable() -> str:
    """Return the path of Chromium: `CHROMIUM` of the environment, else the first of its names that is installed."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    assert path, f"no Chromium: set CHROMIUM, or install one of {', '.join(_NAMES)}"
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Keep a Chromium open while the block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


def sideways(page: Page) -> list[object]:
    """Return by how many pixels the page can be pushed aside, and the elements that stick out; [] if it cannot."""
    found: list[object] = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth
            const over = document.documentElement.scrollWidth - wide
            const out = [...document.querySelectorAll("body *")].filter(each => {
                const box = each.getBoundingClientRect()
                return box.left < -1 || box.right > wide + 1
            })
            return over > 0 ? [over, out.slice(0, 5).map(each => each.outerHTML.slice(0, 80))] : []
        }"""
    )
    return found
