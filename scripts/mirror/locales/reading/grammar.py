"""Tokens → every date that they say.

A rule is a regular expression over the tokens' kinds (`Token`): a day is `n`, `M`, `y` with glue between them. A date
that is said but cannot be is handed on without a value, for it makes its neighbours doubtful.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from . import moments
from .moments import Ground, Parts, Tokens, is_likely

Moment = Callable[[Tokens, Parts, Ground], datetime]

# Glue is bounded and never given back (possessive), so that hostile text takes no more than linear time.
_GLUE = "f{0,4}+"
_BETWEEN = f"[fu]{{0,4}}+(?:W{_GLUE})?"
# «٢:٣٠ م بتوقيت دمشق», "2 pm GMT+3". A zone that is named but not known (`Ox`) belongs to it too, to be refused.
_TIME = f"m?(?:C|n(?=m))m?(?:{_GLUE}O[Zzx]|{_GLUE}Z)?o?"
# «٢٠٢٥ م»: the era, unless a clock follows, whose part of the day it might be.
_ERA = "(?:G|m(?!C|nm))?"
# A number right before the day makes a range or a list of it, and nobody knows which of them is the day.
_FIRST = "(?<![n&])"
_DAY = "|".join(
    (
        f"{_FIRST}n{_GLUE}MM?{_GLUE}y{_ERA}",  # ٢٤ نيسان / أبريل ٢٠٢٦
        f"{_FIRST}nMM?n(?=C)",  # 24 Apr 26 14:30 (RFC 822)
        f"MM?{_GLUE}n{_GLUE}y{_ERA}",  # April 24th, 2026
        f"Mn(?P<within>{_TIME})y",  # Apr 24 14:30:00 2026 (C's asctime)
        "yMM?n",  # 2026 April 24
        f"D{_ERA}",  # 24/04/2026, 2026-04-24
    )
)
_HIJRI = f"{_FIRST}n{_GLUE}H{_GLUE}yh?|H{_GLUE}n{_GLUE}yh?|Eh"
_BESIDE = f"(?:{_HIJRI}|E)"
_CALENDAR = re.compile(
    f"(?:(?P<before>{_TIME}){_BETWEEN}|W{_GLUE})?"
    f"(?:(?:{_BESIDE}{_BETWEEN})?(?P<day>{_DAY})(?:{_BETWEEN}{_BESIDE})?|(?P<hijri>{_HIJRI}))"
    f"(?:{_BETWEEN}(?P<after>{_TIME})|{_GLUE}W)?"
)
_COUNTS = "(?:[nw]?u(?:&[nw]?u)*)"
_ELAPSED = re.compile(f"A{_COUNTS}(?!&|[nw]?u)|{_COUNTS}a")
# «اليوم» and «أمس» are words of names and sentences too: they say a date with a time, or where nothing else is said.
_DAY_WORD = re.compile(rf"T{_BETWEEN}(?P<after>{_TIME})|(?P<before>{_TIME}){_GLUE}T|\A[PUWfu]*T[PUWfu]*\Z")


class Label(IntEnum):
    """What stands before a date, the most telling first."""

    PUBLISHED = 0
    NONE = 1
    UPDATED = 2


class Reckoning(IntEnum):
    """By what a date is counted, the most certain first."""

    GREGORIAN = 0
    HIJRI = 1
    FROM_NOW = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A date that the text says; `value` is None if there is no such moment, `timed` if it says a time of day."""

    label: Label
    reckoning: Reckoning
    value: datetime | None
    timed: bool


def mentions(tokens: Tokens, ground: Ground) -> Iterator[Mention]:
    """Yield every date in `tokens`, in no particular order."""
    kinds = "".join(token.kind for token in tokens)
    for rule, moment in (
        (_CALENDAR, moments.calendar),
        (_ELAPSED, moments.elapsed),
        (_DAY_WORD, moments.day_word),
    ):
        for match in rule.finditer(kinds):
            parts = {name: tokens[slice(*match.span(name))] for name in match.groupdict() if match[name]}
            said = tokens[match.start() : match.end()]
            yield Mention(
                label=_label(kinds[: match.end()]),
                reckoning=_reckoning(parts),
                value=_possible(moment, said, parts, ground),
                timed=rule is _ELAPSED or not parts.keys().isdisjoint(moments.TIMES),
            )


def _possible(moment: Moment, said: Tokens, parts: Parts, ground: Ground) -> datetime | None:
    try:
        value = moment(said, parts, ground)
    except (ValueError, OverflowError):  # hijridate raises the latter
        return None
    return value if is_likely(value, ground.now) else None


def _reckoning(parts: Parts) -> Reckoning:
    if "day" in parts:
        return Reckoning.GREGORIAN
    return Reckoning.HIJRI if "hijri" in parts else Reckoning.FROM_NOW


def _label(kinds: str) -> Label:
    """Return the label that stands last in `kinds`: it holds until the next one."""
    published, updated = kinds.rfind("P"), kinds.rfind("U")
    if published == updated:
        return Label.NONE
    return Label.PUBLISHED if published > updated else Label.UPDATED
