"""What lies in content/ where it cannot be part of the site, or is of no use: as file, reason, remedy."""

import os
from collections.abc import Iterator
from pathlib import Path

from ..config import Config
from ..config.table import nearest
from ..errors import StoryError
from ..store import NOT_SOURCES, Archive

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})


def findings(archive: Archive, config: Config) -> Iterator[tuple[str, str, str]]:
    """Yield files and folders that are not where they belong, and waiting versions that cannot be decided on."""
    if not archive.root.is_dir():
        return
    ids = [source.id for source in config.sources]
    for path in sorted(archive.root.iterdir()):
        name = archive.name(path)
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            yield name, "is a symbolic link", "put what it leads to there"
        elif path.is_file() and path.suffix == ".md" and path.name.lower() != "readme.md":
            yield name, "lies in no source's folder", f"move it to {archive.root.name}/articles/"
        elif path.is_dir() and path.name not in {*NOT_SOURCES, *ids} and any(path.rglob("*.md")):
            remedy = nearest(path.name, ids) if ids else "add a [[source]]"
            yield name, "belongs to no source of mirror.toml", remedy
    for folder in (one for one in sorted(archive.root.iterdir()) if one.name in {*NOT_SOURCES, *ids} - {"images"}):
        yield from _passed_over(folder, archive)
    for source in config.sources:
        for slug, path in archive.pending(source.id).items():
            if archive.path_of(slug) is None:
                yield archive.name(path), "waits for a story that has no file any more", f"run pending.py drop {slug}"
                continue
            try:
                archive.story(path)
            except StoryError as error:
                yield archive.name(path), f"cannot be read: {error.reason}", f"run pending.py drop {slug}"


def _passed_over(folder: Path, archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Yield what an editor may take for a story, and nothing reads."""
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*names, *folders]):
            path = Path(here, name)
            if path.is_symlink():
                yield archive.name(path), "is a symbolic link", "put what it leads to there"
            elif path.suffix != ".md" and path.suffix.lower() in _MARKDOWN:
                yield archive.name(path), f"is not read: its name ends in {path.suffix}", "let it end in .md"
