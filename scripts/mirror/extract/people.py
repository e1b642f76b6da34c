"""Who wrote the article, among everything that a page calls its author.

Hands on names and where they stood. Refuses the site's own name, its desks and agencies, addresses, and sentences.

Order of belief: the source's `rules.author`, JSON-LD, the listing, microdata and `<meta>`, visible bylines, a byline
in the text.
"""

import re
from collections.abc import Iterable, Sequence

from ..text import fold, one_line
from .claims import Claim
from .titles import core
from .words import either, listed

NAMES, LETTERS = 10, 120
_VERB = re.compile(
    r"^\s*"
    + either("""
    بقلم|كَ?تَ?بَ?(?:ت|ه|ها)?|إعداد|اعداد|أعد(?:ه|ها)?(?: التقرير)?|تقرير|حوار|حاور(?:ه|ته|ها)?|تحرير|ترجمة|تصوير|الكاتبة?|
    المحررة?|المؤلف|المصدر|(?:(?:نشر|مرسلة|أرسلت|كتب|أضيف) )?بواسطة|(?:من )?(?:مراسل(?:ت?نا)?|موفد(?:ت?نا)?)|
    نوشته|نویسنده|(?:written|reported|posted|published) by|authors?|words by|by|
    par|von|por|di|door
    """)
    + r"(?:\s+و(?:إعداد|تقرير|حوار|تحرير|ترجمة|تصوير))*(?:\s*[:：/|.–-]+\s*|\s+)",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:[،,;؛|/•·]| - | – |\band\b|\bet\b|\bund\b|\by\b(?= [A-ZÁÉÍÓÚ])|&)\s*|\s+و\s+|\s+و(?=ال)|\n")
_AND = re.compile(r"^(\S+ \S+(?: \S+)?) و(\S+ \S+(?: \S+)?)$")
_AFTER = re.compile(
    r"\s*"
    + either(r"""
    [|•·–—-]\s+.*|\(.*\)|\d{1,2}[/:.-]\d.*|(?:updated|published|last)\b.*|(?:آخر تحديث|نشر في|تاريخ النشر|منذ|قبل)\b.*|
    @\S+|https?:\S+|\b\w+@\w+\.\S+
    """)
    + r"\s*$",
    re.I,
)
# What stands where a name should: addresses, roles, desks, networks, firms. Folded.
_NOT_A_NAME = re.compile(
    r"[*<>{}=_#@→]|https?:|www\.|\.(?:com|net|org|sy|eg|fr|de)\b|^\W*\d|^\W*$|\b(?:gmbh|verlag|copyright|team|redaktion)\b|^"
    + either(r"""
    admin|administrator|editors?|editor\d*|staff|newsroom|user\d*|webmaster|root|guest|author|autor|auteur|redakteur|
    view my complete profile|von|by|names?|twitter|facebook|instagram|linkedin|e-?mail|follow|share|comments?|
    (?:web|news|online) ?desk|la rédaction|rédaction|redacción|redazione|anonymous|unknown|none|null|undefined|test|super ?user|
    (?:ال)?محرره?|(?:ال)?تحرير|هييه التحرير|فريق التحرير|محررو|ادمن|(?:ال)?مدير|مدير الموقع|اداره الموقع|غرفه الاخبار|
    قسم (?:الاخبار|التحرير)|متابعات|متابعه|(?:ال)?وكالات|وكالات الانباء|خاص|مراسلو?ن?|مراسلنا|الموقع|(?:ال)?كاتب|(?:ال)?مشرف|مجهول
    """)
    + "$",
    re.I,
)
_AGENCIES = frozenset(
    map(
        fold,
        listed("""
    رويترز|أ ف ب|ا ف ب|أ.ف.ب|فرانس برس|وكالة فرانس برس|أسوشيتد برس|أسوشييتد برس|د ب أ|سانا|الأناضول|وكالة الأناضول|بترا|وفا|واس|
    وام|قنا|كونا|سبوتنيك|شينخوا|reuters|afp|ap|associated press|the associated press|agence france-presse|dpa|xinhua|anadolu|
    efe|ansa|upi|sputnik|agencies|wire
    """),
    )
)
_SENTENCE = re.compile(r"[!?؟:]|\.\s|\.{2,}")


def authors(
    claims: Sequence[Claim], *, rule: str | None, listed: Sequence[str], bylines: Sequence[str], names: Iterable[str]
) -> tuple[tuple[str, ...], str] | None:
    """Return the authors' names and where they stood, or None if nobody is named.

    `names` is what the site is called; `bylines` are lines of the text that name its author.
    """
    own = {fold(name) for name in names if fold(name)}
    own |= {bare for name in own if (bare := core(name))}
    strong = [claim for claim in claims if claim.origin.startswith("json-ld")]
    weak = [claim for claim in claims if not claim.origin.startswith("json-ld")]
    offered: list[tuple[str, list[str]]] = [("rule author", [rule] if rule else [])]
    offered += _by_origin(strong)
    offered.append(("listing", list(listed)))
    offered += _by_origin(weak)
    offered.append(("byline in the text", list(bylines)))
    for origin, values in offered:
        people = dict.fromkeys(name for value in values for name in people_in(value, own))
        if origin.startswith("visible"):  # a single word in a byline's place is a section's name, a role, a nickname
            people = dict.fromkeys(name for name in people if " " in name)
        if people:
            return tuple(people)[:NAMES], origin
    return None


def _by_origin(claims: Sequence[Claim]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for claim in claims:
        groups.setdefault(claim.origin, []).append(claim.value)
    found: list[tuple[str, list[str]]] = []
    for origin, values in groups.items():
        if origin.startswith("visible"):
            # lines around names ("by … • 3 min read"): the first that names anybody, not what they all say together
            found += [(origin, [value]) for value in values]
        else:
            found.append((origin, values))
    return found


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
        or core(folded) in own
        or folded in _AGENCIES
        or _NOT_A_NAME.search(folded)
        or _SENTENCE.search(text)
    ):
        return False
    return not any(folded.removeprefix("ال") == name.removeprefix("ال") for name in own)
