"""HTML pages of an outlet, from its style's templates, in the markup that real sites send.

Hands on text; which address shows what is for `site` to say. The same outlet gives the same bytes, always.
"""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .article import Article
from .outlet import Comment, Outlet

TEMPLATES = Path(__file__).parent / "templates"

_WORDS_A_MINUTE = 180
_ARAB_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_MONTHS = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)


def arab(value: object) -> str:
    """Return `value` with Arabic-Indic digits."""
    return str(value).translate(_ARAB_DIGITS)


def levant(day: date) -> str:
    """Return a date as «٢٣ كانون الأول ٢٠٢٥»."""
    return f"{arab(day.day)} {_MONTHS[day.month - 1]} {arab(day.year)}"


def utc(time: datetime) -> str:
    """Return a time as WordPress plugins state it: ISO 8601 in UTC."""
    return time.astimezone(UTC).isoformat()


def article(outlet: Outlet, article: Article) -> str:
    """Return an article's page."""
    text = body(outlet, article, lazy=True)
    if "breaks" in article.quirks:
        text = text.replace("<p>", "").replace("</p>", "<br /><br />")
    return _render(
        outlet,
        "article",
        url=article.url,
        heading=article.title,
        charset="windows-1256" if "windows-1256" in article.quirks else "utf-8",
        article=article,
        body=text,
        minutes=max(3, round(len(article.body.split()) / _WORDS_A_MINUTE)),
        related=_related(outlet, article),
        comments=_comments(outlet, article),
        json_ld=_json_ld(outlet, article),
    )


def listing(outlet: Outlet, path: str, heading: str, articles: tuple[Article, ...], number: int, pages: int) -> str:
    """Return page `number` (from 1) of a list of `pages` pages that lives at `path`."""
    address = f"https://{outlet.host}{path}" + (f"?page={number}" if number > 1 else "")
    return _render(
        outlet, "list", url=address, path=path, heading=heading, articles=articles, number=number, pages=pages
    )


def plain(outlet: Outlet, path: str, heading: str, text: str) -> str:
    """Return a page that is no article."""
    return _render(outlet, "plain", url=f"https://{outlet.host}{path}", heading=heading, text=text)


def body(outlet: Outlet, article: Article, *, lazy: bool = False) -> str:
    """Return an article's body as HTML; `lazy` puts placeholders where images load later (as a theme does)."""
    blocks: Any = _environment().get_template(f"{outlet.style}/blocks.html").module
    return article.html(
        {
            "photo": lambda number: blocks.photo(outlet, article.pictures[number - 1], lazy),
            "video": blocks.video,
            "post": blocks.post,
            "read_also": lambda *names: blocks.read_also(outlet, [outlet.by_name[name] for name in names]),
        }
    )


def _render(outlet: Outlet, template: str, **context: object) -> str:
    shared = {"outlet": outlet, "charset": "utf-8", "popular": _popular(outlet)}
    return _environment().get_template(f"{outlet.style}/{template}.html").render(shared | context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "arab": arab,
        "levant": levant,
        "utc": utc,
        "weekday": lambda day: _WEEKDAYS[day.weekday()],
        "clock": lambda time: arab(f"{time:%H:%M}"),
    }
    return environment


def _popular(outlet: Outlet) -> tuple[Article, ...]:
    return outlet.articles[3:18:3]


def _related(outlet: Outlet, article: Article) -> list[Article]:
    others = [other for other in outlet.articles if other.category == article.category and other is not article]
    return others[:3]


def _comments(outlet: Outlet, article: Article) -> list[Comment]:
    return [outlet.comments[(article.number + step) % len(outlet.comments)] for step in range(3)]


def _json_ld(outlet: Outlet, article: Article) -> str:
    """The graph a search plugin writes: article, page, image, breadcrumbs, site, publisher."""
    site = outlet.home
    page, image = {"@id": article.url}, f"{article.url}#primaryimage"
    authors = [{"@type": "Person", "name": name} for name in article.authors]
    graph = [
        {
            "@type": "NewsArticle",
            "@id": f"{article.url}#article",
            "isPartOf": page,
            "mainEntityOfPage": page,
            "headline": article.title,
            "datePublished": utc(article.published),
            "dateModified": utc(article.changed),
            "author": authors or {"@type": "Organization", "name": outlet.name},
            "publisher": {"@id": f"{site}#organization"},
            "image": {"@id": image},
            "thumbnailUrl": outlet.picture_url(article.pictures[0]),
            "articleSection": [article.category],
            "keywords": list(article.tags),
            "wordCount": len(article.body.split()),
            "inLanguage": "ar",
        },
        {"@type": "WebPage", "@id": article.url, "url": article.url, "name": f"{article.title} - {outlet.name}"},
        {"@type": "ImageObject", "@id": image, "url": outlet.picture_url(article.pictures[0])},
        {
            "@type": "BreadcrumbList",
            "@id": f"{article.url}#breadcrumb",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "الرئيسية", "item": site},
                {"@type": "ListItem", "position": 2, "name": article.category},
                {"@type": "ListItem", "position": 3, "name": article.title},
            ],
        },
        {"@type": "WebSite", "@id": f"{site}#website", "url": site, "name": outlet.name},
        {"@type": "Organization", "@id": f"{site}#organization", "name": outlet.name, "url": site},
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return text.replace("</", "<\\/")
