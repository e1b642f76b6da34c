"""Pictures of content/images: their sizes, and their way into the site.

Only regular files named `<hash>.webp` count; whatever else lies there stays there, and no symbolic link is followed.
Sizes come from the first 30 bytes of a file (RIFF container, RFC 9649), so that no decoder runs while building.
"""

import re
import stat
from pathlib import Path

NAME = re.compile(r"[0-9a-z]{8,64}\.webp")
_HEAD = 30


class Images:
    """The folder content/images while a site is built. Sizes are read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sizes: dict[str, tuple[int, int] | None] = {}

    def names(self) -> list[str]:
        """Return the pictures' names, sorted."""
        if not self.folder.is_dir() or self.folder.is_symlink():
            return []
        return sorted(path.name for path in self.folder.iterdir() if self.size(path.name))

    def size(self, name: str) -> tuple[int, int] | None:
        """Return width and height in pixels; None if there is no such picture."""
        if name not in self._sizes:
            self._sizes[name] = _size(self.folder / name) if NAME.fullmatch(name) else None
        return self._sizes[name]


def _size(path: Path) -> tuple[int, int] | None:
    try:
        if path.parent.is_symlink() or not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    return webp_size(head)


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
