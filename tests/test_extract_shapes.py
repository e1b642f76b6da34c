"""Habits of content systems, each on a page of a few lines: what of it is the article's, and what is not."""

import pytest

from mirror.extract import Extract, Page, extract
from mirror.listings import Entry
from samples import NOW, source

TITLE = "افتتاح سوق القرية الجديد بعد سنوات من الانتظار"
STANDFIRST = "بُني السوق على أرض المحطة القديمة ويضم ستين دكاناً ومقهى صغيراً للمسنين."
FIRST, SECOND, THIRD = (
    f"وقال مسؤول في البلدة رقم {number} إن العمل في السوق بدأ قبل عامين وتوقف مراراً بسبب نقص المواد، ثم عاد مع الربيع."
    for number in (1, 2, 3)
)
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(body: str, head: str = "") -> Extract:
    page = f"<html lang=ar><head><meta charset=utf-8><title>{TITLE} - وكالة المثال</title>{head}</head><body>{body}</body></html>"
    return extract(
        Page(url="https://news.example.org/2025/market", body=page.encode(), content_type="text/html"),
        entry=Entry(url="https://news.example.org/2025/market"),
        source=source(),
        now=NOW,
    )


STANDFIRSTS = {
    "named": f"<header><h1>{TITLE}</h1><div class='meta'>أخبار</div><p class='article-lead'>{STANDFIRST}</p></header>",
    "unnamed": f"<header class='x1'><h1 class='x2'>{TITLE}</h1><p class='x3'>{STANDFIRST}</p></header>",
    "a heading": f"<header><h1>{TITLE}</h1><h2>{STANDFIRST}</h2></header>",
}


@pytest.mark.parametrize("header", STANDFIRSTS.values(), ids=STANDFIRSTS)
def test_the_standfirst_opens_the_text(header: str) -> None:
    found = read(f"<article>{header}<div class='x5'>{TEXT}</div></article>")
    assert found.body_html.startswith(f"<div><p>{STANDFIRST}</p>") or f">{STANDFIRST}</p><p>{FIRST}" in found.body_html
    assert found.body_html.count(STANDFIRST) == 1
    assert "<h2" not in found.body_html


def test_a_standfirst_that_is_the_summary_is_kept_as_such() -> None:
    head = f'<meta name="description" content="{STANDFIRST}">'
    found = read(f"<article>{STANDFIRSTS['named']}<div class='x5'>{TEXT}</div></article>", head)
    assert (found.summary or "", found.body_html.count(STANDFIRST)) in ((STANDFIRST, 0), ("", 1))


def test_a_caption_under_the_headline_is_no_standfirst() -> None:
    picture = f"<figure><img src='/a.jpg'><p class='lead'>{STANDFIRST}</p></figure>"
    found = read(f"<article><header><h1>{TITLE}</h1>{picture}</header><div class='x5'>{TEXT}</div></article>")
    assert STANDFIRST not in found.body_html


def test_a_text_that_a_script_was_to_replace_is_read() -> None:
    found = read(f"<h1>{TITLE}</h1><div class='post-content'><noscript>{TEXT}</noscript></div>")
    assert all(part in found.body_html for part in (FIRST, SECOND, THIRD))


def test_menus_in_cells_beside_the_text_go() -> None:
    left = "<td><a href=a>محليات</a><br><a href=b>دولية</a><br><a href=c>رياضة</a></td>"
    right = "<td><b>أخبار أخرى</b><br><a href=1>خبر عن الطقس والأمطار</a><br><a href=2>خبر عن الملعب الجديد</a></td>"
    middle = f"<td><table><tr><td><font size=5><b>{TITLE}</b></font></td></tr><tr><td>{TEXT}</td></tr></table></td>"
    found = read(f"<table><tr>{left}{middle}{right}</tr></table>")
    assert FIRST in found.body_html
    assert not [label for label in ("دولية", "أخبار أخرى", "الطقس", "الملعب") if label in found.body_html]


AUTHORS = {
    "drupal": "<footer><div class='node__submitted'>بواسطة <span>سامر نجم</span> في اثنين, 12/22/2025 - 11:00</div></footer>",
    "joomla": "<dl class='article-info'><dd class='createdby'>كتب بواسطة: <span itemprop='name'>سامر نجم</span></dd></dl>",
    "a link": "<div class='x9'><a href='/author/samer-najm'>سامر نجم</a></div>",
    "a box": "<div class='writer-box'><a href='/w/9'>سامر نجم</a><p>كاتب وصحفي من البلدة</p></div>",
    "by": "<p class='by'>كتب سامر نجم</p>",
}


@pytest.mark.parametrize("byline", AUTHORS.values(), ids=AUTHORS)
def test_authors_are_found_and_their_lines_go(byline: str) -> None:
    found = read(f"<article><h1>{TITLE}</h1>{byline}<div class='x5'>{TEXT}</div></article>")
    assert found.authors == ("سامر نجم",)
    assert "سامر" not in found.body_html


TAILS = [
    "Like this story? Share it with a friend!",
    "<a href='/x'>Also on example.com</a>",
    "المقالات المنشورة تعبر عن آراء أصحابها ولا تعبر بالضرورة عن رأي الوكالة",
]


@pytest.mark.parametrize("tail", TAILS)
def test_what_sites_hang_on_texts_goes(tail: str) -> None:
    found = read(f"<article><h1>{TITLE}</h1><div class='x5'>{TEXT}<p>{tail}</p></div></article>")
    assert THIRD in found.body_html
    assert tail.replace("</a>", "").split(">")[-1][:12] not in found.body_html


def test_a_long_caption_stays_with_its_picture() -> None:
    figure = f"<figure><img src='/a.jpg'><figcaption>{SECOND} {THIRD}</figcaption></figure>"
    found = read(
        f"<article><h1>{TITLE}</h1><div class='x5'><p>{FIRST}</p>{figure}<p>{FIRST} {THIRD}</p></div></article>"
    )
    assert f"{SECOND} {THIRD}" in found.body_html


def test_a_form_around_a_page_is_not_taken_for_something_to_fill_in() -> None:
    others = "".join(f"<li><a href='/{n}'>خبر آخر رقم {n} من قسم الأخبار والتقارير</a></li>" for n in range(80))
    text = f"<div id='lblBody'>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>"
    form = f"<form id='form1' action='./news.aspx?id=9'><h1>{TITLE}</h1>{text}</form>"
    found = read(f"{form}<div class='others'><ul>{others}</ul></div>")
    assert all(part in found.body_html for part in (FIRST, SECOND, THIRD))
    assert "خبر آخر" not in found.body_html


def test_a_short_article_has_its_standfirst_too() -> None:
    """All of it is little text with a picture, and yet no box of a picture."""
    picture = "<figure><img src='/a.jpg' alt='سوق'></figure>"
    header = f"<header class='post-header'><h1>{TITLE}</h1><p class='post-excerpt'>{STANDFIRST}</p>{picture}</header>"
    found = read(f"<article>{header}<div class='x5'>{TEXT}</div></article>")
    assert STANDFIRST in found.body_html
    assert found.picture is not None
    assert (found.picture.url, found.picture.alt) == ("https://news.example.org/a.jpg", "سوق")
    assert found.origins["picture"] == "picture above the text"


@pytest.mark.parametrize("name", ["موقع المثال", "وكالة المثال", "المثال نيوز"])
def test_a_site_in_the_authors_place_is_nobody(name: str) -> None:
    head = f'<meta name="author" content="{name}"><meta property="og:site_name" content="المثال">'
    assert read(f"<h1>{TITLE}</h1><div>{TEXT}</div>", head).authors == ()


def test_a_date_under_the_headline_needs_no_name() -> None:
    head = "<div><div><b>ليان العيّنة</b><i>23 ديسمبر 2024، 02:05 مساءً</i></div></div>"
    found = read(f"<div><h1>{TITLE}</h1>{head}<div>{TEXT}</div></div><div><i>24 ديسمبر 2024</i></div>")
    assert f"{found.published:%Y-%m-%d %H:%M}" == "2024-12-23 14:05"
    assert read(f"<div><h1>{TITLE}</h1><div>{TEXT}</div></div><div><i>24 ديسمبر 2024</i></div>").published is None


def test_a_title_without_a_heading_is_found_by_its_name() -> None:
    named = f"<span id='ctl00_lblTitle'>{TITLE}</span>"
    other = "<ul><li class='news-title'>خبر آخر من القسم نفسه</li></ul>"
    page = f"<html lang=ar><title>وكالة المثال</title><body>{other}{named}<div>{TEXT}</div>"
    url = "https://news.example.org/2025/market"
    found = extract(Page(url=url, body=page.encode()), entry=Entry(url=url), source=source(), now=NOW)
    assert (found.title, found.origins["title"]) == (TITLE, "visible title")
