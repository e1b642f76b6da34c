"""HTML → Markdown → HTML: the same text and the same elements come back, and nothing active comes through."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from mirror import allowlist, rendering
from mirror.errors import LeftOut
from mirror.markup import pictures, to_markdown

BASE = "https://news.example.org/a/"
CORPUS = Path(__file__).parent / "corpus" / "markup"
TRAPS = (CORPUS / "traps.txt").read_text(encoding="utf-8").splitlines()
ACTIVE = (CORPUS / "active.txt").read_text(encoding="utf-8").splitlines()
LIVING = set("script svg math iframe form input base meta style object embed template".split())
words = st.sampled_from(TRAPS) | st.text("ابتثجح خدaz*_`#[](){}<>&\\|.-+1١:!~^", min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join).filter(lambda text: text.strip())


def tag(name: str, inner: str, **attributes: str) -> str:
    shown = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>{inner}</{name}>"


def listed(name: str, items: list[str]) -> str:
    return tag(name, "".join(tag("li", item) for item in items))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


inline = st.recursive(
    texts.map(escaped),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["strong", "em", "a"]), inner).map(
            lambda pair: tag(pair[0], pair[1], **({"href": "https://example.org/x_(1)"} if pair[0] == "a" else {}))
        ),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
    ),
    max_leaves=5,
)
blocks = st.recursive(
    st.one_of(inline.map(lambda text: tag("p", text)), inline.map(lambda text: tag("h2", text))),
    lambda inner: st.one_of(
        inner.map(lambda block: tag("blockquote", block)),
        st.lists(inline, min_size=1, max_size=3).map(lambda items: listed("ul", items)),
        st.lists(inline, min_size=1, max_size=3).map(lambda items: listed("ol", items)),
        st.lists(inner, min_size=2, max_size=3).map("".join),
    ),
    max_leaves=6,
)


def text_of(html: str) -> str:
    """Return the letters of some HTML without spaces, which are the page's affair."""
    return re.sub(r"\s", "", str(lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div").text_content()))


def elements(html: str) -> list[str]:
    root = lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div")
    return [str(element.tag) for element in root.iter() if element is not root and element.tag not in ("br",)]


@given(blocks)
@settings(max_examples=120, deadline=None)
def test_what_is_written_comes_back(html: str) -> None:
    cleaned = allowlist.clean(html)
    markdown = to_markdown(html, BASE)
    back = rendering.to_html(markdown)
    assert text_of(back) == text_of(cleaned)
    assert to_markdown(back, BASE) == markdown, "what was rendered and read again is the same"


@pytest.mark.parametrize("trap", TRAPS)
def test_traps_stay_text(trap: str) -> None:
    back = rendering.to_html(to_markdown(f"<p>{escaped(trap)}</p><p>بعده</p>", BASE))
    assert elements(back) == ["p", "p"]
    assert text_of(back) == re.sub(r"\s", "", trap) + "بعده"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>نص <b>غامق</b> و<i>مائل</i></p>", "نص **غامق** و*مائل*"),
        ("<h1>كبير</h1><h3>صغير</h3>", "## كبير\n\n### صغير"),
        ("<ul><li>أول<ul><li>داخل</li></ul></li><li>ثان</li></ul>", "- أول\n    - داخل\n- ثان"),
        ("<blockquote><p>قول</p></blockquote>", "> قول"),
        ('<p><a href="/x (1)">رابط</a></p>', "[رابط](https://news.example.org/x%20%281%29)"),
        ("<p>سطر<br><br>فقرة</p>", "سطر\n\nفقرة"),
        (
            '<figure><img src="/a.jpg" alt="صورة"><figcaption>شرح (مصور)</figcaption></figure>',
            "![صورة](https://news.example.org/a.jpg)\n*شرح (مصور)*",
        ),
        (
            '<iframe src="https://www.youtube.com/embed/abc-123_xyz" title="مقطع"></iframe>',
            "[مقطع — youtube.com](https://www.youtube.com/watch?v=abc-123_xyz)",
        ),
        ('<p><a href="javascript:alert(1)">نص</a></p>', "نص"),
        ("<p>قبل<script>alert(1)</script> بعد</p>", "قبل بعد"),
        ('<p onclick="x()">نص</p><style>p{position:fixed}</style>', "نص"),
    ],
)  # fmt: skip
def test_forms(html: str, markdown: str) -> None:
    assert to_markdown(html, BASE) == markdown


def test_tables_keep_their_cells() -> None:
    html = "<table><tr><th>اسم</th><th>عدد</th></tr><tr><td>أ | ب</td><td><strong>٣</strong></td></tr></table>"
    back = rendering.to_html(to_markdown(html, BASE))
    kept = [name for name in elements(back) if name in ("table", "th", "td", "strong")]
    assert kept == ["table", "th", "th", "td", "td", "strong"]
    assert text_of(back) == "اسمعددأ|ب٣"


@pytest.mark.parametrize("html", ACTIVE)
def test_nothing_active_comes_through(html: str) -> None:
    back = rendering.to_html(to_markdown(f"<p>قبل</p>{html}<p>بعد</p>", BASE))
    root = lxml_html.fragment_fromstring(back, create_parent="div")
    assert not {str(element.tag) for element in root.iter()} & LIVING
    for element in root.iter():
        for name, value in element.items():
            assert not name.startswith("on")
            assert name != "style"
            assert name not in ("href", "src") or value.startswith(("http", "mailto:", "tel:"))
    assert "قبل" in back


def test_pictures_get_our_names_or_go() -> None:
    html = (
        '<p>أ</p><img src="x.jpg" alt="أولى"><img data-src="/y.jpg" src="data:image/gif;base64,R0" alt="ثانية">'
        '<img src="/p.gif" width="1" height="1">'
    )
    assert pictures(html, BASE) == ["https://news.example.org/a/x.jpg", "https://news.example.org/y.jpg"]
    markdown = to_markdown(html, BASE, images={"https://news.example.org/y.jpg": "0123456789abcdef0123.webp"})
    assert markdown == "أ\n\n![ثانية]({static}/images/0123456789abcdef0123.webp)"


TOO_MUCH = {
    "deep": "<div>" * 60_000,
    "brackets": f"<p>{'[' * 20_000}</p>",
    "cdata": f"<p>{'<![CDATA[' * 6000}",
    "bold": "<b>" * 5000,
    "attribute": f"<p {'a' * 6_000_000}>",
    "spaces": f"<p>{' ' * 2_000_000}x</p>",
}


@pytest.mark.parametrize("html", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_refused_or_done(html: str) -> None:
    with suppress(LeftOut):
        assert "نص" in rendering.to_html(to_markdown(f"<p>نص</p>{html}", BASE))
