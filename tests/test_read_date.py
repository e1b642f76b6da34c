"""Dates as sites write them, and all that is not for certain a date.

The corpus is twin files, line beside line: `corpus/dates/<lang>-<what>.txt` and `.expected`, where `-` means None.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.locales import DIGITS, MONTHS, read_date, show_date
from mirror.locales.reading import LOOKED_AT

CORPUS = Path(__file__).parent / "corpus" / "dates"
ZONE = ZoneInfo("Asia/Damascus")
NOW = datetime(2025, 12, 24, 10, 0, tzinfo=ZONE)
"""A Wednesday."""


def read(text: str, lang: str = "ar") -> datetime | None:
    return read_date(text, lang=lang, now=NOW, zone=ZONE)


@pytest.mark.parametrize("texts", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_corpus_is_read_as_its_twin_says(texts: Path) -> None:
    lang = texts.stem.partition("-")[0]
    lines = texts.read_text("utf-8").splitlines()
    expected = texts.with_suffix(".expected").read_text("utf-8").splitlines()
    found = [read(line, lang) for line in lines]
    wanted = [None if said == "-" else datetime.fromisoformat(said) for said in expected]
    wrong = [
        f"{texts.name}:{number}: {line!r}: {is_} instead of {should}"
        for number, (line, is_, should) in enumerate(zip(lines, found, wanted, strict=True), 1)
        if is_ != should or (is_ and should and is_.utcoffset() != should.utcoffset())
    ]
    assert not wrong, "\n".join(wrong)


def test_the_corpus_has_twins_only() -> None:
    stems = {path.stem for path in CORPUS.iterdir()}
    assert {path.name for path in CORPUS.iterdir()} == {stem + end for stem in stems for end in (".txt", ".expected")}


@given(st.text())
def test_no_text_raises_and_no_answer_is_naive(text: str) -> None:
    found = read(text)
    assert found is None or found.tzinfo is not None


# Pieces of dates in any order: what the grammar might trip over.
PIECES = """
٢٣ 3 12 99 100 2025 1447 0001 9999 23/12/2025 1447/7/3 0000-00-00 2025-12-23T 14:30 25:61 2:30 +0300 +99:99 -5 Z GMT
كانون الأول ديسمبر رجب الثلاثاء الأحد ص م مساء ظهرا ليلا هـ ميلادي قبل منذ ساعتين أيام أسابيع مضت أمس اليوم نشر تحديث
بتوقيت دمشق غرينتش في الساعة يوم و إلى كلمة Dec Tue pm ago ( - / .
"""


@given(st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join))
def test_pieces_of_dates_in_any_order_give_a_likely_date_or_none(text: str) -> None:
    found = read(text)
    assert found is None or (found.year >= 1990 and found - NOW <= timedelta(days=2))


@given(
    day=st.dates(date(1990, 1, 1), NOW.date() + timedelta(days=1)),
    months=st.sampled_from(MONTHS),
    digits=st.sampled_from(DIGITS),
    lang=st.sampled_from(["ar", "en"]),
)
def test_what_is_shown_is_read_back(day: date, months: str, digits: str, lang: str) -> None:
    text = show_date(day, lang=lang, months=months, digits=digits)
    found = read(text, lang)
    assert found is not None
    assert (found.date(), found.hour, found.minute, found.tzinfo) == (day, 0, 0, ZONE)


@given(st.timedeltas(timedelta(), timedelta(days=13_000)), st.integers(-14 * 60, 14 * 60))
def test_iso_with_offset_is_read_to_the_microsecond(age: timedelta, offset: int) -> None:
    moment = NOW.replace(tzinfo=None) - age
    said = f"{moment.isoformat()}{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    found = read(said)
    assert found is not None
    assert found.replace(tzinfo=None) == moment
    assert found.utcoffset() == timedelta(minutes=offset)


def test_elapsed_time_counts_from_now_and_is_told_in_the_zone_of_the_text() -> None:
    found = read_date("قبل ساعتين", lang="ar", now=datetime(2025, 12, 23, 22, 30, tzinfo=UTC), zone=ZONE)
    assert found is not None
    assert found.isoformat() == "2025-12-23T23:30:00+03:00"


def test_yesterday_is_the_zones_yesterday() -> None:
    found = read_date("أمس", lang="ar", now=datetime(2025, 12, 23, 22, 30, tzinfo=UTC), zone=ZONE)
    assert found is not None
    assert found.isoformat() == "2025-12-23T00:00:00+03:00"


def test_a_naive_now_is_of_the_zone() -> None:
    assert read_date("أمس", lang="ar", now=NOW.replace(tzinfo=None), zone=ZONE) == read("أمس")


def test_a_language_without_a_locale_is_read_as_machines_write() -> None:
    """A source may write in any language; its feed's dates are still English, its pages' still ISO."""
    assert read("2025-12-23", "fr") == read("Tue, 23 Dec 2025 00:00:00 +0300", "fr") == read("2025-12-23")
    assert read("٢٣ كانون الأول ٢٠٢٥", "fr") is None


def test_a_date_that_the_limit_cuts_through_is_not_read_from_its_half() -> None:
    for length in range(LOOKED_AT - 12, LOOKED_AT + 2):
        text = "ا" * (length - 1) + " 12/11/2025 1:15"
        assert read(text) in (None, datetime(2025, 11, 12, tzinfo=ZONE), datetime(2025, 11, 12, 1, 15, tzinfo=ZONE))


@pytest.mark.parametrize(
    "piece",
    [
        "في ",
        "م ",
        "23 ",
        "ساعة و ",
        "1:11 م ",
        "م 1:11 م ",
        "3 3 م ",
        "3 ديسمبر 2025 ",
        "قبل 3 ",
        "اليوم ",
        "1/",
        "+1",
        " ",
        "ﷺ",
    ],
)
def test_hostile_text_costs_no_more_than_a_page_of_news(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    start = perf_counter()
    read(text)
    assert perf_counter() - start < 0.5  # measured: 2 ms; without a bound it would be minutes
