"""The generators that the build section sets side by side: each lays an archive out in its own format and builds it.

All make the same site: a page a story with its notice and four related ones, lists of everything, categories, outlets,
tags and months in pages of 20, feeds of the newest 30 of everything and of each category and outlet, a sitemap.
"""

from pathlib import Path
from typing import Protocol

from ..process import Cost


class Generator(Protocol):
    """One generator at work in a folder of its own."""

    NAME: str
    output: Path

    def lay(self, start: int, stop: int) -> None:
        """Write the archive's stories with these numbers."""
        ...

    def forget(self) -> None:
        """Remove the site and all state, so that the next build is a cold one."""
        ...

    def build(self) -> Cost:
        """Build the site and return what it took.

        Raises:
            Failed: if the generator did.
        """
        ...
