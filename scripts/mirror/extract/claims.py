"""What a page states about itself, in every dialect: JSON-LD, microdata, OpenGraph, `<meta>`, the visible page.

Hands on claims: a field, a value as plain text, and where it stood. Decides nothing: which claim is believed is
`titles`', `dates`', `people`'s, `labels`' and `lead`'s matter.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from . import jsonld
from .boxes import kebab, name_of
from .jsonld import plain
from .tree import short_text_of, text_of

FIELDS = (
    "title",
    "published",
    "modified",
    "author",
    "section",
    "tag",
    "summary",
    "image",
    "credit",
    "site",
    "slogan",
    "lang",
    "canonical",
    "body",
    "free",
)

# `<meta name|property|itemprop>` → field, most telling first (the order is that of belief within the field).
_META = {
    "og:title": "title",
    "parsely-title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "twitter:title": "title",
    "title": "title",
    "article:published_time": "published",
    "og:article:published_time": "published",
    "article:published": "published",
    "datepublished": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "pubdate": "published",
    "publishdate": "published",
    "publish-date": "published",
    "publish_date": "published",
    "date.created": "published",
    "dc.date.issued": "published",
    "dcterms.created": "published",
    "dcterms.date": "published",
    "dc.date": "published",
    "dc.date.created": "published",
    "cxenseparse:recs:publishtime": "published",
    "article_date_original": "published",
    "og:pubdate": "published",
    "date": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "datemodified": "modified",
    "last-modified": "modified",
    "dcterms.modified": "modified",
    "dc.date.modified": "modified",
    "author": "author",
    "article:author": "author",
    "og:article:author": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "byl": "author",
    "article:author_name": "author",
    "article:section": "section",
    "og:article:section": "section",
    "parsely-section": "section",
    "section": "section",
    "category": "section",
    "cxenseparse:category": "section",
    "article:tag": "tag",
    "og:article:tag": "tag",
    "news_keywords": "tag",
    "parsely-tags": "tag",
    "sailthru.tags": "tag",
    "keywords": "tag",
    "description": "summary",
    "og:description": "summary",
    "dc.description": "summary",
    "dcterms.description": "summary",
    "twitter:description": "summary",
    "og:image": "image",
    "og:image:url": "image",
    "og:image:secure_url": "image",
    "twitter:image": "image",
    "twitter:image:src": "image",
    "parsely-image-url": "image",
    "og:site_name": "site",
    "application-name": "site",
    "apple-mobile-web-app-title": "site",
    "dc.publisher": "site",
    "og:locale": "lang",
    "content-language": "lang",
    "dc.language": "lang",
    "og:url": "canonical",
}
_MICRODATA = {
    "headline": "title",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "author": "author",
    "articlesection": "section",
    "keywords": "tag",
}
# Words in the class or id of what is shown, and what it then says; "crumbs" lead to the article's section.
_SHOWN_NAMES = re.compile(
    r"(?:^|-)(?:"
    r"(?P<published>date|dates|datetime|time|timestamp|published|publish|pubdate|posted|created|submitted|tarikh)"
    r"|(?P<author>author|authors|byline|bylines|writer|reporter|posted-by|katib)"
    r"|(?P<section>category|cat|cat-links|post-cat|categories|article-section|section-name|kicker)"
    r"|(?P<crumbs>breadcrumbs?|crumbs)"
    r")(?:$|-)"
)
_SHOWN_LIMIT = {"published": 120, "author": 120, "section": 60}
_DATE_LABEL = re.compile(
    r"تاريخ (?:النشر|الخبر|المقال)|نُ?شر(?:ت)? (?:في|بتاريخ|يوم)|published|posted on|publié|تاریخ انتشار", re.I
)
_UPDATED = re.compile(r"(?:آخر|اخر) (?:تحديث|تعديل)|تحديث:|updated|last modified|mis à jour|آخرین ویرایش", re.I)
_LABEL = re.compile(f"{_DATE_LABEL.pattern}|{_UPDATED.pattern}", re.I)
_LIMIT = 60
"""Claims of one field that are looked at; pages repeat `article:tag` thousands of times if let."""
_LOOKS = 200
"""Elements of the visible page that are read for their names or labels."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One statement: plain text, and where it stood ("json-ld headline", "og:title", "h1", …)."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What is stated of each field, most telling first."""

    of: dict[str, list[Claim]] = field(default_factory=lambda: {name: [] for name in FIELDS})

    def add(self, name: str, value: str | None, origin: str) -> None:
        claims = self.of[name]
        text = plain(value) if value and name != "body" else value
        if text and text.strip() and len(claims) < _LIMIT:
            claims.append(Claim(value=text, origin=origin))

    def values(self, name: str) -> list[str]:
        return [claim.value for claim in self.of[name]]


def claims_of(root: HtmlElement, *, url: str) -> Claims:
    """Return everything that the page at `url` states of the fields there are."""
    claims = Claims()
    for name, value, origin in jsonld.statements(root, url=url):
        claims.add(name, value, origin)
    _read_microdata(root, claims)
    _read_meta(root, claims)
    _read_visible(root, claims)
    return claims


def _read_meta(root: HtmlElement, claims: Claims) -> None:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        content = element.get("content")
        if content and len(content) < 20_000:
            found.setdefault(name.strip().lower(), []).append(content)
    for name, target in _META.items():
        for content in found.get(name, ())[:_LIMIT]:
            claims.add(target, content, name)
    for label, data in zip(found.get("twitter:label1", ()), found.get("twitter:data1", ()), strict=False):
        if plain(label).lower() in ("written by", "كُتب بواسطة", "كتب بواسطة", "par", "نویسنده", "written by:"):
            claims.add("author", data, "twitter:data1")
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            claims.of["canonical"].insert(0, Claim(value=(element.get("href") or "").strip(), origin="link canonical"))
        elif (element.get("rel") or "").lower() == "image_src":
            claims.add("image", element.get("href"), "link image_src")
    title = root.find("head/title")
    if title is None:
        title = next(root.iter("title"), None)
    if title is not None:
        claims.add("title", title.text_content(), "title tag")
    claims.add("lang", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"), "html lang")


def _read_microdata(root: HtmlElement, claims: Claims) -> None:
    """Read schema.org properties of the first item that has them; lists of other stories repeat them below."""
    seen: set[str] = set()
    for element in root.xpath("//body//*[@itemprop]")[:2000]:
        for prop in (element.get("itemprop") or "").lower().split():
            target = _MICRODATA.get(prop)
            if not target or (prop in seen and prop not in ("author", "keywords")):
                continue
            if prop == "author" and ("author" in seen and _in_other_box(element)):
                continue
            if prop == "author":
                name = element.find(".//*[@itemprop='name']")
                element = name if name is not None else element
            value = (
                element.get("content")
                or element.get("datetime")
                or (element.get("title") if element.tag == "abbr" else None)
            )
            claims.add(target, (value or text_of(element))[:400], f"microdata {prop}")
            seen.add(prop)


def _read_visible(root: HtmlElement, claims: Claims) -> None:
    body = root.find("body")
    if body is None:
        return
    for number, heading in enumerate(body.iter("h1")):
        if number < 6:
            claims.add("title", text_of(heading)[:600], "h1")
    looks = _LOOKS
    for element in body.iter():
        if element.tag == "time":
            _read_time(element, claims)
        elif element.get("rel"):
            _read_relation(element, claims)
        shown = _shown_by(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]) if element.keys() else None
        if shown == "crumbs":
            _read_crumbs(element, claims)
        elif shown and looks:
            looks -= 1
            _read_shown(element, shown, claims)
    _read_labels(body, claims)


@lru_cache(maxsize=20_000)
def _shown_by(names: str) -> str | None:
    """Return what an element with these classes and id shows, by their words; None for most."""
    for name in names.split()[:10]:
        if (found := _SHOWN_NAMES.search(kebab(name))) and found.lastgroup:
            return found.lastgroup
    return None


def _read_relation(element: HtmlElement, claims: Claims) -> None:
    relation = (element.get("rel") or "").lower().split()
    if "author" in relation:
        claims.add("author", short_text_of(element, 200), "rel author")
    if "tag" in relation:
        target = "section" if "category" in relation else "tag"
        claims.add(target, short_text_of(element, 200), f"rel {target}")


def _read_time(element: HtmlElement, claims: Claims) -> None:
    stamp = element.get("datetime") or ""
    name = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    target = "modified" if "update" in name or "modif" in name else "published"
    if stamp:
        claims.add(target, stamp, "time datetime")
    claims.add(target, short_text_of(element, 120), "time")


def _read_shown(element: HtmlElement, shown: str, claims: Claims) -> None:
    text = short_text_of(element, _SHOWN_LIMIT[shown])
    if text and not _in_other_box(element):
        names = (element.get("class") or "").lower()
        late = shown == "published" and (_UPDATED.search(text) or "update" in names or "modif" in names)
        claims.add("modified" if late else shown, text, f"visible {shown}")


def _in_other_box(element: HtmlElement) -> bool:
    """Whether what is shown is a comment's or a related story's."""
    return any(
        name_of(above) in ("comments", "related", "sidebar") for above in element.iterancestors() if above.keys()
    )


def _read_crumbs(element: HtmlElement, claims: Claims) -> None:
    if any(claim.origin == "breadcrumb" for claim in claims.of["section"]):
        return
    for link in list(element.iter("a"))[1:6]:
        claims.add("section", short_text_of(link, 60), "breadcrumb")


def _read_labels(body: HtmlElement, claims: Claims) -> None:
    """Read «تاريخ النشر: …» wherever it stands, in the smallest element that holds label and date."""
    looks = _LOOKS
    for element in body.iter():
        for text, below in ((element.text, True), (element.tail, False)):
            if looks and text and 4 < len(text) <= 400 and _LABEL.search(text):
                looks -= 1
                _read_label(element if below else element.getparent(), claims)


def _read_label(holder: HtmlElement | None, claims: Claims) -> None:
    for candidate in (holder, holder.getparent() if holder is not None else None):
        line = short_text_of(candidate, 160) if candidate is not None else None
        if line and len(line) >= 8 and any(letter.isdigit() for letter in line):
            late = _UPDATED.search(line) and not _DATE_LABEL.search(line)
            claims.add("modified" if late else "published", line, "visible label")
            return
