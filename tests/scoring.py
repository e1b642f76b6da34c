"""How close an extract comes to what its page says: text, structure, metadata.

`score(extract, expected)` compares an `Extract` with the twin of its page (tests/corpus/pages/NAME.expected.json).
The text is compared by runs of four words, as the public benchmarks do; structure by counts of elements; metadata by
equality.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import html

from mirror.extract import Extract
from mirror.text import fold

_WORD = re.compile(r"\w+")
_BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 li ul ol table tr td th blockquote figure section article pre".split())
_POSTS = ("twitter-tweet", "instagram-media")


@dataclass(frozen=True, kw_only=True)
class Score:
    """`text` is an F1 between 0 and 1; `faults` names every other thing that is not as expected, one line each."""

    text: float
    faults: tuple[str, ...]


def score(extract: Extract, expected: dict[str, Any]) -> Score:
    """Return how `extract` compares with the expectation of its page."""
    body = html.fragment_fromstring(extract.body_html)
    faults = [*_metadata(extract, expected), *_structure(body, expected)]
    whole = fold(f"{extract.title} {extract.summary or ''} {body.text_content()}")
    faults += [f"boilerplate: {sentence}" for sentence in expected["absent"] if fold(sentence) in whole]
    return Score(text=f1(text_of(body), "\n".join(expected["text"])), faults=tuple(faults))


def f1(found: str, wanted: str) -> float:
    """Return the F1 of runs of four words in `found` against those in `wanted` (multisets)."""
    ours, theirs = _runs(found), _runs(wanted)
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values())) if common else 0.0


def text_of(body: html.HtmlElement) -> str:
    """Return the lines of a body without figures and embedded posts: what an article says, not what it shows."""
    parts: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        if element.tag == "figure" or any(post in (element.get("class") or "") for post in _POSTS):
            return
        parts.append("\n" if element.tag in _BLOCKS or element.tag == "br" else "")
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")
        parts.append("\n" if element.tag in _BLOCKS else "")

    walk(body)
    return "\n".join(line for part in "".join(parts).split("\n") if (line := " ".join(part.split())))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(zip(*(words[start:] for start in range(4)), strict=False)) or Counter([tuple(words)])


def _structure(body: html.HtmlElement, expected: dict[str, Any]) -> list[str]:
    """Return what is missing or too many; None as outline means that the page has no structure to keep."""
    posts = [quote for quote in body.iter("blockquote") if any(post in (quote.get("class") or "") for post in _POSTS)]
    inside = {element for post in posts for element in post.iter()}

    def count(*tags: str) -> int:
        return sum(1 for element in body.iter(*tags) if element not in inside)

    found = {
        "headings": count("h2", "h3", "h4"),
        "lists": count("ul", "ol"),
        "quotes": count("blockquote"),
        "tables": count("table"),
        "figures": sum(1 for figure in body.iter("figure") if figure.find("figcaption") is not None),
        "embeds": count("iframe", "video") + len(posts),
        "links": count("a"),
        "bold": count("strong", "b"),
    }
    wanted = expected["outline"]
    faults = [
        f"{name}: {found[name]} instead of {wanted[name]}" for name in wanted or () if found[name] != wanted[name]
    ]
    captions = [fold(caption.text_content()) for caption in body.iter("figcaption")]
    faults += [
        f"no caption: {text}" for text in expected["captions"] if not any(fold(text) in line for line in captions)
    ]
    return faults


def _metadata(extract: Extract, expected: dict[str, Any]) -> list[str]:
    """Return the fields that differ; an expectation of None for authors or tags means that the page leaves them open."""
    found: dict[str, object] = {
        "title": extract.title,
        "published": extract.published,
        "modified": extract.modified,
        "image": extract.picture.url if extract.picture else None,
        "lang": extract.lang,
        "summary": extract.summary,
    }
    wanted: dict[str, object] = {
        "title": expected["title"],
        "published": _moment(expected["published"]),
        "modified": _moment(expected["modified"]),
        "image": expected["image"],
        "lang": expected["lang"],
        "summary": expected["summary"],
    }
    if expected["authors"] is not None:
        found["authors"], wanted["authors"] = list(extract.authors), expected["authors"]
    if expected["tags"] is not None:
        found["tags"], wanted["tags"] = list(extract.tags), expected["tags"]
    if expected["section"] is not None:
        found["section"], wanted["section"] = expected["section"] in extract.labels, True
    return [f"{name}: {found[name]!r} instead of {wanted[name]!r}" for name in found if found[name] != wanted[name]]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
