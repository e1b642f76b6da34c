"""What is wrong with a file's front matter beyond its schema: as key, reason, remedy."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from .. import story
from ..config import Config
from ..config.table import nearest
from ..frontmatter import Fields
from .text import strays

_TOMORROW = timedelta(days=1)


def findings(fields: Fields, config: Config, root: Path, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the values of a story or an editor's own article of the archive at `root`."""
    category = fields.get("category")
    if isinstance(category, str) and category and config.category(category) is None:
        names = [one.name for one in config.categories]
        yield "category", f'"{category}" is no declared category', nearest(category, names)
    for key in ("date", "modified", "fetched"):
        if (date := date_of(fields.get(key), config.site.zone)) and date > now + _TOMORROW:
            yield key, f"{date:%Y-%m-%d} is in the future", "correct it"
    image = fields.get("image")
    if isinstance(image, str) and image and not (root / "images" / image).is_file():
        yield "image", f"content/images/{image} is not there", "upload it, or remove the line"
    yield from unclean(fields)


def unclean(fields: Fields) -> Iterator[tuple[str, str, str]]:
    """Yield the values that hold what nobody sees."""
    for key, value in fields.items():
        if any(map(strays, [value] if isinstance(value, str) else value)):
            yield key, "holds invisible direction or control characters", "run check.py --fix"


def belonging(fields: Fields, folder: str, config: Config) -> Iterator[tuple[str, str, str]]:
    """Yield what a mirrored story's notice would lack: a declared source, the one in whose folder the story lies."""
    ids = [source.id for source in config.sources]
    source = fields.get("source")
    if not isinstance(source, str) or not source:
        return
    if source not in ids:
        yield (
            "source",
            f'"{source}" is not declared in mirror.toml',
            nearest(source, ids) if ids else "add a [[source]]",
        )
    elif source != folder and folder in ids:
        yield "source", f'"{source}", but the file lies under {folder}', "move it back, or correct the line"


def date_of(value: str | list[str] | None, zone: tzinfo) -> datetime | None:
    """Return the date that a value states; None if it states none."""
    try:
        return story.read_date(value, zone) if isinstance(value, str) and value else None
    except ValueError:
        return None
