"""What content/ knows of a source: which stories have a file, and every name under which one was ever seen.

The names stand in `<source>/taken/<yyyy-mm>.txt`, a line `slug alias` each, of the month in which it was first seen;
the labels upstream put on a story in `<source>/labels/<yyyy-mm>.txt`, a line `slug⇥label⇥label…` each, the last one
counting. Both are only ever appended to.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DELETED = "deleted"
"""Stands in `taken/` in an alias's place: that this story's file is gone has been seen and is well."""
_LINE = re.compile(r"(s[a-z2-7]{12}) ([a-z2-7]{16}|" + DELETED + ")")
_LABELS = re.compile(r"(s[a-z2-7]{12})((?:\t[^\t]+)*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What content/ knows of one source.

    `files`: slug → story file, wherever an editor moved it. `aliases`: alias → slug, of every identity ever taken
    (and of stories without a line, to be adopted). `vanished`: slugs taken whose file is gone and whose going nobody
    has acknowledged. `months`: slug → the last month in which a name of it was new, as `yyyy-mm`.
    """

    files: Mapping[str, Path]
    aliases: Mapping[str, str]
    taken: frozenset[str]
    vanished: frozenset[str]
    adopted: Mapping[str, tuple[str, ...]]
    months: Mapping[str, str] = field(default_factory=dict)

    def has(self, slug: str) -> bool:
        """Whether the slug has a file now."""
        return slug in self.files


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What the `taken/` files of a source say; `gone` are the slugs whose deletion is acknowledged."""

    aliases: Mapping[str, str]
    months: Mapping[str, str]
    gone: frozenset[str]


def taken(folder: Path) -> Taken:
    """Return what the lines in a source's folder `taken` say, whatever else stands there.

    Raises:
        OSError: if the disk refuses.
    """
    aliases: dict[str, str] = {}
    months: dict[str, str] = {}
    gone: set[str] = set()
    for month, line in _lines(folder):
        if match := _LINE.fullmatch(line.strip()):
            months[match[1]] = month
            if match[2] == DELETED:
                gone.add(match[1])
            else:
                aliases.setdefault(match[2], match[1])
    return Taken(aliases=aliases, months=months, gone=frozenset(gone))


def labels(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return slug → upstream's labels, as the lines in a source's folder `labels` say.

    Raises:
        OSError: if the disk refuses.
    """
    out: dict[str, tuple[str, ...]] = {}
    for _, line in _lines(folder):
        if match := _LABELS.fullmatch(line):
            out[match[1]] = tuple(match[2].split("\t")[1:])
    return out


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            yield path.stem, line
