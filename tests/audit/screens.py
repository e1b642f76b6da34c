"""Pages as a person meets them: each in Chromium, on a phone and a wide screen, by day and by night; axe looks too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import ConsoleMessage, Page, Request

from browser import chromium, sideways

from .node import MODULES
from .sites import Finding, Site

WIDTHS = (360, 1280)
_HEIGHT = 2000
"""Pixels of a page that its screenshot shows; 8,000 words on a phone would be 60,000."""
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# `preload` would fetch stylesheets a second time, which the pages' policy forbids to scripts.
_AXE = """async () => (await axe.run(document, { preload: false, resultTypes: ["violations"] })).violations
    .map(each => `axe: ${each.id} (${each.impact}): ${each.nodes[0].html.slice(0, 120)}`)"""


def screens(site: Site, work: Path) -> Iterator[Finding]:
    """Yield what axe finds, console messages, requests elsewhere, answers other than 200, sideways scroll."""
    axe = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    shots = work / "screens" / site.name
    shots.mkdir(parents=True)
    with chromium() as browser:
        for width in WIDTHS:
            for scheme in _SCHEMES:
                # The pages' own policy lets no script in, so not axe either: it is left aside, and `make test` holds it.
                context = browser.new_context(
                    viewport={"width": width, "height": _HEIGHT}, color_scheme=scheme, bypass_csp=True
                )
                page = context.new_page()
                for path in site.opened:
                    shot = shots / f"{path.removesuffix('.html').replace('/', '-') or 'index'}-{width}-{scheme}.png"
                    where = f"{site.name}/{path} at {width} px, {scheme}"
                    yield from (Finding(where, what) for what in _screen(page, site.address, path, axe, shot))
                context.close()


def _screen(page: Page, address: str, path: str, axe: str, shot: Path) -> Iterator[str]:
    said: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        said.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(address):
            said.append(f"asks for {request.url}")

    page.on("console", on_console)
    page.on("request", on_request)
    answer = page.goto(address + path)
    if answer is None or answer.status != 200:
        yield f"answered {answer and answer.status}"
    page.evaluate("document.fonts.ready")
    page.screenshot(path=shot)
    if out := sideways(page):
        yield f"scrolls sideways: {out}"
    page.evaluate(axe)
    page.remove_listener("console", on_console)
    page.remove_listener("request", on_request)
    yield from said
    yield from page.evaluate(_AXE)
