"""Who wrote the article, among everything that a page calls its author.

Hands on names and where they stood. Refuses the site's own name, its desks and agencies, addresses, and sentences.

Order of belief: the source's `rules.author`, JSON-LD, the listing, microdata and `<meta>`, visible bylines, a byline in the text.
"""

import re
from collections.abc import Iterable, Sequence

from ..text import fold, one_line
from .claims import Claim

NAMES, LETTERS = 10, 120
_VERB = re.compile(
    r"^\s*(?:بقلم|كَ?تَ?بَ?(?:ت|ه|ها)?|إعداد|اعداد|أعد(?:ه|ها)?(?: التقرير)?|تقرير|حوار|حاور(?:ه|ته|ها)?|تحرير|ترجمة|تصوير|الكاتب(?:ة)?|المحرر(?:ة)?|"
    r"المؤلف|المصدر|بواسطة|نشر بواسطة|نوشته|نویسنده|written by|reported by|posted by|published by|authors?|words by|by|par|von|por|di|door)"
    r"(?:\s*[:：/|.–-]+\s*|\s+)",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:[،,;؛|/•·]| - | – |\band\b|\bet\b|\bund\b|\by\b(?= [A-ZÁÉÍÓÚ])|&)\s*|\s+و\s+|\s+و(?=ال)|\n")
_AND = re.compile(r"^(\S+ \S+(?: \S+)?) و(\S+ \S+(?: \S+)?)$")
_AFTER = re.compile(
    r"\s*(?:[|•·–—-]\s+.*|\(.*\)|\d{1,2}[/:.-]\d.*|(?:updated|published|last)\b.*|(?:آخر تحديث|نشر في|تاريخ النشر|منذ|قبل)\b.*|@\S+|https?:\S+|\b\w+@\w+\.\S+)\s*$",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"[*<>{}=_#]|https?:|www\.|@|\.(?:com|net|org|sy|eg|fr|de)\b|^\W*\d|^\W*$|^(?:admin|administrator|editor|editors|editor\d*|staff|newsroom|user\d*|webmaster|root|guest|author|"
    r"view my complete profile|.*(?:gmbh|verlag|copyright|\bteam|redaktion|→)|von|by|name|names?|twitter|facebook|instagram|linkedin|email|e-mail|follow|share|comments?|redakteur|autor|auteur|"
    r"web ?desk|news ?desk|online ?desk|redaktion|la rédaction|rédaction|redacción|redazione|anonymous|unknown|none|null|undefined|test|super ?user|"
    r"المحرر|المحرره|التحرير|هييه التحرير|فريق التحرير|ادمن|مدير الموقع|المدير|مدير|اداره الموقع|غرفه الاخبار|قسم الاخبار|قسم التحرير|متابعات|وكالات|الوكالات|خاص|"
    r"وكالات الانباء|متابعه|مراسلون|مراسلو|مراسلنا|الموقع|كاتب|مشرف|محرر|محررو|المشرف|تحرير|الكاتب|مجهول)$",
    re.I,
)
_AGENCIES = frozenset(
    fold(name)
    for name in (
        "رويترز|أ ف ب|ا ف ب|أ.ف.ب|فرانس برس|وكالة فرانس برس|أسوشيتد برس|أسوشييتد برس|د ب أ|سانا|الأناضول|وكالة الأناضول|بترا|وفا|واس|وام|قنا|كونا|سبوتنيك|شينخوا|"
        "reuters|afp|ap|associated press|the associated press|agence france-presse|dpa|xinhua|anadolu|efe|ansa|upi|sputnik|agencies|wire"
    ).split("|")
)
_SENTENCE = re.compile(r"[!?؟:]|\.\s|\.{2,}")


def authors(
    claims: Sequence[Claim], *, rule: str | None, listed: Sequence[str], bylines: Sequence[str], names: Iterable[str]
) -> tuple[tuple[str, ...], str] | None:
    """Return the authors' names and where they stood, or None if nobody is named.

    `names` is what the site is called; `bylines` are lines of the text that name its author.
    """
    own = {fold(name) for name in names if fold(name)}
    strong = [claim for claim in claims if claim.origin.startswith("json-ld")]
    weak = [claim for claim in claims if not claim.origin.startswith("json-ld")]
    offered: list[tuple[str, list[str]]] = [("rule author", [rule] if rule else [])]
    offered += _by_origin(strong)
    offered.append(("listing", list(listed)))
    offered += _by_origin(weak)
    offered.append(("byline in the text", list(bylines)))
    for origin, values in offered:
        if people := tuple(dict.fromkeys(name for value in values for name in people_in(value, own)))[:NAMES]:
            return people, origin
    return None


def _by_origin(claims: Sequence[Claim]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for claim in claims:
        groups.setdefault(claim.origin, []).append(claim.value)
    # what is seen is printed around names ("by … • 3 min read"): the shortest of its claims is the barest
    return [
        (origin, sorted(values, key=len)[:1] if origin.startswith("visible") else values)
        for origin, values in groups.items()
    ]


def people_in(text: str, own: "set[str] | frozenset[str]" = frozenset()) -> list[str]:
    """Return the names of persons in a byline: «كتب: أحمد سالم وليلى ناصر» → two names."""
    text = one_line(text, 400)
    for _ in range(2):
        text = _VERB.sub("", text)
    text = _AFTER.sub("", text)
    found = []
    for part in _SPLIT.split(text):
        part = _VERB.sub("", (part or "").strip(" .:-–—|\"'«»"))
        couple = _AND.match(part)
        for name in couple.groups() if couple else (part,):
            if _is_name(name, own):
                found.append(one_line(name, LETTERS))
    return found


def _is_name(text: str, own: "set[str] | frozenset[str]") -> bool:
    folded = fold(text)
    if not 2 <= len(folded) <= 60 or len(folded.split()) > 6:
        return False
    if (
        any(letter.isdigit() for letter in folded)
        or folded in own
        or folded in _AGENCIES
        or _NOT_A_NAME.search(folded)
        or _SENTENCE.search(text)
    ):
        return False
    return not any(folded.removeprefix("ال") == name.removeprefix("ال") for name in own)
