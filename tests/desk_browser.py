"""The editors' desk in a real Chromium, on a local checkout: what an editor clicks, and what then stands in the files.

The browser's picker of folders cannot be clicked in a headless run, so it answers with a folder of the browser's own,
filled from the checkout; `files` reads it back.
"""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

_PICKER = """
window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("checkout", {create: true});
};
FileSystemHandle.prototype.requestPermission = async () => "granted";
FileSystemHandle.prototype.queryPermission = async () => "granted";
"""
_FILL = """
async files => {
  const top = await navigator.storage.getDirectory();
  const root = await top.getDirectoryHandle("checkout", {create: true});
  await root.getDirectoryHandle(".git", {create: true});
  for (const [path, data] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true});
    const file = await folder.getFileHandle(parts.at(-1), {create: true});
    const stream = await file.createWritable();
    await stream.write(Uint8Array.from(atob(data), letter => letter.charCodeAt(0)));
    await stream.close();
  }
}
"""
_READ = """
async () => {
  const out = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (name === ".git") continue;
      if (handle.kind === "directory") await walk(handle, path + name + "/");
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        let text = "";
        for (const byte of bytes) text += String.fromCharCode(byte);
        out[path + name] = btoa(text);
      }
    }
  };
  const top = await navigator.storage.getDirectory();
  await walk(await top.getDirectoryHandle("checkout"), "");
  return out;
}
"""


class Desk:
    """An editor at /admin/ of a site that is served at `address`, over a checkout of these folders."""

    def __init__(
        self, browser: Browser, address: str, checkout: Path, *, width: int = 1280, dark: bool = False
    ) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, locale="ar", color_scheme="dark" if dark else "light"
        )
        self.address = address
        self.asked: list[str] = []
        self.said: list[str] = []
        self.context.add_init_script(_PICKER)
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.goto(f"{address}sources.html")
        files = {
            path.relative_to(checkout).as_posix(): base64.b64encode(path.read_bytes()).decode()
            for folder in ("content",)
            for path in sorted((checkout / folder).rglob("*"))
            if path.is_file()
        }
        self.page.evaluate(_FILL, files)
        self.page.goto(f"{address}admin/")

    def files(self) -> Mapping[str, bytes]:
        """Return what stands in the checkout now."""
        read: dict[str, Any] = self.page.evaluate(_READ)
        return {path: base64.b64decode(data) for path, data in read.items()}

    def open(self, source: str, path: str) -> None:
        """Open a story: `path` is below the source's folder, without its suffix."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}admin/#/collections/{source}/entries/{path}")
        local = self.page.get_by_role("button", name="العمل مع مستودع محلي")
        first = self.field("title")
        local.or_(first).first.wait_for(timeout=60_000)
        if local.is_visible():
            local.click()
        first.wait_for(timeout=60_000)

    def field(self, key: str) -> Locator:
        """Return the part of the form that holds a key."""
        return self.page.locator(f'section.field[data-key-path="{key}"]')

    def reach(self, key: str) -> Locator:
        """Scroll down until the form shows a key: what is far below is not there yet."""
        field = self.field(key)
        for _ in range(20):
            if field.count():
                break
            self.page.locator("section.field").last.scroll_into_view_if_needed()
            self.page.wait_for_timeout(200)
        field.scroll_into_view_if_needed()
        return field

    def write(self, key: str, value: str) -> None:
        """Type a value in the place of what is there."""
        self.reach(key).locator("input, textarea, [contenteditable=true]").first.fill(value)

    def choose(self, key: str, label: str) -> None:
        """Choose one of a few, or from a list."""
        field = self.reach(key)
        if field.get_by_role("radio").count():
            field.get_by_role("radio", name=label).click()
            return
        field.get_by_role("combobox").click()
        self.page.get_by_role("option", name=label).click()

    def save(self) -> None:
        """Press the button, and wait until the list is back."""
        self.page.get_by_role("button", name="حفظ", exact=True).click()
        self.field("title").wait_for(state="detached", timeout=30_000)

    def add(self, key: str, value: str) -> None:
        """Add an item to a list."""
        field = self.reach(key)
        field.get_by_role("button", name="إضافة").click()
        field.get_by_role("textbox").last.fill(value)

    def type_before(self, key: str, letters: str) -> None:
        """Type at the beginning of a text."""
        self.reach(key).get_by_role("textbox").first.click()
        self.page.keyboard.press("Control+Home")
        self.page.keyboard.type(letters)

    def upload(self, key: str, file: Path) -> None:
        """Choose another picture, from the editor's own machine."""
        field = self.reach(key)
        value = field.get_by_role("textbox").first
        before = value.inner_text()
        field.get_by_role("button", name="استبدال").or_(field.get_by_role("button", name="Replace Image")).first.click()
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        with self.page.expect_file_chooser() as chooser:
            dialog.get_by_role("button", name="رفع").first.click()
        chooser.value.set_files(file)
        dialog.get_by_text("غير محفوظ").wait_for()
        dialog.get_by_role("button", name="إدراج").click()
        dialog.wait_for(state="detached")
        # It is made smaller before the story has it: whoever saves sooner saves the old one.
        expect(value).not_to_have_text(before, timeout=30_000)
