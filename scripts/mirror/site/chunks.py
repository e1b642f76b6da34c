"""The chunks of a Pagefind index, cut smaller: a query loads those that hold its terms, and Pagefind's are of 27 kB.

The files are those of the version that is pinned: CBOR behind a mark of twelve bytes, gzipped. Their bytes are cut, never
changed. Refuses (`UnfinishedError`) what is of another form.
"""

import gzip
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from ..errors import UnfinishedError

_SIGNATURE = b"pagefind_dcd"
_LEVEL, _HARDEST = 6, 9
_ENOUGH = 8_000
"""Bytes of a chunk, gzipped a third; a term that has more stays whole."""

# Of CBOR an index has text, whole numbers, and arrays of known length. A term is an array of text, pages, and spellings
# with diacritics, of which folded words have none; a page is an array of a number and two arrays of numbers.
_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_ARRAY = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)"
_PAGES = re.compile(rb"%b(?:\x83%b%b%b*+%b%b*+)*+\x80" % (_ARRAY, _INT, _ARRAY, _INT, _ARRAY, _INT), re.DOTALL)
_CHUNKS = 2
"""Of the lists of the table of contents: version, pages, chunks, filters, sorts, names of facts."""
_INTS, _TEXT, _LIST = (0, 1), 3, 4


def read(path: Path) -> bytes:
    """Return what a file of an index says.

    Raises:
        UnfinishedError: if it is none.
    """
    raw = gzip.decompress(path.read_bytes())
    if not raw.startswith(_SIGNATURE):
        raise _strange(path)
    return raw[len(_SIGNATURE) :]


def write(path: Path, said: bytes) -> None:
    """Write a file of an index: equal bytes for equal ones."""
    level = _LEVEL if len(said) < 2 * _ENOUGH else _HARDEST  # large ones are few, of words that are often asked for
    path.write_bytes(gzip.compress(_SIGNATURE + said, level, mtime=0))


def cut(made: Path) -> None:
    """Cut the chunks of the index that lies in a folder.

    Raises:
        UnfinishedError: if a file is of an unknown form.
    """
    for path in made.glob("*.pf_meta"):
        meta = read(path)
        try:
            starts = list(_items(meta, 0))
            names = [_text(meta, [*_items(meta, at)][2]).decode() for at in _items(meta, starts[_CHUNKS])]
            with ThreadPoolExecutor() as pool:  # what packs and unpacks leaves Python's lock alone
                cuts = pool.map(_pieces, [made / "index" / f"{name}.pf_index" for name in names])
                pieces = [piece for each in cuts for piece in each]
        except (IndexError, ValueError) as error:
            raise _strange(path) from error
        # Each begins where the one before ends: a term that no text has lies in one as well.
        lasts = [b"", *(last for last, _ in pieces)]
        rows = [_row(before, last, name) for before, (last, name) in zip(lasts, pieces, strict=False)]
        table = _head(_LIST, len(rows)) + b"".join(rows)
        write(path, meta[: starts[_CHUNKS]] + table + meta[starts[_CHUNKS + 1] :])


def _row(*texts: bytes) -> bytes:
    return _head(_LIST, len(texts)) + b"".join(_head(_TEXT, len(text)) + text for text in texts)


def _pieces(path: Path) -> list[tuple[bytes, bytes]]:
    """Cut one chunk; return of each piece its last term and the name of its file."""
    said = read(path)
    path.unlink()
    terms = _terms(said, next(_items(said, 0)))
    language = path.stem.partition("_")[0]
    out = []
    first = 0
    for number, (at, end) in enumerate(pairwise(terms), start=1):
        if end - terms[first] < _ENOUGH and number < len(terms) - 1:
            continue
        piece = _head(_LIST, 1) + _head(_LIST, number - first) + said[terms[first] : end]
        name = f"{language}_{blake2b(piece, digest_size=5).hexdigest()}"
        write(path.with_name(f"{name}.pf_index"), piece)
        out.append((_text(said, at + 1), name.encode()))
        first = number
    return out


def _items(said: bytes, at: int) -> Iterator[int]:
    """Yield where each item of the list at a place begins."""
    kind, count, at = _opened(said, at)
    if kind != _LIST:
        raise ValueError(kind)
    for _ in range(count):
        yield at
        at = _after(said, at)


def _terms(said: bytes, at: int) -> list[int]:
    """Return where each term of a chunk begins, and where the last one ends."""
    kind, count, at = _opened(said, at)
    if kind != _LIST:
        raise ValueError(kind)
    out = [at]
    for _ in range(count):
        plain = _PAGES.match(said, _after(said, at + 1))
        at = plain.end() if plain else _after(said, at)
        out.append(at)
    return out


def _after(said: bytes, at: int) -> int:
    """Return where the item at a place ends."""
    kind, value, at = _opened(said, at)
    if kind == _TEXT:
        return at + value
    if kind == _LIST:
        for _ in range(value):
            at = _after(said, at)
    elif kind not in _INTS:
        raise ValueError(kind)
    return at


def _text(said: bytes, at: int) -> bytes:
    _, length, at = _opened(said, at)
    return said[at : at + length]


def _opened(said: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind and the number of an item's head, and where its contents begin."""
    kind, number = divmod(said[at], 32)
    if number < 24:
        return kind, number, at + 1
    end = at + 1 + (1 << (number - 24))
    return kind, int.from_bytes(said[at + 1 : end]), end


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind * 32 + number])
    size = 1 if number < 2**8 else 2 if number < 2**16 else 4
    return bytes([kind * 32 + 23 + size.bit_length()]) + number.to_bytes(size)


def _strange(path: Path) -> UnfinishedError:
    return UnfinishedError("pagefind", f"{path.name} is of an unknown kind", "install the version that is pinned")
