"""Whether a listing carries an article whole, or only its beginning.

Hands on a yes or no. When in doubt it is no: the page is fetched and both are compared.
"""

import re

from lxml import etree, html

from ..listings.entry import Entry
from ..text import fold, folded_words
from .tree import text_of
from .words import either

LEAST = 350
"""Letters from which content may be an article; feeds' own excerpts have 55 words (WordPress), about 330 letters."""
_CUT = re.compile(
    either(r"""
    \[\s*(?:…|\.{3}|&hellip;)\s*\]|\(\s*(?:…|\.{3})\s*\)|(?:للمزيد|المزيد|التفاصيل|لمزيد من التفاصيل)\b.{0,40}|
    (?:اقرا|قراءه|متابعه|لقراءه|اكمل|تابع|اقراوا) (?:المزيد|القراءه|المقال|الخبر|بقيه|باقي|كامل|التفاصيل).{0,60}|
    (?:continue reading|read more|read the rest|read on|keep reading|full story)\b.{0,160}|
    (?:lire la suite|weiterlesen|leer más|devamı|بيشتر بخوانيد|ادامه مطلب)\b.{0,160}
    """)
    + r"\W*$"
)
_TAIL = re.compile(
    r"(?:ظهرت|نشرت) .{0,400}(?:اولا|للمره الاولي) (?:علي|في) .{0,120}$|the post .{0,400}appeared first on .{0,120}$"
)
_ELLIPSIS = re.compile(r"(?:…|\.{3})\W*$")
_LAST = 700
"""Letters at the end that are looked at."""


def is_whole(entry: Entry) -> bool:
    """Whether `entry.html` is the whole article as far as can be told from itself."""
    try:
        text = text_of(html.fragment_fromstring(entry.html or "", create_parent="div"))
    except (etree.LxmlError, ValueError):
        return False
    folded = fold(text)
    end = _TAIL.sub("", folded[-_LAST:]).rstrip()
    folded = folded[:-_LAST] + end
    if len(folded) < LEAST or _CUT.search(end[-220:]) or (_ELLIPSIS.search(end) and len(folded) < 3 * LEAST):
        return False
    summary = folded_words((entry.summary or "").rstrip(" .…[]"))
    words = folded_words(folded)
    return len(words) > 1.3 * len(summary) or words[: len(summary)] != summary
