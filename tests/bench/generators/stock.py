"""Pelican as it comes, with a plain configuration and a theme of the same pages and fields as ours (`stock_site/`)."""

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from .. import archive
from ..process import Cost, run

_SITE = Path(__file__).parent / "stock_site"
_THEME = Path(__file__).resolve().parents[3] / "theme" / "static"


class Stock:
    """A plain Pelican site in `folder`."""

    NAME = f"Pelican {version('pelican')}"

    def __init__(self, folder: Path) -> None:
        self.output = folder / "public"
        self._folder = folder
        shutil.copytree(_SITE, folder)
        shutil.copytree(_THEME, folder / "theme" / "static", ignore=shutil.ignore_patterns("css"))
        sheets = sorted((_THEME / "css").rglob("*.css"))
        target = folder / "theme" / "static" / "css" / "site.css"
        target.parent.mkdir(parents=True)
        target.write_text("".join(each.read_text(encoding="utf-8") for each in sheets), encoding="utf-8")

    def lay(self, start: int, stop: int) -> None:
        """Write the archive's stories with these numbers."""
        for item in archive.items(start, stop):
            lines = [
                f"Title: {item.title}",
                f"Date: {item.date.isoformat()}",
                f"Slug: {item.slug}",
                f"Category: {item.category}",
                f"Tags: {', '.join(item.tags)}",
                f"Author: {archive.SOURCES[item.source]}",
                f"Byline: {item.author}",
                f"Summary: {item.summary}",
                f"Source_home: {archive.home(item.source)}",
                f"Original_url: {item.url}",
                f"Fetched: {archive.fetched(item):%Y-%m-%d}",
            ]
            path = self._folder / "content" / item.source / f"{item.slug}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join([*lines, "", item.body, ""]), encoding="utf-8")

    def forget(self) -> None:
        """Remove the site."""
        shutil.rmtree(self.output, ignore_errors=True)

    def build(self) -> Cost:
        """Build the site; every file is written anew each time."""
        return run([sys.executable, "-m", "pelican", "--settings", "pelicanconf.py", "--quiet"], cwd=self._folder)
