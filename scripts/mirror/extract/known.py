"""What pruning is told about an article, and what it tells.

`Known` goes in; `Pruned` comes out and is filled while units go.
"""

from dataclasses import dataclass, field

TOLD = 200
"""Dropped things that are told, and the letters of each."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the article and need not be said again in its body.

    `titles` are all that it is called, `sections` what it is filed under, `summaries` what is stated as its summary,
    `authors` its authors so far, `pictures` the addresses of its lead image, `sites` what the site is called, `host`
    where it is.
    """

    titles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    host: str = ""


@dataclass(frozen=True, kw_only=True)
class Pruned:
    """What was taken out, `(text, reason)`, and the lines that named authors and dates."""

    dropped: list[tuple[str, str]] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    datelines: list[str] = field(default_factory=list)

    def note(self, text: str, reason: str) -> None:
        """Tell that `text` went, and why."""
        if len(self.dropped) < TOLD:
            self.dropped.append((" ".join(text.split())[:TOLD], reason))
