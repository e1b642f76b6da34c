"""Search copies: what Pagefind indexes in place of the pages.

A search copy holds terms (`mirror.terms`) instead of text: what is found by them is decided there and in theme/static/js,
not by Pagefind's own stemmer, whose Arabic parts a word from its plural and joins strangers. Only what stands on a page is
copied, and of an excerpt no more than an excerpt. Raises what the disk refuses.
"""

import os
import signal
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import lxml.html

from .. import cores, terms
from ..errors import UnfinishedError
from ..story import EXCERPT_WORDS
from ..terms import Vocabulary

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


def write(site: Path, entries: Sequence[Entry], folder: Path, lang: str) -> None:
    """Write the search copies of a site's stories into a folder. Every word is learnt before the first is copied.

    Raises:
        UnfinishedError: if a process dies.
    """
    if not cores.is_worth_it(len(entries)):
        copies = _Copies(site, entries)
        copies.write(copies.counts(), folder, lang)
        return
    with _helper(site, entries[1::2], folder, lang) as other:
        copies = _Copies(site, entries[::2])
        counts = copies.counts()
        counts.update(other.recv())
        other.send(counts)
        copies.write(counts, folder, lang)


@contextmanager
def _helper(site: Path, entries: Sequence[Entry], folder: Path, lang: str) -> Iterator[Connection]:
    """Let a forked process write the copies of some stories: it sends how often it read each word, wants the sum."""
    context = get_context("fork")
    here, there = context.Pipe()

    def work() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
        here.close()
        copies = _Copies(site, entries)
        try:
            there.send(copies.counts())
            counts = there.recv()
        except (EOFError, OSError):
            os._exit(1)  # the parent was killed: nobody waits for this
        copies.write(counts, folder, lang)

    helper = context.Process(target=work, daemon=True)
    helper.start()
    there.close()
    try:
        yield here
        helper.join()
    except (EOFError, BrokenPipeError):
        helper.join()
    finally:
        here.close()
        helper.kill()
    if helper.exitcode:
        raise UnfinishedError("the search index", "one of its processes died", "see to memory and disk; build again")


class _Copies:
    """The copies of some stories in the making: their words."""

    def __init__(self, site: Path, entries: Sequence[Entry]) -> None:
        self._numbers = _Numbers()
        self._words = [self._read(site, entry) for entry in entries]
        self._entries = entries

    def counts(self) -> Counter[str]:
        """Return how often each word stands in them."""
        counts: Counter[int] = Counter()
        for _, words in self._words:
            counts.update(words)
        return Counter({word: counts[number] for word, number in self._numbers.words.items()})

    def write(self, counts: Mapping[str, int], folder: Path, lang: str) -> None:
        """Write them; `counts` are those of the whole site."""
        vocabulary = Vocabulary(counts)
        found_by = [None if terms.small(word) else vocabulary.terms(word) for word in self._numbers.words]
        made: set[Path] = set()
        for entry, (end, words) in zip(self._entries, self._words, strict=True):
            forms = [found.form for number in words if (found := found_by[number])]
            others = {term for number in set(words) if (found := found_by[number]) for term in found.others}
            titled = {terms.entitled(found.form) for number in words[:end] if (found := found_by[number])}
            page = _page(entry, lang, forms, [*sorted(others.difference(forms)), *sorted(titled)])
            path = folder / entry.page
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_text(page, encoding="utf-8")

    def _read(self, site: Path, entry: Entry) -> "tuple[int, array[int]]":
        """Return the words of a story, and how many of them are its title."""
        title, *others = map(self._numbers.of, (entry.title, *entry.others))
        text = self._numbers.of(_shown(site / entry.page))[: _MORE[entry.mode]]
        return len(title), array("I", chain(title, *others, text))


class _Numbers(dict[str, tuple[int, ...]]):
    """A number for each word, in `words`; of each token, which mostly comes again, the numbers of its words."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}

    def __missing__(self, token: str) -> tuple[int, ...]:
        self[token] = tuple([self.words.setdefault(word, len(self.words)) for word in terms.words_of(token)])
        return self[token]

    def of(self, text: str) -> "array[int]":
        """Return the numbers of a text's words."""
        return array("I", chain.from_iterable(map(self.__getitem__, text.split())))


def _shown(page: Path) -> str:
    """Return the text that a story's page shows in its element `prose`."""
    before, tag, after = page.read_bytes().partition(b"<article")
    html = (tag + after).partition(b"</article>")[0] or before  # less to parse
    parser = lxml.html.HTMLParser(encoding="utf-8")
    prose = lxml.html.fromstring(html, parser=parser).find('.//div[@class="prose"]')
    if prose is None:
        return ""
    for each in prose.iter():
        if each.tag not in _INLINE:
            each.text, each.tail = f" {each.text or ''}", f" {each.tail or ''}"
    return str(prose.xpath("string()"))


def _page(entry: Entry, lang: str, text: Sequence[str], others: Sequence[str]) -> str:
    head = [_attribute("filter", name, value) for name, values in entry.filters.items() for value in values]
    head.append(_attribute("sort", "date", entry.date))
    # The weight is the one that Pagefind notes at no word; the order of results is not its.
    return (
        f'<!doctype html><html lang="{_language(lang)}"><head><meta charset="utf-8"><title></title>{"".join(head)}</head>'
        f'<body data-pagefind-body><main data-pagefind-weight="1.05"><p>{" ".join(text)}</p>'
        f"<p>{' '.join(others)}</p></main></body></html>"
    )


def _attribute(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'


def _language(lang: str) -> str:
    """Return the language by whose stemmer Pagefind goes on from our stems: `und` has none."""
    return "und" if lang in _OURS else lang
