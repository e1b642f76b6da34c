"""The search index of a built site: Pagefind over search copies of its stories (`copies`), in the folder pagefind/.

The index is kept in the state folder under a key of everything it is made of and linked from there while that stays the
same. Refuses to hand on an index that lacks a story.
"""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from .. import allowlist, rendering, terms
from ..errors import UnfinishedError
from . import chunks, copies, swap
from .copies import Entry

FOLDER = "pagefind"
"""Of the site; theme/static/js/search.js looks there."""
_KEPT = "search"
"""Of the state folder."""
_ENTRY = "pagefind-entry.json"
_PARTS = ("pagefind.js", "pagefind-worker.js", _ENTRY, "wasm.*", "*.pf_meta", "index/*", "filter/*", "fragment/*")
"""What a search loads. The rest of what Pagefind writes are user interfaces of its own."""


class Searchable(Protocol):
    """What the build says of all of them; `entries` is None where `key` is the known one."""

    lang: str
    key: str
    stories: int
    entries: tuple[Entry, ...] | None


class Index(NamedTuple):
    """How many texts can be found, and whether the index is made anew."""

    stories: int
    fresh: bool


def known(state: Path) -> str:
    """Return the key of the index that is kept in the state folder; "" if there is none of this program."""
    kept = [path.name.removeprefix(_program()) for path in (state / _KEPT).glob(f"{_program()}*")]
    return kept[0] if len(kept) == 1 else ""


def owns(path: str) -> bool:
    """Return whether a path within the site is of the index."""
    return path.startswith(f"{FOLDER}/")


class Search:
    """The index of one build. Hold the build's lock."""

    def __init__(self, searchable: Searchable, state: Path) -> None:
        self._searchable = searchable
        self._folder = state / _KEPT
        self._kept = self._folder / (_program() + searchable.key)
        self.made = Index(searchable.stories, searchable.entries is not None) if searchable.stories else None
        """None: there is nothing to find."""

    def stands(self, site: Path, paths: Iterable[str]) -> bool:
        """Return whether what lies in a site, which has files at `paths`, is the index that it should have."""
        there = {path for path in paths if owns(path)}
        if self.made is None or self.made.fresh:
            return self.made is None and not there
        entry = site / FOLDER / _ENTRY
        whole = there == {f"{FOLDER}/{part}" for part in self._parts()}
        return whole and entry.read_bytes() == (self._kept / _ENTRY).read_bytes()

    def put(self, site: Path) -> None:
        """Put the index into a fresh site, which holds the pages of all entries.

        Raises:
            UnfinishedError: if Pagefind cannot run or leaves something out.
            OSError: if the disk refuses.
        """
        if not self.made:
            return
        if self._searchable.entries is not None:
            self._make(site, self._searchable.entries)
        swap.inherit(self._kept, site / FOLDER, self._parts())

    def _make(self, site: Path, entries: Sequence[Entry]) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        work = self._folder / "work"
        copies.write(site, entries, work / "copy", self._searchable.lang)
        _pagefind(work)
        _check(work / "index", len(entries))
        _fill(work / "index" / "fragment", entries)
        chunks.cut(work / "index")
        (work / "index").rename(self._kept)
        shutil.rmtree(work)

    def _parts(self) -> list[str]:
        """Return the files of the kept index that a search loads."""
        found = (path for part in _PARTS for path in self._kept.glob(part))
        return [path.relative_to(self._kept).as_posix() for path in found]


@cache
def _program() -> str:
    """Return what stands before a key: which program made the index."""
    program = hashlib.blake2b(importlib.metadata.version("pagefind").encode(), digest_size=4)
    for module in (terms, rendering, allowlist, chunks, copies, sys.modules[__name__]):
        program.update(Path(str(module.__file__)).read_bytes())
    return program.hexdigest() + "-"


def _pagefind(work: Path) -> None:
    """Run Pagefind's program over `copy` in the folder `work`, where no configuration but ours can be found."""
    command = [sys.executable, "-m", "pagefind", "--site", "copy", "--output-path", "index", "--silent"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=work, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"ended with {done.returncode}"]
        raise UnfinishedError("pagefind", said[-1], "see that pagefind[bin] is installed, or build with --no-search")


def _check(made: Path, stories: int) -> None:
    try:
        languages = json.loads((made / _ENTRY).read_bytes())["languages"]
    except FileNotFoundError:
        languages = {}
    found = sum(language["page_count"] for language in languages.values())
    if found != stories:
        reason = f"indexed {found} of {stories} stories"
        raise UnfinishedError("pagefind", reason, "the old site stays; this is a bug, please report it")


def _fill(fragments: Path, entries: Sequence[Entry]) -> None:
    """Put what a result shows into what Pagefind keeps of each page, in place of the copied text.

    Given to Pagefind, every word of it would be a term.
    """
    meta = {f"/{entry.page}": entry.meta for entry in entries}

    def fill(path: Path) -> None:
        fragment = json.loads(chunks.read(path))
        fragment |= {"content": "", "meta": meta[fragment["url"]]}
        chunks.write(path, json.dumps(fragment, ensure_ascii=False, separators=(",", ":")).encode())

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, fragments.iterdir()))
