"""A site: which address of an outlet shows what.

Hands on pages, each made when it is first asked for and kept. Refuses (None) what the outlet does not have.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from urllib.parse import unquote, urlsplit

from . import feeds, pages, pictures, rest
from .answer import Answer
from .article import Article, Picture
from .outlet import Outlet

LIST_LENGTH = 10
"""Articles on one page of a list."""

FRONT_LENGTH = 20
"""Articles on the front page."""

_ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /wp-admin/\n\nSitemap: {home}sitemap.xml\n"


class Site:
    """The pages of one outlet. Threads may share it: two that ask at once make the same bytes."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._views = dict(_views(outlet))
        self._made: dict[str, Answer] = {}

    def answer(self, target: str) -> Answer | None:
        """Return what stands at `target` (a path, perhaps with a query), or None."""
        key = _key(target)
        if key not in self._made:
            answer = self._make(key)
            if answer is None:
                return None
            self._made[key] = answer
        return self._made[key]

    def warm(self) -> None:
        """Make every page now (pictures too), so that a measurement of a client does not measure us."""
        for key in self._views:
            self.answer(key)

    def _make(self, key: str) -> Answer | None:
        if view := self._views.get(key):
            return view()
        return rest.answer(self._outlet, key) if self._outlet.style == "wordpress" else None


def _key(address: str) -> str:
    """Return the path and query of an address with its escapes read, so that `%D8` and `%d8` are one."""
    parts = urlsplit(address)
    path = unquote(parts.path, errors="surrogateescape")
    return f"{path}?{parts.query}" if parts.query else path


def _views(outlet: Outlet) -> Iterator[tuple[str, Callable[[], Answer]]]:
    for path, heading, articles, length in _lists(outlet):
        chunks = [articles[start : start + length] for start in range(0, len(articles), length)]
        for number, chunk in enumerate(chunks, 1):
            key = _key(path) + (f"?page={number}" if number > 1 else "")
            yield key, partial(_list, outlet, path, heading, chunk, number, len(chunks))
    for article in outlet.articles:
        yield _key(article.url), partial(_article, outlet, article)
        if outlet.style == "wordpress":
            yield f"/?p={article.number}", partial(_moved, article.url)
        for picture in article.pictures:
            yield _key(outlet.picture_url(picture)), partial(_picture, picture, article.published)
    yield "/about/", partial(_plain, outlet, "/about/", "من نحن", outlet.about)
    yield "/contact/", partial(_plain, outlet, "/contact/", "اتصل بنا", "اكتبوا إلينا؛ لن يصل شيء إلى أحد.")
    yield outlet.feed, partial(_feed, outlet)
    yield "/sitemap.xml", partial(_sitemap, outlet)
    yield "/robots.txt", partial(_text, outlet, _ROBOTS.format(home=outlet.home), "text/plain; charset=utf-8")
    yield "/assets/site.css", partial(_text, outlet, (pages.TEMPLATES / "site.css").read_text("utf-8"), "text/css")


def _lists(outlet: Outlet) -> Iterator[tuple[str, str, tuple[Article, ...], int]]:
    """Every list: path, heading, articles, how many on one page."""
    every = outlet.articles
    yield "/", outlet.name, every[:FRONT_LENGTH], FRONT_LENGTH
    yield "/latest/", "آخر الأخبار", every, LIST_LENGTH
    for label in outlet.sections:
        yield outlet.section_path(label), label, tuple(a for a in every if a.category == label), LIST_LENGTH
    for tag in dict.fromkeys(tag for article in every for tag in article.tags):
        yield outlet.tag_path(tag), tag, tuple(a for a in every if tag in a.tags), LIST_LENGTH
    for author in dict.fromkeys(author for article in every for author in article.authors):
        yield outlet.author_path(author), author, tuple(a for a in every if author in a.authors), LIST_LENGTH


def _html(text: str, modified: datetime) -> Answer:
    return Answer(body=text.encode(), kind="text/html; charset=UTF-8", modified=modified)


def _list(outlet: Outlet, path: str, heading: str, articles: tuple[Article, ...], number: int, of_pages: int) -> Answer:
    return _html(pages.listing(outlet, path, heading, articles, number, of_pages), outlet.changed)


def _article(outlet: Outlet, article: Article) -> Answer:
    text = pages.article(outlet, article)
    if "windows-1256" in article.quirks:
        # Such servers name no charset; letters outside of it (Arabic-Indic digits) became references.
        return Answer(body=text.encode("cp1256", "xmlcharrefreplace"), kind="text/html", modified=article.changed)
    return _html(text, article.changed)


def _plain(outlet: Outlet, path: str, heading: str, text: str) -> Answer:
    return _html(pages.plain(outlet, path, heading, text), outlet.changed)


def _moved(url: str) -> Answer:
    return Answer(body=b"", kind="text/html; charset=UTF-8", status=301, extra={"Location": url})


def _picture(picture: Picture, published: datetime) -> Answer:
    return Answer(body=pictures.draw(picture.name), kind=pictures.kind(picture.name), modified=published)


def _feed(outlet: Outlet) -> Answer:
    if outlet.style == "wordpress":
        return Answer(body=feeds.rss(outlet), kind="application/rss+xml; charset=UTF-8", modified=outlet.changed)
    return Answer(body=feeds.atom(outlet), kind="application/atom+xml; charset=utf-8", modified=outlet.changed)


def _sitemap(outlet: Outlet) -> Answer:
    return Answer(body=feeds.sitemap(outlet), kind="text/xml; charset=UTF-8", modified=outlet.changed)


def _text(outlet: Outlet, text: str, kind: str) -> Answer:
    return Answer(body=text.encode(), kind=kind, modified=outlet.changed)
