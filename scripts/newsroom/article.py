"""Articles as their editors wrote them: a YAML header, then Markdown in which special blocks stand.

Hands on frozen records and their HTML. Refuses nothing quietly: a slip in an article file raises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import markdown
from jinja2 import Environment, StrictUndefined
from lxml import html as lxml_html

QUIRKS = frozenset({"windows-1256", "breaks", "site-og-title", "full-in-feed"})
"""What an article's page may do differently, each seen on real sites.

`windows-1256`: sent in that encoding, named only in a `<meta>`. `breaks`: `<br><br>` where paragraphs should be.
`site-og-title`: `og:title` is the site's name. `full-in-feed`: the feed carries the whole text.
"""

BLOCKS = ("photo", "video", "post", "read_also")
"""The special blocks of a body, written `{{ photo(2) }}`; each outlet's templates say what they look like."""

_BLOCK_LEVEL = ("p", "h2", "h3", "li", "th", "td")
_MARKUP = Environment(autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """An image of an article. `name` says how to draw it (see `pictures`) and ends in .jpg or .png."""

    name: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article of one source, as written.

    `source` is the host, `name` the file's (other articles refer to it by that), `category` the source's own label;
    `pictures` has the lead image first, `body` is Markdown. Times carry their offset; `modified` is None where the
    article was never changed.
    """

    source: str
    name: str
    number: int
    slug: str
    url: str
    guid: str
    title: str
    category: str
    published: datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    pictures: tuple[Picture, ...]
    body: str
    modified: datetime | None = None
    quirks: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if unknown := self.quirks - QUIRKS:
            raise ValueError(f"{self.url}: no such quirk: {', '.join(sorted(unknown))}")

    @property
    def changed(self) -> datetime:
        """When the article last changed: `modified`, else `published`."""
        return self.modified or self.published

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text a reader came for, in order: paragraphs, headings, list items and table cells.

        Plain text, single spaces; without title, captions and special blocks.
        """
        nothing: Callable[..., str] = lambda *_: ""  # noqa: E731
        root = lxml_html.fromstring(f"<div>{self.html(dict.fromkeys(BLOCKS, nothing))}</div>")
        texts = (" ".join("".join(map(str, element.itertext())).split()) for element in root.iter(*_BLOCK_LEVEL))
        return tuple(text for text in texts if text)

    def html(self, blocks: Mapping[str, Callable[..., Any]]) -> str:
        """Return the body as HTML, its special blocks made by the functions in `blocks` (named as in `BLOCKS`)."""
        text = _MARKUP.from_string(self.body).render(blocks) if "{{" in self.body else self.body
        return markdown.markdown(text, extensions=["tables", "sane_lists"])
