"""Lines that are about the article and not of it: who wrote it, when it was published, how often it was read.

Hands on what a line says, or None if any part of it is something else.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from ..text import fold
from .phrases import Line, phrase_of
from .words import either

_BYLINE = re.compile(
    r"^\W*"
    + either(r"""
    (?:بقلم|بواسطه|نشر بواسطه|كتب بواسطه)\b\s*[:/|.\-–]?|(?:اجري|اجرت) (?:الحوار|المقابله|اللقاء)\b\s*[:/|.\-–]?|
    (?:(?:written |reported |words |posted |published |submitted )?by|par|propos recueillis par|von|por|door)\b\s*:?|
    (?:كتبه?|كتبتها?|اعداد|اعد التقرير|تقرير|حوار|حاوره?|حاورته|تحرير|ترجمه|تصوير|مراسلنا|مراسل|الكاتبه?|المحرره?|نوشته|نويسنده|
    author|di)(?: و\w+)?\s*[:/|\-–]
    """)
    + r"\s*(.{2,80})$"
)
# What stands before the name of somebody who is known to be the author, without a colon too.
_OPENING = re.compile(either("كتبت?|كتبه|كتبها|كتبت?ه? بواسطه|اعداد|تقرير|written by|by|par|von|por") + r"\W*")
_CALENDAR = re.compile(
    either(r"""
    \d+|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|الثاني|الاول|شباط|اذار|
    نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|دجنبر|نونبر|شتنبر|غشت|يوليوز|محرم|
    صفر|ربيع|جمادي|الاولي|الاخره|رجب|شعبان|رمضان|شوال|ذو|ذي|القعده|الحجه|السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|
    الخميس|الجمعه|سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|ه|م|ص|صباحا|مساء|ظهرا|بتوقيت|غرينتش|جرينتش|الساعه|قبل|منذ|
    دقيقه|دقائق|دقايق|ساعه|ساعات|يوم|ايام|امس|اليوم|تاريخ|النشر|نشر|نشرت|في|اخر|تحديث|التحديث|تعديل|حدث|الوقت|
    بتاريخ|التاريخ|الموافق|ل|و|(?:jan|febr)(?:uary)?|march|april|may|june|july|august|(?:sept|octo|nov|
    dec)(?:em)?(?:ber)?|feb|mar|apr|jun|jul|aug|sep|oct|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|
    sun)(?:day)?|am|pm|a|p|gmt|utc|est|edt|et|bst|cet|ist|published|publication|updated|last|modified|posted|date|
    on|at|of|the|st|nd|rd|th|ago|hours?|minutes?|days?|h|min|janvier|février|mars|avril|mai|juin|juillet|août|
    septembre|octobre|novembre|décembre|publié|mis|à|jour|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|
    janeiro|fevereiro|março|maio|junho|julho|agosto|setembro|outubro|dezembro|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|
    feira|sábado|sabado|domingo|de|às|enero|febrero|marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|
    lunes|martes|miércoles|jueves|viernes|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|son|
    güncelleme|januar|februar|märz|mai|juni|juli|oktober|dezember|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|uhr|
    فروردين|ارديبهشت|خرداد|تير|مرداد|شهريور|مهر|ابان|اذر|دي|بهمن|اسفند
    """)
)
# Where two things that a line says part: «بواسطة سامر نجم في اثنين, 12/22/2025», "Submitted by X on Mon, 12/22/2025".
_PARTS = re.compile(r"\s[|•·/–—-]+\s|\s{3,}|\s(?:في|on|le|am)\s(?=[^\d|]{0,14}\d{1,2}[/.-]\d)")
_SENTENCE = re.compile(r"[.!؟?؛;،,]\s")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TRIMMED = " :|-–—/•."
LONGEST = 200
"""Letters of such a line."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a line says about the article: the parts of it that name authors, and those that date it."""

    bylines: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()


def about(text: str, *, authors: Collection[str], sites: Collection[str]) -> About | None:
    """Return what a line says about its article, or None if it says anything else.

    `authors` are the names known so far, `sites` what the site is called.
    """
    if len(text) > LONGEST:
        return None
    if is_dateline(text):
        return About(datelines=(text,))
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if not parts:
        return None
    bylines, datelines = [], []
    for part in parts:
        if is_byline(part, authors=authors):
            bylines.append(part)
        elif is_dateline(part):
            datelines.append(part)
        elif len(parts) > 1 and fold(part) in {fold(site) for site in sites}:
            bylines += [other for other in parts if other is not part and _is_name(other)]
        elif (
            not (len(parts) > 1 and _is_beside_site(part, parts, sites))
            and phrase_of(Line(text=part, edge=True)) != "counts"
        ):
            return None
    return About(bylines=tuple(bylines), datelines=tuple(datelines))


def _is_beside_site(part: str, parts: list[str], sites: Collection[str]) -> bool:
    """Whether a part is a name that stands beside the site's («فرح زين - صحيفة المثال»)."""
    return _is_name(part) and any(fold(other) in {fold(site) for site in sites} for other in parts)


def _is_name(text: str) -> bool:
    return 1 < len(text.split()) <= 4 and not _SENTENCE.search(text) and not any(letter.isdigit() for letter in text)


def is_byline(text: str, *, authors: Collection[str]) -> bool:
    """Whether a line only says who wrote the article: a known author's name, or a word for it and a name."""
    line = fold(text[:LONGEST]).strip(_TRIMMED)
    names = {fold(author) for author in authors}
    if not line or len(line) > 120:
        return False
    if line in names or any(line.endswith(name) and _OPENING.fullmatch(line[: -len(name)]) for name in names if name):
        return True
    if not (found := _BYLINE.search(line)) or _SENTENCE.search(line):
        return False
    rest = found.group(1).strip(_TRIMMED)
    return any(name and name in rest for name in names) or len(rest.split()) <= 5


def is_dateline(text: str) -> bool:
    """Whether a line is a date and nothing else (with words such as "published", and a time)."""
    words = _WORD.findall(fold(text[:LONGEST]))
    return 2 <= len(words) <= 22 and any(map(str.isdigit, words)) and all(map(_CALENDAR.fullmatch, words))
