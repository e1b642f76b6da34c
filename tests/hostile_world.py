"""A world of outlets that mean harm, one or more for each row of the threats, and two that are well.

`outlets(canary)` is all of them; each is a source of one mirror. `canary` is an address inside ("127.0.0.2:8080") that
nobody may ever ask for anything.
"""

import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, PngImagePlugin

import web_server
from web_server import Page, answer, redirect

CORPUS = Path(__file__).parent / "corpus" / "hostile"
CLASSES = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(CORPUS.glob("*.txt"))}
"""What scripts hide in, class by class; what would run calls `alert`."""
WORDS = "حديقة نافورة سوق بلدة طريق مدرسة مكتبة جسر نهر قرية ميناء قطار مسرح لوحة بستان زيتون".split()
NASTY = '</title><script>alert(1)</script>\u2028{{ 7*7 }}\u202e"><img src=x onerror=alert(1)>\x1b[31m'
"""In a title, a name, a label."""
_ENTITY = "<rss><channel><item><title>&b;</title></item></channel></rss>"
LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + _ENTITY
READS = '<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://{}/x.dtd"> %p;]>' + _ENTITY
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
        f"<item><title>{escape(_xml(title or f'خبر {name}'))}</title><link>{escape(link or f'/{name}')}</link>"
        f"<guid isPermaLink='false'>{escape(_xml(name))}</guid><pubDate>{DATE}</pubDate>{whole}{more}</item>"
    )


def _xml(text: str) -> str:
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
    articles = _articles("w", number)
    return Outlet(id="well", pages={"/feed": feed(*(item(f"w{n}") for n in range(number))), **articles}, stories=number)


def outlets(canary: str) -> list[Outlet]:
    """Return every outlet of the world."""
    return [
        well(6),
        Outlet(id="whole", pages={"/feed": feed(*(item(f"f{n}", body="<p>نص</p>") for n in range(6)))}, stories=6),
        *(_listing(name, page, *says) for name, (page, says) in _listings(canary).items()),
        *_of_corpus(),
        _pages(canary),
        _pictures(canary),
        _names(),
        *_robots(canary),
        Outlet(
            id="thief",
            pages={"/feed": feed(item("w0", link="https://well.example.org/w0"), item("w1", body="<p>منتحل</p>"))},
            says=[r"https://well\.example\.org/w0: "],
            stories=1,
        ),
        Outlet(id="sudden", pages={"/feed": feed(*(item(f"s{n}") for n in range(8))), **_articles("s", 8)}, stories=8),
        Outlet(
            id="twins",
            pages={
                "/feed": feed(
                    *(
                        item(f"t{n}", title, body="<p>نص</p>")
                        for n, title in enumerate(
                            (
                                "أخبار البلدة",
                                "اخبار البلدة",
                                "إخبار البلدة",
                                "\u0627\u0654خبار البلدة",
                                "Town NEWS",
                                "town news",
                                "أخبار البلدة",
                            )
                        )
                    )
                )
            },
            stories=7,
        ),
        Outlet(
            id="doubled",
            pages={
                "/feed": feed(
                    item("same", "خبر أول", body="<p>نص أول</p>", link="/1"),
                    item("same", "خبر ثان", body="<p>نص ثان</p>", link="/2"),
                    item("other", "خبر أول", body="<p>نص أول</p>", link="/1?utm_source=feed&fbclid=x#top"),
                ),
            },
            stories=2,
        ),
        Outlet(
            id="endless",
            pages=_endless_pages(),
            stories=0,
            says=[r"/e\d+: there is no such page"],
            toml='kind = "html"\n[source.rules]\nitem = "h2 a"\nnext = "a[rel=next]"\n',
        ),
        Outlet(
            id="itself", pages={"/feed": _xml_page(_index("https://itself.example.org/feed"))}, says=["index|empty|no "]
        ),
        Outlet(
            id="many",
            pages={"/feed": feed(*(item(f"m{n}", body="<p>نص</p>") for n in range(2_300)))},
            says=["2000 entries"],
            stories=30,
        ),
        Outlet(
            id="json",
            pages={"/feed": answer(body=_json_feed().encode(), Content_Type="application/feed+json")},
            stories=3,
        ),
    ]


def _articles(letter: str, number: int) -> dict[str, Page]:
    picture = "<figure><img src='/in.jpg' alt='نهر'><figcaption>عند النهر</figcaption></figure>"
    picture += "<table><tr><th>بلدة</th><th>عدد</th></tr><tr><td>أولى</td><td>٣</td></tr><tr><td>ثانية</td><td>٤</td></tr></table>"
    pages = {
        f"/{letter}{n}": article(
            f"خبر {letter}{n}", picture + text(f"{letter} {n}"), head="<meta property=og:image content=/lead.jpg>"
        )
        for n in range(number)
    }
    colours = {"/in.jpg": "#456", "/lead.jpg": "#654"}
    return {**pages, **{path: answer(body=_picture("JPEG", colour=colour)) for path, colour in colours.items()}}


def changed_suddenly() -> dict[str, Page]:
    """Return the pages of `sudden` with other words on every one of them."""
    pages = {f"/s{n}": article(f"بيع نادر {n}", words=f"<p>اشتر الآن رقم {n}</p>{text(f'sale {n}')}") for n in range(8)}
    return {"/feed": feed(*(item(f"s{n}", f"بيع نادر {n}") for n in range(8))), **pages}


def _listing(name: str, page: Page, *says: str) -> Outlet:
    return Outlet(id=name, pages={"/feed": page}, says=says)


def _listings(canary: str) -> dict[str, tuple[Page, tuple[str, ...]]]:
    """Return what can come instead of a listing, and what is said of it."""
    inside = "no public address|no web address|port|refused"
    return {
        "hangs": (web_server.hang, ("longer than a request may take",)),
        "drips": (web_server.slow_headers, ("longer than a request may take",)),
        "drops": (web_server.slow_body, ("longer than a request may take",)),
        "bombs": (web_server.bomb(), ("larger than",)),
        "bombs-twice": (web_server.double_bomb(), ("larger than",)),
        "bombs-behind": (web_server.bomb(status=302, Location="/absent"), ("no such page",)),
        "floods": (web_server.endless, ("larger than",)),
        "codings": (web_server.many_codings, ("not asked for",)),
        "cut": (web_server.truncated, ("broke off",)),
        "chunk": (web_server.cut_chunk, ("broke off",)),
        "resets": (web_server.reset, ("closed the connection|broke off",)),
        "ssh": (web_server.not_http, ("is not HTTP",)),
        "nothing": (web_server.empty, ("empty",)),
        "gone": (answer(410, b"<html>gone"), ("gone|410|no longer",)),
        "lost": (answer(404, b"<html>lost"), ("no such page",)),
        "fails": (answer(503, b"x", Retry_After="never \x1b[2J"), ("503|server",)),
        "waits": (answer(429, b"x", Retry_After="99999999999999999999"), ("429|wait|left alone|too many",)),
        "page": (article("لست خلاصة"), ("is a web page",)),
        "laughs": (_xml_page(LAUGHS), ("entit|DTD|document type",)),
        "reads": (_xml_page(READS.format(canary)), ("entit|DTD|document type",)),
        "deep-xml": (_xml_page("<rss>" + "<a>" * 400_000), (".",)),
        "deep-json": (answer(body=b"[" * 4_000_000, Content_Type="application/json"), (".",)),
        "digits": (
            answer(body=b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":' + b"9" * 20_000 + b"}]}"),
            (".",),
        ),
        "leads-in": (redirect(f"http://{canary}/"), (inside,)),
        "leads-in-by-name": (redirect("http://inside.example.net/"), (inside,)),
        "leads-in-mixed": (redirect("http://mixed.example.net/"), (inside,)),
        "leads-in-later": (redirect("http://rebinds.example.net/"), ("does not take connections|no public",)),
        "leads-to-metadata": (redirect("http://169.254.169.254/latest/meta-data/"), (inside,)),
        "leads-short": (redirect("http://127.2/"), (inside,)),
        "leads-octal": (redirect("http://0177.0.0.2/"), (inside,)),
        "leads-decimal": (redirect("http://2130706434/"), (inside,)),
        "leads-mapped": (redirect("http://[::ffff:127.0.0.2]/"), (inside,)),
        "leads-nat64": (redirect("http://[64:ff9b::7f00:2]/"), (inside,)),
        "leads-to-file": (redirect("file:///etc/passwd"), (inside + "|scheme|redirect",)),
        "leads-round": (redirect("/feed"), ("redirect",)),
        "leads-with-secret": (redirect("https://user:password@leads-with-secret.example.org/absent"), (".",)),
    }


def _xml_page(text: str) -> Page:
    return answer(body=text.encode(), Content_Type="application/xml")


def _index(url: str) -> str:
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{f"<sitemap><loc>{url}</loc></sitemap>" * 50}</sitemapindex>'


def _endless_pages() -> dict[str, Page]:
    """A list whose next page is always another one, with articles that are not there."""
    numbers = count(1)

    def page(line: web_server.Line) -> bool:
        n = next(numbers)
        body = f"<html><body><h2><a href='/e{n}'>خبر لا وجود له رقم {n}</a></h2><a rel=next href='/feed?page={n}'>التالي</a></body></html>"
        return answer(body=body.encode(), Content_Type="text/html")(line) is True

    return {"/feed": page, **{f"/feed?page={n}": page for n in range(1, 3000)}}


def _of_corpus() -> Iterator[Outlet]:
    """Yield one outlet for each class: every case in an entry of its own, and all of them together on a page."""
    for name, cases in CLASSES.items():
        items = [item(f"c{n}", f"حالة {n} {case[:60]}", body=f"<p>قبل {n}</p>{case}") for n, case in enumerate(cases)]
        together = article(f"كل حالات {name}", "".join(f"<p>قبل {n}</p>{case}" for n, case in enumerate(cases)))
        says = () if name == "drawings" else ["robots.txt could not be had|no such page"]  # of their pictures
        pages = {"/feed": feed(item("all"), *items), "/all": together}
        yield Outlet(id=name, pages=pages, says=says, stories=len(cases) + 1)


def _pages(canary: str) -> Outlet:
    """Articles that want something of whoever reads them."""
    inside = f"http://{canary}/"
    links = "<link rel=canonical href='{0}'><link rel=amphtml href='{0}'><meta http-equiv=refresh content='0;url={0}'><base href='{0}'>"
    head = links.format(inside)
    arabic = "<p>" + "هذا نص عربي كُتب بترميز ويندوز القديم وأُعلن عنه بغيره. " * 12 + "</p>"
    old = f"<html><head><title>خبر قديم</title></head><body><article><h1>خبر قديم</h1>{arabic}</article></body></html>"
    pages = {
        "/leads": article("خبر يقود إلى الداخل", head=head),
        "/nasty": article(
            f"خبر {NASTY}",
            head=f'<meta name="author" content="{escape(NASTY)}"><meta property="article:tag" content="{escape(NASTY)}">',
        ),
        "/deep": article("خبر عميق", "<div>" * 50_000),
        "/wide": article("خبر عريض", f"<p title='{'x' * 4_000_000}'>نص</p>"),
        "/brackets": article("خبر بأقواس", f"<p>{'[' * 20_000}</p>"),
        "/cdata": article("خبر بمقاطع", f"<p>{'<![CDATA[' * 6_000}</p>"),
        "/spaces": article("خبر بفراغات", f"<p>{' ' * 2_000_000}x</p>"),
        "/bomb": web_server.bomb(),
        "/cut": web_server.truncated,
        "/consent": article("قبل المتابعة", words="<p>نستخدم ملفات تعريف الارتباط. هل تقبل؟</p><button>أوافق</button>"),
        "/lost": article("عذرًا، الصفحة غير موجودة", words="<p>الصفحة التي تبحث عنها غير موجودة.</p>"),
        "/old": answer(body=old.encode("windows-1256"), Content_Type="text/html; charset=utf-8"),
        "/bidi": article(
            "خبر \u202eمقلوب\u202c \u2067معزول", "<p>نص \u202eمقلوب و\u2066\u2066\u2066غير متوازن\x07\x00</p>"
        ),
        "/surrogate": article("خبر ناقص \ud800", "<p>نص \udc00</p>", words=text("surrogate")),
        "/pdf": answer(body=b"%PDF-1.7\n" + b"x" * 1000, Content_Type="text/html"),
    }
    named = ("/deep", "/bomb", "/cut", "/consent", "/lost", "/pdf")
    entries = [
        item("inside", link=f"http://{canary}/story"),
        item("by-name", link="http://inside.example.net/story"),
        item("script", link="javascript:alert(1)"),
        item("file", link="file:///etc/passwd"),
    ]
    return Outlet(
        id="press",
        pages={"/feed": feed(*(item(path[1:], f"خبر {path[1:]}") for path in pages), *entries), **pages},
        says=[
            *(rf"press\.example\.org{path}: " for path in named),
            f"http://{canary}/story: ",
            r"inside\.example\.net/story: ",
        ],
        stories=7,
    )


def _picture(kind: str = "PNG", size: tuple[int, int] = (80, 60), colour: str = "#777", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def _pictures(canary: str) -> Outlet:
    """A story whose pictures are none: it arrives without them, with the one that is."""
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "x" * 5_000_000, zip=True)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (33.5, 0.0, 0.0)}
    png = {"Content_Type": "image/png"}
    pages = {
        "/good.jpg": answer(body=_picture("JPEG", exif=exif), Content_Type="image/jpeg"),
        "/bomb.png": answer(body=_picture(size=(10_000, 9_000)), **png),
        "/text.png": answer(body=_picture(pnginfo=note), **png),
        "/drawing.png": answer(body=b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", **png),
        "/page.png": answer(body=b"GIF89a<html><script>alert(1)</script></html>", **png),
        "/gzip.png": answer(body=gzip.compress(_picture()), **png),
        "/endless.png": web_server.endless,
        "/cut.png": answer(body=_picture(size=(300, 300))[:200], **png),
        "/in.png": redirect(f"http://{canary}/x.png"),
        "/empty.png": web_server.empty,
    }
    sources = [
        *pages,
        f"http://{canary}/y.png",
        "http://169.254.169.254/z.png",
        "//inside.example.net/i.png",
        "file:///etc/passwd",
    ]
    body = "".join(f"<p>فقرة بين الصور.</p><img src='{source}' alt='صورة'>" for source in sources)
    body += "".join(f"<img src='/absent{n}.png' alt='صورة'>" for n in range(300))
    return Outlet(
        id="pictures",
        pages={"/feed": feed(item("story")), "/story": article("خبر مصور", body), **pages},
        says=[
            *(
                rf"pictures\.example\.org/{name}\.png: "
                for name in ("bomb", "drawing", "page", "gzip", "endless", "cut")
            ),
            re.escape(canary),
        ],
        stories=1,
    )


def _names() -> Outlet:
    """Entries whose names would like to be paths, options, devices."""
    names = [
        "../../../../etc/cron.d/x",
        "..%2f..%2fx",
        ".git/config",
        "-rf",
        "--upload-pack=x",
        "con",
        "nul.md",
        "x" * 300,
        "خ" * 300,
        "a\0b",
        "%00",
        "::set-output name=x::y",
        "$(touch x)",
        "`id`",
        "~/.ssh/authorized_keys",
        "C:\\x",
        "é/é",
    ]
    items = [
        item(
            name,
            f"خبر {NASTY} {name}",
            body=f"<p>نص {n}</p>",
            link=f"https://names.example.org/{n}/{name}",
            more=f"<category>{escape(_xml(NASTY + name))}</category><author>{escape(_xml(NASTY))}</author>",
        )
        for n, name in enumerate(names)
    ]
    return Outlet(id="names", pages={"/feed": feed(*items)}, stories=len(names))


def _robots(canary: str) -> Iterator[Outlet]:
    """What robots.txt can say, and be."""
    for name, robots in {
        "robots-no": answer(body=b"User-agent: *\nDisallow: /"),
        "robots-wildcard": answer(body=b"User-agent: *\nDisallow: /*eed"),
        "robots-fails": answer(500),
        "robots-hangs": web_server.hang,
        "robots-inside": redirect(f"http://{canary}/robots.txt"),
        "robots-bomb": web_server.bomb(),
    }.items():
        feeds = feed(item("r", body="<p>نص</p>"))
        allowed = name == "robots-bomb"
        yield Outlet(
            id=name,
            pages={"/robots.txt": robots, "/feed": feeds},
            says=() if allowed else ["robots"],
            stories=int(allowed),
        )


def _json_feed() -> str:
    items = [
        {
            "id": 1,
            "url": "https://json.example.org/1",
            "title": "yes",
            "content_html": "<p>نص</p>" + text("json 1"),
            "tags": [NASTY, "- x", "!!python/object:os.system", "12:30:45"],
        },
        {
            "id": True,
            "url": "https://json.example.org/2",
            "title": "&anchor *alias",
            "content_html": "<p>نص</p>" + text("json 2"),
            "authors": [{"name": "---\nstatus: hidden"}],
        },
        {
            "id": "3",
            "url": "https://json.example.org/3",
            "title": "2025-12-23",
            "content_html": "<p>---</p><p>نص</p>" + text("json 3"),
            "summary": "null\u0085~\u000b" + NASTY,
        },
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "مثال", "items": items})
