"""The tokens of one date → its moment. What there is not (31 June, 25:00, two times of day) is a ValueError."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from hijridate import Hijri

from .tokens import Token

Tokens = Sequence[Token]
Parts = Mapping[str, Tokens]
"""Named pieces of a date: `day` or `hijri`, and the time of day `before` it, `within` it or `after` it."""

TIMES = ("before", "within", "after")
_ONE_DAY = timedelta(days=1)

EARLIEST = 1990
"""The first year taken for that of a news story; what lies before is a default, or the date of something else."""

AHEAD = timedelta(days=2)
"""How far after now a date may lie: zones are up to 26 hours apart, and clocks go wrong."""

FARTHEST = timedelta(hours=14)
"""The largest offset in use (Pacific/Kiritimati)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What a text leaves unsaid: when it is read, where, and in which order day and month come."""

    now: datetime
    zone: tzinfo
    day_first: bool


def is_likely(moment: datetime, now: datetime) -> bool:
    """Say whether a news story can be of that moment: in range, its offset one in use. Both are aware."""
    offset = moment.utcoffset() or timedelta()
    return moment.year >= EARLIEST and abs(offset) <= FARTHEST and moment - now <= AHEAD


def calendar(said: Tokens, parts: Parts, ground: Ground) -> datetime:
    """Return the moment of a Gregorian (`day`) or a `hijri` date; a time on either side of it, or midnight."""
    weekday = _value("W", said)
    hijri = parts.get("hijri")
    day = _hijri(hijri, weekday) if hijri else _gregorian(parts["day"], weekday, ground.day_first)
    return _at(day, parts, ground.zone)


def day_word(said: Tokens, parts: Parts, ground: Ground) -> datetime:
    """Return the moment of «أمس» or «اليوم ١٤:٣٠»."""
    return _at(ground.now.date() - _ONE_DAY * _value("T", said), parts, ground.zone)


def elapsed(said: Tokens, parts: Parts, ground: Ground) -> datetime:  # noqa: ARG001 - as its two siblings
    """Return the moment of «قبل ساعتين» or «منذ ٣ أيام»: that much before now."""
    total, count = timedelta(), 1
    for token in said:
        if token.kind in "nw":
            count = int(token.value)
        elif token.kind == "u":
            total += count * token.value
            count = 1
    return ground.now - total


def _value(kind: str, tokens: Tokens) -> Any:
    """Return the value of the first token of that kind, None if there is none."""
    return next((token.value for token in tokens if token.kind == kind), None)


def _values(kind: str, tokens: Tokens) -> list[Any]:
    return [token.value for token in tokens if token.kind == kind]


def _gregorian(tokens: Tokens, weekday: int | None, day_first: bool) -> date:
    if numbers := _value("D", tokens):
        return _numeric(numbers, weekday, day_first)
    (month,) = set(_values("M", tokens))
    day, *short = _values("n", tokens)
    if not short:
        return date(int(_value("y", tokens)), month, int(day))
    (year,) = short  # RFC 2822, 4.3: two digits mean 1950 to 2049
    if len(year) != 2:
        raise ValueError(year)
    return date(int(year) + (2000 if int(year) < 50 else 1900), month, int(day))


def _numeric(numbers: tuple[str, str, str], weekday: int | None, day_first: bool) -> date:
    """Return the day of 2025-12-23 or 23/12/2025; if it may be either, by the weekday, or by custom."""
    first, second, third = map(int, numbers)
    if len(numbers[0]) == 4:
        return date(first, second, third)
    if first > 12 or second > 12 or first == second:
        return date(third, min(first, second), max(first, second))
    readings = [date(third, second, first), date(third, first, second)]
    if weekday is not None:
        readings = [reading for reading in readings if reading.weekday() == weekday]
    if len(readings) == 1 or (readings and day_first):
        return readings[0]
    raise ValueError(f"the day or the month first: {numbers}")


def _hijri(tokens: Tokens, weekday: int | None) -> date:
    """Return the day of a Hijri date by the Umm al-Qura calendar, or the next to it that the weekday names."""
    if numbers := _value("E", tokens):
        first, month, third = map(int, numbers)
        year, number = (first, third) if len(numbers[0]) == 4 else (third, first)
    else:
        year, month, number = int(_value("y", tokens)), _value("H", tokens), int(_value("n", tokens))
    day = date(*Hijri(year, month, number).to_gregorian().datetuple())
    near = (day, day - _ONE_DAY, day + _ONE_DAY)
    nearest, *_ = (one for one in near if weekday is None or one.weekday() == weekday)
    return nearest


def _at(day: date, parts: Parts, zone: tzinfo) -> datetime:
    times = [parts[name] for name in TIMES if name in parts]
    if not times:
        return datetime.combine(day, time(), zone)
    (tokens,) = times
    return datetime.combine(day, _clock(tokens), _zone(tokens) or zone)


def _clock(tokens: Tokens) -> time:
    numbers = _value("C", tokens) or (_value("n", tokens),)
    hour, minute, second, fraction = (*numbers, *("0" * 4))[:4]
    part = _value("m", tokens[1:])
    if part is None and tokens[0].kind == "m" and int(hour) <= 12:
        raise ValueError("«م» before the clock: p.m., or the era of the year before it")
    return time(_hour(int(hour), part), int(minute), int(second), int(f"{fraction:0<6}"[:6]))


def _hour(hour: int, part: str | None) -> int:
    """Return the hour of 24 that `hour` is in that part of the day. Past 12 it is one already, if the part has it."""
    match part:
        case None:
            return hour
        case "am" if hour <= 12:
            return hour % 12
        case "pm" if hour > 0:
            return hour % 12 + 12 if hour <= 12 else hour
        case "noon" if hour > 0:  # ten to five
            return hour + 12 if hour < 6 else hour
        case "night":  # six to five
            return (hour + 12) % 24 if 6 <= hour <= 12 else hour
    raise ValueError(f"{hour} {part}")


def _zone(tokens: Tokens) -> tzinfo | None:
    """Return the zone that a time says, None if it says none; one that no locale knows is a ValueError."""
    if offset := _value("o", tokens):
        sign, hours, minutes = offset
        if int(minutes) > 59:
            raise ValueError(offset)
        size = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-size if sign == "-" else size)
    for token in tokens:
        match token.kind:
            case "Z" | "z":
                return timezone(token.value) if isinstance(token.value, timedelta) else ZoneInfo(token.value)
            case "x":
                raise ValueError("a zone that no locale knows")
    return None
