"""Which stories are one text, found from sketches that the state keeps: a story that is new or was edited is compared
with those that may be its copies, and with no other.

Whether two stories are copies hangs on both texts and on how common the phrases are that bring them together, not on
the order in which they came: many small builds find what one build of everything finds.
"""

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ..state import Row, State
from . import reading
from .records import Record
from .shingles import ALIKE, SHARED, share, shingles, sketch

COMMON = 50
"""Stories beyond which a shingle brings nobody together: it is the phrase below each story of an outlet, or of a table
that comes every day.
"""
_COMPARED = 64
"""Texts held while they are compared."""

Pair = tuple[str, str]


class Sketch(NamedTuple):
    """What is kept of a story's text: how many shingles it has, and the smallest of them (64-bit numbers)."""

    file: str
    size: int
    shingles: "array[int]"


Spread = Callable[[Callable[[str], Sketch], Sequence[str]], list[Sketch]]


class Copies:
    """Finds the copies among the stories of a build; `content` holds their files.

    `key` names what a sketch depends on beside its file, `spread` does one piece of work for many files.
    """

    def __init__(self, state: State, content: Path, key: str, spread: Spread) -> None:
        self._state = state
        self._content = content
        self._key = key
        self._spread = spread

    def pairs(self, records: Sequence[Record]) -> list[Pair]:
        """Return the files of each two mirrored stories of different sources that are one text, sorted."""
        stories = {each.file: each for each in records if each.source and not each.taken}
        sources = {each.file: each.source.id for each in records if each.source}
        now = self._hash(sorted((file, each.mark) for file, each in stories.items()))
        pairs = [(one, other) for one, other in self._state.rows("SELECT one, other FROM pairs ORDER BY one, other")]
        facts = self._state.facts()
        sound = facts.get("pairs") == self._hash(pairs)
        if sound and facts.get("copies") == now:
            return pairs
        rows = self._rows() if sound else {}
        known = {file: row for file, (mark, row) in rows.items() if file in stories and stories[file].mark == mark}
        old = [row for file, (_, row) in rows.items() if file not in known]
        new = {each.file: each for each in self._spread(self._sketch, [file for file in stories if file not in known])}
        sketches = known | new
        stale = new.keys() | (_swayed(sketches, [*old, *new.values()]) if known else set())
        kept = (pair for pair in pairs if stale.isdisjoint(pair) and sketches.keys() >= {*pair})
        candidates = _candidates(sketches, stale, sources)
        pairs = sorted({*kept, *self._alike(candidates)})
        self._keep(new.values(), stories, old, pairs)
        self._state.keep({"copies": now, "pairs": self._hash(pairs)})
        return pairs

    def _sketch(self, file: str) -> Sketch:
        found = self._shingles(file)
        return Sketch(file, len(found), array("q", sketch(found)))

    def _shingles(self, file: str) -> frozenset[int]:
        return shingles(reading.body(self._content, file))

    def _alike(self, candidates: Iterable[Pair]) -> Iterator[Pair]:
        text = lru_cache(_COMPARED)(self._shingles)
        return (pair for pair in candidates if share(*map(text, pair)) >= ALIKE)

    def _rows(self) -> dict[str, tuple[bytes, Sketch]]:
        """Return file → (mark of the file, its sketch) of what the last build knew; nothing if a row is damaged."""
        out = {}
        for file, mark, size, numbers, checksum in self._state.rows("SELECT * FROM sketches"):
            if checksum != _checksum(file, mark, size, numbers):
                return {}
            out[file] = mark, Sketch(file, size, array("q", numbers))
        return out

    def _keep(
        self, new: Iterable[Sketch], stories: Mapping[str, Record], old: Iterable[Sketch], pairs: Iterable[Pair]
    ) -> None:
        def row(each: Sketch) -> Row:
            values = (each.file, stories[each.file].mark, each.size, each.shingles.tobytes())
            return (*values, _checksum(*values))

        self._state.write(
            ("DELETE FROM sketches WHERE file = ?", [(each.file,) for each in old]),
            ("INSERT OR REPLACE INTO sketches VALUES (?, ?, ?, ?, ?)", map(row, new)),
            ("DELETE FROM pairs", [()]),
            ("INSERT INTO pairs VALUES (?, ?)", pairs),
        )

    def _hash(self, value: object) -> str:
        return blake2b(repr((self._key, value)).encode(), digest_size=16).hexdigest()


def _swayed(sketches: Mapping[str, Sketch], changed: Sequence[Sketch]) -> set[str]:
    """Return the stories with a shingle that may have become too common, or no longer be so, by what changed."""
    near = range(COMMON - len(changed) + 1, COMMON + len(changed) + 1)
    together = _together(sketches, set(chain.from_iterable(each.shingles for each in changed)))
    return {file for files in together.values() if len(files) in near for file in files}


def _candidates(sketches: Mapping[str, Sketch], stale: Collection[str], sources: Mapping[str, str]) -> set[Pair]:
    """Return each two stories, one of them stale, that enough shingles bring together for them to be copies."""
    wanted = set(chain.from_iterable(sketches[file].shingles for file in stale)) if len(stale) < len(sketches) else None
    together = {number: files for number, files in _together(sketches, wanted).items() if len(files) <= COMMON}
    out = set()
    for file in stale:
        met = Counter(chain.from_iterable(together.get(number, ()) for number in sketches[file].shingles))
        for other, shared in met.items():
            # Of texts too different in length, one cannot say half of what both say.
            fit = ALIKE <= sketches[file].size / sketches[other].size <= 1 / ALIKE
            if shared >= SHARED and fit and sources[file] != sources[other]:
                out.add((file, other) if file < other else (other, file))
    return out


def _together(sketches: Mapping[str, Sketch], wanted: set[int] | None) -> dict[int, list[str]]:
    """Return the files of each shingle (of those `wanted`, or of all) that several sketches have."""
    # A set of all shingles would be most of what a build holds; of what is met again in these slots, a few never were.
    met = bytearray(8 * sum(len(each.shingles) for each in sketches.values()) + 1)
    several: set[int] = set()
    for each in sketches.values():
        for number in each.shingles if wanted is None else wanted.intersection(each.shingles):
            if met[slot := number % len(met)]:
                several.add(number)
            met[slot] = 1
    files: dict[int, list[str]] = defaultdict(list)
    for each in sketches.values():
        for number in several.intersection(each.shingles):
            files[number].append(each.file)
    return files


def _checksum(*values: object) -> int:
    return zlib.crc32(repr(values).encode())
