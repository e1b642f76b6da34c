"""What a search compares: the terms of a text. A word as it is printed and as somebody types it must meet in one.

A word has two: its form, written one way and without the article (`fold`, `bare`), and its stem, which also lacks the
endings of number, gender and possession. `RULES` holds every rule as data that a browser can apply as well:
theme/static/js/terms.js does it to queries. The patterns are such that Python and JavaScript read them alike. What
`Vocabulary` adds needs the whole site, so it is done to the printed words only.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .text import DIACRITICS, INVISIBLE, LETTERS

MARK = "\u0640"
"""Ends a stem that is no form. No word keeps a tatweel, so none is taken for one, and both are neighbours in the index."""

TITLE = MARK * 2
"""Ends the stem of a word that stands in a title."""

_TANWIN = "\u064b"
_ENDING = "ات|ون|ين|وا"
RULES: dict[str, Any] = {
    "mark": MARK,
    "title": TITLE,
    # On a text in NFKC and small letters. What carries an open tanwin («كتابًا») is a case ending; with fewer than
    # three letters before it, it is the word.
    "text": [
        (f"(?!{_TANWIN}){DIACRITICS}|{INVISIBLE}", ""),
        (f"([ء-ي]{{3}})(?:{_TANWIN}ا|ا{_TANWIN})(?![ء-ي])", "$1"),
        (_TANWIN, ""),
    ],
    # The article, with what may stand before it, where three letters remain. It is written with a bare alef: «ألمانيا»
    # has none. But who types may drop the hamza, so a query is tried both ways.
    "printed": "^[وف]?(?:[بك]?ال|لل)(?=.{3})",
    "typed": "^[وف]?(?:[بك]?[اأإآ]ل|لل)(?=.{3})",
    # On one word: مسؤول is مسئول, قراءة is قرائة, مائة is مئة; then letter for letter.
    "spelling": [
        ("[ئؤء]و", "وو"),
        ("ء(?!$)", "ي"),
        ("^((?:ثلاث|أربع|خمس|ست|سبع|ثماني?|تسع)?)مائ(?=ة|تا|تي)", "$1مئ"),
    ],
    "letters": {**LETTERS, "ہ": "ه", "ە": "ه", "ڤ": "ف", "پ": "ب", "چ": "ج", "گ": "ك", "ß": "ss"},
    # Folded words that stand in nearly every text and say nothing of it: not looked for.
    "small": "^(?:[وف]?(?:في|من|علي|الي|عن|ان|التي|الذي|هذا|هذه|ذلك|تلك|مع|كان|كانت|كما|قد|لم|لا|ما|او|ثم|كل|منذ|حتي|هو|هي|به|بها|له"
    "|لها|فيه|فيها|منه|منها|عليه|عليها|اليه|اليها|بان|لان|كان|بما|لما|مما|عما|فيما)|و|ف)$",
    # On a folded Arabic word, in turn, again and again until none applies: what the group holds stays.
    "endings": [
        "^(.{3,}?)(?:ات|ت)(?:ها|هما|هم|هن|كما|كم|نا|ه)$",
        "^(.{3,}?)(?:ها|هما|كما)$",
        "^(.{4,}?)(?:هم|هن|كم|نا)$",
        f"^(.{{3,}}?)(?:{_ENDING})$",
        "^(.{3,}?)(?:يه|اه|ه|ي)$",
        "^(.{2}.*[^ا])يا$",
        "^(.{3,}[^ايو])ا$",
        "^(.{3,}|.*ي)ء$",
    ],
}

_WORD = re.compile(r"[^\W\d_]+|\d+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_JOINED, _BEFORE_JOINED = "وفبكل", "وف"


def _python(rules: Iterable[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), kept.replace("$1", r"\1")) for pattern, kept in rules)


_TEXT, _SPELLING = _python(RULES["text"]), _python(RULES["spelling"])
_LETTERS = str.maketrans(RULES["letters"])
_ARTICLE = re.compile(RULES["printed"])
_SMALL = re.compile(RULES["small"])
_LONGEST = 6
"""Letters of a small word."""
# Most words need no more than a look.
_PLAIN = re.compile("[ء-غف-ي]+")
_SEATED = re.compile("[ءؤئ]")
_ENDED = re.compile("[ءاتمنهي]$")
_ENDINGS = tuple(re.compile(pattern) for pattern in RULES["endings"])


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, without diacritics. Letters and digits are apart: «كوفيد19» is two.

    Hamza seats stay: by them «كأميرة» is told from «كاميرا».
    """
    return [word for token in text.split() for word in words_of(token)]


def words_of(token: str) -> tuple[str, ...]:
    """Return the words of what stands between two blanks: no rule looks past one."""
    if _PLAIN.fullmatch(token):
        return (token,)
    token = unicodedata.normalize("NFKC", token).lower()
    for pattern, kept in _TEXT:
        token = pattern.sub(kept, token)
    return tuple(_WORD.findall(token))


def small(word: str) -> bool:
    """Return whether a word is none that is looked for."""
    return len(word) <= _LONGEST and _SMALL.match(fold(word)) is not None


def bare(word: str) -> str:
    """Return a printed word without its article, however often one is there: «بالالتزام» is «تزام»."""
    while (rest := _ARTICLE.sub("", word)) != word:
        word = rest
    return word


def fold(word: str) -> str:
    """Return a word as it is written when all write it alike."""
    if _SEATED.search(word):
        for pattern, kept in _SPELLING:
            word = pattern.sub(kept, word)
    word = word.translate(_LETTERS)
    return word if _PLAIN.fullmatch(word) else _ACCENTS.sub("", unicodedata.normalize("NFKD", word))


def stem(folded: str) -> str:
    """Return a folded word without its endings, three letters of which always remain; of other scripts, as it is."""
    if not _ENDED.search(folded):
        return folded
    while True:
        shorter = folded
        for ending in _ENDINGS:
            if found := ending.match(shorter):
                shorter = found[1]
        if shorter == folded:
            return folded
        folded = shorter


class Terms(NamedTuple):
    """What a printed word is found by: its form, and by what else (its stem, other readings of it)."""

    form: str
    others: frozenset[str]


class Vocabulary:
    """All words of a site, by which it is known whether a first letter is joined to a word or its own.

    `counts` says how often each word is printed.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = Counter(counts)
        self._nouns = set()  # what is printed with the article somewhere
        for word, count in counts.items():
            if (rest := bare(word)) != word:
                self._counts[rest] += count
                self._nouns.add(rest)

    def terms(self, word: str) -> Terms:
        """Return the terms of a printed word."""
        form = fold(bare(word))
        readings = {fold(bare(rest)) for rest in self._apart(word)} or {form}
        if word[0] in _JOINED and not word.startswith("لل") and bare(word) != word:
            readings.add(fold(word))  # «والدين» is «والدين» as well as و + الدين
        return Terms(form, frozenset(map(end, readings)) - {form})

    def _apart(self, word: str) -> Iterator[str]:
        """Yield what is left of a word without the و ف ب ل ك joined to it: nothing, unless it is known to be a word.

        The rest has three letters and is a word of the site, as it is printed: so «كاميرا» is not ك + «أميرا». A word
        that stands with the article somewhere (الوزير) begins with that letter; so does one that is more frequent than
        the rest (لبنان, بنان), except with و, which begins a sentence.
        """
        letter, rest = word[0], word[1:]
        if letter not in _JOINED or len(rest) < 3 or word in self._nouns:
            return
        deeper = tuple(self._apart(rest)) if letter in _BEFORE_JOINED else ()
        if deeper:
            yield from deeper
        elif self._counts[rest] >= (1 if letter == "و" else max(1, self._counts[word])):
            yield rest


def end(form: str) -> str:
    """Return the term by which words of one stem are found: marked, if the form is another."""
    return form if (short := stem(form)) == form else short + MARK


def entitled(form: str) -> str:
    """Return the term by which a word of a title is found as such."""
    return stem(form) + TITLE
