"""The doors as a person or a workflow uses them: processes, with flags, exit codes and files."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FETCHED = "1766491200"
"""23 December 2025, 12:00 UTC: the time of the sample runs."""


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """A mirror in a folder of its own: mirror.toml, content/, state."""

    root: Path

    @classmethod
    def of_samples(cls, root: Path, address: str) -> "Mirror":
        """Return an empty mirror whose two sample sources are dialled at `address`."""
        text = (ROOT / "mirror.toml").read_text(encoding="utf-8")
        text = text.replace("paused = true", f'connect = "{address}"')
        return cls.with_config(root, text)

    @classmethod
    def with_config(cls, root: Path, text: str) -> "Mirror":
        """Return an empty mirror with that mirror.toml."""
        root.mkdir(parents=True, exist_ok=True)
        (root / "mirror.toml").write_text(text, encoding="utf-8")
        shutil.copytree(ROOT / "content" / "pages", root / "content" / "pages")
        return cls(root=root)

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def output(self) -> Path:
        return self.root / "output"

    def copy(self, root: Path) -> "Mirror":
        """Return a copy of this mirror in another folder."""
        shutil.copytree(self.root, root)
        return Mirror(root=root)

    def run(self, door: str, *flags: str | Path, now: str = FETCHED) -> subprocess.CompletedProcess[str]:
        """Run a door on this mirror, from a directory that has nothing to do with it."""
        places = ["--config", self.root / "mirror.toml", "--content", self.content, "--state", self.root / "state"]
        more = ["--output", self.output] if door == "build" and "--output" not in flags else []
        command = [sys.executable, ROOT / "scripts" / f"{door}.py", *places, *more, *flags]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": now}
        environment.pop("SITEURL", None)
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=self.root.parent, timeout=300
        )

    def stories(self, source: str = "*") -> list[Path]:
        """Return the story files of a source, or of all."""
        return sorted(path for path in self.content.glob(f"{source}/*/*/*.md"))

    def edit(self, path: Path, old: str, new: str) -> None:
        """Change a story file as an editor does."""
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with a hash of its bytes: equal trees are equal byte for byte."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
