"""Builds small sites for tests: a configuration, story files, and the plain theme beside this file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from mirror import site, story
from mirror.site import Built
from mirror.story import Story
from samples import TOML, a_story

ROOT = Path(__file__).resolve().parent.parent
THEME = Path(__file__).resolve().parent / "plain_theme"


def numbered(n: int, **changes: Any) -> Story:
    """Return the sample story number `n`: an hour younger than `n` - 1, at an address of its own."""
    source = changes.get("source", "example")
    url = f"https://news.example.org/{n}"
    base = a_story()
    assert base.date is not None
    fields = {
        "title": f"خبر العيّنة رقم {n}",
        "original_title": f"خبر العيّنة رقم {n}",
        "slug": story.mint(source, url),
        "original_url": url,
        "date": base.date + timedelta(hours=n),
        "body": f"نص الخبر رقم {n}.",
        **changes,
    }
    return a_story(**fields)


@dataclass(frozen=True)
class Mirror:
    """A small mirror in a folder of its own."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def put(self, *stories: Story, folder: str | None = None) -> list[Path]:
        """Write stories where the fetcher would, or to `folder` of content/."""
        paths = []
        for each in stories:
            assert each.date is not None
            place = folder or f"{each.source}/{each.date:%Y/%m}"
            path = self.content / place / f"{each.slug}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(story.write(each), encoding="utf-8")
            paths.append(path)
        return paths

    def build(self, siteurl: str | None = "https://mirror.example.org", **changes: Any) -> Built:
        changes.setdefault("with_search", False)  # seconds that most tests need not wait for
        settings = {"THEME": str(THEME), **changes.pop("settings", {})}
        return site.build(
            root=ROOT,
            config=self.folder / "mirror.toml",
            content=self.content,
            state=self.folder / "state",
            output=self.output,
            siteurl=siteurl,
            settings=settings,
            **changes,
        )

    def read(self, path: str) -> str:
        return (self.output / path).read_text(encoding="utf-8")

    def paths(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file()}


def mirror(folder: Path, stories: Sequence[Story] = (), *, toml: str = TOML) -> Mirror:
    """Return a mirror of `stories` in `folder`."""
    out = Mirror(folder)
    out.content.mkdir(parents=True, exist_ok=True)
    (folder / "mirror.toml").write_text(toml, encoding="utf-8")
    out.put(*stories)
    return out
