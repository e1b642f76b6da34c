"""Outlets: a site's name, its addresses and its articles, read from a folder of plain files.

Hands on frozen records, articles newest first. `articles/<host>/_outlet.yaml` describes the site, the files beside
it are its articles in the order they were written.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

import yaml

from .article import Article, Picture

FOLDER = Path(__file__).parent / "articles"
Style = Literal["wordpress", "portal"]

# WordPress keeps 200 bytes of an escaped slug, so an Arabic one can end in the middle of a letter.
_SLUG_BYTES = 200
_BROKEN_ESCAPE = re.compile("%[0-9a-f]?$")


class Comment(NamedTuple):
    """What a reader wrote under an article."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Outlet:
    """A site. `style` names its templates, `feed` and `pictures` are paths, `sections` maps labels to slugs."""

    host: str
    name: str
    tagline: str
    about: str
    style: Style
    feed: str
    pictures: str
    sections: dict[str, str]
    comments: tuple[Comment, ...]
    articles: tuple[Article, ...]

    @property
    def home(self) -> str:
        """The address of the front page."""
        return f"https://{self.host}/"

    @cached_property
    def changed(self) -> datetime:
        """When anything of it last changed."""
        return max(article.changed for article in self.articles)

    @cached_property
    def by_name(self) -> dict[str, Article]:
        """The articles by the name under which others refer to them."""
        return {article.name: article for article in self.articles}

    def picture_url(self, picture: Picture) -> str:
        """Return the absolute address of a picture."""
        return f"https://{self.host}{self.pictures}{picture.name}"

    def section_path(self, label: str) -> str:
        """Return the path of the list of a category."""
        return f"/category/{self.sections[label]}/"

    def tag_path(self, tag: str) -> str:
        """Return the path of the list of a tag."""
        return f"/tag/{quote(tag.replace(' ', '-'))}/"

    def author_path(self, author: str) -> str:
        """Return the path of the list of an author."""
        return f"/author/{quote(author.replace(' ', '-'))}/"


@cache
def sample() -> tuple[Outlet, ...]:
    """Return the outlets of the bundled sample, by host."""
    return tuple(read(file.parent) for file in sorted(FOLDER.glob("*/_outlet.yaml")))


def read(folder: Path) -> Outlet:
    """Return the outlet described in `folder`, whose name is its host.

    Raises:
        TypeError, KeyError, ValueError: a header with a missing, unknown or misspelt key.
    """
    settings = yaml.safe_load((folder / "_outlet.yaml").read_text("utf-8"))
    addresses = {key: settings.pop(key) for key in ("permalink", "guid", "first_number")}
    articles = [_article(file, addresses) for file in sorted(folder.glob("*.md"))]
    settings["comments"] = tuple(Comment(**comment) for comment in settings["comments"])
    return Outlet(host=folder.name, articles=newest_first(articles), **settings)


def newest_first(articles: list[Article]) -> tuple[Article, ...]:
    """Return articles as every list of an outlet shows them."""
    return tuple(sorted(articles, key=lambda article: (article.published, article.number), reverse=True))


def _article(file: Path, addresses: dict[str, Any]) -> Article:
    head, body = file.read_text("utf-8").removeprefix("---\n").split("\n---\n", 1)
    fields = yaml.safe_load(head)
    order, _, stem = file.stem.partition("-")
    number = addresses["first_number"] + int(order)
    slug = fields.pop("slug", stem)
    path = addresses["permalink"].format(published=fields["date"], slug=wordpress_slug(slug), number=number)
    return Article(
        source=file.parent.name,
        name=stem,
        number=number,
        slug=slug,
        url=f"https://{file.parent.name}{path}",
        guid=addresses["guid"].format(number=number),
        published=fields.pop("date"),
        authors=tuple(fields.pop("authors")),
        tags=tuple(fields.pop("tags")),
        pictures=tuple(Picture(**picture) for picture in fields.pop("pictures")),
        quirks=frozenset(fields.pop("quirks", ())),
        body=body.lstrip("\n"),
        **fields,
    )


def wordpress_slug(slug: str) -> str:
    """Return a slug as it stands in a WordPress address: escaped in lower case and cut."""
    return _BROKEN_ESCAPE.sub("", quote(slug).lower()[:_SLUG_BYTES])
