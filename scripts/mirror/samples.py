"""The bundled samples in a host's files: which sources are theirs, awake for the demo, gone from a mirror of one's own."""

import shutil
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

SITE = "5b0e1c9e-3a63-4c39-9d0c-6f2f4a1b7c11"
"""The id of the sample site; a mirror that still has it gets one of its own, once and for good."""
CONTACT = "https://example.org/about"
"""The contact of the sample site, in mirror.toml and on its page about itself."""
_HOST = ".example.org"


def awake(config: Path, address: str) -> str:
    """Return the text of mirror.toml with its sample sources not paused, and dialled at `address`.

    Raises:
        OSError: if it cannot be read.
    """
    document = tomlkit.parse(config.read_text(encoding="utf-8"))
    for source in document["source"]:
        if _HOST in source["home"]:
            source["paused"] = False
            source["connect"] = address
    return tomlkit.dumps(document)


def take_out(document: tomlkit.TOMLDocument) -> list[str]:
    """Take the sample sources out of mirror.toml and return their ids."""
    tables = document.get("source")
    if not isinstance(tables, AoT):
        return []
    found = [nth for nth, source in enumerate(tables) if _HOST in source["home"]]
    ids = [str(tables[nth]["id"]) for nth in found]
    for nth in reversed(found):
        del tables[nth]
    if not tables:
        del document["source"]
    return ids


def clear(content: Path, names: list[str]) -> None:
    """Remove the stories of the sample sources, and the pictures, which are all theirs in a fresh clone."""
    folders = [path for path in content.iterdir() if path.is_dir()] if content.is_dir() else []
    for name in names:
        shutil.rmtree(content / name, ignore_errors=True)
    if not any(path.name not in ("images", "pages", "articles", *names) for path in folders):
        shutil.rmtree(content / "images", ignore_errors=True)
