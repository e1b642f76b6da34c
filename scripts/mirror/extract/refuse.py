"""Pages that answer 200 and are no articles: files of other kinds, errors, consent forms, walls, front pages.

Raises `ExtractError` with what was found; hands on nothing. Long texts are never refused for a word in them: a report on cookies is a report.
"""

import re

from ..errors import ExtractError
from ..text import fold

LEAST_WORDS, LEAST_LETTERS = 8, 40
"""Fewer of both, and nothing was said: the shortest bulletins («عاجل») have a dozen words; Chinese has no spaces."""
_SHORT = 900
"""Letters up to which a text that speaks of errors, cookies or subscriptions is nothing but that."""

_MAGIC = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image",
    b"PK\x03\x04": "a ZIP file or office document",
    b"\x1f\x8b": "compressed data",
    b"ID3": "audio",
}
_TYPES = {"application/pdf": "a PDF file", "application/json": "JSON", "application/zip": "a ZIP file"}
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.I)
_MARKUP = re.compile(
    rb"<(?:!doctype html|html|head|body|div|p|article|table|meta|title|h1|span|main|section|br)\b", re.I
)

# Folded as `text.fold` folds. Titles of error pages; texts of walls.
_ERROR_TITLE = re.compile(
    r"^(?:(?:error|خطا)\W{0,3})?(?:40[0-9]|410|50[0-9])\b|\b(?:page|file|article|content|story) (?:was |is |could )?not (?:be )?(?:found|available)\b|^not found|^page introuvable|"
    r"^pagina no encontrada|^página no encontrada|^seite nicht gefunden|^access denied|^forbidden|^bad gateway|^service unavailable|^site maintenance|^under maintenance|"
    r"^attention required|^just a moment|^are you a (?:robot|human)|^security check|^ddos|^one moment, please|^please wait|^you are being redirected|^unauthorized|"
    r"(?:الصفحه|المقال|المقاله|الخبر|المحتوي|الرابط|الموضوع)(?: الذي| التي)?(?: طلبته| طلبتها| تبحث عنه| تبحث عنها| المطلوبه?)? (?:غير موجوده?|غير متوفره?|غير متاحه?|لم يعد (?:متاحا|موجودا)|تم حذفه?ا?)|"
    r"^(?:عذرا|عفوا)\b.{0,60}(?:غير موجود|لم يتم العثور|لم نعثر|خطا|غير متوفر|غير متاح)|^لم يتم العثور|^خطا\b|الصفحه غير موجوده|صفحه (?:مورد نظر )?(?:يافت|پيدا) نشد|^صفحه غير موجوده"
)
_WALL = re.compile(
    r"(?:accept|manage|use of|uses|enable|allow|our) (?:all )?cookies|cookies? (?:policy|settings|preferences|consent)|we value your privacy|before you continue|your privacy choices|"
    r"enable javascript|javascript is (?:disabled|required)|turn on javascript|verify (?:that )?you are (?:a )?human|unusual traffic|complete the captcha|checking your browser|"
    r"ملفات تعريف الارتباط|ملفات الارتباط|سياسه الكوكيز|الكوكيز|تفعيل (?:ال)?جافا ?سكريبت|تفعيل الجافا|تاكيد انك (?:لست روبوتا|انسان)|لست روبوتا|التحقق من متصفحك|"
    r"(?:subscribe|log in|sign in|register|subscribers?) (?:now )?(?:to|or|for) (?:continue|read|keep|view|access|unlimited|full)|subscribers? only|already a subscriber|exclusive to subscribers|"
    r"this (?:article|content|story) is (?:for|reserved|available|exclusive)|(?:for|to) (?:our )?subscribers|create a free account|free articles? (?:left|remaining)|"
    r"للمشتركين فقط|مخصص للمشتركين|متاح للمشتركين|حصري للمشتركين|(?:سجل|سجلوا) (?:الدخول|دخولك) (?:ل|كي|حتي)|يرجي تسجيل الدخول|اشترك (?:الان )?(?:لقراءه|لمتابعه|للوصول|لمواصله)|لقراءه المقال كاملا|"
    r"لمواصله القراءه|réservé aux abonnés|abonnez-vous pour|nur für abonnenten"
)
_ERROR_TEXT = re.compile(
    r"(?:page|article|content) (?:you (?:are|were) looking for|you requested|requested)|could not be found|no longer (?:exists|available)|does not exist|has been (?:moved|removed|deleted)|"
    r"(?:الصفحه|المقال|الخبر|المحتوي|الرابط) (?:الذي |التي )?(?:تبحث عن|طلبت|تحاول|المطلوب)|لم نعثر علي|لم يتم العثور علي|غير موجوده? (?:او|علي|في) |تم حذف(?:ه|ها)? او نقل|ربما تم (?:حذف|نقل)"
)


def wrong_kind(body: bytes, content_type: str | None) -> str | None:
    """Return what kind of thing a response is if it is not HTML, else None."""
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if not head:
        return "an empty page"
    if _FEED.search(head[:1500]) and not re.search(rb"<html\b", head, re.I):
        return "a feed"
    if head[:1] in (b"{", b"[") and not _MARKUP.search(head):
        return "JSON"
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind in _TYPES and not _MARKUP.search(head):
        return _TYPES[kind]
    if kind.startswith(("image/", "audio/", "video/", "font/")):
        return kind.split("/")[0] if kind.startswith(("audio", "video")) else "an image"
    if not _MARKUP.search(body[:200_000]) and b"\x00" not in head[:400]:
        return "text without markup" if b"<" in head else "plain text"
    return None


def check_kind(body: bytes, content_type: str | None, *, url: str) -> None:
    """Raise `ExtractError` unless a response is HTML."""
    if kind := wrong_kind(body, content_type):
        raise ExtractError(
            url, f"expected an HTML page, found {kind}", "nothing to do, or give `listing` pages of articles only"
        )


def check_article(*, titles: list[str], text: str, free: bool, url: str) -> None:
    """Raise `ExtractError` if what was taken for an article is an error, a consent form, a wall, or nothing.

    `titles` are all that the page calls itself, `text` its supposed body, `free` False where it says that it is not for everybody.
    """
    folded = fold(text[:4000])
    if len(folded) <= _SHORT:
        for title in titles:
            if _ERROR_TITLE.search(fold(title)):
                raise ExtractError(
                    url,
                    f"the page is an error that answers 200: “{title[:60]}”",
                    "the article is gone, or the site refuses us",
                )
        if _ERROR_TEXT.search(folded[:300]) and len(folded) <= _SHORT // 2:
            raise ExtractError(
                url,
                f"the page is an error that answers 200: “{text[:60]}…”",
                "the article is gone, or the site refuses us",
            )
        if _WALL.search(folded):
            raise ExtractError(
                url,
                f"the page asks for consent, a login or a subscription: “{text[:60]}…”",
                "open it in a browser; mirror only what is open",
            )
    if not free and len(folded) <= _SHORT:
        raise ExtractError(
            url, "the page shows only the beginning of an article that is not free", "mirror only what is open"
        )
    if len(folded.split()) < LEAST_WORDS and len(folded) < LEAST_LETTERS:
        raise ExtractError(
            url,
            "no text found on the page" if not folded else f"too little text on the page: “{text[:60]}”",
            "set [source.rules] body to the article's selector",
        )
