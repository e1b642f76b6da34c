"""What every output is made of beside its stories: theme, settings, configuration, code, versions of the engines.

Hands on a hash of each of these grounds, so that a build can say which of them changed; a key is made of all of them.
When in doubt they differ, and everything is made anew.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from inspect import getsource
from pathlib import Path
from typing import Any

import mirror
from mirror.config import Config

from ..stories.library import Page
from ..stories.outputs import Output

ENGINES = ("pelican", "markdown", "pyromark", "jinja2", "markupsafe", "nh3", "lxml", "pyyaml", "tzdata", "pillow")
"""The packages that have a hand in the bytes of the site."""
_CODE = (Path(__file__).resolve().parents[1], Path(mirror.__file__).resolve().parent)
_ELSEWHERE = frozenset(
    "PATH OUTPUT_PATH THEME MIRROR MIRROR_STATE MIRROR_PUBLISHED MIRROR_VERIFY MIRROR_SEARCH CACHE_PATH BIND PORT".split()
)
"""Settings that say where something lies, which no output tells, or that have a ground of their own."""


def grounds(settings: Mapping[str, Any], pages: Iterable[Page]) -> dict[str, str]:
    """Return the hash of each ground by its name. `pages` are those that every page links to."""
    config: Config = settings["MIRROR"]
    theme = Path(settings["THEME"])
    folders = [theme / "templates", theme / "static", *map(Path, settings["THEME_TEMPLATES_OVERRIDES"])]
    told = {name: _stable(value) for name, value in settings.items() if name.isupper() and name not in _ELSEWHERE}
    return {
        "theme": _files(folders),
        "settings": _hash(sorted(told.items())),
        "configuration": _hash(replace(config, path=Path())),
        "pages": _hash([(page.title, page.url) for page in pages]),
        "code": _files(_CODE, suffix=".py"),
        "versions": _hash((sys.version, *map(_version, ENGINES))),
    }


def index_key(grounds: Mapping[str, str], content: Path) -> str:
    """Return the key of what is read from story files: code reads them, configuration gives them a meaning.

    (What is wrong with a file is said with its folder's name.)
    """
    return _hash([content.name, *(grounds[name] for name in ("configuration", "code", "versions"))])


def seed(grounds: Mapping[str, str]) -> bytes:
    """Return what the keys of all outputs begin with."""
    return blake2b(repr(sorted(grounds.items())).encode()).digest()


def key(seed: bytes, output: Output) -> bytes:
    """Return the key of an output: equal keys, equal bytes."""
    return blake2b(repr(output.made_of).encode(), key=seed, digest_size=16).digest()


def _files(folders: Iterable[Path], suffix: str = "") -> str:
    """Return a hash of the files below folders, of their names and bytes."""
    found = blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(path for path in folder.rglob(f"*{suffix}") if path.is_file()):
            data = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def _stable(value: object) -> object:
    """Return what a setting is, in a form whose `repr` is the same in each process."""
    if isinstance(value, Mapping):
        return sorted((str(name), _stable(each)) for name, each in value.items())
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return [_stable(each) for each in value]
    if callable(value):
        try:
            return getsource(value)
        except (OSError, TypeError):
            return f"{value.__module__}.{getattr(value, '__qualname__', value)}"
    return value


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _hash(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=16).hexdigest()
