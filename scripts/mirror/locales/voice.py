"""How a site speaks: a locale, and the host's choice of months, digits and zone.

Hands on text for pages, feeds and print. A missing word, or a place that nothing fills, raises: no page says "None".
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache

from markupsafe import Markup, escape

from .locale import Locale

_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FSI, _PDI, _LRM, _RLM = "\u2068", "\u2069", "\u200e", "\u200f"
_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A locale bound to what `[site]` of mirror.toml chooses.

    Raises:
        ValueError: if the locale has no such month or digit set.
    """

    locale: Locale
    months: str
    digits: str
    zone: tzinfo = UTC

    def __post_init__(self) -> None:
        for what, name, names in (
            ("months", self.months, self.locale.months),
            ("digits", self.digits, self.locale.digits),
        ):
            if name not in names:
                raise ValueError(f"unknown {what} {name!r}, expected one of: {', '.join(names)}")

    @property
    def lang(self) -> str:
        """ISO 639 code, for `lang=`."""
        return self.locale.lang

    @property
    def dir(self) -> str:
        """`rtl` or `ltr`, for `dir=`."""
        return self.locale.dir

    def show_date(self, value: date) -> str:
        """Return the day, «٢٣ كانون الأول ٢٠٢٥»: of an aware datetime as the site's zone sees it."""
        return self._dated(self.locale.date, value)

    def show_month(self, value: date) -> str:
        """Return the month of its year, «كانون الأول ٢٠٢٥»: of an aware datetime as the site's zone sees it."""
        return self._dated(self.locale.month, value)

    def show_time(self, value: datetime) -> str:
        """Return the time of day by the 24-hour clock, «١٤:٣٠»: of an aware datetime as the site's zone sees it."""
        return self._digits(f"{self._here(value):%H:%M}")

    def show_number(self, value: int) -> str:
        """Return a whole number, its thousands grouped: «١٬٢٣٤»."""
        return self._digits(f"{value:,}".replace(",", self.locale.grouping[self.digits]))

    def say(self, key: str, **places: str | int) -> str:
        """Return the words of `key`, its places filled; numbers in the site's digits.

        Where a place is Markup the answer is Markup and all else in it is escaped; otherwise it is plain text, which
        a template's autoescape escapes.

        Raises:
            KeyError: if there is no such word, or one of its places is not given.
            TypeError: if a place is neither text nor a whole number (None, or Jinja's Undefined).
        """
        words = self.locale.words.get(key)
        if words is None:
            raise KeyError(f"the locale {self.lang!r} has no word {key!r}")
        if not places and "{" not in words:
            return words
        shown: dict[str, str] = {}
        for name, place in places.items():
            if not isinstance(place, str | int):
                raise TypeError(f"{key}: the place {name!r} is {place!r}")
            shown[name] = place if isinstance(place, str) else self.show_number(place)
        if any(hasattr(place, "__html__") for place in shown.values()):
            # As Markup.format does, three times faster.
            filled = escape(words).__str__().format(**{name: escape(place) for name, place in shown.items()})
            return Markup(filled)  # noqa: S704 - all parts are escaped
        return words.format(**shown)

    def count(self, key: str, n: int) -> str:
        """Return `n` of what `key` names, in the plural form this asks for: «لا أخبار», «خبران», «٣ أخبار».

        Raises:
            KeyError: if nothing of that name is counted.
        """
        if key not in self.locale.counted:
            raise KeyError(f"the locale {self.lang!r} counts no {key!r}")
        forms = self.locale.counted[key]
        form = "zero" if n == 0 and "zero" in forms else self.locale.plural(n)
        return forms[form].format(n=self.show_number(n))

    def isolate(self, text: str, lang: str | None = None) -> Markup:
        """Return a name or title of unknown direction as `<bdi>`, kept from disturbing the text around it.

        With a letter of the site's own direction in it, it runs as the site does: by its first letter alone, «AI في
        الحقول» would run from left to right. A language other than the site's is marked, so that a screen reader
        changes its voice: `lang` if it is known, else English for Latin letters alone on a right-to-left site.
        """
        rtl = self.dir == "rtl"
        own, other = (_RTL_LETTER, _LATIN) if rtl else (_LATIN, _RTL_LETTER)
        runs_as_we_do = own.search(text)
        foreign = lang if lang and lang.split("-")[0].lower() != self.lang else None
        if not foreign and rtl and not runs_as_we_do and other.search(text):
            foreign = "en"
        # As text, each part escaped: `Markup.format` takes four times as long, and a page has dozens of names.
        marks = f' lang="{escape(foreign)}"' if foreign else ""
        marks += f' dir="{self.dir}"' if runs_as_we_do else ""
        return Markup(f"<bdi{marks}>{escape(text)}</bdi>")  # noqa: S704 - see above

    def isolate_plain(self, text: str) -> str:
        """Return the same as plain text: between FSI and PDI (UAX #9), whose direction is that of the first letter.

        Where that would turn a text of ours around, a mark of our direction stands before it.
        """
        rtl = self.dir == "rtl"
        own, other = (_RTL_LETTER, _LATIN) if rtl else (_LATIN, _RTL_LETTER)
        ours, theirs = own.search(text), other.search(text)
        turned = ours and theirs and theirs.start() < ours.start()
        mark = (_RLM if rtl else _LRM) if turned else ""
        return f"{_FSI}{mark}{text}{_PDI}"

    def _here(self, value: datetime) -> datetime:
        return value.astimezone(self.zone) if value.tzinfo else value

    def _dated(self, form: str, value: date) -> str:
        day = self._here(value) if isinstance(value, datetime) else value
        name = self.locale.months[self.months][day.month - 1]
        return form.format(day=self._digits(str(day.day)), month=name, year=self._digits(str(day.year)))

    def _digits(self, text: str) -> str:
        return text.translate(_table(self.locale.digits[self.digits]))


@cache
def _table(digits: str) -> dict[int, int]:
    return str.maketrans("0123456789", digits)
