"""Languages: what the site says in each, how it shows dates and counts, how it reads other people's dates.

A locale is one file named after its language (`ar.py`); being there registers it. An unknown language, month set or
digit set is a `ValueError`; a date that cannot be read is None.
"""

import re
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .locale import DIGITS, MONTHS, Locale
from .reading import read
from .voice import Voice

__all__ = [
    "DIGITS",
    "MONTHS",
    "Locale",
    "Voice",
    "languages",
    "load",
    "read_date",
    "show_date",
    "show_month",
    "show_number",
    "show_time",
    "voice",
]

# What tells a locale from the modules beside it: its name is a language code (ISO 639-1 or -3).
_CODE = re.compile("[a-z]{2,3}")


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all locales, sorted."""
    return tuple(sorted(name for _, name, _ in iter_modules(__path__) if _CODE.fullmatch(name)))


@cache
def load(lang: str) -> Locale:
    """Return the locale of a language tag (BCP 47); of which the language counts: `ar-SY` is `ar`.

    Raises:
        ValueError: if there is no locale for that language.
    """
    code = re.split("[-_]", lang, maxsplit=1)[0].lower()
    if code not in languages():
        raise ValueError(f"unknown lang {lang!r}, expected one of: {', '.join(languages())}")
    locale: Locale = import_module(f"{__name__}.{code}").LOCALE
    return locale


def voice(*, lang: str, months: str = MONTHS[0], digits: str = DIGITS[0], zone: tzinfo = UTC) -> Voice:
    """Return how a site of these settings speaks.

    Raises:
        ValueError: if `lang`, `months` or `digits` is unknown.
    """
    return Voice(locale=load(lang), months=months, digits=digits, zone=zone)


def show_date(value: date, *, lang: str, months: str, digits: str) -> str:
    """Return a date as text: «٢٣ كانون الأول ٢٠٢٥». A datetime is shown as the day it says itself, in no other zone.

    Raises:
        ValueError: if `lang`, `months` or `digits` is unknown.
    """
    return voice(lang=lang, months=months, digits=digits).show_date(_as_said(value))


def show_month(value: date, *, lang: str, months: str, digits: str) -> str:
    """Return a month of a year as text: «كانون الأول ٢٠٢٥». Raises as `show_date` does."""
    return voice(lang=lang, months=months, digits=digits).show_month(_as_said(value))


def show_time(value: datetime, *, lang: str, digits: str) -> str:
    """Return a time of day as text: «١٤:٣٠», as the datetime says it itself. Raises as `show_date` does."""
    return voice(lang=lang, digits=digits).show_time(value.replace(tzinfo=None))


def show_number(value: int, *, lang: str, digits: str) -> str:
    """Return a whole number as text: «١٬٢٣٤». Raises as `show_date` does."""
    return voice(lang=lang, digits=digits).show_number(value)


def read_date(text: str, *, lang: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment at which `text` says that something was published; None if it says none for certain.

    The answer is aware: of the offset that the text states, else of `zone`. A date without a time is midnight in
    `zone`. `lang` is the language of the text; English and machine formats are read in every language. `now`
    (if naive: in `zone`) is what relative words count from and what no answer lies more than two days after.
    Which forms are read, and what counts as uncertain, stands in `mirror.locales.reading`. No text raises; of a
    language that has no locale only what English and machines write is read.
    """
    known = (code for code in (lang.split("-", 1)[0].lower(), "en") if code in languages())
    return read(text, tuple(load(code).reading for code in known), now=now, zone=zone)


def _as_said(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
