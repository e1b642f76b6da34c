"""Categories: mirror.toml's map of labels, applied anew to the stories whose category no editor has touched."""

from collections.abc import Iterator
from dataclasses import replace

from . import digests, story
from .config import Config, Source
from .errors import LeftOut
from .outcome import Kind, Outcome, left_out
from .store import Archive
from .story import Story


def apply(archive: Archive, config: Config, source: Source, *, dry: bool = False) -> Iterator[Outcome]:
    """Sort the stories of a source anew and yield what became of each.

    Of a story that came before labels were kept it is only known which category it has: it follows if that was renamed.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    labels = archive.labels(source.id)
    for slug, path in sorted(archive.known(source.id).files.items()):
        name = archive.name(path)
        try:
            here = archive.story(path)
            if here.status == "skip":
                continue
            wanted = _wanted(here, config, source, labels.get(slug))
            kind, reason = Kind.SAME, ""
            if wanted is None:
                reason = "its labels are not known"
            elif wanted != here.category:
                reason = f"{here.category} → {wanted}"
                kind = Kind.KEPT if "category" in story.edited(here) else Kind.CHANGED
            if kind is Kind.CHANGED and not dry:
                archive.amend(path, here, _sorted(here, wanted))
        except LeftOut as error:
            yield left_out(source.id, name, error, slug=slug)
        else:
            yield Outcome(source=source.id, item=name, kind=kind, reason=reason, slug=slug)


def _wanted(here: Story, config: Config, source: Source, labels: tuple[str, ...] | None) -> str | None:
    """Return the category that a story belongs to by the map as it is now, if that can be told."""
    if labels is not None:
        return config.category_of(source, labels)[0].name
    renamed = config.category(here.category or "")
    return renamed.name if renamed else None


def _sorted(here: Story, category: str | None) -> Story:
    there = replace(here, category=category)
    said = digests.read(here.digest) | {"category": story.hashes(there)["category"]}
    return replace(there, digest=digests.write(said))
