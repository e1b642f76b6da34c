"""Plugin: /admin/, where editors work in the browser (Sveltia CMS), if mirror.toml has `[admin] on = true`.

The program is served by ourselves, from `sveltia/` (`renew.py` brings it); its configuration is made of the story
schema, the categories and the sources (`desk.py`). No page links to /admin/.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markdown import markdown
from markupsafe import Markup

from .. import signals
from ..stories.library import Library
from ..stories.outputs import DataOutput, Output
from . import desk
from .renew import VERSION

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
_SERVED = frozenset({".js", ".woff2", ".wasm", ".txt", ".svg", ".css"})


def register() -> None:
    """Add /admin/ to the edition."""
    signals.planning.connect(outputs)


def outputs(library: Library) -> Iterator[Output]:
    """Yield the page, its configuration, and the program; nothing unless it is switched on."""
    admin = library.config.admin
    if admin is None:
        return
    voice = library.voice
    told = {
        "lang": voice.lang,
        "dir": voice.dir,
        "title": voice.say("admin.title", site=library.config.site.name),
        "script": voice.say("admin.script"),
        "icon": library.links.static("favicon.svg"),
        "sign_in": f" {admin.sign_in}" if admin.sign_in else "",
    }
    yield _made("index.html", _template("page.html").render(told))
    yield _made("config.json", json.dumps(desk.configuration(library), ensure_ascii=False, indent=1))
    yield from _guide(library, told)
    yield _file("desk.js", HERE / "desk.js")
    for path in sorted((HERE / "sveltia").rglob("*")):
        if path.suffix in _SERVED:
            yield _file(path.relative_to(HERE).as_posix(), path)


def _guide(library: Library, told: Mapping[str, str]) -> Iterator[Output]:
    """Yield docs/editors.ar.md as a page beside the desk, with its pictures. It is ours, so it needs no allow-list."""
    text = (DOCS / "editors.ar.md").read_text(encoding="utf-8")
    inner = text.removeprefix('<div dir="rtl">\n').strip().removesuffix("</div>")
    body = Markup(markdown(inner, extensions=["tables", "fenced_code"]))  # noqa: S704  # nosec B704 - our own document
    yield _made(
        "guide.html", _template("guide.html").render(told, body=body, style=library.links.static("css/site.css"))
    )
    for picture in sorted((DOCS / "editors").glob("*.png")):
        mark = hashlib.sha256(picture.read_bytes()).digest()
        yield DataOutput(
            path=f"admin/editors/{picture.name}",
            made_of=(mark,),
            origin=f"docs/editors/{picture.name}",
            data=picture.read_bytes,
        )


def _template(name: str) -> Template:
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(
        (HERE / name).read_text(encoding="utf-8")
    )


def _made(name: str, text: str) -> Output:
    raw = f"{text}\n".encode()
    return DataOutput(path=f"admin/{name}", made_of=(raw,), origin="mirror.toml", data=lambda: raw)


def _file(name: str, path: Path) -> Output:
    mark = f"{VERSION} {path.stat().st_size}" if name.startswith("sveltia/") else path.read_text(encoding="utf-8")
    return DataOutput(
        path=f"admin/{name}", made_of=(mark.encode(),), origin=f"plugins/admin/{name}", data=partial(path.read_bytes)
    )
