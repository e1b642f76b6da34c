"""Every locale keeps the same contract, and what the site says in it comes out right."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from mirror import locales
from mirror.locales import DIGITS, MONTHS, Locale
from mirror.locales.reading.tokens import entries
from mirror.text import clean, fold

FOLDER = Path(locales.__file__).parent
ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[A-Za-z]+")

each_locale = pytest.mark.parametrize(
    "locale", [locales.load(lang) for lang in locales.languages()], ids=lambda it: it.lang
)


def texts(locale: Locale) -> Iterator[tuple[str, str]]:
    """Yield everything that the locale says, with its key."""
    yield from locale.words.items()
    for key, forms in locale.counted.items():
        yield from ((f"{key}.{form}", words) for form, words in forms.items())


def places(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(words) if name is not None)


def literal(words: str) -> str:
    return "".join(text for text, *_ in Formatter().parse(words))


def test_a_locale_is_there_because_its_file_is() -> None:
    files = {path.stem for path in FOLDER.glob("*.py") if len(path.stem) in (2, 3)}
    assert set(locales.languages()) == files
    assert {"ar", "en"} <= files


@each_locale
def test_a_locale_is_called_like_its_file(locale: Locale) -> None:
    assert locales.load(locale.lang) is locale
    assert locale.dir in ("rtl", "ltr")


@each_locale
def test_every_month_and_digit_set_is_answered_to(locale: Locale) -> None:
    assert set(locale.months) == set(MONTHS)
    assert set(locale.digits) == set(locale.grouping) == set(DIGITS)
    for names in locale.months.values():
        assert len(set(names)) == 12
    for digits in locale.digits.values():
        assert [unicodedata.digit(digit) for digit in digits] == list(range(10))


@each_locale
def test_every_locale_has_the_same_words_with_the_same_places(locale: Locale) -> None:
    english = locales.load("en")
    assert {key: places(words) for key, words in locale.words.items()} == {
        key: places(words) for key, words in english.words.items()
    }
    assert locale.counted.keys() == english.counted.keys()


@each_locale
def test_counted_words_have_every_form_the_language_asks_for(locale: Locale) -> None:
    assert {locale.plural(n) for n in range(1000)} == set(locale.forms)
    for key, forms in locale.counted.items():
        assert set(locale.forms) <= set(forms) <= {*locale.forms, "zero"}, key
        assert {place for words in forms.values() for place in places(words)} == {"n"}, key


@each_locale
def test_words_are_in_the_languages_own_script(locale: Locale) -> None:
    foreign = {"rtl": LATIN, "ltr": ARABIC}[locale.dir]
    strays = {key: set(foreign.findall(literal(words))) - locale.names for key, words in texts(locale)}
    assert not {key: found for key, found in strays.items() if found}


@each_locale
def test_declared_names_are_used(locale: Locale) -> None:
    said = " ".join(words for _, words in texts(locale))
    assert not {name for name in locale.names if name not in said}


@each_locale
def test_words_are_clean_text(locale: Locale) -> None:
    for key, words in texts(locale):
        assert words == clean(words).strip() != "" or key == "names.join", key
        assert not re.search(r"  |<|&|[\"']|\n", words), key


def test_arabic_is_written_with_care() -> None:
    for key, words in texts(locales.load("ar")):
        assert "اً" not in words, f"{key}: tanwin stands before its alef, as «أيضًا»"
        assert not re.search(r"[,;?]|\.\.\.", literal(words)), f"{key}: Arabic has «،», «؛», «؟» and «…»"
        assert not re.search(r"\b(الى|او|ان|اي|اول|اخر|اخبار)\b", words), f"{key}: a hamza is missing"


@each_locale
def test_a_word_of_dates_means_one_thing(locale: Locale) -> None:
    meanings: dict[str, set[str]] = {}
    for spellings, token in entries(locale.reading):
        for spelling in filter(None, spellings.split("|")):
            meanings.setdefault(fold(spelling), set()).add(f"{token.kind} {token.value}")
    assert not {spelling: means for spelling, means in meanings.items() if len(means) > 1}


def test_dates_in_every_month_set_and_digits() -> None:
    day = date(2025, 12, 23)
    shown = {
        (months, digits): locales.show_date(day, lang="ar", months=months, digits=digits)
        for months in MONTHS
        for digits in DIGITS
    }
    assert shown == {
        ("levant", "arab"): "٢٣ كانون الأول ٢٠٢٥",
        ("levant", "latn"): "23 كانون الأول 2025",
        ("gulf", "arab"): "٢٣ ديسمبر ٢٠٢٥",
        ("gulf", "latn"): "23 ديسمبر 2025",
        ("maghreb", "arab"): "٢٣ ديسمبر ٢٠٢٥",
        ("maghreb", "latn"): "23 ديسمبر 2025",
        ("morocco", "arab"): "٢٣ دجنبر ٢٠٢٥",
        ("morocco", "latn"): "23 دجنبر 2025",
        ("dual", "arab"): "٢٣ كانون الأول/ديسمبر ٢٠٢٥",
        ("dual", "latn"): "23 كانون الأول/ديسمبر 2025",
    }
    assert locales.show_date(day, lang="en", months="levant", digits="arab") == "23 December 2025"


def test_a_datetime_is_shown_as_the_day_it_says() -> None:
    late = datetime(2025, 12, 22, 22, 30, tzinfo=UTC)
    assert locales.show_date(late, lang="ar", months="levant", digits="arab") == "٢٢ كانون الأول ٢٠٢٥"
    assert locales.show_month(late, lang="ar", months="gulf", digits="latn") == "ديسمبر 2025"
    assert locales.show_time(late, lang="ar", digits="arab") == "٢٢:٣٠"


def test_a_voice_speaks_in_the_sites_zone() -> None:
    voice = locales.voice(lang="ar", zone=ZoneInfo("Asia/Damascus"))
    late = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    assert voice.show_date(late) == "١ كانون الثاني ٢٠٢٦"
    assert voice.show_month(late) == "كانون الثاني ٢٠٢٦"
    assert voice.show_time(late) == "٠١:٣٠"


def test_numbers_are_grouped_in_the_sites_digits() -> None:
    assert locales.show_number(1234567, lang="ar", digits="arab") == "١٬٢٣٤٬٥٦٧"
    assert locales.show_number(1234, lang="ar", digits="latn") == "1,234"
    assert locales.show_number(0, lang="en", digits="arab") == "0"


@pytest.mark.parametrize(
    ("n", "arabic", "english"),
    [
        (0, "لا أخبار", "No stories"),
        (1, "خبر واحد", "1 story"),
        (2, "خبران", "2 stories"),
        (3, "٣ أخبار", "3 stories"),
        (10, "١٠ أخبار", "10 stories"),
        (11, "١١ خبرًا", "11 stories"),
        (99, "٩٩ خبرًا", "99 stories"),
        (100, "١٠٠ خبر", "100 stories"),
        (102, "١٠٢ خبر", "102 stories"),
        (103, "١٠٣ أخبار", "103 stories"),
        (1111, "١٬١١١ خبرًا", "1,111 stories"),
    ],
)
def test_counting(n: int, arabic: str, english: str) -> None:
    assert locales.voice(lang="ar").count("stories", n) == arabic
    assert locales.voice(lang="en").count("stories", n) == english


def test_what_is_said_with_markup_in_it_is_markup_and_the_rest_escaped() -> None:
    voice = locales.voice(lang="ar")
    assert voice.say("list.source", name="<b>") == "أخبار <b>"
    said = voice.say("embed.at", kind="<b>", host=Markup("<bdi>example.org</bdi>"))
    assert isinstance(said, Markup)
    assert said == "&lt;b&gt; على <bdi>example.org</bdi>"


def test_numbers_in_a_sentence_are_in_the_sites_digits() -> None:
    assert locales.voice(lang="ar").say("paging.here", n=3, total=12) == "الصفحة ٣ من ١٢"


def test_what_is_missing_fails_loudly() -> None:
    voice = locales.voice(lang="ar")
    with pytest.raises(KeyError, match=r"no word 'nav\.moon'"):
        voice.say("nav.moon")
    with pytest.raises(KeyError, match="counts no 'moons'"):
        voice.count("moons", 3)
    with pytest.raises(KeyError, match="name"):
        voice.say("list.source")
    with pytest.raises(TypeError, match=r"list\.source: the place 'name' is None"):
        voice.say("list.source", name=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "months", "digits", "message"),
    [
        ("xx", "levant", "arab", "unknown lang 'xx', expected one of: ar, en"),
        ("", "levant", "arab", "unknown lang ''"),
        ("locale", "levant", "arab", "unknown lang 'locale'"),
        ("../ar", "levant", "arab", "unknown lang '../ar'"),
        ("ar", "roman", "arab", "unknown months 'roman', expected one of: levant, gulf, maghreb, morocco, dual"),
        ("ar", "levant", "roman", "unknown digits 'roman', expected one of: arab, latn"),
    ],
)
def test_unknown_settings_are_named(lang: str, months: str, digits: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        locales.show_date(date(2025, 12, 23), lang=lang, months=months, digits=digits)


def test_a_region_speaks_its_language() -> None:
    assert locales.load("ar-SY") is locales.load("ar")
    assert locales.load("ar_LB") is locales.load("ar")
    assert locales.load("EN-gb") is locales.load("en")
