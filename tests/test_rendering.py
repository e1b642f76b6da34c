"""Rendering: Markdown as editors and `markup` write it, our own pictures, figures, cards, and the limit on work."""

import threading
import time
from contextlib import suppress

import pytest

from mirror import rendering
from mirror.errors import StoryError

OWN = "{static}/images/0123456789abcdef0123.webp"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("نص **غامق**", "<p>نص <strong>غامق</strong></p>"),
        ("# عنوان", "<h2>عنوان</h2>"),
        ("- أ\n- ب\n\n1. ج", "<ul>\n<li>أ</li>\n<li>ب</li>\n</ul>\n<ol>\n<li>ج</li>\n</ol>"),
        ("5. أ", '<ol start="5">\n<li>أ</li>\n</ol>'),
        ("<p onclick=x>نص<script>alert(1)</script></p>", "<p>نص</p>"),
        ("نص <b onclick=x>غامق</b> <script>alert(1)</script>", "<p>نص <b>غامق</b> </p>"),
        ("[نص](javascript:alert(1))", "<p>نص</p>"),
        ("[نص](<java&#10;script:alert(1)>)", "<p>نص</p>"),
        ("![نص](javascript:alert(1))", "<p></p>"),
        ("[نص]({filename}/pages/x.md) [نص]({static}/../x)", "<p>نص نص</p>"),
        ("نص\n{: onclick=alert(1) }", "<p>نص\n{: onclick=alert(1) }</p>"),
        ("*[س]: شرح\n\nس[^1]", "<p>*[س]: شرح</p>\n<p>س[^1]</p>"),
        ("Status: draft\n\nنص", "<p>Status: draft</p>\n<p>نص</p>"),
        ("\u200f# عنوان", "<h2>عنوان</h2>"),
        ("نص&#1; و&#x202e;مقلوب و\u202eمقلوب", "<p>نص ومقلوب ومقلوب</p>"),
        ("<sub>١</sub>&#x338;", "<p><sub>١</sub>&#824;</p>"),
        ("", ""),
    ],
)
def test_to_html(markdown: str, html: str) -> None:
    assert rendering.to_html(markdown) == html


def test_a_figure_is_an_image_line_with_an_emphasised_line_behind_it() -> None:
    html = rendering.to_html("![صورة](https://example.org/a.jpg)\n*شرح **غامق***")
    assert html == (
        '<figure><img alt="صورة" src="https://example.org/a.jpg" loading="lazy">\n'
        "<figcaption>شرح <strong>غامق</strong></figcaption></figure>"
    )
    linked = rendering.to_html("[![صورة](https://example.org/a.jpg)](https://example.org/)\n*شرح*")
    assert linked.startswith('<figure><a href="https://example.org/"><img')


@pytest.mark.parametrize(
    "markdown",
    [
        "![ص](https://example.org/a.jpg) *شرح*",
        "![ص](https://example.org/a.jpg)<br>\n*شرح*",
        "![ص](https://example.org/a.jpg)\n\n*شرح*",
        "![ص](https://example.org/a.jpg)\n*شرح* وبعده",
        "نص ![ص](https://example.org/a.jpg)\n*شرح*",
        "[نص ![ص](https://example.org/a.jpg)](https://example.org/)\n*شرح*",
        "![ص](https://example.org/a.jpg)\n**شرح**",
    ],
)
def test_other_lines_are_no_figure(markdown: str) -> None:
    assert "<fig" not in rendering.to_html(markdown)


def test_cards() -> None:
    url = "https://www.example.org/v/1"
    for title in ("مقطع", ""):
        label = rendering.card(title, url)
        assert rendering.to_html(f"[{label}]({url})") == f'<p class="card"><a href="{url}">{label}</a></p>'
    assert rendering.card("مقطع", url) == "مقطع — example.org"
    for other in (
        "[مقطع](https://example.org/)",
        "[مقطع — example.net](https://example.org/)",
        f"نص [مقطع — example.org]({url})",
    ):
        assert "class" not in rendering.to_html(other)


def test_own_pictures_get_their_size_and_address() -> None:
    html = rendering.to_html(
        f'![صورة]({OWN})\n\n<table><tr><td><img src="{OWN}" alt="في جدول" width="9"></td><td>نص</td></tr></table>',
        image_size={"0123456789abcdef0123.webp": (640, 360)}.get,
        media_url=lambda name: f"../images/{name}?a&b",
    )
    image = '<img alt="صورة" src="../images/0123456789abcdef0123.webp?a&amp;b" width="640" height="360" loading="lazy">'
    assert image in html
    assert html.count('width="640"') == 2
    assert "static" not in html


def test_own_pictures_keep_their_name_without_a_site() -> None:
    assert rendering.to_html(f"![صورة]({OWN})") == f'<p><img alt="صورة" src="{OWN}" loading="lazy"></p>'


@pytest.mark.parametrize(
    "source", ["{static}/../x.webp", "{static}/images/../x.webp", "{static}/images/X.webp", "{attach}x.webp", "x.webp"]
)
def test_no_other_file_is_reached(source: str) -> None:
    asked: list[str] = []
    html = rendering.to_html(f"![نص]({source}) \\{{static}}/images", media_url=lambda name: asked.append(name) or name)
    assert html == "<p> {static}/images</p>"
    assert not asked


def article(words: int) -> str:
    """Return an article of so many words, as an editor might write it: links, emphasis, headings, a list, one long paragraph."""
    part = (
        "قال **مصدر** إن [الخطة](https://example.org/%D8%AE%D8%B7%D8%A9) ستنفذ (قريباً) في ٣ محافظات، بحسب [المصدر] وآخرين.<br>\n"
        * 5
    )
    parts = ["## عنوان\n\n" + part, part, "- بند\n- بند\n\n> قول\n\n![ص](https://example.org/a.jpg)\n*شرح*"]
    body = "\n\n".join(parts[n % 3] for n in range(words // 45))
    return body + "\n\n" + part.replace("<br>\n", " ") * 10


def test_an_honest_article_of_8000_words_passes() -> None:
    markdown = article(8000)
    assert len(markdown.split()) >= 8000
    begun = time.process_time()
    assert rendering.to_html(markdown)
    assert time.process_time() - begun < 2


TOO_MUCH = {
    "long": "كلمة " * 50_000,
    "brackets": "[" * 8000,
    "images": "![" * 4000,
    "links": "[a](" * 3000,
    "references": "[a][" * 5000,
    "cdata": "<![CDATA[" * 3000,
    "comments": "<b>" * 3000 + "<!-- -->" * 3000,
    "tags": "<a " * 6000,
    "quoted tags": '<x y="' * 4000,
    "lists": "- " * 300 + "x",
    "numbered lists": "1. " * 300 + "x",
    "quotes": "> " * 300 + "x",
    "headings": "#\n" * 10_000,
    "underlines": "a\n=\n" * 4000,
    "rules": "a\n---\n" * 4000,
    "backticks": "``a`" * 5000,
    "table": "|-|\n" * 40_000,
    "nested": "".join(" " * 4 * depth + "- x\n" for depth in range(300)),
    "raw": "<div>" * 3000,
}


@pytest.mark.parametrize("markdown", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_work_is_refused_and_named(markdown: str) -> None:
    begun = time.process_time()
    with pytest.raises(StoryError) as caught:
        rendering.to_html(markdown)
    assert time.process_time() - begun < 2
    assert caught.value.reason
    assert caught.value.remedy


def test_a_refusal_leaves_nothing_behind() -> None:
    for markdown in (
        "1. " * 300 + "x",
        "".join(" " * 4 * depth + "- x\n" for depth in range(300)),
        "[س]: https://example.org",
    ):
        with suppress(StoryError):
            rendering.to_html(markdown)
    assert rendering.to_html("- نص [س]") == "<ul>\n<li>نص [س]</li>\n</ul>"


def test_threads_do_not_share_a_state() -> None:
    markdown = "\n\n".join(f"- بند **{n}**\n    - تحته `{n}`" for n in range(40))
    expected = rendering.to_html(markdown)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.extend(rendering.to_html(markdown) for _ in range(5))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 20
