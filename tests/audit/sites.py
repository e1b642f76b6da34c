"""What is audited: sites built with the theme and served under a sub-path, and a folder full of faults.

Every check is first shown the faults: one that finds nothing there proves nothing by finding nothing elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import theme_site
from browser import served
from mirror import site
from site_builder import ROOT

_SINGLE = ("", "archive.html", "sources.html", "subscribe.html", "search.html", "404.html", "styleguide.html")
_KINDS = ("news", "category", "source", "tag", "archive", "page", "pages")


class Finding(NamedTuple):
    """Something to be mended: where it is and what is wrong."""

    where: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """A built site: its folder, its address, the paths to open in a browser and those that Lighthouse measures."""

    name: str
    folder: Path
    address: str
    opened: tuple[str, ...]
    measured: tuple[str, ...] = ()


@contextmanager
def sites(work: Path) -> Iterator[tuple[Site, ...]]:
    """Build and serve the sample mirror of content/, one of everything good and bad, an English and an empty one."""
    root = work / "served"
    root.mkdir()
    with served(root) as host:
        made = {
            "mirror": _sample(work / "mirror", f"{host}/mirror"),
            "bad": theme_site.build(work / "bad", f"{host}/bad").output,
            "english": theme_site.build_english(work / "english", f"{host}/english").output,
            "empty": theme_site.build_empty(work / "empty", f"{host}/empty").output,
        }
        for name, output in made.items():
            (root / name).symlink_to(output)
        more = {"bad": tuple(map(theme_site.page_of, theme_site.STORIES))}
        yield tuple(_site(name, output, f"{host}/{name}/", more.get(name, ())) for name, output in made.items())


def _sample(work: Path, address: str) -> Path:
    built = site.build(
        root=ROOT,
        config=ROOT / "mirror.toml",
        content=ROOT / "content",
        state=work / "state",
        output=work / "output",
        siteurl=address,
        settings={"MIRROR_STYLEGUIDE": True},
    )
    assert built.stories > 0, "content/ has lost its sample stories: make samples"
    return work / "output"


def _site(name: str, folder: Path, address: str, more: tuple[str, ...]) -> Site:
    kinds = {kind: page for kind in _KINDS if (page := _largest(folder, kind))}
    measured = ("", kinds["news"], kinds["category"]) if name == "mirror" else ()
    opened = dict.fromkeys((*_SINGLE, *kinds.values(), *more))
    return Site(name=name, folder=folder, address=address, opened=tuple(opened), measured=measured)


def _largest(folder: Path, kind: str) -> str | None:
    """Return the page of a folder that has most on it."""
    pages = sorted((folder / kind).rglob("*.html"), key=lambda path: (-path.stat().st_size, path))
    return pages[0].relative_to(folder).as_posix() if pages else None


_FAULTS = {
    "index.html": (
        "<!DOCTYPE html><html><head></head><body><img src='none.png'><p style='color:#ddd;width:9000px'>pale"
        "<a href='missing.html'>x</a><a href='#nowhere'></a><script>nothing()</script></div></body></html>"
    ),
    "fault.py": "exec(input())\n",
    "fault.sh": "#!/bin/sh\ncd $1\n",
    ".github/dependabot.yml": "version: 1\n",
    ".github/workflows/fault.yml": "on: push\njobs: {a: {runs-on: nowhere, steps: [{uses: a/b@main, run: x}]}}\n",
}


@contextmanager
def faults(work: Path) -> Iterator[Site]:
    """Serve a page, a program, a script and a workflow that are wrong in every way that is checked."""
    folder = work / "faults"
    for name, text in _FAULTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with served(folder) as host:
        yield Site(name="faults", folder=folder, address=f"{host}/", opened=("",), measured=("",))
