"""Markdown → HTML that may stand on a page: the one way in which a story's body, a page or a note is rendered.

Hands on HTML that has passed the allow-list, figures, link cards and our own pictures in their final form. Refuses
(`StoryError`) what would take Python-Markdown quadratic time, so that no story can hold a build.
"""

import re
import threading
from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from . import allowlist, plain, text, urls
from .errors import LeftOut, StoryError

LENGTH = 200_000
"""Characters of Markdown. 8,000 words of Arabic news with their links are 60,000; dense markup takes 10 µs a
character.
"""
WORK = 6_000_000
"""Steps that `_work` may foresee, each about 60 ns: 8,000 words as an editor writes them need 200,000."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile("`+")
_SPECIAL = re.compile(r"[*_`\[\\<&]")
# Lines at which a block is parted and the rest of it read anew: headings of both kinds, rules.
_PARTING = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ ]*$)", re.M)
# List and quote markers one after another: each is a level, and each level reads the rest again.
_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}\.[ \t])){40}", re.M)
_BRACKET = re.compile(r"\\.|[\[\]]", re.S)
_DESTINATION = re.compile(r"\]\(")
_OPENER = re.compile(r"<(?:(!--)|(!\[CDATA\[)|(\?)|(?=\S))")
_CLOSERS = ("-->", "]]>", "?>")

_IMAGE = re.compile(r'<img(?: [^ =>]+="[^"]*")*>')
_SOURCE = re.compile(r' src="([^"]*)"')
_SIZE = re.compile(r' (?:width|height|loading)="[^"]*"')
_COMBINING = ">\u0338"

_thread = threading.local()


def to_html(
    markdown: str,
    *,
    own: bool = False,
    image_size: Callable[[str], tuple[int, int] | None] | None = None,
    media_url: Callable[[str], str] | None = None,
) -> str:
    """Return `markdown` as HTML (`tables`, `sane_lists`, raw HTML through the allow-list).

    `own` says that our writer wrote it and no editor touched it: then the plain part of Markdown is rendered by a
    fast engine, if there is one, to the same bytes.

    An image line followed by an emphasised line is a figure; a paragraph that is nothing but a link of the form of
    `card` has the class `card`. `image_size` and `media_url` are asked with the file names of content/images: for
    width and height in pixels, and for the address on the site (without it `{static}/images/…` stays).

    Raises:
        StoryError: if it is too long, too deep, or would take too long to render.
    """
    if reason := excess(markdown):
        raise StoryError("Markdown", reason, "shorten it or divide it into paragraphs")
    try:
        clean = text.clean(markdown)
        html = plain.html(clean, is_card=_names) if own else None
        if html is None or not allowlist.is_settled(html):
            html = allowlist.clean(_engine().reset().convert(clean) if html is None else html)
    except RecursionError:
        _thread.engine = None  # it stopped inside a list, and would begin the next text there
        raise StoryError("Markdown", "nests lists or quotes too deep", "shorten it") from None
    except LeftOut as error:
        raise StoryError("Markdown", error.reason, "remove the raw HTML") from error

    def settle(image: re.Match[str]) -> str:
        return _settled(image[0], image_size, media_url)

    # Entities have become letters; a combining stroke must not join the `>` of a tag.
    return text.clean(_IMAGE.sub(settle, html).replace(_COMBINING, ">&#824;"))


def card(title: str, url: str) -> str:
    """Return the text of a link card to `url`: `title — host`, or the host alone without a title."""
    host = urls.host(url).removeprefix("www.")
    return f"{title} — {host}" if title else host


def excess(markdown: str) -> str | None:
    """Return why `markdown` is too much to be rendered, as a clause for a message, or None if it is not."""
    if len(markdown) > LENGTH:
        return f"has {len(markdown):,} characters of Markdown, at most {LENGTH:,}"
    if _DEEP.search(markdown):
        return "nests more than 40 lists or quotes"
    if _most_work(markdown) > WORK and _work(markdown) > WORK:
        return "would take too long to render: too many lines, or brackets, tags and headings in one paragraph"
    return None


def _most_work(markdown: str) -> int:
    """Return a number that `_work` does not exceed, as if the text were one block: enough to say that most are short."""
    length, lines, tags = len(markdown), markdown.count("\n") + 1, markdown.count("<")
    special = sum(map(markdown.count, "*_`[\\<&"))
    searches = 3 * markdown.count("`") + 5 * markdown.count("[") + markdown.count("](") + 3 * tags
    return 500 * lines + length * (special // 40 + 1 + lines + searches) + 20 * tags**2


def _work(markdown: str) -> int:
    """Return about how many characters Python-Markdown (3.11) will look at more than once.

    Measured: a line costs up to 500. A block is searched to its end from each run of backticks, copied at each inline
    element (40 times cheaper), read anew at each line that parts it, and searched from each `[` to its `]`, from each
    `](` to its `)`, from each `<` to its end.
    """
    work = _tag_work(markdown) + 500 * markdown.count("\n")
    for block in _BLANK_LINE.split(markdown):
        work += len(block) * len(_SPECIAL.findall(block)) // 40
        work += len(block) * len(_PARTING.findall(block))
        work += len(block) * 3 * len(_TICKS.findall(block)) if "`" in block else 0
        work += sum(_reaches(block)) if "[" in block or "](" in block else 0
    return work


def _reaches(block: str) -> Iterator[int]:
    """Yield the length of each search that a bracket starts: to its partner, or to the block's end."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(block):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] == "]" and opened:
            yield 5 * (bracket.start() - opened.pop())
    yield from (5 * (len(block) - start) for start in opened)
    for destination in _DESTINATION.finditer(block):
        end = block.find(")", destination.end())
        quoted = end < 0 or "'" in block[destination.end() : end] or '"' in block[destination.end() : end]
        yield (len(block) if quoted else end) - destination.end()


def _tag_work(markdown: str) -> int:
    """Return the lengths of the searches that `<` starts; a comment also looks for the end of each open element."""
    work = comments = tags = 0
    for opener in _OPENER.finditer(markdown):
        closer = _CLOSERS[opener.lastindex - 1] if opener.lastindex else ">"
        end = markdown.find(closer, opener.end())
        work += 2 * ((len(markdown) if end < 0 else end) - opener.start())
        comments += bool(opener.lastindex)
        tags += 1
    return work + comments * (len(markdown) + 20 * tags)


class _Shapes(Treeprocessor):
    """Makes figures of image lines with an emphasised line behind them, and marks link cards."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for paragraph in root.iter("p"):
            if _is_figure(paragraph):
                paragraph.tag, paragraph[1].tag = "figure", "figcaption"
            elif _is_card(paragraph):
                paragraph.set("class", allowlist.CARD)


def _is_figure(paragraph: Element) -> bool:
    if len(paragraph) != 2 or _words(paragraph.text) or _words(paragraph[1].tail):
        return False
    picture, caption = paragraph
    linked = picture.tag == "a" and [child.tag for child in picture] == ["img"]
    only_picture = not linked or not (_words(picture.text) or _words(picture[0].tail))
    on_two_lines = picture.tail is not None and "\n" in picture.tail and not picture.tail.strip()
    return (picture.tag == "img" or linked) and only_picture and on_two_lines and caption.tag == "em"


def _is_card(paragraph: Element) -> bool:
    if [child.tag for child in paragraph] != ["a"] or _words(paragraph.text) or _words(paragraph[0].tail):
        return False
    link = paragraph[0]
    return not len(link) and _names(link.text or "", link.get("href", ""))


def _names(said: str, url: str) -> bool:
    """Whether a link's text has the form of `card`."""
    label = card("", url)
    return bool(label) and (said.strip() == label or said.strip().endswith(f" — {label}"))


def _words(said: str | None) -> bool:
    return bool(said and said.strip())


def _engine() -> Markdown:
    """Return this thread's Markdown instance: making one takes as long as rendering an article."""
    engine: Markdown | None = getattr(_thread, "engine", None)
    if engine is None:
        engine = _thread.engine = Markdown(extensions=[TableExtension(), SaneListExtension()], output_format="html")
        engine.treeprocessors.register(_Shapes(engine), "shapes", -10)  # last: escapes are undone by then
    return engine


def _settled(image: str, size: Callable[[str], tuple[int, int] | None] | None, url: Callable[[str], str] | None) -> str:
    """Return an `<img>` with its dimensions and its address on the site, if it is one of ours; loaded late in any
    case.
    """
    source = _SOURCE.search(image)
    own = allowlist.MEDIA.fullmatch(source[1]) if source else None
    measures = size(own[1]) if own and size else None
    tag = _SIZE.sub("", image) if measures else image.replace(' loading="lazy"', "")
    if own and url:
        tag = tag.replace(own[0], escape(url(own[1])))
    if measures:
        tag = f'{tag[:-1]} width="{measures[0]}" height="{measures[1]}">'
    return f'{tag[:-1]} loading="lazy">'
