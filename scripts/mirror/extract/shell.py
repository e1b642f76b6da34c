"""The text of pages that are drawn by a script: it lies in the page as data.

Hands on HTML made from JSON-LD `articleBody`, from the application's state (`__NEXT_DATA__` and its kin) or from
markup in string literals. Refuses what is no prose.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from ..text import one_line

LEAST = 200
"""Letters from which a string among a script's data may be an article."""
_LITERAL = re.compile(rf'"((?:[^"\\]|\\.){{{LEAST},}})"')
_PARAGRAPH = re.compile(r"<p\b|</p>|<br\b", re.I)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_KEYS = re.compile(
    r"^(?:article_?body|body|body_?html|content|contents|html|text|full_?text|story|article_?text|details?|post_?content|rendered|value)$",
    re.I,
)
# Marks that publishing tools leave in `articleBody`: block signs, Markdown links.
_MARKS = re.compile(r"^\s*(?:\+\+\+.*|\{.*\}|\[#.*\])\s*$", re.M)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]{1,300})\]\((?:https?:|/)[^)\s]*(?:\s[^)]*)?\)(?:\{[^}]*\})?")
_LINE_ENDS = re.compile(r"\n\s*\n|\n")
_STATE = re.compile(r"^\s*(?:window\.|self\.|var |globalThis\.)?[\w.$\[\]\"']{1,60}\s*=\s*(?=[{\[])")
_NODES = 20_000


def stated_body(texts: list[str]) -> str | None:
    """Return the longest `articleBody` that a page states, as HTML; None if it states none."""
    found = max((as_html(text) for text in texts), key=len, default="")
    return found if letters_in(found) >= 40 else None


def data_body(root: HtmlElement) -> str | None:
    """Return the longest prose among the data in a page's scripts, as HTML; None if there is none."""
    found = [
        candidate
        for script in root.iter("script")
        if script.text and "ld+json" not in (script.get("type") or "")
        for candidate in _in_script(script)
    ]
    best = max(found, key=letters_in, default="")
    return best if letters_in(best) >= LEAST else None


def as_html(text: str) -> str:
    """Return stated text as HTML: as it is if it is marked up, else a paragraph for each line."""
    if _PARAGRAPH.search(text):
        return text
    if "&lt;p" in text or "&lt;br" in text:
        return html.unescape(text)
    text = _MARKDOWN_LINK.sub(r"\1", _MARKS.sub("", html.unescape(_TAG.sub(" ", text)))).replace("\r", "\n")
    return "".join(f"<p>{html.escape(line)}</p>" for part in _LINE_ENDS.split(text) if (line := one_line(part, 50_000)))


def letters_in(markup: str) -> int:
    """Return how many letters of text there are in some HTML."""
    return len(one_line(_TAG.sub(" ", markup), len(markup) + 1))


def _in_script(script: HtmlElement) -> Iterator[str]:
    text = script.text or ""
    kind = (script.get("type") or "").lower()
    if "json" in kind or _STATE.match(text):
        state = _parsed(text if "json" in kind else _STATE.sub("", text, count=1))
        if state is not None:
            yield from _in_state(state)
            return
    for literal in _LITERAL.findall(text):
        if "u003cp" in literal.lower() or "<p" in literal:
            value = _parsed(f'"{literal}"')
            if isinstance(value, str) and _PARAGRAPH.search(value) and not value.lstrip().startswith(("{", "[")):
                yield value


def _parsed(text: str) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text.strip())[0]
    except (ValueError, RecursionError):
        return None


def _in_state(state: Any) -> Iterator[str]:
    """Yield what stands under names for an article's text: strings, or lists of blocks."""
    waiting, seen = [state], 0
    while waiting and seen < _NODES:
        item = waiting.pop()
        seen += 1
        if isinstance(item, dict):
            for name, value in item.items():
                if isinstance(value, str) and len(value) >= LEAST and _KEYS.match(name) and " " in value:
                    yield as_html(value)
                elif isinstance(value, list) and _KEYS.match(name):
                    yield "".join(_blocks(value))
                if isinstance(value, dict | list):
                    waiting.append(value)
        elif isinstance(item, list):
            waiting += [part for part in item if isinstance(part, dict | list)]


def _blocks(items: list[Any]) -> Iterator[str]:
    for item in items[:2000]:
        if isinstance(item, str) and " " in item:
            yield as_html(item)
        elif isinstance(item, dict):
            text = next(
                (
                    value
                    for name, value in item.items()
                    if isinstance(value, str) and _KEYS.match(name) and " " in value
                ),
                None,
            )
            if text:
                yield as_html(text)
