"""What a page states about itself, in every dialect: JSON-LD, microdata, OpenGraph, `<meta>`, the visible page.

Hands on claims: a field, a value as plain text, and where it stood. Decides nothing: which claim is believed is
`titles`', `dates`', `people`'s, `labels`' and `lead`'s matter.
"""

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from . import jsonld, shown
from .boxes import name_of
from .jsonld import plain
from .tree import text_of

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
_LIMIT = 60
"""Claims of one field that are looked at; pages repeat `article:tag` thousands of times if let."""


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
    if (body := root.find("body")) is not None:
        for name, value, origin in shown.statements(body):
            claims.add(name, value, origin)
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
            if prop == "author":
                if "author" in seen and any(name_of(above) == "comments" for above in element.iterancestors()):
                    continue
                name = element.find(".//*[@itemprop='name']")
                element = name if name is not None else element
            value = (
                element.get("content")
                or element.get("datetime")
                or (element.get("title") if element.tag == "abbr" else None)
            )
            claims.add(target, (value or text_of(element))[:400], f"microdata {prop}")
            seen.add(prop)
