"""Pages that answer 200 and are no articles: files of other kinds, errors, consent forms, walls, front pages.

Raises `ExtractError` with what was found; hands on nothing. Long texts are never refused for a word in them: a report
on cookies is a report.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from ..errors import ExtractError
from ..text import fold
from .words import either

LEAST_WORDS, LEAST_LETTERS = 8, 40
"""Fewer of both, and nothing was said: the shortest bulletins («عاجل») have a dozen words; Chinese has no spaces."""
SHORT = 900
"""Letters up to which a text that speaks of errors, cookies or subscriptions is nothing but that."""

_MAGIC = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image",
    b"PK\x03\x04": "a ZIP file or an office document",
    b"\x1f\x8b": "compressed data",
    b"ID3": "audio",
}
_TYPES = {"application/pdf": "a PDF file", "application/json": "JSON", "application/zip": "a ZIP file"}
_FAMILIES = {"image": "an image", "audio": "audio", "video": "video", "font": "a font"}
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.I)
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.I)
_MARKUP = re.compile(
    rb"<(?:!doctype html|html|head|body|div|p|article|table|meta|title|h1|span|main|section|br)\b", re.I
)

_ERROR_TITLE = re.compile(
    either(r"""
    ^(?:(?:error|خطا)\W{0,3})?(?:40[0-9]|410|50[0-9])\b|^not found|^خطا\b|^لم يتم العثور|\b(?:page|file|article|
    content|story) (?:was |is |could )?not (?:be )?(?:found|available)\b|^(?:access denied|forbidden|unauthorized|
    bad gateway|service unavailable|under maintenance|site maintenance)|^(?:attention required|just a moment|
    one moment, please|please wait|security check|are you a (?:robot|human)|ddos)|^(?:page introuvable|
    página no encontrada|seite nicht gefunden|صفحه غير موجوده|صفحه (?:مورد نظر )?(?:يافت|پيدا) نشد)|(?:الصفحه|
    المقال|المقاله|الخبر|المحتوي|الرابط|الموضوع)(?: التي طلبتها| الذي طلبته| المطلوبه?)? (?:غير موجوده?|غير متوفره?|
    غير متاحه?|لم يعد موجودا|لم تعد موجوده)|^(?:عذرا|عفوا)\b.{0,60}(?:غير موجود|لم يتم العثور|لم نعثر|خطا|غير متوفر|
    غير متاح)
    """)
)
_ERROR_TEXT = re.compile(
    either(r"""
    (?:page|article|content) (?:you (?:are|were) looking for|you requested|requested)|could not be found|
    no longer (?:exists|available)|has been (?:moved|removed|deleted)|(?:الصفحه|المقال|الخبر|المحتوي|
    الرابط) (?:التي |الذي )?(?:تبحث عن|طلبت|تحاول|المطلوب)|لم نعثر علي|لم يتم العثور علي|تم حذف(?:ه|ها)? او نقل|
    ربما تم (?:حذف|نقل)
    """)
)
_CONSENT = re.compile(
    either(r"""
    (?:accept|manage|use of|uses|enable|allow|our) (?:all )?cookies|cookies? (?:policy|settings|preferences|
    consent)|we value your privacy|before you continue|your privacy choices|ملفات (?:تعريف )?الارتباط|الكوكيز|
    enable javascript|javascript is (?:disabled|required)|turn on javascript|تفعيل (?:ال)?جافا ?سكريبت|تفعيل الجافا|
    verify (?:that )?you are (?:a )?human|unusual traffic|complete the captcha|checking your browser|
    تاكيد انك (?:لست روبوتا|انسان)|لست روبوتا|التحقق من متصفحك
    """)
)
_WALL = re.compile(
    either(r"""
    (?:subscribe|log in|sign in|register) (?:now )?(?:to|for) (?:continue|read|keep|view|access|unlimited|full)|
    (?:for|to) (?:our )?subscribers only|exclusive to subscribers|create a free account to|free articles? (?:left|
    remaining)|this (?:article|content|story) is (?:for|reserved for|only for|exclusive to|
    available to) (?:our )?(?:subscribers|members)|للمشتركين فقط|مخصص للمشتركين|متاح للمشتركين|حصري للمشتركين|
    اشترك (?:الان )?(?:لقراءه|لمتابعه|للوصول|لمواصله)|(?:سجل|سجلوا) (?:الدخول|دخولك) (?:ل|كي|حتي)|يرجي تسجيل الدخول|
    لقراءه المقال كاملا|لمواصله القراءه|réservé aux abonnés|abonnez-vous pour|nur für abonnenten
    """)
)


def check_kind(body: bytes, content_type: str | None, *, url: str) -> None:
    """Raise `ExtractError` unless a response is HTML."""
    if kind := _other_kind(body, content_type):
        raise ExtractError(
            url, f"expected an HTML page, found {kind}", "nothing to do, or let `listing` give pages of articles only"
        )


def _other_kind(body: bytes, content_type: str | None) -> str | None:
    """Return what kind of thing a response is if it is not HTML, else None."""
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return "an empty page"
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    page = _PAGE.search(head) is not None
    if not page and _FEED.search(head[:1500]):
        return "a feed"
    if not page and head[:1] in (b"{", b"["):
        return "JSON"
    said = (content_type or "").split(";")[0].strip().lower()
    if not page and said in _TYPES:
        return _TYPES[said]
    if (family := said.split("/")[0]) in _FAMILIES:
        return _FAMILIES[family]
    if not _MARKUP.search(body[:200_000]) and b"\x00" not in head:  # UTF-16 is recognised later
        return "plain text"
    return None


def check_address(*, url: str, stated: Sequence[str], dated: bool) -> None:
    """Raise `ExtractError` if the page at `url` calls itself the site's front page: where removed articles lead.

    `stated` is what it says its address is, `dated` whether it states a date: then it is an article whose template is wrong
    (4 of 793 measured).
    """
    own = urlsplit(stated[0]) if stated else None
    if (
        own is not None
        and not dated
        and urlsplit(url).path.strip("/")
        and own.netloc
        and not own.path.strip("/")
        and not own.query
    ):
        raise ExtractError(url, "the page is the site's front page", "the article is gone from its address")


def check_article(*, titles: Sequence[str], text: str, shown: str, free: bool, url: str) -> None:
    """Raise `ExtractError` if what was taken for an article is an error, a consent form, a wall, or nothing.

    `titles` are all that the page calls itself, `text` its supposed body, `shown` everything that it shows; `free` is
    False where it says that it is not for everybody.
    """
    folded = fold(text[: 4 * SHORT])
    if len(folded) <= SHORT and (found := _not_an_article(titles, folded, fold(shown[: 40 * SHORT]), free)):
        raise ExtractError(
            url, f"{found}: “{' '.join(text.split())[:60]}…”", "open it in a browser; mirror only what is open"
        )
    if len(folded.split()) < LEAST_WORDS and len(folded) < LEAST_LETTERS:
        found = f"too little text on the page: “{text[:60]}”" if folded else "no text found on the page"
        raise ExtractError(url, found, "set [source.rules] body to the article's selector")


def _not_an_article(titles: Sequence[str], text: str, shown: str, free: bool) -> str | None:
    """Return what a page with a short text is if it is no article, else None. Texts are folded."""
    if any(_ERROR_TITLE.search(fold(title)) for title in titles):
        return "the page is an error that answers 200"
    if len(text) <= SHORT // 2 and _ERROR_TEXT.search(text[:300]):
        return "the page is an error that answers 200"
    if _CONSENT.search(text):
        return "the page asks for consent or a check of the browser"
    if not free or _WALL.search(shown):
        return "the page shows only the beginning: it asks for a login or a subscription"
    return None
