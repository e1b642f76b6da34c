"""A world of outlets that mean harm, one or more for each row of the threats, and two that are well.

`outlets(canary)` is all of them; each is a source of one mirror. `canary` is an address inside ("127.0.0.2:8080") that
nobody may ever ask for anything.
"""

import gzip
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from PIL import Image, PngImagePlugin

import hostile_listings
import web_server
from hostile_making import NASTY, Outlet, article, articles, feed, item, picture, text, well, xml_text
from web_server import answer, redirect

CORPUS = Path(__file__).parent / "corpus" / "hostile"
CLASSES = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(CORPUS.glob("*.txt"))}
"""What scripts hide in, class by class; what would run calls `alert`."""
_ALIKE = (
    "أخبار البلدة",
    "اخبار البلدة",
    "إخبار البلدة",
    "\u0627\u0654خبار البلدة",
    "Town NEWS",
    "town news",
    "أخبار البلدة",
)
_PAGED = 'kind = "html"\n[source.rules]\nitem = "h2 a"\nnext = "a[rel=next]"\n'


def outlets(canary: str) -> list[Outlet]:
    """Return every outlet of the world."""
    return [
        well(6),
        Outlet(id="whole", pages={"/feed": feed(*(item(f"f{n}", body="<p>نص</p>") for n in range(6)))}, stories=6),
        *hostile_listings.instead(canary),
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
        Outlet(id="sudden", pages={"/feed": feed(*(item(f"s{n}") for n in range(8))), **articles("s", 8)}, stories=8),
        Outlet(
            id="twins",
            pages={"/feed": feed(*(item(f"t{n}", title, body="<p>نص</p>") for n, title in enumerate(_ALIKE)))},
            stories=len(_ALIKE),
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
            pages=hostile_listings.endless(),
            stories=0,
            says=[r"/e\d+: there is no such page"],
            toml=_PAGED,
        ),
        Outlet(
            id="itself",
            pages={"/feed": hostile_listings.leading_to("https://itself.example.org/feed")},
            says=["index|empty|no "],
        ),
        Outlet(
            id="next-inside",
            pages={"/feed": hostile_listings.page_before(f"http://{canary}/2")},
            toml=_PAGED,
            says=[r"/n: there is no such page"],
        ),
        Outlet(
            id="index-inside",
            pages={"/feed": hostile_listings.leading_to(f"http://{canary}/s.xml")},
            says=["no public address|port|empty"],
        ),
        Outlet(
            id="many",
            pages={"/feed": feed(*(item(f"m{n}", body="<p>نص</p>") for n in range(2_300)))},
            says=["2000 entries"],
            stories=30,
        ),
        Outlet(
            id="json",
            pages={"/feed": answer(body=hostile_listings.json_feed().encode(), Content_Type="application/feed+json")},
            stories=3,
        ),
    ]


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


def _pictures(canary: str) -> Outlet:
    """A story whose pictures are none: it arrives without them, with the one that is."""
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "x" * 5_000_000, zip=True)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (33.5, 0.0, 0.0)}
    png = {"Content_Type": "image/png"}
    pages = {
        "/good.jpg": answer(body=picture("JPEG", exif=exif), Content_Type="image/jpeg"),
        "/bomb.png": answer(body=picture(size=(10_000, 9_000)), **png),
        "/text.png": answer(body=picture(pnginfo=note), **png),
        "/drawing.png": answer(body=b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", **png),
        "/page.png": answer(body=b"GIF89a<html><script>alert(1)</script></html>", **png),
        "/gzip.png": answer(body=gzip.compress(picture()), **png),
        "/endless.png": web_server.endless,
        "/cut.png": answer(body=picture(size=(300, 300))[:200], **png),
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
            more=f"<category>{escape(xml_text(NASTY + name))}</category><author>{escape(xml_text(NASTY))}</author>",
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
