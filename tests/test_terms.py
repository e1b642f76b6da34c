"""Terms: words in one spelling, articles and endings off, joined letters only where the site's words tell."""

from collections import Counter

import pytest

from mirror.terms import MARK, Vocabulary, bare, end, fold, small, stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كُتُبٌ جديدةٌ، وكتابًا!", ["كتب", "جديدة", "وكتاب"]),
        ("أبًا معًا", ["أبا", "معا"]),  # too short for the alef to be taken for an ending
        ("كوفيد19 و F-16", ["كوفيد", "19", "و", "f", "16"]),
        ("ســلام\u200f ﻻعب", ["سلام", "لاعب"]),
        ("١٬٢٣٤", ["١", "٢٣٤"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("المدرسة", "مدرسة"),
        ("وبالمدرسة", "مدرسة"),
        ("للمدرسة", "مدرسة"),
        ("بالالتزام", "تزام"),
        ("الله", "الله"),  # fewer than three letters would remain
        ("ألمانيا", "ألمانيا"),  # a hamza: no article
        ("الألماني", "ألماني"),
        ("والد", "والد"),
    ],
)
def test_the_article_goes(word: str, expected: str) -> None:
    assert bare(word) == expected


@pytest.mark.parametrize(
    "alike",
    [
        "مسؤول مسئول مسءول",
        "قراءة قرائة قراءه",
        "مئة مائة",
        "ثلاثمئة ثلاثمائة",
        "أمل امل إمل آمل ٱمل",
        "مستشفى مستشفي مستشفی",
        "٢٠٢٥ ۲۰۲۵ 2025",
        "Zürich zurich ZURICH",
        "کتاب كتاب",
    ],
)
def test_spellings_become_one(alike: str) -> None:
    assert len({fold(word) for word in words(alike)}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "شركة شركات شركتها شركته شركاتهم",
        "مهندس مهندسون مهندسين مهندسة",
        "انتخاب انتخابات انتخابي انتخابية انتخاباته",
        "سوريا سورية سوري سوريون سوريين",
        "كهرباء كهربا كهربائي كهربائية",
        "أبناء أبنائه أبناءها",
        "فلسطين فلسطيني فلسطينية",
        "شيء شئ",
    ],
)
def test_endings_go(family: str) -> None:
    assert len({stem(fold(word)) for word in words(family)}) == 1


@pytest.mark.parametrize(
    "pair", ["لبنان لبن", "قضايا قضاء", "مساهمة مساء", "كرة كر", "ماء ما", "سلطان سلطة", "google googles"]
)
def test_strangers_keep_apart(pair: str) -> None:
    one, other = (stem(fold(word)) for word in words(pair))
    assert one != other


def others(word: str, printed: str) -> set[str]:
    return set(Vocabulary(Counter(words(printed + " " + word))).terms(word).others)


def test_a_joined_letter_goes_where_the_rest_is_a_word_of_the_site() -> None:
    assert others("بدمشق", "دمشق") == {"دمشق"}
    assert others("وبدمشق", "دمشق") == {"دمشق"}
    assert others("بدمشق", "حلب") == set()
    assert others("بمدرسة", "المدرسة") == {"مدرس" + MARK}, "known with its article"
    assert others("للاعبين", "لاعبين") == {"لاعب" + MARK}


def test_a_letter_that_belongs_to_the_word_stays() -> None:
    assert others("كاميرا", "أميرا") == {"كامير" + MARK}, "ك + أميرا would keep its hamza"
    assert others("وزير", "زير الوزير") == set(), "a noun of its own"
    assert others("لبنان", "لبنان بنان") == set(), "more frequent than the rest"
    assert others("وقال", "وقال وقال قال") == {"قال"}, "except with و"


def test_what_can_be_read_two_ways_is_both() -> None:
    assert others("والدين", "") == {"والد" + MARK}
    assert Vocabulary(Counter(words("والدين"))).terms("والدين").form == "دين"


def test_a_stem_is_marked_where_it_is_no_word() -> None:
    assert (end("مدرسه"), end("مدرس"), end("2025")) == ("مدرس" + MARK, "مدرس", "2025")


def test_words_that_stand_everywhere_are_small() -> None:
    assert all(map(small, words("في، ومن إلى حتّى أنّ وأن كأنّ التي فقد وعليها")))
    assert not any(map(small, words("وفاء منى فيلم كلية قديم بعد 5 f")))
