"""HTML → Markdown: traps stay text wherever they stand, nothing active comes through, pictures get our names, limits."""

import re
import time
from pathlib import Path

import pytest

from markup_outline import letters, outline
from mirror import rendering
from mirror.errors import ExtractError, LeftOut
from mirror.markup import pictures, to_markdown
from test_markup_corpus import Harmless

BASE = "https://news.example.org/a/1.html"
CORPUS = Path(__file__).parent / "corpus" / "markup"
TRAPS = (CORPUS / "traps.txt").read_text(encoding="utf-8").splitlines()
ACTIVE = (CORPUS / "active.txt").read_text(encoding="utf-8").splitlines()
PLACES = {
    "paragraph": "<p>{}</p>",
    "line": "<p>قبل<br>{}<br>بعد</p>",
    "bold": "<p><strong>{}</strong> و<em>{}</em></p>",
    "link": '<p><a href="https://example.org/">{}</a></p>',
    "heading": "<h2>{}</h2>",
    "item": "<ul><li>{}</li></ul>",
    "deep item": "<ol><li>بند<ul><li>{}</li></ul></li></ol>",
    "quote": "<blockquote><p>{}</p></blockquote>",
    "cell": "<table><tr><th>رأس</th><th>{}</th></tr><tr><td>{}</td><td>خلية</td></tr></table>",
    "code": "<p><code>{}</code></p>",
    "block of code": "<pre><code>{}</code></pre>",
    "caption": '<figure><img src="https://example.org/a.jpg" alt=""><figcaption>{}</figcaption></figure>',
    "description": '<p><img src="https://example.org/a.jpg" alt="{}"></p>',
}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_traps_stay_text(place: str) -> None:
    for trap in TRAPS:
        html = place.replace("{}", escaped(trap))
        assert outline(rendering.to_html(to_markdown(html, BASE))) == outline(html), trap


def test_traps_stay_text_one_after_another() -> None:
    html = "".join(f"<p>{escaped(trap)}</p>" for trap in TRAPS)
    assert outline(rendering.to_html(to_markdown(html, BASE))) == outline(html)
    lines = "<p>" + "<br>".join(map(escaped, TRAPS)) + "</p>"
    assert outline(rendering.to_html(to_markdown(lines, BASE))) == outline(lines)


@pytest.mark.parametrize("html", ACTIVE)
def test_nothing_active_comes_through(html: str) -> None:
    markdown = to_markdown(f"<p>قبل</p>{html}", BASE)
    back = rendering.to_html(markdown)
    parser = Harmless()
    parser.feed(back)
    parser.close()
    assert back.startswith("<p>قبل</p>")


def test_pictures_get_our_names_or_go() -> None:
    html = (
        '<p>أ</p><img src="x.jpg" alt="أولى"><img data-src="/y.jpg" src="data:image/gif;base64,R0" alt="ثانية">'
        '<img src="/p.gif" width="1" height="1"><figure><img src="/y.jpg"><figcaption>شرح</figcaption></figure>'
        "<figure><img src=/gone.jpg><figcaption>شرح ما لم يُنسخ</figcaption></figure>"
    )
    own = "0123456789abcdef0123.webp"
    assert pictures(html, BASE) == [f"https://news.example.org/{name}" for name in ("a/x.jpg", "y.jpg", "gone.jpg")]
    markdown = to_markdown(html, BASE, images={"https://news.example.org/y.jpg": own})
    assert markdown.split("\n\n") == [
        "أ",
        f"![ثانية]({{static}}/images/{own})",
        f"![]({{static}}/images/{own})\n*شرح*",
        "*شرح ما لم يُنسخ*",
    ]
    assert rendering.to_html(markdown, media_url=lambda name: f"/images/{name}").count('src="/images/') == 2
    assert to_markdown(html, BASE, images={}).split("\n\n") == ["أ", "*شرح*", "*شرح ما لم يُنسخ*"]


def test_upstream_cannot_name_a_file_of_ours() -> None:
    own = "{static}/images/0123456789abcdef0123.webp"
    html = f'<p><img src="{own}" alt="{own}"> <a href="{own}">{own}</a></p><table><tr><td>{own}</td><td>نص</td></tr></table>'
    asked: list[str] = []
    back = rendering.to_html(to_markdown(html, BASE), media_url=lambda name: asked.append(name) or name)
    assert not asked
    assert letters(re.sub("<[^>]*>", "", back)) == letters(f"{own} {own} نص")


def test_it_is_the_same_each_time() -> None:
    html = "".join(case.read_text(encoding="utf-8") for case in sorted(CORPUS.glob("*.html")))
    assert to_markdown(html, BASE) == to_markdown(html, BASE)


TOO_MUCH = {
    "divs": "<div>" * 60_000,
    "fonts": "".join(f"<font color={n}>" for n in range(50_000)),
    "brackets": f"<p>{'[' * 20_000}</p>",
    "cdata": f"<p>{'<![CDATA[' * 6000}",
    "bold": "<b>" * 5000,
    "attribute": f"<p {'a' * 4_900_000}>",
    "spaces": f"<p>{' ' * 2_000_000}x</p>",
    "ampersands": "&" * 4_000_000,
    "less": "<" * 4_000_000,
    "words": "كلمة " * 800_000,
    "paragraphs": "<p>كلمة</p>" * 300_000,
    "breaks": "<p>" + "كلمة<br>" * 12_000,
    "items": "<ul>" + "<li>بند" * 12_000,
    "cells": "<table><tr>" + "<td>خلية" * 12_000,
    "quotes": "<blockquote>" * 150,
    "lists": "<ul><li>" * 150,
    "pictures": "<img src=/a.jpg>" * 3000,
    "frames": "<iframe src=https://example.org/></iframe>" * 10_000,
    "inlined picture": f"<img src='data:image/png;base64,{'A' * 4_000_000}'>",
}


def written(html: str) -> str | LeftOut:
    """Return the Markdown, or why there is none."""
    try:
        return to_markdown(html, BASE)
    except LeftOut as error:
        return error


@pytest.mark.parametrize("html", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_refused_or_done(html: str) -> None:
    begun = time.process_time()
    found = written(f"<p>نص</p>{html}")
    assert time.process_time() - begun < 4
    if isinstance(found, str):
        assert found.startswith("نص")
    else:
        assert isinstance(found, ExtractError)
        assert found.subject == BASE


def test_a_long_article_is_none_of_that() -> None:
    part = "<p>قال مصدر إن <b>الخطة</b> ستنفذ <a href=/x>قريباً</a> في ٣ محافظات [المصدر].</p><ul><li>بند</li></ul>"
    markdown = to_markdown(part * 700, BASE)
    assert len(markdown.split()) > 8000
    assert markdown.count("**الخطة**") == 700
