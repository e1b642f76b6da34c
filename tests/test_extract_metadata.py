"""Titles, dates, names, labels, summaries: which of a page's statements is believed."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mirror.extract import Extract, Page, extract
from mirror.extract.claims import Claim
from mirror.extract.dates import Reading, modified, published
from mirror.extract.labels import sections, tags
from mirror.extract.people import people_in
from mirror.extract.titles import headline
from mirror.listings import Entry
from samples import source

ZONE = ZoneInfo("Asia/Damascus")
NOW = datetime(2025, 12, 24, 12, tzinfo=UTC)
READING = Reading(lang="ar", now=NOW, zone=ZONE)
SITE = "صحيفة المثال"
TITLE = "افتتاح الجسر الجديد في البلدة"


def claims(**values: str) -> list[Claim]:
    """Return claims by origin; `_` in a keyword stands for a blank or a colon."""
    return [Claim(value=value, origin=origin.replace("__", ":").replace("_", " ")) for origin, value in values.items()]


@pytest.mark.parametrize(
    ("said", "listed", "title"),
    [
        (claims(og__title=f"{TITLE} | {SITE}", h1=TITLE), None, TITLE),
        (claims(og__title=f"{SITE} - {TITLE}", title_tag=f"{SITE} :: {TITLE}"), None, TITLE),
        (claims(og__title=SITE, title_tag=SITE, h1=SITE), TITLE, TITLE),
        (claims(og__title=SITE, h1=TITLE), None, TITLE),
        (claims(og__title="موقع صحيفة المثال", h1=TITLE), None, TITLE),
        (claims(og__title="افتتاح الجسر الجديد...", h1=TITLE, title_tag="افتتاح الجسر…"), None, TITLE),
        (claims(og__title=TITLE, title_tag=f"{TITLE} – أخبار المدن"), None, TITLE),
        (claims(h1=f"محليات: {TITLE}", og__title=TITLE), None, TITLE),
        (claims(h1="الجسر - حكاية عامين", og__title="الجسر - حكاية عامين"), None, "الجسر - حكاية عامين"),
    ],
)
def test_headline_is_the_articles_own(said: list[Claim], listed: str | None, title: str) -> None:
    found = headline(said, rule=None, listed=listed, names=[SITE, "example"])
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize("said", [[], claims(og__title=SITE, h1="الرئيسية"), claims(title_tag="404")])
def test_no_headline_where_only_the_site_is_named(said: list[Claim]) -> None:
    assert headline(said, rule=None, listed=None, names=[SITE]) is None


def dated(said: list[Claim], *, listed: datetime | None = None, url: str = "https://example.org/1") -> str | None:
    found = published(said, rule=None, listed=listed, url=url, reading=READING)
    return found[0].isoformat() if found else None


@pytest.mark.parametrize(
    ("said", "date"),
    [
        (claims(datePublished="2025-12-23T14:30:00+03:00"), "2025-12-23T14:30:00+03:00"),
        (claims(datePublished="2025-12-22T22:10:00Z"), "2025-12-23T01:10:00+03:00"),
        (claims(datePublished="2025-12-23 14:30"), "2025-12-23T14:30:00+03:00"),
        (claims(visible_label="تاريخ النشر: ٢٣ كانون الأول ٢٠٢٥ - ١٤:٣٠"), "2025-12-23T14:30:00+03:00"),
        (claims(datePublished="2025-12-23", time_datetime="2025-12-23T14:30:00+03:00"), "2025-12-23T14:30:00+03:00"),
        (claims(time="2024-01-05", datePublished="2025-12-23T14:30:00+03:00"), "2025-12-23T14:30:00+03:00"),
        (claims(datePublished="2025"), None),
        (claims(datePublished="0001-01-01T00:00:00"), None),
        (claims(datePublished="1970-01-01T00:00:00Z"), None),
        (claims(datePublished="2026-05-01T00:00:00Z"), None),
        (claims(datePublished="قريباً"), None),
        ([], None),
    ],
)
def test_date_is_stated_or_none(said: list[Claim], date: str | None) -> None:
    assert dated(said) == date


def test_url_bears_a_visible_date_out_but_states_none() -> None:
    said = [Claim(value="1/2/2025", origin="visible published"), Claim(value="23/12/2025", origin="visible published")]
    assert dated(said, url="https://example.org/2025/12/23/1") == "2025-12-23T00:00:00+03:00"
    assert dated([], url="https://example.org/2025/12/23/1") is None


def test_listing_dates_what_the_page_does_not_and_lends_its_time() -> None:
    listed = datetime(2025, 12, 23, 9, 15, tzinfo=timezone(timedelta(hours=3)))
    assert dated([], listed=listed) == "2025-12-23T09:15:00+03:00"
    assert dated(claims(datePublished="2025-12-23"), listed=listed) == "2025-12-23T09:15:00+03:00"
    assert dated(claims(datePublished="2025-12-20"), listed=listed) == "2025-12-20T00:00:00+03:00"


def test_modified_is_later_than_published_or_none() -> None:
    first = datetime(2025, 12, 23, 14, 30, tzinfo=ZONE)
    same = claims(dateModified="2025-12-23T14:30:20+03:00")
    later = claims(dateModified="2025-12-23T16:00:00+03:00")
    assert modified(same, listed=None, after=first, reading=READING) is None
    found = modified(later, listed=None, after=first, reading=READING)
    assert found is not None
    assert found[0].isoformat() == "2025-12-23T16:00:00+03:00"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("كتب: أحمد سالم", ["أحمد سالم"]),
        ("بقلم ليلى ناصر", ["ليلى ناصر"]),
        ("إعداد وحوار: سامي الدالي", ["سامي الدالي"]),
        ("نادر الشامي وليلى ناصر", ["نادر الشامي", "ليلى ناصر"]),
        ("نادر الشامي، ليلى ناصر", ["نادر الشامي", "ليلى ناصر"]),
        ("وليد وهبة", ["وليد وهبة"]),
        ("By Imogen Farrow and Tobias Lind | 3 min read", ["Imogen Farrow", "Tobias Lind"]),
        ("صحيفة المثال", []),
        ("https://www.facebook.com/example", []),
        ("admin", []),
        ("رويترز", []),
        ("المحرر", []),
        ("", []),
    ],
)
def test_names_of_persons(text: str, names: list[str]) -> None:
    assert people_in(text, {"صحيفه المثال"}) == names


def test_labels_are_no_menu_and_not_the_site() -> None:
    menu = [Claim(value=f"قسم {number}", origin="section") for number in range(12)]
    own = claims(breadcrumb="الرئيسية، محليات")
    assert sections([*menu, *own], listed=(), names=[SITE], title=TITLE) == (("محليات",), "breadcrumb")
    said = claims(keywords="قمح، زراعة ,ري", rel_tag="قمح")
    about = {"names": [], "title": "", "body": "موسم القمح هذا العام"}
    assert tags(said, listed=(), **about) == (("قمح",), "rel tag")
    assert tags(said[:1], listed=(), **about) == (("قمح", "زراعة", "ري"), "keywords")
    assert tags(said[:1], listed=(), **{**about, "body": "مباراة"}) is None, "the site's keywords, not this article's"
    assert tags(said, listed=["جسور"], **about) == (("جسور",), "listing")
    assert tags([], listed=(), **about) is None


def test_boxes_of_links_name_tags_and_sections() -> None:
    path = '<div class="path"><a href="/">الرئيسية</a> &gt; <a href="/c/1">محليات</a></div>'
    box = '<div class="keywords">كلمات مفتاحية: <a href="/t/1">قمح</a>، <a href="/t/2">ري</a></div>'
    found = page(body=f"{path}{PARAGRAPHS}{box}")
    assert (found.labels, found.tags) == (("محليات",), ("قمح", "ري"))
    cloud = "".join(f'<a href="/t/{number}">كلمة رقم {number}</a> ' for number in range(90))
    assert page(body=f'{PARAGRAPHS}<div class="tags">{cloud}</div>').tags == ()
    assert page(body=f'{PARAGRAPHS}<div class="sidebar">{box}</div>').tags == ()


PARAGRAPHS = "".join(
    f"<p>{text}</p>"
    for text in (
        "وصل الوفد إلى البلدة صباح اليوم، والتقى ممثلي الأحياء في قاعة البلدية القديمة.",
        "وعرض المهندسون مخططات الجسر، وأجابوا عن أسئلة الأهالي حول موعد البدء والكلفة.",
        "ومن المقرر أن تبدأ الأعمال في الربيع، بعد انتهاء موسم الأمطار وجفاف الضفتين.",
    )
)


def page(head: str = "", body: str = PARAGRAPHS, lang: str = "ar") -> Extract:
    text = f"<html lang='{lang}'><head>{head}</head><body><h1>{TITLE}</h1><div class='text'>{body}</div></body></html>"
    url = "https://news.example.org/local/1"
    return extract(Page(url=url, body=text.encode()), entry=Entry(url=url), source=source(name=SITE), now=NOW)


def test_language_of_the_text_beats_a_templates() -> None:
    assert page(lang="en").lang == "ar"
    assert page(lang="ar-SY").lang == "ar"


@pytest.mark.parametrize(
    "description",
    [
        "وصل الوفد إلى البلدة صباح اليوم، والتقى ممثلي…",
        SITE,
        TITLE,
        "كل جديد تجدونه عندنا دائماً",
    ],
)
def test_slogans_and_beginnings_are_no_summary(description: str) -> None:
    assert page(f'<meta name="description" content="{description}">').summary is None


def test_summary_is_plain_text_however_it_was_escaped() -> None:
    said = "أهالي البلدة يسألون عن موعد البدء &amp;amp; الكلفة &lt;b&gt;قبل الربيع&lt;/b&gt;"
    assert page(f'<meta name="description" content="{said}">').summary == (
        "أهالي البلدة يسألون عن موعد البدء & الكلفة قبل الربيع"
    )


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://news.example.org/local/1-bridge?utm_source=x", "https://news.example.org/local/1-bridge"),
        ("/local/1-bridge", "https://news.example.org/local/1-bridge"),
        ("https://other.example.com/local/1", "https://news.example.org/local/1"),
        ("javascript:alert(1)", "https://news.example.org/local/1"),
    ],
)
def test_canonical_address_is_believed_on_its_own_host(canonical: str, url: str) -> None:
    assert page(f'<link rel="canonical" href="{canonical}">').url == url


def test_lead_picture_is_no_logo_and_stands_once() -> None:
    found = page(
        '<meta property="og:image" content="/assets/logo.png"><meta property="og:image" content="/uploads/bridge.jpg">',
        '<figure><img data-src="/uploads/bridge-800x600.jpg" src="/blank.gif" alt="الجسر">'
        "<figcaption>الجسر بعد الترميم <span class='credit'>عدسة: جود عيسى</span></figcaption></figure>" + PARAGRAPHS,
    )
    assert found.picture is not None
    assert found.picture.url == "https://news.example.org/uploads/bridge.jpg"
    assert (found.picture.alt, found.picture.credit) == ("الجسر", "عدسة: جود عيسى")
    assert "<img" not in found.body_html
