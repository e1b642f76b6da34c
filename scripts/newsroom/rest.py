"""The WordPress REST API of an outlet, as much of it as a reader of posts needs.

Hands on JSON pages: posts (with `_embed`), categories, tags, users and media, paged as WordPress pages them.
Fields and headers as in the REST API handbook of WordPress; like the real one it sends no validators.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from math import ceil
from typing import Any
from urllib.parse import parse_qsl, urlencode

from . import pages
from .answer import Answer
from .article import Article
from .outlet import Outlet

_ROOT = "/wp-json/wp/v2/"
_ADDRESS = re.compile(rf"{_ROOT}(posts|categories|tags|users|media)(?:/(\d+))?/?")
_PER_PAGE, _MOST_PER_PAGE = 10, 100
_FIRST_CATEGORY, _FIRST_USER, _FIRST_TAG, _FIRST_MEDIA = 2, 20, 100, 100_000

Json = dict[str, Any]


def answer(outlet: Outlet, target: str) -> Answer | None:
    """Return what the API says at `target` (path and query), or None where there is no such route."""
    path, _, query = target.partition("?")
    if path == "/wp-json/":
        return _page({"name": outlet.name, "home": outlet.home, "namespaces": ["wp/v2"]})
    route = _ADDRESS.fullmatch(path)
    if route is None:
        return None
    collection, wanted = route.groups()
    asked = dict(parse_qsl(query, keep_blank_values=True))
    if collection == "posts":
        return _posts(outlet, asked, int(wanted) if wanted else None)
    objects = _others(outlet)[collection]
    if wanted:
        found = [each for each in objects if each["id"] == int(wanted)]
        return _page(found[0]) if found else _refusal("rest_term_invalid", 404)
    return _paged(outlet, path, asked, objects, lambda each: each)


def _posts(outlet: Outlet, asked: dict[str, str], wanted: int | None) -> Answer:
    ids = _Ids(outlet)

    def show(article: Article) -> Json:
        return _post(outlet, article, ids, embed="_embed" in asked)

    if wanted is not None:
        found = [article for article in outlet.articles if article.number == wanted]
        return _page(show(found[0])) if found else _refusal("rest_post_invalid_id", 404)
    try:
        articles = [article for article in outlet.articles if _within(article, asked)]
    except ValueError:
        return _refusal("rest_invalid_param", 400)
    if asked.get("order") == "asc":
        articles.reverse()
    return _paged(outlet, f"{_ROOT}posts", asked, articles, show)


def _within(article: Article, asked: dict[str, str]) -> bool:
    """Whether an article lies in the asked time; a time without offset is the site's (as WordPress reads it)."""

    def moment(key: str) -> datetime:
        time = datetime.fromisoformat(asked[key])
        return time if time.tzinfo else time.replace(tzinfo=article.published.tzinfo)

    return (
        ("after" not in asked or article.published > moment("after"))
        and ("before" not in asked or article.published < moment("before"))
        and ("modified_after" not in asked or article.changed > moment("modified_after"))
    )


def _paged(outlet: Outlet, path: str, asked: dict[str, str], objects: list[Any], show: Callable[[Any], Json]) -> Answer:
    try:
        number, length = int(asked.get("page", 1)), int(asked.get("per_page", _PER_PAGE))
    except ValueError:
        return _refusal("rest_invalid_param", 400)
    if number < 1 or not 1 <= length <= _MOST_PER_PAGE:
        return _refusal("rest_invalid_param", 400)
    of_pages = ceil(len(objects) / length)
    if number > max(of_pages, 1):
        return _refusal("rest_post_invalid_page_number", 400)
    headers = {"X-WP-Total": str(len(objects)), "X-WP-TotalPages": str(of_pages)}
    if number < of_pages:
        following = urlencode(asked | {"page": number + 1})
        headers["Link"] = f'<https://{outlet.host}{path}?{following}>; rel="next"'
    return _page([show(each) for each in objects[(number - 1) * length : number * length]], headers=headers)


class _Ids:
    """The numbers that WordPress would have given to terms and users."""

    def __init__(self, outlet: Outlet) -> None:
        every = outlet.articles
        self.categories = _numbered(outlet.sections, _FIRST_CATEGORY)
        self.tags = _numbered(sorted({tag for article in every for tag in article.tags}), _FIRST_TAG)
        # The editors' desk signs what nobody signed.
        self.users = _numbered([outlet.name, *sorted({name for a in every for name in a.authors})], _FIRST_USER)


def _numbered(names: Any, first: int) -> dict[str, int]:
    return {name: number for number, name in enumerate(names, first)}


def _others(outlet: Outlet) -> dict[str, list[Json]]:
    ids = _Ids(outlet)
    return {
        "categories": [_category(outlet, label, ids) for label in ids.categories],
        "tags": [_tag(outlet, tag, ids) for tag in ids.tags],
        "users": [_user(outlet, name, ids) for name in ids.users],
        "media": [_media(outlet, article) for article in outlet.articles],
    }


def _category(outlet: Outlet, label: str, ids: _Ids) -> Json:
    link = f"https://{outlet.host}{outlet.section_path(label)}"
    slug = outlet.sections[label]
    return {"id": ids.categories[label], "link": link, "name": label, "slug": slug, "taxonomy": "category"}


def _tag(outlet: Outlet, tag: str, ids: _Ids) -> Json:
    link = f"https://{outlet.host}{outlet.tag_path(tag)}"
    return {"id": ids.tags[tag], "link": link, "name": tag, "slug": tag.replace(" ", "-"), "taxonomy": "post_tag"}


def _user(outlet: Outlet, name: str, ids: _Ids) -> Json:
    number = ids.users[name]
    link = outlet.home if name == outlet.name else f"https://{outlet.host}{outlet.author_path(name)}"
    return {"id": number, "name": name, "link": link, "slug": f"author-{number}"}


def _media(outlet: Outlet, article: Article) -> Json:
    picture = article.pictures[0]
    url = outlet.picture_url(picture)
    size = {"width": 800, "height": 450, "source_url": url}
    return {
        "id": _FIRST_MEDIA + article.number,
        "media_type": "image",
        "mime_type": "image/png" if picture.name.endswith(".png") else "image/jpeg",
        "source_url": url,
        "alt_text": picture.alt,
        "caption": {"rendered": f"<p>{_texturized(picture.caption)} ({_texturized(picture.credit)})</p>\n"},
        "media_details": {"width": 800, "height": 450, "sizes": {"full": size}},
    }


def _post(outlet: Outlet, article: Article, ids: _Ids, *, embed: bool) -> Json:
    author = article.authors[0] if article.authors else outlet.name
    post = {
        "id": article.number,
        "date": _local(article.published),
        "date_gmt": _gmt(article.published),
        "guid": {"rendered": article.guid},
        "modified": _local(article.changed),
        "modified_gmt": _gmt(article.changed),
        "slug": article.slug,
        "status": "publish",
        "type": "post",
        "link": article.url,
        "title": {"rendered": _texturized(article.title)},
        "content": {"rendered": pages.body(outlet, article), "protected": False},
        "excerpt": {"rendered": f"<p>{_texturized(article.summary)} [&hellip;]</p>\n", "protected": False},
        "author": ids.users[author],
        "featured_media": _FIRST_MEDIA + article.number,
        "comment_status": "open",
        "sticky": False,
        "format": "standard",
        "categories": [ids.categories[article.category]],
        "tags": [ids.tags[tag] for tag in article.tags],
    }
    if embed:
        terms = [[_category(outlet, article.category, ids)], [_tag(outlet, tag, ids) for tag in article.tags]]
        post["_embedded"] = {
            "author": [_user(outlet, author, ids)],
            "wp:featuredmedia": [_media(outlet, article)],
            "wp:term": terms,
        }
    return post


def _texturized(text: str) -> str:
    """Return text as WordPress renders it: escaped, its finer punctuation as references."""
    return escape(text, quote=False).replace("–", "&#8211;").replace("…", "&#8230;")


def _local(time: datetime) -> str:
    return time.replace(tzinfo=None).isoformat()


def _gmt(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat()


def _page(content: Json | list[Json], status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    body = json.dumps(content, ensure_ascii=True).encode()
    return Answer(body=body, kind="application/json; charset=UTF-8", status=status, extra=headers or {})


def _refusal(code: str, status: int) -> Answer:
    return _page({"code": code, "message": "طلب غير صالح.", "data": {"status": status}}, status)
