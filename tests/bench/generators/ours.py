"""This project, run as a host runs it: a copy of its program, so that a change of the theme changes nobody's."""

import shutil
import sys
from pathlib import Path

from .. import archive
from ..process import Cost, run

_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = ("scripts", "plugins", "theme", "pelicanconf.py")

# A module that is None in sys.modules cannot be imported.
_WITHOUT_ENGINE = """
import os, runpy, sys
sys.modules["pyromark"] = None
sys.argv[:1] = []
sys.path[0] = os.path.dirname(sys.argv[0])
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Ours:
    """`scripts/build.py` on an archive in `folder`; unless asked, without the search index, which the others do not make."""

    NAME = "Mirah"

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.output = folder / "output"
        self._state = folder / "state"
        self._program = folder / "program"
        self._config = folder / "mirror.toml"
        self._program.mkdir(parents=True)
        self.content.mkdir()
        self._config.write_text(archive.config(), encoding="utf-8")
        for name in _PROGRAM:
            source, target = _ROOT / name, self._program / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, target)

    def lay(self, start: int, stop: int) -> None:
        """Write the archive's stories with these numbers."""
        archive.write(self.content, start, stop)

    def edit(self, number: int) -> None:
        """Correct the title of a story, as an editor does."""
        item = next(archive.items(number, number + 1))
        path = archive.path(self.content, item)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"title: {item.title}", f"title: {item.title} مصحّح", 1), encoding="utf-8")

    def restyle(self) -> None:
        """Change the template that every page is made of."""
        path = self._program / "theme" / "templates" / "base.html"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("</body>", "<!-- changed -->\n</body>"), encoding="utf-8")

    def forget(self) -> None:
        """Remove the site and all state: the next build is a cold one."""
        for folder in (self.output, self._state):
            shutil.rmtree(folder, ignore_errors=True)

    def build(self, *, fast: bool = True, search: bool = False) -> Cost:
        """Build the site and return what it took; not `fast`: as where the fast Markdown engine is not installed."""
        door = self._program / "scripts" / "build.py"
        places = ["--config", self._config, "--content", self.content, "--state", self._state, "--output", self.output]
        start = [door] if fast else ["-c", _WITHOUT_ENGINE, door]
        return run([sys.executable, *start, *places, *([] if search else ["--no-search"])])
