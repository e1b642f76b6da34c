"""Texts compared: which share of their three-word phrases two bodies have in common.

Hands on a text's shingles as numbers, a sketch of them by which candidates are found, and the share (Jaccard's).
Spelling variants count as one word (`mirror.text.fold`); markup and addresses do not count. Refuses texts of a
sentence or two, which say too little: excerpts and headlines have no copies.
"""

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from mirror.text import folded_words

LEAST = 20
"""Different shingles from which a text is compared."""
ALIKE = 0.5
"""The share from which two texts are the same one (measured on judged pairs of Arabic news)."""
SKETCH = 32
"""Shingles in a sketch."""
SHARED = 4
"""Shingles that the sketches of two texts share if the texts may be alike."""

_ADDRESS = re.compile(r"\]\([^)\n]*\)|<[^>\n]*>|&\w+;")


def shingles(body: str) -> frozenset[int]:
    """Return the shingles of a Markdown body, each a number of 64 bits; none if it has fewer than `LEAST`.

    The numbers are the same in every process of one version of Python.
    """
    plain = _ADDRESS.sub(" ", body) if "](" in body or "<" in body or "&" in body else body
    words = [crc32(word.encode()) for word in folded_words(plain)]
    found = frozenset(map(hash, zip(words, words[1:], words[2:], strict=False)))
    return found if len(found) >= LEAST else frozenset()


def sketch(found: Iterable[int]) -> Sequence[int]:
    """Return the smallest shingles: a sample that hangs on the text alone.

    Of the smallest 32 shingles of two texts together, each that both have is in both sketches. So two texts that have
    half of all in common share fewer than `SHARED` in one of 750,000 cases, and those that have more, more seldom.
    """
    found = list(found)
    # The smallest are sought among those that are small, 64 as a rule: sorting all takes longer.
    small = [number for number in found if number < 2**64 * 64 // (len(found) + 1) - 2**63]
    return sorted(small if len(small) >= SKETCH else found)[:SKETCH]


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """Return how much of what two texts say together both of them say, 0 to 1."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0
