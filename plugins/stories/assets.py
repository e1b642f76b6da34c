"""The theme's static files as the site serves them: one stylesheet of all its parts, everything else as it is.

Hands on bytes by name. Parts of the stylesheet are `css/<layer>.css` and `css/<layer>/*.css`; they are not published
themselves.
"""

import hashlib
import re
from pathlib import Path

STYLESHEET = "css/site.css"
LAYERS = ("tokens", "base", "layout", "components", "utilities")
"""The layers of the stylesheet, in their order."""
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"\s+")
_URL = re.compile(r'url\("\.\./([^")]+)"\)')


class Assets:
    """The folder theme/static while a site is built. Files are read once, pictures and fonts included: they are few."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, bytes] = {}

    def names(self) -> list[str]:
        """Return the names of all published files, sorted."""
        paths = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        names = [path.as_posix() for path in paths if not path.name.startswith(".")]
        return sorted({STYLESHEET if name.endswith(".css") else name for name in names})

    def data(self, name: str) -> bytes:
        """Return the bytes of a published file.

        Raises:
            OSError: if there is none of that name.
        """
        if name not in self._files:
            self._files[name] = self._stylesheet() if name == STYLESHEET else (self.folder / name).read_bytes()
        return self._files[name]

    def version(self, name: str) -> str:
        """Return 8 hex letters of a file's SHA-256, for addresses that are cached for ever. Raises as `data` does."""
        return hashlib.sha256(self.data(name)).hexdigest()[:8]

    def _stylesheet(self) -> bytes:
        """Return the parts joined, comments and runs of white space gone (no string in them holds either).

        What they refer to (`url("../fonts/…")`) gets its version, so that it is the address a page preloads.
        """
        text = "\n".join(path.read_text(encoding="utf-8") for path in self._parts())
        text = _SPACE.sub(" ", _COMMENT.sub("", text)).strip()
        text = _URL.sub(lambda found: f'url("../{found[1]}?v={self.version(found[1])}")', text)
        return (text + "\n").encode()

    def _parts(self) -> list[Path]:
        css = self.folder / "css"
        return [
            path
            for layer in LAYERS
            for path in (css / f"{layer}.css", *sorted((css / layer).glob("*.css")))
            if path.is_file()
        ]
