"""One article under two addresses: a short link and where it leads, the page and the address it gives as its own.

Hands on the story that stands there already. Refuses to believe an address alone: sites there are whose every page
names the section's as its own, so the titles must agree too.
"""

from collections.abc import Iterable

from . import story, urls
from .errors import StoryError
from .store import Archive, Known
from .story import Story
from .text import fold


class Names:
    """The names under which the stories of one source were seen, this run's with them."""

    def __init__(self, archive: Archive, known: Known) -> None:
        self._archive = archive
        self._slugs = dict(known.aliases)

    def first(self, new: Story) -> str | None:
        """Return the slug of the story that a new one is, seen under another name; None if it is new indeed."""
        slug = self._slugs.get(_page(new))
        if slug is None or slug == new.slug:
            return None
        path = self._archive.path_of(slug)
        if path is None:
            return slug  # an editor deleted it
        try:
            here = self._archive.story(path)
        except StoryError:
            return slug  # check.py and the build name it
        same = here.status == "skip" or fold(here.original_title or "") == fold(new.original_title or "")
        return slug if same else None

    def take(self, new: Story, aliases: Iterable[str]) -> tuple[str, ...]:
        """Return the names that a new story is to have, its own address among them unless that is another's."""
        names = [name for name in dict.fromkeys((*aliases, _page(new))) if self._slugs.get(name, new.slug) == new.slug]
        self._slugs.update(dict.fromkeys(names, new.slug))
        return tuple(names)


def _page(new: Story) -> str:
    return story.alias("url", urls.same_page(new.original_url or ""))
