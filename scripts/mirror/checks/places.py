"""What lies in content/ where it cannot be part of the site, or is of no use: as file, reason, remedy."""

from collections.abc import Iterator

from ..config import Config
from ..config.table import nearest
from ..errors import StoryError
from ..store import NOT_SOURCES, Archive


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
    for source in config.sources:
        for slug, path in archive.pending(source.id).items():
            if archive.path_of(slug) is None:
                yield archive.name(path), "waits for a story that has no file any more", f"run pending.py drop {slug}"
                continue
            try:
                archive.story(path)
            except StoryError as error:
                yield archive.name(path), f"cannot be read: {error.reason}", f"run pending.py drop {slug}"
