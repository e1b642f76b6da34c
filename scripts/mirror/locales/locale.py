"""What a locale file has to say, as types: `Locale` for showing, `Reading` for reading dates.

`ar.py`, `en.py` … each hand on one `LOCALE`. Data only; what is done with it stands in `voice` and `reading`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

MONTHS = ("levant", "gulf", "maghreb", "morocco", "dual")
"""The month sets that a host may choose. Every locale answers to all of them, if need be with the same names."""

DIGITS = ("arab", "latn")
"""The digit sets that a host may choose (CLDR numbering systems). Every locale answers to both."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """The words by which dates are recognised.

    Spelling variants are separated by `|`; hamza seats, ى/ي, ة/ه, diacritics, tatweel and case need none, for text
    and words are compared folded (`text.fold`). A word stands in one field only.
    """

    months: tuple[str, ...]
    """Twelve, January first: every region's names."""
    weekdays: tuple[str, ...]
    """Seven, Monday first."""
    day_first: bool
    """Whether 03/04/2026 is 3 April by the custom of this language; False: such a date is not understood."""
    hijri: tuple[str, ...] = ()
    """Twelve, Muharram first; none where nobody writes them."""
    hijri_mark: str = ""
    gregorian_mark: str = ""
    """Words of the era after a year. One that also says "p.m." («م») stands in `meridiems`."""
    meridiems: Mapping[str, str] = field(default_factory=dict)
    """Words of the part of the day → `am`, `pm`, `noon` or `night`."""
    units: Mapping[str, timedelta] = field(default_factory=dict)
    """Words of elapsed time → how long one of it is. Months and years are left out: they give no day."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Counts of a unit in words."""
    ago_before: str = ""
    ago_after: str = ""
    """Words that stand before («قبل») or after ("ago") an elapsed time."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Words for a day seen from now → how many days back it is."""
    published: str = ""
    updated: str = ""
    """Labels of the two dates of an article."""
    zones: Mapping[str, str | timedelta] = field(default_factory=dict)
    """Words that are a time zone wherever they follow a time → IANA name or offset."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Names that are a time zone only after `time_of` → IANA name."""
    time_of: str = ""
    """«بتوقيت»: says that the next word is the zone."""
    joins: str = ""
    """Words that make a range or a list of two numbers: neither is a date's day for certain."""
    glue: str = ""
    """Words that may stand inside a date, or between its day and its time, and say nothing."""


@dataclass(frozen=True, kw_only=True)
class Locale:
    """One language: how it is set, counts and names its months, and every word the site says in it."""

    lang: str
    """ISO 639 code, the name of the file."""
    dir: str
    """`rtl` or `ltr`."""
    months: Mapping[str, tuple[str, ...]]
    """Month set → twelve names, January first; the keys are `MONTHS`."""
    digits: Mapping[str, str]
    """Digit set → ten digits, zero first; the keys are `DIGITS`."""
    grouping: Mapping[str, str]
    """Digit set → what stands between thousands."""
    date: str
    """A date, of the places `{day}` `{month}` `{year}`."""
    month: str
    """A month of a year, of the places `{month}` `{year}`."""
    plural: Callable[[int], str]
    """The plural category of a count: CLDR's cardinal rule for whole numbers ≥ 0."""
    forms: tuple[str, ...]
    """The categories `plural` can answer with."""
    words: Mapping[str, str]
    """Key → what is said, with named places. The same keys and places in every locale."""
    counted: Mapping[str, Mapping[str, str]]
    """Key → form → what is said, with the place `{n}`. A form `zero` is used for 0 in every language that has it."""
    names: frozenset[str] = frozenset()
    """Proper names in a foreign script that `words` may contain."""
    reading: Reading
