"""Dates and plurals against ICU, the reference implementation of CLDR, as Chromium carries it.

Month names and plural rules are CLDR's, to the letter. What is ours: `dual`, which CLDR does not know; and that every
month set can be had in both digit sets, where ICU ties the digits to the region (Latin ones in DZ, TN and MA). No day
of 2024 to 2026 differs otherwise.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from browser import chromium
from mirror import locales
from mirror.locales import DIGITS

DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(366 + 365 + 365)]
MONTH_SETS = {
    "levant": ("ar-SY", "ar-LB", "ar-JO", "ar-IQ", "ar-PS"),
    "gulf": ("ar-EG", "ar-AE", "ar-SA", "ar-KW", "ar-LY", "ar-SD"),
    "maghreb": ("ar-DZ", "ar-TN"),
    "morocco": ("ar-MA",),
}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.parametrize(
    ("months", "region"), [(months, region) for months, regions in MONTH_SETS.items() for region in regions]
)
@pytest.mark.parametrize("digits", DIGITS)
def test_every_day_of_three_years_is_icus(page: Page, months: str, region: str, digits: str) -> None:
    theirs = page.evaluate(
        """([region, numberingSystem, days]) => {
            const format = new Intl.DateTimeFormat(
                region, { dateStyle: "long", calendar: "gregory", timeZone: "UTC", numberingSystem })
            return days.map(day => format.format(new Date(day)))
        }""",
        [region, digits, [day.isoformat() for day in DAYS]],
    )
    assert [locales.show_date(day, lang="ar", months=months, digits=digits) for day in DAYS] == theirs


@pytest.mark.parametrize("lang", locales.languages())
def test_plural_categories_are_icus(page: Page, lang: str) -> None:
    theirs = page.evaluate(
        """lang => {
            const rules = new Intl.PluralRules(lang)
            return Array.from({ length: 1001 }, (_, n) => rules.select(n))
        }""",
        lang,
    )
    assert list(map(locales.load(lang).plural, range(1001))) == theirs


@pytest.mark.parametrize("digits", DIGITS)
def test_numbers_are_icus(page: Page, digits: str) -> None:
    numbers = [0, 7, 999, 1000, 12345, 1234567]
    theirs = page.evaluate(
        """([numberingSystem, numbers]) => {
            const format = new Intl.NumberFormat("ar-SY", { numberingSystem })
            return numbers.map(n => format.format(n))
        }""",
        [digits, numbers],
    )
    assert [locales.show_number(number, lang="ar", digits=digits) for number in numbers] == theirs
