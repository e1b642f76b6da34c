"""What the outlets of the hostile world are made of: articles, entries, feeds, pictures, and an outlet that is well."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from random import Random
from typing import Any

from PIL import Image

from web_server import Page, answer

WORDS = "حديقة نافورة سوق بلدة طريق مدرسة مكتبة جسر نهر قرية ميناء قطار مسرح لوحة بستان زيتون".split()
NASTY = '</title><script>alert(1)</script>\u2028{{ 7*7 }}\u202e"><img src=x onerror=alert(1)>\x1b[31m'
"""In a title, a name, a label."""
DATE = "Tue, 23 Dec 2025 10:00:00 +0000"


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A source: its pages by path (`/feed` is the listing), what the run must say of it, how many stories it brings.

    `says` are patterns, each to be found in a line that names the source; none: nothing is left out.
    """

    id: str
    pages: Mapping[str, Page]
    says: Sequence[str] = ()
    stories: int = 0
    toml: str = ""
    listing: Sequence[str] = field(default=("/feed",))

    @property
    def home(self) -> str:
        return f"https://{self.id}.example.org"


def text(name: str) -> str:
    """Return the paragraphs of an article, other ones for another name."""
    dice = Random(name)
    return "".join(f"<p>قال أهالي البلدة رقم {n}: {' '.join(dice.choices(WORDS, k=18))}.</p>" for n in range(1, 17))


def item(name: str, title: str = "", *, body: str = "", link: str = "", more: str = "") -> str:
    """Return an entry of a feed; with a `body` it carries the whole article."""
    whole = f"<content:encoded>{escape(text(name) + body)}</content:encoded>" if body else ""
    return (
        f"<item><title>{escape(xml_text(title or f'خبر {name}'))}</title><link>{escape(link or f'/{name}')}</link>"
        f"<guid isPermaLink='false'>{escape(xml_text(name))}</guid><pubDate>{DATE}</pubDate>{whole}{more}</item>"
    )


def xml_text(text: str) -> str:
    """Return text without what no XML document can hold."""
    return text.replace("\x1b", "").replace("\0", "")


def feed(*items: str) -> Page:
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>مثال</title>'
    return answer(body=(head + "".join(items) + "</channel></rss>").encode(), Content_Type="application/rss+xml")


def article(title: str, body: str = "", *, head: str = "", words: str = "") -> Page:
    page = (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body><article><h1>{escape(title)}</h1><time datetime='2025-12-23T10:00:00Z'></time>"
        f"{words or text(title)}{body}</article></body></html>"
    )
    return answer(body=page.encode("utf-8", "surrogatepass"), Content_Type="text/html; charset=utf-8")


def well(number: int) -> Outlet:
    """Return an outlet that is well, with so many articles; each has two pictures."""
    return Outlet(
        id="well",
        pages={"/feed": feed(*(item(f"w{n}") for n in range(number))), **articles("w", number)},
        stories=number,
    )


def articles(letter: str, number: int) -> dict[str, Page]:
    shown = "<figure><img src='/in.jpg' alt='نهر'><figcaption>عند النهر</figcaption></figure>"
    shown += "<table><tr><th>بلدة</th><th>عدد</th></tr><tr><td>أولى</td><td>٣</td></tr><tr><td>ثانية</td><td>٤</td></tr></table>"
    pages = {
        f"/{letter}{n}": article(
            f"خبر {letter}{n}", shown + text(f"{letter} {n}"), head="<meta property=og:image content=/lead.jpg>"
        )
        for n in range(number)
    }
    colours = {"/in.jpg": "#456", "/lead.jpg": "#654"}
    return {**pages, **{path: answer(body=picture("JPEG", colour=colour)) for path, colour in colours.items()}}


def picture(kind: str = "PNG", size: tuple[int, int] = (80, 60), colour: str = "#777", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def changed_suddenly() -> dict[str, Page]:
    """Return the pages of `sudden` with other words on every one of them."""
    pages = {f"/s{n}": article(f"بيع نادر {n}", words=f"<p>اشتر الآن رقم {n}</p>{text(f'sale {n}')}") for n in range(8)}
    return {"/feed": feed(*(item(f"s{n}", f"بيع نادر {n}") for n in range(8))), **pages}
