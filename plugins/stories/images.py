"""Pictures of content/images: their sizes, their second width, and their way into the site.

Only regular files with names as `story.PICTURE` count; whatever else lies there stays there, and no symbolic link is
followed. Sizes come from the first 30 bytes of a file (RIFF container, RFC 9649), what a picture is made of from all of
them; a decoder runs only to make a narrow copy.
"""

import io
import stat
import time
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from mirror.story import PICTURE

from ..state import Row, State, settled

NARROW = 480
"""Pixels: the second width, for phones and lists. Half the bytes, or less, of what it is made of."""
_WIDE = 640
"""Pixels: a picture that is not wider is small already."""
_QUALITY = 75
_HEAD = 30


class Picture(NamedTuple):
    """Width and height in pixels, the file's length and a hash of its bytes."""

    width: int
    height: int
    length: int
    mark: bytes


class Images:
    """The folder content/images while a site is built. A picture is read once, and again only when its file changed."""

    def __init__(self, folder: Path, state: State | None = None) -> None:
        self.folder = folder
        self._state = state
        self._known = {row[0]: row[1:] for row in state.rows("SELECT * FROM pictures")} if state else {}
        self._read: list[Row] = []
        self._pictures: dict[str, Picture | None] = {}
        self._there = folder.is_dir() and not folder.is_symlink()

    def names(self) -> list[str]:
        """Return the pictures' names, sorted."""
        return [name for name, _ in self.marks()]

    def marks(self) -> list[tuple[str, bytes]]:
        """Return each picture's name and the hash of its bytes, sorted."""
        names = sorted(path.name for path in self.folder.iterdir()) if self._there else []
        return [(name, picture.mark) for name in names if (picture := self.picture(name))]

    def widths(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return the names of a picture's two widths, each with its pixels; none of one that is small already."""
        size = self.size(name)
        if size is None or size[0] <= _WIDE:
            return ()
        return (f"{name.removesuffix('.webp')}-{NARROW}.webp", NARROW), (name, size[0])

    def narrow(self, name: str) -> bytes:
        """Return the narrow copy of a picture: the same bytes from the same file and the same Pillow.

        What cannot be decoded (check.py names it) is handed on as it is, so that no page asks for what is not there.

        Raises:
            OSError: if the file is gone.
        """
        from PIL import Image  # 50 ms that a build without new pictures need not wait for

        raw = (self.folder / name).read_bytes()
        try:
            with Image.open(io.BytesIO(raw), formats=("WEBP",)) as picture:
                height = max(1, round(picture.height * NARROW / picture.width))
                smaller = picture.resize((NARROW, height), Image.Resampling.BICUBIC)
        except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            return raw
        out = io.BytesIO()
        smaller.save(out, "WEBP", quality=_QUALITY, method=2)  # a third less time than 4, for the same bytes
        return out.getvalue()

    def size(self, name: str) -> tuple[int, int] | None:
        """Return width and height in pixels; None if there is no such picture."""
        picture = self.picture(name)
        return picture and (picture.width, picture.height)

    def picture(self, name: str) -> Picture | None:
        """Return a picture; None if there is none of that name."""
        if name not in self._pictures:
            self._pictures[name] = self._look(name) if self._there and PICTURE.fullmatch(name) else None
        return self._pictures[name]

    def keep(self) -> None:
        """Keep in mind what was read and forget what is gone."""
        gone = [(name,) for name in self._known if self.picture(name) is None]
        if self._state and (self._read or gone):
            self._state.write(
                ("DELETE FROM pictures WHERE name = ?", gone),
                ("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?)", self._read),
            )

    def _look(self, name: str) -> Picture | None:
        path = self.folder / name
        try:
            seen = path.lstat()
            if not stat.S_ISREG(seen.st_mode):
                return None
            known = self._known.get(name)
            if known and known[:3] == (seen.st_size, seen.st_mtime_ns, seen.st_ino):
                return Picture(width=known[4], height=known[5], length=known[0], mark=known[3])
            begun = time.time_ns()
            raw = path.read_bytes()
        except OSError:
            return None
        size = webp_size(raw[:_HEAD])
        if size is None:
            return None
        picture = Picture(*size, length=len(raw), mark=blake2b(raw, digest_size=16).digest())
        mtime = settled(seen.st_mtime_ns, begun)
        self._read.append((name, seen.st_size, mtime, seen.st_ino, picture.mark, *size))
        return picture


def webp_size(head: bytes) -> tuple[int, int] | None:
    """Return width and height that the first 30 bytes of a WebP file state (RFC 9649 §2.4–2.7); None if it is none."""
    if len(head) < _HEAD or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    kind = head[12:16]
    if kind == b"VP8X":
        return _int(head[24:27]) + 1, _int(head[27:30]) + 1
    if kind == b"VP8L" and head[20] == 0x2F:
        bits = _int(head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        return _int(head[26:28]) & 0x3FFF, _int(head[28:30]) & 0x3FFF
    return None


def _int(raw: bytes) -> int:
    return int.from_bytes(raw, "little")
