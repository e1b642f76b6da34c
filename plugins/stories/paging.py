"""Lists cut into pages that stop changing: numbered from the oldest, the newest stories at the base address.

A numbered page is full when it is born; the base page holds between N and 2N-1 stories (fewer only while there is no
other), so that a new story touches the base page alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paginator:
    """Totals of a list, known to its base page only: a page that tells them changes with every new story."""

    num_pages: int | None = None
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list, newest first. `number` counts from the oldest page (1); URLs are paths within the site."""

    object_list: Sequence[T]
    number: int
    url: str
    older_url: str | None
    newer_url: str | None
    paginator: Paginator

    @property
    def is_base(self) -> bool:
        """Whether this is the newest page, at the list's own address."""
        return self.newer_url is None

    def showing(self, items: Sequence[S]) -> "ListPage[S]":
        """Return the same page of other items: what templates see in the place of records."""
        return ListPage(
            object_list=items,
            number=self.number,
            url=self.url,
            older_url=self.older_url,
            newer_url=self.newer_url,
            paginator=self.paginator,
        )

    def has_next(self) -> bool:
        """Whether there are older stories (Pelican's next page)."""
        return self.older_url is not None

    def has_previous(self) -> bool:
        """Whether there are newer stories."""
        return self.newer_url is not None


def pages(items: Sequence[T], *, size: int, base: str, numbered: str) -> list[ListPage[T]]:
    """Return the pages of `items` (given oldest first), oldest page first, the base page last.

    `base` is the path of the newest page (there always is one), `numbered` that of the others, with `{n}` for a number.
    """
    full = max(0, len(items) // size - 1)
    urls = [numbered.format(n=n) for n in range(1, full + 1)] + [base]
    out = []
    for at, url in enumerate(urls):
        is_base = at == full
        part = items[at * size :] if is_base else items[at * size : (at + 1) * size]
        out.append(
            ListPage(
                object_list=part[::-1],
                number=at + 1,
                url=url,
                older_url=urls[at - 1] if at else None,
                newer_url=None if is_base else urls[at + 1],
                paginator=Paginator(num_pages=full + 1, count=len(items)) if is_base else Paginator(),
            )
        )
    return out
