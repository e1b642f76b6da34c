"""A page's bytes, made letters.

Hands on a `str`, with U+FFFD where a letter is broken. Refuses (`ExtractError`) what no encoding explains: wrong
letters are worse than none.

What is declared is believed only as far as the bytes bear it out: servers add `charset=utf-8` to everything, templates
are copied with their `<meta>`, and single-byte encodings "decode" any bytes at all.
"""

import codecs
import re

from charset_normalizer import from_bytes

from ..errors import ExtractError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that mean a larger encoding than they say (WHATWG Encoding, §4.2).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# `<meta charset>`, `<meta http-equiv … content="…; charset=…">` and the XML declaration, in the first kilobytes
# (HTML, "prescan a byte stream"; pages of content systems put scripts first, hence more than its 1,024).
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_PRESCAN = 8192
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>", re.I | re.S)
_NOT_LATIN = re.compile("[^\x00-\x7f\u2010-\u203a\u20ac\u2122]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_ARABIC_WORD = re.compile(r"(?<!\w)(?:[وفبك]?ال\w{2,}|لل\w{2,}|في|من|على|إلى|عن|أن|هذا|هذه|التي|الذي)(?!\w)")
_ARABIC = 0.1
"""The share of Arabic words that begin with the article or are particles, at least; prose has .3 to .5, misread Cyrillic none."""
_ACCENTED = 0.25
"""The share of accented letters in Western languages, at most; Vietnamese, which has more, is never sent in windows-1252."""
# Signs inside words, and letters of few languages: windows-1250 and -1254 (Polish, Czech, Turkish) read as Western.
_ODD = re.compile("[A-Za-z][¹²³ª¼½¾¶¤¦¬±×÷þÞðÐýÝ]|[¹³¼½¾±×þðý][a-z]")
_MOST_ACCENTED = 0.4
"""The share from which no Latin encoding can be true, declared or not."""
_SAMPLE = 60_000
_C1 = re.compile("[\x80-\x84\x86-\x9f]")

BROKEN = 0.1
"""The largest share of undecodable letters, among those outside ASCII, with which an encoding is still the right one:
a description
cut in mid-letter, a comment pasted in another encoding. Whether any stand in the article itself is checked there."""


def decode(body: bytes, *, content_type: str | None, url: str) -> str:
    """Return the text of an HTML page.

    In this order: byte order mark; UTF-8 if the bytes are (nothing else is by accident); what the header, `<meta>` and
    the XML declaration say, as far as the result can be a text; UTF-8 with a broken letter here and there; what
    charset-normalizer finds.

    Raises:
        ExtractError: if nothing gives a text, or more than `BROKEN` of it.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _mended(body[len(mark) :] if name == "utf-8" else body, name, url)
    declared = _declared(body, content_type)
    if not (body.isascii() and any(name.startswith("iso2022") for name in declared)):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in declared:
        text = _strictly(body, name)
        if text is not None and _plausible(text, name):
            return text
    if "utf-8" in declared or not declared:
        try:
            return _mended(body, "utf-8", url)
        except ExtractError:
            pass
    return _mended(body, _detected(body, url), url)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Return the codecs that header, meta and XML declaration name, in that order, unknown ones left out."""
    head = body[:_PRESCAN]
    labels = _HEADER_CHARSET.findall(content_type or "")
    labels += [label.decode("ascii", "replace") for label in _META_CHARSET.findall(head) + _XML_ENCODING.findall(head)]
    names = []
    for label in labels:
        try:
            name = codecs.lookup(label).name
        except LookupError:
            continue
        names.append(_MEANT.get(name, name))
    return list(dict.fromkeys(names))


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):
        return None


def _plausible(text: str, name: str) -> bool:
    """Whether a declared single-byte encoding can be true.

    Latin encodings read Arabic, Hebrew or Cyrillic bytes as a run of accented letters; no language written in Latin
    letters has as many of them as plain ones.
    """
    if _C1.search(text):
        return False
    if name not in ("cp1252", "iso8859-15", "cp1254"):
        return True
    return _accents(re.sub(r"<[^>]{0,2000}>", " ", text[:_SAMPLE])) <= _MOST_ACCENTED


def _mended(body: bytes, name: str, url: str) -> str:
    """Return the text with U+FFFD for what cannot be decoded, if that is little of what is not ASCII."""
    text = body.decode(name, "replace")
    broken = text.count("\ufffd")
    if broken and broken > BROKEN * (len(text) - len(text.encode("ascii", "ignore"))):
        raise ExtractError(
            url,
            f"{broken} letters cannot be decoded as {name}",
            "look at the page's encoding; nothing is published with wrong letters",
        )
    return text


def _detected(body: bytes, url: str) -> str:
    """Return the encoding of undeclared bytes, from the text between the tags (markup is ASCII and only dilutes).

    Arabic is known by its article and its particles; a text that is mostly ASCII is what browsers take it for, windows-1252; the rest
    is charset-normalizer's.
    """
    words = _MARKUP.sub(b" ", body)[:_SAMPLE]
    arabic = _strictly(words, "cp1256")
    if arabic is not None and len(_ARABIC_WORD.findall(arabic)) > _ARABIC * len(arabic.split()):
        return "cp1256"
    western = _strictly(words, "cp1252")
    if western is not None and not _ODD.search(western) and _accents(western) < _ACCENTED:
        return "cp1252"
    best = from_bytes(words).best()
    if best is None or _ODD.search(str(best)):
        raise ExtractError(url, "the page's encoding is not known", "the page is left out; report it to the source")
    return best.encoding


def _accents(text: str) -> float:
    """Return how many letters outside ASCII there are for one of A to Z."""
    return len(_NOT_LATIN.findall(text)) / max(1, len(_ASCII_LETTER.findall(text)))
