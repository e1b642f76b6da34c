"""Links that lead nowhere, kept from one build to the next: a page that did not change is not read again.

Hands on each link with the first page that has it. Where nothing is known — no file, a damaged one, a build that did
not come to its end — all pages are to be read.
"""

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from .. import files
from .verification import BrokenLink


class Broken:
    """The broken links of the published site, page by page, in the state folder `state`."""

    def __init__(self, state: Path) -> None:
        self._path = state / "broken.json"
        self._links: list[BrokenLink] | None = None
        with suppress(OSError, ValueError, TypeError):
            pairs = json.loads(self._path.read_text(encoding="utf-8"))
            self._links = [BrokenLink(str(page), str(link)) for page, link in pairs]

    @property
    def pages(self) -> frozenset[str] | None:
        """The pages of the last build that have one; None where that is not known."""
        return None if self._links is None else frozenset(each.page for each in self._links)

    def forget(self) -> None:
        """Know nothing until `add`: the site is about to change."""
        self._path.unlink(missing_ok=True)

    def add(self, found: Iterable[BrokenLink], *, kept: Collection[str]) -> None:
        """Take note of what was found; of the pages that were `kept` what was known still holds."""
        old = [each for each in self._links or () if each.page in kept]
        self._links = sorted({*old, *found})
        files.write(self._path, json.dumps(self._links, ensure_ascii=False))

    def first(self) -> tuple[BrokenLink, ...]:
        """Return each link once, with the first page that has it."""
        pages: dict[str, str] = {}
        for page, link in sorted(self._links or ()):
            pages.setdefault(link, page)
        return tuple(sorted(BrokenLink(page, link) for link, page in pages.items()))
