"""Takes the pictures of docs/editors.ar.md anew from the running program: `make pictures` (a maintainer's command)."""

import shutil
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from desk_browser import Desk
from doors import ROOT, Mirror

TARGET = ROOT / "docs" / "editors"


def main() -> None:
    """Build the sample site with /admin/ on, and photograph what the guide speaks of."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        text = (ROOT / "mirror.toml").read_text(encoding="utf-8") + "\n[admin]\non = true\n"
        mirror = Mirror.with_config(Path(folder) / "m", text)
        shutil.copytree(ROOT / "content", mirror.content, dirs_exist_ok=True)
        assert mirror.run("build").returncode == 0
        handler = partial(SimpleHTTPRequestHandler, directory=str(mirror.output))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
            Thread(target=server.serve_forever, daemon=True).start()
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--headless=new", "--no-sandbox"])
            desk = Desk(browser, f"http://localhost:{server.server_port}/", mirror.root)
            desk.page.set_viewport_size({"width": 960, "height": 640})
            desk.page.get_by_role("button").first.wait_for()
            shoot(desk, "entrance")
            desk.page.get_by_role("button").first.click()
            desk.page.get_by_text("عاجل").first.wait_for()
            shoot(desk, "list")
            story = next(each for each in mirror.stories("example") if "«درب»" in each.read_text(encoding="utf-8"))
            desk.open("example", story.relative_to(mirror.content / "example").with_suffix("").as_posix())
            shoot(desk, "story")
            browser.close()
            server.shutdown()


def shoot(desk: Desk, name: str) -> None:
    """Take one picture, once fonts and pictures are there."""
    desk.page.evaluate("document.fonts.ready")
    desk.page.wait_for_timeout(1500)
    desk.page.screenshot(path=TARGET / f"{name}.png")


if __name__ == "__main__":
    main()
