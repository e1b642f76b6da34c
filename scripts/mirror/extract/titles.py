"""The article's own headline, among everything that a page calls its title.

Hands on the headline and where it stood. Refuses the site's name, alone or attached, and what is the same on every
page.

| claim | how far it is believed |
| --- | --- |
| the source's `rules.title` | alone |
| the `<h1>` beside the text, JSON-LD `headline`, the listing | most |
| `og:title`, `<title>` | somewhat: written for others, with the site's name in it |
| `twitter:title`, microdata, Dublin Core | a little: usually copies |

Claims that say the same (or one that was cut off) vote together; the heaviest group wins, and in it the claim of the
best origin.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..text import fold, folded_words, one_line
from .claims import Claim
from .words import listed

LIMIT = 300
_WEIGHT = {
    "h1": 1.5,
    "json-ld headline": 1.4,
    "listing": 1.4,
    "og:title": 1.0,
    "title tag": 0.9,
    "microdata headline": 0.8,
}
_OTHER_WEIGHT = 0.3
_SEPARATORS = re.compile(
    r"\s+[|\u2013\u2014\u2015\u00b7\u2022\u00bb\u00ab\u2219/]+\s+|\s*\|+\s*|\s+-+\s+|\s*::+\s*|\s+[:~<>›]\s+|\s*[»›]\s*|\s*[–—]\s+"
)
_GENERIC = frozenset(
    map(
        fold,
        listed("""
    الرئيسية|الصفحة الرئيسية|تفاصيل الخبر|خبر|أخبار|الأخبار|مقال|مقالات|تفاصيل|عرض الخبر|خبر عاجل|عاجل|بدون عنوان|جاري التحميل|
    home|homepage|news|article|untitled|untitled document|welcome|index|page|post|details|accueil|startseite|خانه|صفحه اصلی|
    اخبار|loading|loading...|none|null|undefined|404|error
    """),
    )
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.{2,})\s*$")
_SQUASHED = 6
"""Letters from which two names that begin alike, blanks aside, are one ("Diana HR" on dianahr.example)."""
_SITE_WORDS = frozenset(
    """
    موقع وكاله صحيفه جريده شبكه قناه بوابه مجله اخبار انباء للانباء الاخباريه الاخباري نيوز ال the news online com net org www
    """.split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Headline:
    """The chosen headline, where it stood, and every cleaned claim (they are repeated in bodies)."""

    text: str
    origin: str
    all: tuple[str, ...]


def headline(claims: Sequence[Claim], *, rule: str | None, listed: str | None, names: Iterable[str]) -> Headline | None:
    """Return the article's headline, or None if nothing on the page is one.

    `rule` is what the source's own selector found, `listed` what the listing says, `names` what the site is called.
    """
    known = _Names(names)
    cleaned: list[Claim] = []
    for claim in ([Claim(value=listed, origin="listing")] if listed else []) + list(claims):
        text = known.off(claim.value)
        if text:
            cleaned.append(
                Claim(
                    value=text,
                    origin=claim.origin if text == claim.value else f"{claim.origin} \N{MINUS SIGN} site name",
                )
            )
    everything = tuple(dict.fromkeys(claim.value for claim in cleaned))
    if rule and (text := one_line(rule, LIMIT)):
        return Headline(text=text, origin="rule title", all=(text, *everything))
    if not cleaned:
        return None
    cleaned = [_bare(claim, cleaned) for claim in cleaned]
    best = max(_groups(cleaned), key=_weight)
    whole = [claim for claim in best if not _ELLIPSIS.search(claim.value)] or best
    chosen = max(whole, key=lambda claim: (_WEIGHT.get(_origin(claim), _OTHER_WEIGHT), -len(claim.value)))
    return Headline(text=one_line(chosen.value, LIMIT), origin=chosen.origin, all=everything)


def _bare(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Return a claim without what another claim shows to be a line above it ("Sport: …") or a name below it ("… -
    Daily").
    """
    words = folded_words(claim.value)
    for other in claims:
        own = folded_words(other.value)
        if not 3 <= len(own) < len(words) <= len(own) + 6:
            continue
        if words[-len(own) :] == own or (
            words[: len(own)] == own and _SEPARATORS.search(claim.value[len(other.value) // 2 :])
        ):
            return Claim(value=other.value, origin=claim.origin)
    return claim


def _origin(claim: Claim) -> str:
    return claim.origin.split(" \N{MINUS SIGN} ", 1)[0]


def _weight(group: Sequence[Claim]) -> float:
    """Return how far a group is believed: each origin counts once."""
    return sum(_WEIGHT.get(origin, _OTHER_WEIGHT) for origin in {_origin(claim) for claim in group})


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims by what they say; a cut-off claim belongs to the longer one that begins like it."""
    groups: list[tuple[list[str], list[Claim]]] = []
    for claim in sorted(claims, key=lambda claim: -len(claim.value)):
        words = folded_words(_ELLIPSIS.sub("", claim.value))
        for other, members in groups:
            if words == other or (_ELLIPSIS.search(claim.value) and words and other[: len(words)] == words):
                members.append(claim)
                break
        else:
            groups.append((words, [claim]))
    return [members for _, members in groups]


class _Names:
    """What a site is called, in every spelling, and how to take it off a title."""

    def __init__(self, names: Iterable[str]) -> None:
        self.known = {fold(name) for name in names if fold(name)}
        self.cores = {bare for name in self.known if (bare := core(name))}
        squashed = ("".join(folded_words(name)) for name in self.known)
        self.squashed = {name for name in squashed if len(name) >= _SQUASHED}

    def off(self, title: str) -> str | None:
        """Return a title without the site's name before or after it; None if nothing else is in it."""
        title = one_line(title, 2 * LIMIT)
        parts = self._parts(title)
        if len(parts) > 1:
            kept = [part for part in parts if not self.is_one(part[0])]
            if len(kept) < len(parts) and kept:
                title = self._joined(title, parts)
        return None if not fold(title) or self.is_one(title) or fold(title) in _GENERIC else title

    def is_one(self, text: str) -> bool:
        """Whether `text` is the site's name, or its name and a slogan word or two."""
        folded = fold(text).strip(" .!-–—|:")
        if folded in self.known or (bool(self.cores) and core(folded) in self.cores):
            return True
        squashed = "".join(folded_words(folded))
        return _SQUASHED <= len(squashed) <= 40 and any(
            squashed.startswith(name) or name.startswith(squashed) for name in self.squashed
        )

    @staticmethod
    def _parts(title: str) -> list[tuple[str, int, int]]:
        parts, start = [], 0
        for separator in _SEPARATORS.finditer(title):
            parts.append((title[start : separator.start()], start, separator.start()))
            start = separator.end()
        parts.append((title[start:], start, len(title)))
        return [part for part in parts if part[0].strip()]

    def _joined(self, title: str, parts: list[tuple[str, int, int]]) -> str:
        """Return the title from its first to its last part that is not the name, at the ends only."""
        first, last = 0, len(parts) - 1
        while first < last and self.is_one(parts[first][0]):
            first += 1
        while last > first and self.is_one(parts[last][0]):
            last -= 1
        return title[parts[first][1] : parts[last][2]].strip()


def core(folded: str) -> str:
    """Return a name without the words that many sites put around theirs ("موقع", "وكالة", ".com")."""
    return " ".join(word for word in folded_words(folded) if word not in _SITE_WORDS)
