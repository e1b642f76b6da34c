"""A folded line as tokens: each word, number or clock time with its kind, a letter, and its value.

Punctuation only separates. The kinds, as one string, are what `grammar` matches its rules against.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ...text import fold
from ..locale import Reading


class Token(NamedTuple):
    """A word or number of the line.

    kind  value                                  kind  value
    D     (str, str, str): a numeric date,       C     (str, …): hour, minute, second, fraction
          its numbers as they stand              m     am, pm, noon or night
    E     the same, of a Hijri year              o     (sign, hours, minutes) of an offset, str
    n     number of 1 to 3 digits, str           Z     zone: IANA name or timedelta
    y     number of 4 digits, str                z     the same, a zone only after O («بتوقيت»)
    M H   month 1-12, Hijri month 1-12           w     number in words, a count only
    W     weekday, Monday is 0                   u     one unit of elapsed time: timedelta
    T     days before today                      A a   "ago", before and after an elapsed time
    h G   Hijri, Gregorian era                   P U   label: published, updated
    f     glue, says nothing                     &     joins («و», «إلى»)
    x     anything else
    """

    kind: str
    value: Any = None


# A numeric date does not stand inside a longer run of numbers: an address, a version, a telephone number.
_PIECE = re.compile(
    r"""
      (?<!\d)(?<!\d[-/.:\\])(?<!/)
      (?P<date> \d{4} \s?(?P<s>[-/.\\؍])\s? \d{1,2} \s?(?P=s)\s? \d{1,2}
              | \d{1,2} \s?(?P<p>[-/.\\؍])\s? \d{1,2} \s?(?P=p)\s? \d{4} )
      (?! \d | [-/.:\\]\w(?!\d?:\d) )
    | (?<!\d)(?<!\d:) (?P<clock> \d{1,2}[:h]\d\d (?: :\d\d (?:[.,]\d{1,9})? )? ) (?! \d | :\d )
    | (?P<sign> [+-] ) (?=\d)
    | (?P<number> \d+ )
    | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+")
_HIJRI_YEARS = range(1300, 1600)
"""Years of a numeric date that are no Gregorian years of news."""


@cache
def vocabulary(languages: tuple[Reading, ...]) -> tuple[dict[str, Token], dict[str, int]]:
    """Return the token of each folded word or phrase, and for each first word the words of its longest phrase.

    Where languages differ the first one is right.
    """
    known = {
        fold(spelling): token
        for reading in reversed(languages)
        for spellings, token in entries(reading)
        for spelling in spellings.split("|")
        if spelling
    }
    longest: dict[str, int] = {}
    for phrase in known:
        first, *others = phrase.split()
        longest[first] = max(longest.get(first, 1), 1 + len(others))
    return known, longest


def entries(reading: Reading) -> Iterator[tuple[str, Token]]:
    """Yield every `|`-separated field of a locale's reading with its token."""
    for kind, spellings in (
        ("A", reading.ago_before),
        ("a", reading.ago_after),
        ("h", reading.hijri_mark),
        ("G", reading.gregorian_mark),
        ("P", reading.published),
        ("U", reading.updated),
        ("O", reading.time_of),
        ("&", reading.joins),
        ("f", reading.glue),
    ):
        yield spellings, Token(kind)
    for kind, names, first in (("M", reading.months, 1), ("H", reading.hijri, 1), ("W", reading.weekdays, 0)):
        for number, spellings in enumerate(names, first):
            yield spellings, Token(kind, number)
    tables: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("m", reading.meridiems),
        ("u", reading.units),
        ("w", reading.numbers),
        ("T", reading.days),
        ("Z", reading.zones),
        ("z", reading.places),
    )
    for kind, table in tables:
        for spellings, value in table.items():
            yield spellings, Token(kind, value)


def tokenize(line: str, languages: tuple[Reading, ...]) -> list[Token]:
    """Return the tokens of a folded line, read by the words of `languages`."""
    known, longest = vocabulary(languages)
    pieces = list(_PIECE.finditer(line))
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        piece, used = pieces[at], 1
        match piece.lastgroup:
            case "date":
                found.append(_date(piece["date"]))
            case "clock":
                found.append(Token("C", tuple(_NUMBER.findall(piece["clock"]))))
            case "number":
                found.append(_number(piece["number"]))
            case "word":
                token, used = _phrase(pieces[at : at + longest.get(piece["word"], 1)], known)
                touches = at and pieces[at - 1].end() == piece.start() and found[-1].kind in "yDE"
                # «٢٠٢٥م» is an era, «٢:٣٠م» is not.
                found.append(Token("G") if touches and token.kind == "m" else token)
            case "sign" if found and found[-1].kind in "CmZ":
                if offset := _offset(*pieces[at - 1 : at + 2]):
                    found.append(offset)
                    used = 2
        at += used
    return found


def _date(text: str) -> Token:
    numbers = tuple(_NUMBER.findall(text))
    return Token("E" if int(max(numbers, key=len)) in _HIJRI_YEARS else "D", numbers)


def _number(text: str) -> Token:
    return Token("n" if len(text) <= 3 else "y" if len(text) == 4 else "x", text)


def _phrase(pieces: list[re.Match[str]], known: dict[str, Token]) -> tuple[Token, int]:
    """Return the token of the longest phrase that `pieces` begin with, and the number of words in it."""
    for size in range(len(pieces), 0, -1):
        if token := known.get(" ".join(piece[0] for piece in pieces[:size])):
            return token, size
    return Token("x"), 1


def _offset(before: re.Match[str], sign: re.Match[str], after: re.Match[str]) -> Token | None:
    """Return the token of +03:00, +0300 or +3; the short form only where it touches the time, or after "GMT"."""
    if after.lastgroup not in ("clock", "number") or len(after[0]) > 5:
        return None
    digits = "".join(_NUMBER.findall(after[0]))
    if len(digits) > 2:
        return Token("o", (sign[0], digits[:-2], digits[-2:]))
    if before.end() == sign.start() or before.lastgroup == "word":
        return Token("o", (sign[0], digits, "0"))
    return None
