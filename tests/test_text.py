"""Plain text: what is dropped, what stays, and what counts as the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror import text


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("سطر\r\nآخر", "سطر\nآخر"),
        ("سطر\u2028آخر\u0085ثالث\x0bرابع", "سطر\nآخر\nثالث\nرابع"),
        ("عنوان\u202eمقلوب\u202c", "عنوانمقلوب"),
        ("\u2067معزول", "\u2067معزول\u2069"),
        ("يغلق\u2069 ما لم يُفتح", "يغلق ما لم يُفتح"),
        ("\u200f* علامة", "* علامة"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x\ufffe\x00\x07", "x"),
        ("ا\u0653", "آ"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert text.clean(raw) == cleaned


@given(st.text())
def test_clean_is_settled(raw: str) -> None:
    once = text.clean(raw)
    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(), st.integers(2, 60))
def test_one_line_is_one_bounded_line(raw: str, limit: int) -> None:
    line = text.one_line(raw, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert text.one_line(line, limit) == line


def test_one_line_cuts_at_a_word() -> None:
    assert text.one_line("كلمة أولى، ثم كلمة أخرى طويلة", 16) == "كلمة أولى، ثم…"
    assert text.words("واحد اثنان ثلاثة، أربعة", 3) == "واحد اثنان ثلاثة…"
    assert text.words("واحد اثنان", 3) == "واحد اثنان"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الأُمَّة", "الامه"),
        ("مسؤول", "مسوول"),
        ("إلى المدرسة", "الي المدرسه"),
        ("شـــاطئ", "شاطي"),
        ("٢٠٢٥", "2025"),
        ("۲۰۲۵", "2025"),
        ("کتاب", "كتاب"),
        ("Example", "EXAMPLE"),
    ],
)
def test_fold_makes_spellings_one(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


def test_fold_keeps_words_apart() -> None:
    assert text.fold("كاتب") != text.fold("كتاب")
    assert text.folded_words("«ثلاثة، أخبار»!") == ["ثلاثه", "اخبار"]
