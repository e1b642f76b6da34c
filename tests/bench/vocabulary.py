"""Invented Arabic words, as often as news has them: what the archives of the bench are made of.

Words are roots in patterns between affixes. As in print, a few stand everywhere, each next one in fewer texts (Zipf's
law), and new forms never end: a thousand stories have some 60,000, ten thousand 130,000. The same each time.
"""

from collections import defaultdict
from functools import cache
from random import Random

SMALL = "في من على إلى عن أن التي الذي هذا هذه بعد قبل بين مع كان كما قد لم لا ما أو ثم حول خلال عند كل بعض غير منذ حتى".split()
_LETTERS = "بتجحخدرزسشصضطعغفقكلمنهوي"
_PATTERNS = "فعل فاعل فعال فعيل مفعل مفعول تفعيل افتعال".split()
_ROOTS, _LEXEMES = 1_500, 4_500
_BEFORE = (("", 46), ("ال", 28), ("و", 7), ("وال", 6), ("ب", 3), ("بال", 3), ("ل", 3), ("لل", 4))
_AFTER = (("", 58), ("ة", 18), ("ات", 8), ("ين", 6), ("ي", 6), ("ها", 4))
_OWNED = "ها"
"""No word with an article ends so."""


def words(dice: Random, count: int) -> list[str]:
    """Return `count` words of a text."""
    return dice.choices(_deck(), k=count)


@cache
def lexemes() -> tuple[str, ...]:
    """Return words without affixes, the most frequent first."""
    dice = Random(1)
    roots = ["".join(dice.sample(_LETTERS, 3)) for _ in range(_ROOTS)]
    made = dict.fromkeys(_inflected(root, pattern) for root in roots for pattern in _PATTERNS)
    return tuple(dice.sample(list(made), _LEXEMES))


def _inflected(root: str, pattern: str) -> str:
    return pattern.translate(str.maketrans("فعل", root))


@cache
def _deck() -> list[str]:
    """Return every form as often as it comes in a million words. Drawn from, it is fast."""
    plain = (("", "", sum(how for _, how in _BEFORE) * sum(how for _, how in _AFTER)),)
    affixes = [
        (before, after, often * how)
        for before, often in _BEFORE
        for after, how in _AFTER
        if not (before.endswith(("ال", "لل")) and after == _OWNED)
    ]
    forms: defaultdict[str, float] = defaultdict(float)
    for rank, word in enumerate((*SMALL, *lexemes()), start=5):
        for before, after, weight in plain if word in SMALL else affixes:
            forms[before + word + after] += weight / rank
    share = 1_000_000 / sum(forms.values())
    return [form for form, weight in forms.items() for _ in range(round(weight * share))]
