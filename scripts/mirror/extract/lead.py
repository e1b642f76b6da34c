"""What stands at an article's head: its picture, its summary, its language, its own address.

Hands on each with where it stood. Refuses logos and placeholders as pictures, slogans and cut-off beginnings as
summaries.
"""

import re
from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from ..listings.entry import Picture
from ..text import fold, folded_words, one_line
from ..urls import absolute, canonical, host
from .boxes import name_of
from .claims import Claims
from .ending import ended
from .pictures import address_of, is_decoration, key_of
from .tree import remove, text_of
from .words import either

SUMMARY, ALT = 1000, 300
CAPTION = 150
"""Letters from which a caption is text of its own: its picture stays where it stands."""
_CREDIT = re.compile(
    r"(?:^|[\s(|.–-])("
    + either("تصوير|صورة|المصدر|مصدر الصورة|عدسة|photo|photograph|credit|image(?: credit)?|crédit|foto|©|\\(c\\)")
    + r"\s*[:/|©]?\s*[^|]{2,80})$",
    re.I,
)
_BRACKETED = re.compile(r"^\(([^()]+)\)$")
_CREDIT_NAMES = re.compile(r"credit|copyright|source|photographer", re.I)
# Letters that Arabic does not have and the others do not do without.
_OTHERS = {
    "fa": re.compile("[\u067e\u0686\u0698\u06af\u06cc]"),
    "ur": re.compile("[\u0679\u0688\u0691\u06ba\u06d2\u06be]"),
    "ckb": re.compile("[\u06d5\u06ce\u06b5\u0695\u06c6]"),
}
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "arabic": re.compile("[\u0600-\u06ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
}
_WRITTEN_IN = {
    "arabic": "ar fa ur ckb ps ug sd",
    "hebrew": "he yi",
    "cyrillic": "ru uk bg sr mk be kk mn tg ky",
    "other": "zh ja ko th hi bn ta te ml mr gu pa el ka hy am my km lo si ne",
}
_SCRIPT_OF = {code: script for script, codes in _WRITTEN_IN.items() for code in codes.split()}


def picture(
    claims: Claims, root: HtmlElement | None, *, rule: str | None, listed: Picture | None, base_url: str
) -> tuple[Picture, str] | None:
    """Return the lead image that is stated, with its alternative text and credit, and where it stood.

    Order: `rules.image`, JSON-LD, `og:image` and the like, the listing. `root` is the page, where the picture may be
    shown with words.
    """
    offered = [(rule, "rule image")] if rule else []
    offered += [(claim.value, claim.origin) for claim in claims.of["image"]]
    if listed:
        offered.append((listed.url, "listing"))
    for value, origin in offered:
        url = absolute(value, base_url) if value else None
        if not url or is_decoration(url):
            continue
        alt, credit = _words_of(url, root, base_url) if root is not None else (None, None)
        if listed is not None and key_of(listed.url) == key_of(url):
            alt, credit = alt or listed.alt, credit or listed.credit
        if origin.startswith("json-ld"):
            credit = credit or next(iter(claims.values("credit")), None)
        return Picture(url=url, alt=_short(alt), credit=_short(credit)), origin
    return None


def picture_above(body: HtmlElement, titles: Sequence[str], *, base_url: str) -> tuple[Picture, str] | None:
    """Return the picture that stands between one of these headlines and the body in their page; None if there is none."""
    page = next((above for above in body.iterancestors("body")), None)
    wanted = {fold(title) for title in titles}
    after = False
    for element in page.iter() if page is not None else ():
        if element is body:
            return None
        if element.tag in ("h1", "h2") and fold(text_of(element)) in wanted:
            after = True
        elif after and element.tag == "img" and not any(name_of(box) for box in element.iterancestors()):
            url = address_of(element, base_url)
            if url and not is_decoration(url):
                alt, credit = _described(element)
                return Picture(url=url, alt=_short(alt), credit=_short(credit)), "picture above the text"
    return None


def first_picture(body: HtmlElement, *, base_url: str) -> tuple[Picture, str] | None:
    """Take the first picture out of a body to stand at its head; None if it has none."""
    for image in body.iter("img"):
        url = address_of(image, base_url)
        if not url or is_decoration(url):
            continue
        figure = next(image.iterancestors("figure"), image)
        if len(text_of(figure)) > CAPTION:
            continue
        alt, credit = _described(image)
        remove(figure)
        return Picture(url=url, alt=_short(alt), credit=_short(credit)), "first picture of the text"
    return None


def _short(text: str | None) -> str | None:
    return one_line(text, ALT) or None if text else None


def _words_of(url: str, root: HtmlElement, base_url: str) -> tuple[str | None, str | None]:
    """Return the alternative text and the credit that the page gives a picture where it shows it."""
    wanted = key_of(url)
    for image in root.iter("img", "amp-img"):
        source = address_of(image, base_url)
        if source and key_of(source) == wanted:
            return _described(image)
    return None, None


def _described(image: HtmlElement) -> tuple[str | None, str | None]:
    figure = next(image.iterancestors("figure"), None)
    caption = text_of(figure) if figure is not None else ""
    credit = _credit_in(figure, caption) if figure is not None else None
    alt = image.get("alt") or (caption.replace(credit, "").strip(" |-–()") if credit else caption)
    return alt or None, credit


def _credit_in(figure: HtmlElement, caption: str) -> str | None:
    for element in figure.iter():
        if _CREDIT_NAMES.search(element.get("class") or "") and (text := text_of(element)):
            return _BRACKETED.sub(r"\1", text)
    found = _CREDIT.search(caption)
    return found.group(1).strip() if found else None


def summary(
    claims: Claims, *, listed: str | None, body: str, names: Sequence[str], title: str
) -> tuple[str, str] | None:
    """Return the summary as plain text, and where it stood; None where nothing is said that is not the body's
    beginning.
    """
    slogans = {fold(text) for text in (*claims.values("slogan"), *names, title)}
    beginning, vocabulary = folded_words(body[: 3 * SUMMARY]), set(folded_words(f"{title} {body[: 8 * SUMMARY]}"))
    offered = [(claim.value, claim.origin) for claim in claims.of["summary"]]
    if listed:
        offered.insert(1 if offered else 0, (listed, "listing"))
    for value, origin in offered:
        text = ended(one_line(value, SUMMARY))
        words = folded_words(text.rstrip(" .…[]()"))
        if len(words) < 4 or fold(text) in slogans or words[:-1] == beginning[: len(words) - 1]:
            continue
        if is_about(words, vocabulary):
            return text, origin
    return None


def is_about(words: Sequence[str], vocabulary: Collection[str]) -> bool:
    """Whether a summary shares words with the article; the site's slogan and another story's summary do not."""
    telling = [word for word in words if len(word) > 3]
    return not telling or sum(word in vocabulary for word in telling) >= max(1, 0.15 * len(telling))


def language(claims: Claims, *, text: str, declared: str) -> tuple[str, str]:
    """Return the language of `text` (ISO 639) and who says so: the page, unless the script belies it, else the
    source.
    """
    sample = text[:2000]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    counts["other"] = len(_LETTER.findall(sample)) - sum(counts.values())
    script = max(counts, key=lambda script: counts[script]) if any(counts.values()) else None
    for claim in claims.of["lang"]:
        code = re.split("[-_,; ]", claim.value.strip().lower(), maxsplit=1)[0]
        if re.fullmatch("[a-z]{2,3}", code) and script in (None, _SCRIPT_OF.get(code, "latin")):
            return code, claim.origin
    code = declared.split("-")[0].lower()
    if script in (None, _SCRIPT_OF.get(code, "latin")):
        return code, "source"
    if script == "arabic":
        return next((lang for lang, pattern in _OTHERS.items() if len(pattern.findall(sample)) > 4), "ar"), "script"
    return {"hebrew": "he", "cyrillic": "ru"}.get(script or "", "en"), "script"


def own_address(claims: Claims, *, url: str) -> tuple[str, str]:
    """Return the article's canonical URL: what the page says of itself if that is on the same host and no list,
    else `url`.
    """
    for claim in claims.of["canonical"]:
        stated = absolute(claim.value, url)
        if stated and _bare(host(stated)) == _bare(host(url)) and _depth(stated) >= min(1, _depth(url)):
            return canonical(stated), claim.origin
    return url, "address"


def _bare(name: str) -> str:
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", name)


def _depth(url: str) -> int:
    path = url.split("://", 1)[-1].split("/", 1)[-1] if "/" in url.split("://", 1)[-1] else ""
    return len([part for part in re.split("[/?]", path) if part])
