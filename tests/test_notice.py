"""The notice says whose a story is, in every place it goes to, or it is not made."""

from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup

from mirror import locales
from mirror.errors import LeftOut
from mirror.notice import Notice, NoticeError, as_html, as_text, check
from mirror.text import one_line

VOICE = locales.voice(lang="ar", months="levant", digits="arab", zone=ZoneInfo("Asia/Damascus"))
NOTICE = Notice(
    original_title="افتتاح مكتبة جديدة في المدينة",
    source_name="وكالة المثال",
    source_home="https://news.example.org/",
    original_url="https://news.example.org/2025/12/library",
    fetched=datetime(2025, 12, 22, 22, 30, tzinfo=UTC),
    lang="ar",
)


def test_the_notice_as_html() -> None:
    assert as_html(NOTICE, VOICE) == (
        '<footer class="notice">\n'
        '<p lang="ar" dir="rtl">نُشرت هذه المادة أول مرة لدى '
        '<a href="https://news.example.org/" rel="external"><bdi dir="rtl">وكالة المثال</bdi></a> '
        'بعنوان «<bdi dir="rtl">افتتاح مكتبة جديدة في المدينة</bdi>»، وجُلبت إلى هذا الموقع في '
        '<time datetime="2025-12-23">٢٣ كانون الأول ٢٠٢٥</time>. '
        "الحقوق فيها محفوظة لأصحابها، ولا يتحمل هذا الموقع مسؤولية محتواها.</p>\n"
        '<p lang="ar" dir="rtl">'
        '<a href="https://news.example.org/2025/12/library" rel="external">المادة الأصلية</a></p>\n'
        "</footer>"
    )


def test_the_notice_as_text() -> None:
    assert as_text(NOTICE, VOICE) == (
        "نُشرت هذه المادة أول مرة لدى \u2068وكالة المثال\u2069 بعنوان «\u2068افتتاح مكتبة جديدة في المدينة\u2069»، "
        "وجُلبت إلى هذا الموقع في ٢٣ كانون الأول ٢٠٢٥. "
        "الحقوق فيها محفوظة لأصحابها، ولا يتحمل هذا الموقع مسؤولية محتواها. "
        "المادة الأصلية: \u2068https://news.example.org/2025/12/library\u2069"
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("AI في الحقول", "\u2068\u200fAI في الحقول\u2069"),
        ("«AI» في الحقول", "\u2068\u200f«AI» في الحقول\u2069"),
        ("في الحقول: AI", "\u2068في الحقول: AI\u2069"),
        ("Open letters!", "\u2068Open letters!\u2069"),
        ("2025", "\u20682025\u2069"),
    ],
)
def test_a_title_that_begins_in_latin_runs_as_its_language_does(title: str, shown: str) -> None:
    assert shown in as_text(replace(NOTICE, original_title=title), VOICE)


def test_the_notice_in_english_of_an_arabic_story() -> None:
    voice = locales.voice(lang="en", zone=ZoneInfo("Asia/Damascus"))
    html = as_html(NOTICE, voice)
    assert '<p lang="en" dir="ltr">This article was first published by <a' in html
    assert '“<bdi lang="ar">افتتاح مكتبة جديدة في المدينة</bdi>”' in html
    assert '<time datetime="2025-12-23">23 December 2025</time>' in html


@pytest.mark.parametrize(
    ("mode", "words"), [("excerpt", "ما يرد هنا مقتطف منها فقط."), ("headline", "ما يرد هنا عنوانها وحده.")]
)
def test_the_notice_says_when_not_all_of_the_original_stands_here(mode: str, words: str) -> None:
    part = replace(NOTICE, mode=mode)
    for said, whole in ((as_html(part, VOICE), as_html(NOTICE, VOICE)), (as_text(part, VOICE), as_text(NOTICE, VOICE))):
        assert said.replace(f"{words} ", "") == whole != said


def test_a_title_that_begins_with_a_latin_word_runs_as_the_site_does() -> None:
    """`dir=auto` would ask its first letter."""
    title = "AI في الحقول: مجسّات صغيرة"
    assert f'«<bdi dir="rtl">{title}</bdi>»' in as_html(replace(NOTICE, original_title=title), VOICE)
    latin = replace(NOTICE, original_title="Open letters!", source_name="The Example Herald", lang="fr")
    assert '<bdi lang="en">The Example Herald</bdi></a> بعنوان «<bdi lang="fr">Open letters!</bdi>»' in as_html(
        latin, VOICE
    )


def test_without_a_home_or_a_language_the_name_and_title_stand_alone() -> None:
    html = as_html(replace(NOTICE, source_home=None, lang=None), VOICE)
    assert 'لدى <bdi dir="rtl">وكالة المثال</bdi> بعنوان' in html
    assert '<bdi dir="rtl">افتتاح' in html


@pytest.mark.parametrize("make", [as_html, as_text, lambda notice, _: check(notice)])
@pytest.mark.parametrize("field", ["original_title", "source_name", "original_url", "fetched"])
@pytest.mark.parametrize("value", [None, "", " \u200f\n"])
def test_what_is_needed_and_missing_is_named(make, field: str, value: str | None) -> None:  # type: ignore[no-untyped-def]
    value = None if field == "fetched" else value
    with pytest.raises(ValueError, match=f"^{field}: is missing or empty") as caught:
        make(replace(NOTICE, **{field: value}), VOICE)
    assert isinstance(caught.value, LeftOut)
    assert isinstance(caught.value, NoticeError)
    assert caught.value.field == field


def test_an_address_that_is_none_is_refused() -> None:
    for url in ("javascript:alert(1)", "/khabar", "data:text/html,x", "https://"):
        with pytest.raises(NoticeError, match=r"^original_url: is no http"):
            as_html(replace(NOTICE, original_url=url), VOICE)


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(NoticeError, match=r"^fetched: has no offset"):
        as_html(replace(NOTICE, fetched=datetime(2025, 12, 23)), VOICE)  # noqa: DTZ001


@given(title=st.text(min_size=1), name=st.text(min_size=1), lang=st.text(max_size=8))
def test_whatever_the_title_and_the_name_are_the_notice_stays_whole(title: str, name: str, lang: str) -> None:
    assume(one_line(title) and one_line(name))
    notice = replace(NOTICE, original_title=title, source_name=name, lang=lang)
    html = as_html(notice, VOICE)
    assert isinstance(html, Markup)
    footer = lxml.html.fragment_fromstring(html)
    assert [element.tag for element in footer.iter()] == ["footer", "p", "a", "bdi", "bdi", "time", "p", "a"]
    assert f">{one_line(name)}</bdi>" in unescape(html)
    assert f">{one_line(title)}</bdi>" in unescape(html)
    text = as_text(notice, VOICE)
    assert "\n" not in text
    assert balance(text) == 0


def balance(text: str) -> int:
    """Return how many isolates stay open at the end, -1 if one is closed that was not opened."""
    depth = 0
    for letter in text:
        depth += ("\u2066" <= letter <= "\u2068") - (letter == "\u2069")
        if depth < 0:
            return -1
    return depth
