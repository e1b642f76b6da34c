"""What a listing carries: whole articles are taken without their page, beginnings are not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mirror.extract import Page, extract, from_entry
from mirror.listings import Entry
from samples import source

NOW = datetime(2025, 12, 24, 12, tzinfo=UTC)
URL = "https://news.example.org/local/1"
SENTENCES = (
    "افتتحت البلدية صباح اليوم جسر المشاة الجديد فوق النهر، بحضور عدد كبير من الأهالي الذين انتظروا المشروع عامين.",
    "ويبلغ طول الجسر ثمانين متراً، وقد شُيّد من الخشب والفولاذ ليحل محل المعبر القديم الذي جرفه الفيضان.",
    "وقالت المهندسة المشرفة إن الأطفال كانوا يقطعون مسافة طويلة للوصول إلى مدرستهم على الضفة المقابلة.",
    "ومن المقرر أن تبدأ البلدية الشهر المقبل إنارة الضفتين وزراعة الأشجار على امتداد الممر الجديد.",
)
WHOLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
ENTRY = Entry(
    url=URL,
    title="افتتاح جسر المشاة",
    published=datetime(2025, 12, 23, 6, 30, tzinfo=UTC),
    authors=("سلمى الحوراني",),
    labels=("محليات",),
    tags=("جسور",),
    summary="جسر جديد بعد عامين من الانتظار يعيد الضفتين إلى بعضهما، والأهالي أول العابرين.",
    html=WHOLE,
)


def test_whole_content_needs_no_page() -> None:
    found = from_entry(ENTRY, source=source(), now=NOW)
    assert found is not None
    assert found.title == ENTRY.title
    assert found.authors == ENTRY.authors
    assert found.labels == ENTRY.labels
    assert found.published == ENTRY.published
    assert all(sentence in found.body_html for sentence in SENTENCES)
    assert found.origins["body"] == "listing"


@pytest.mark.parametrize(
    "html",
    [
        None,
        "",
        "<p>جملة واحدة.</p>",
        WHOLE + "<p>[…]</p>",
        WHOLE + "<p><a href='/1'>اقرأ المزيد</a></p>",
        WHOLE + "<p>Continue reading <a href='/1'>افتتاح جسر المشاة</a></p>",
        f"<p>{SENTENCES[0]}</p><p>{ENTRY.summary} وقال الأهالي إنهم سيعبرون كل يوم…</p>",
    ],
)
def test_beginnings_are_not_taken_for_the_whole(html: str | None) -> None:
    assert from_entry(replace(ENTRY, html=html), source=source(), now=NOW) is None


def test_content_that_is_the_summary_is_not_the_whole() -> None:
    text = " ".join(SENTENCES)
    assert from_entry(replace(ENTRY, html=f"<p>{text}</p>", summary=text), source=source(), now=NOW) is None


def test_syndication_tail_hides_neither_the_end_nor_stays() -> None:
    tail = '<p>ظهرت المقالة <a href="/1">افتتاح جسر المشاة</a> أولاً على <a href="/">وكالة المثال</a>.</p>'
    found = from_entry(replace(ENTRY, html=WHOLE + tail), source=source(), now=NOW)
    assert found is not None
    assert "ظهرت المقالة" not in found.body_html


def page(*paragraphs: str) -> Page:
    body = "".join(f"<div>{text}</div>" for text in paragraphs)
    return Page(url=URL, body=f"<html><body><h1>افتتاح جسر المشاة</h1><div>{body}</div></body></html>".encode())


def test_content_that_covers_the_page_is_preferred_to_it() -> None:
    found = extract(page(*SENTENCES), entry=ENTRY, source=source(), now=NOW)
    assert found.origins["body"] == "listing"
    assert found.body_html.count("<p>") == len(SENTENCES)


def test_page_that_says_more_is_preferred_to_content() -> None:
    more = "وأعرب عدد من أصحاب المتاجر عن أملهم في أن يعيد الجسر الحركة إلى السوق القديم قبل حلول الصيف."
    found = extract(page(*SENTENCES, more), entry=ENTRY, source=source(), now=NOW)
    assert found.origins["body"] != "listing"
    assert more in found.body_html
