"""Plain text: made safe on the way in, folded for comparing.

Hands on NFC text without what could reverse, hide or break a line. What stays and what goes is measured in
ARABIC terms: joiners stay because words need them, overrides go because only attacks need them.
"""

import re
import unicodedata

# Bidi embeddings and overrides (UAX #9) reorder what follows them, past the end of the line. Isolates are balanced
# instead of dropped: they are what careful sites use.
_EMBEDDINGS = "\u202a-\u202e"
# C0/C1 controls but TAB and LF, DEL, soft hyphen, BOM and the other non-characters, interlinear annotations, lone
# surrogates.
_CONTROLS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
)
# Tag characters can smuggle invisible text; plane-end code points are non-characters.
_STRAY = re.compile(
    f"[{_EMBEDDINGS}{_CONTROLS}\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_ISOLATES = re.compile("[\u2066-\u2069]")
# At a line's start these switch Markdown's and YAML's own markers off, so they may not stand there.
_INVISIBLE_START = re.compile("(?m)^[ \t]*[\u200b-\u200f\u2060\u061c]+")

DIACRITICS = "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640]"
"""Signs above and below Arabic letters, and the tatweel, as a pattern."""
INVISIBLE = "[\u200b-\u200f\u2060-\u2069\u061c]"
"""Joiners and directional marks, as a pattern."""
LETTERS = {
    **dict(zip("أإآٱىیئؤةھک", "ااااييي" + "وههك", strict=True)),
    **dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True)),
}
"""Letters and digits that are written for one another → the one that stands for all."""

_UNSEEN = re.compile(f"{DIACRITICS}|{INVISIBLE}")
_WORD = re.compile(r"\w+")


def clean(text: str) -> str:
    """Return `text` in NFC with LF line ends, without stray controls, bidi overrides or unbalanced isolates.

    Line ends of every kind (CR, U+2028, U+0085, VT, FF …) become LF. ZWNJ, ZWJ, RLM and LRM stay inside a line and
    are dropped at its start. Idempotent.
    """
    # No letter of most texts is anything but printable (Unicode's Cc, Cf, Cs, Co, Cn, Zl, Zp, Zs are not): 30 times faster.
    if text.replace("\n", "").replace("\u00a0", "").isprintable():
        return unicodedata.normalize("NFC", text)
    text = _STRAY.sub("", _LINE_ENDS.sub("\n", text))
    text = _INVISIBLE_START.sub("", "\n".join(_balanced(line) for line in text.split("\n")))
    return unicodedata.normalize("NFC", text)


def _balanced(line: str) -> str:
    """Close what a line opens and drop what it closes without opening: an isolate ends with its line."""
    if not _ISOLATES.search(line):
        return line
    depth, out = 0, []
    for letter in line:
        if letter == "\u2069":
            if not depth:
                continue
            depth -= 1
        elif "\u2066" <= letter <= "\u2068":
            depth += 1
        out.append(letter)
    return "".join(out) + "\u2069" * depth


def one_line(text: str, limit: int = 1000) -> str:
    """Return `text` cleaned, on one line, single spaces, at most `limit` characters (cut at a word, with «…»)."""
    text = " ".join(clean(text).split())
    text = clean(text).strip()  # joining lines can put an invisible character first
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return clean(head.rstrip(" ،,;:؛-") + "…")


def words(text: str, limit: int) -> str:
    """Return the first `limit` words of `text` on one line, with «…» where something was cut."""
    parts = one_line(text, len(text) + 1).split(" ")
    return " ".join(parts) if len(parts) <= limit else " ".join(parts[:limit]).rstrip(" ،,;:؛-") + "…"


def fold(text: str) -> str:
    """Return `text` as it is compared: spelling variants, diacritics, case and digits of Arabic made one.

    Hamza seats, ى/ي, ة/ه, Persian letters, tatweel, diacritics, invisible marks, Arabic and Persian digits
    (measured in ARABIC.md). Word borders and punctuation stay.
    """
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        for (
            letter,
            one,
        ) in LETTERS.items():  # each search runs in C: ten times faster than `translate`, which asks a dict
            text = text.replace(letter, one)
    return " ".join(text.split()).casefold()


def folded_words(text: str) -> list[str]:
    """Return the folded words of `text`, punctuation gone."""
    return _WORD.findall(fold(text))
