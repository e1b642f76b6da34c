"""The search index of a built site: Pagefind over a search copy of its stories, in the folder pagefind/.

A search copy holds terms (`mirror.terms`) instead of text: what is found by them is decided here and in theme/static/js,
not by Pagefind's own stemmer, whose Arabic parts a word from its plural and joins strangers. Only what stands on a page is
copied, and of an excerpt no more than an excerpt. The index is kept in the state folder under a key of everything it is
made of and linked from there while that stays the same. Refuses to hand on an index that lacks a story.
"""

import gzip
import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple, Protocol

import lxml.html

from .. import allowlist, rendering, terms
from ..errors import UnfinishedError
from ..story import EXCERPT_WORDS
from ..terms import Vocabulary
from . import swap

FOLDER = "pagefind"
"""Of the site; theme/static/js/search.js looks there."""
_KEPT = "search"
"""Of the state folder."""
_ENTRY = "pagefind-entry.json"
_PARTS = ("pagefind.js", "pagefind-worker.js", _ENTRY, "wasm.*", "*.pf_meta", "index/*", "filter/*", "fragment/*")
"""What a search loads. The rest of what Pagefind writes are user interfaces of its own."""
_SIGNATURE = b"pagefind_dcd"
_OURS = ("ar",)
"""Languages that need no stemmer of Pagefind's."""
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
_MORE = {"full": None, "excerpt": EXCERPT_WORDS, "headline": 0}
"""Mode → words of a page's text that may be found, None: all."""


class Entry(Protocol):
    """What the build says of a story to be found (`plugins.stories.searching`)."""

    page: str
    mode: str
    title: str
    others: tuple[str, ...]
    meta: Mapping[str, str]
    filters: Mapping[str, tuple[str, ...]]
    date: str


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
        _copy(site, entries, work / "copy", self._searchable.lang)
        _pagefind(work)
        _check(work / "index", len(entries))
        _shorten(work / "index" / "fragment")
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
    for module in (terms, rendering, allowlist, sys.modules[__name__]):
        program.update(Path(str(module.__file__)).read_bytes())
    return program.hexdigest() + "-"


def _copy(site: Path, entries: Sequence[Entry], folder: Path, lang: str) -> None:
    """Write the search copies. Every word is learnt before the first is copied."""
    counts: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    copies: list[tuple[Entry, int, array[int]]] = []
    for entry in entries:
        title = terms.words(entry.title)
        text = terms.words(_shown(site / entry.page))[: _MORE[entry.mode]]
        words = [*title, *terms.words("\n".join(entry.others)), *text]
        counts.update(words)
        copies.append((entry, len(title), array("I", [numbers.setdefault(word, len(numbers)) for word in words])))
    vocabulary = Vocabulary(counts)
    found_by = [vocabulary.terms(word) for word in numbers]
    for entry, end, words_of in copies:
        forms = [found_by[number].form for number in words_of]
        others = sorted(set().union(*(found_by[number].others for number in set(words_of))).difference(forms))
        path = folder / entry.page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(entry, lang, forms[:end], forms[end:], others), encoding="utf-8")


def _shown(page: Path) -> str:
    """Return the text that a story's page shows in its element `prose`."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    prose = lxml.html.fromstring(page.read_bytes(), parser=parser).find('.//div[@class="prose"]')
    if prose is None:
        return ""
    for each in prose.iter():
        if each.tag not in _INLINE:
            each.text, each.tail = f" {each.text or ''}", f" {each.tail or ''}"
    return str(prose.xpath("string()"))


def _page(entry: Entry, lang: str, title: Sequence[str], text: Sequence[str], others: Sequence[str]) -> str:
    head = [_attribute("meta", name, value) for name, value in entry.meta.items()]
    head += [_attribute("filter", name, value) for name, values in entry.filters.items() for value in values]
    head.append(_attribute("sort", "date", entry.date))
    # The heading weighs more by itself; the last paragraph only answers whether a word is there.
    return (
        f'<!doctype html><html lang="{_language(lang)}"><head><meta charset="utf-8"><title></title>{"".join(head)}</head>'
        f"<body data-pagefind-body><h1>{' '.join(title)}</h1><p>{' '.join(text)}</p>"
        f'<p data-pagefind-weight="0">{" ".join(others)}</p></body></html>'
    )


def _attribute(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'


def _language(lang: str) -> str:
    """Return the language by whose stemmer Pagefind goes on from our stems: `und` has none."""
    return "und" if lang in _OURS else lang


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


def _shorten(fragments: Path) -> None:
    """Take the copied text out of what a result is shown from: title and summary are in it too, and nine tenths of it go.

    The files are those of the version of Pagefind that is pinned: JSON behind a mark of twelve bytes, gzipped.
    """
    for path in fragments.iterdir():
        raw = gzip.decompress(path.read_bytes())
        if not raw.startswith(_SIGNATURE):
            raise UnfinishedError(
                "pagefind", f"{path.name} is of an unknown kind", "install the version that is pinned"
            )
        fragment = json.loads(raw[len(_SIGNATURE) :])
        fragment["content"] = ""
        short = _SIGNATURE + json.dumps(fragment, ensure_ascii=False, separators=(",", ":")).encode()
        path.write_bytes(gzip.compress(short, mtime=0))
