"""The house stands: imports go down the floors, plugins stand on the ground, doors import no plugin."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND = {
    "errors", "text", "urls", "frontmatter", "story", "config", "locales", "notice", "allowlist", "rendering",
    "files", "memory", "outcome", "plain", "digests", "amendment", "terms", "cores",
}  # fmt: skip
FIRST = {"web", "listings", "extract", "markup", "images", "store"}
ROOF = {
    "decide", "pipeline", "desk", "newer", "checks", "site", "report", "choice", "door", "article", "workers", "discover",
    "history", "journal", "health", "table", "repository", "forge", "watch", "review", "budget", "durations", "thrift", "samples",
    "telling",
    "run", "looks", "changes", "rechecks", "categories", "pages", "repeats", "reextraction",
    "newcomers", "names", "modes", "rounds",
}  # fmt: skip
FLOOR = {**dict.fromkeys(GROUND, 0), **dict.fromkeys(FIRST, 1), **dict.fromkeys(ROOF, 2)}


def modules() -> list[Path]:
    return sorted((ROOT / "scripts" / "mirror").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the dotted names that a file imports, relative ones resolved against scripts/."""
    package = path.relative_to(ROOT / "scripts").with_suffix("").parts if "scripts" in path.parts else ()
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package[: -node.level] if node.level else ()
            if path.name == "__init__.py" and node.level:
                parts = package[:-1][: len(package) - node.level]
            base = ".".join((*parts, *([node.module] if node.module else [])))
            names.update({base, *(f"{base}.{alias.name}" for alias in node.names)})
    return names


def rooms(names: set[str]) -> set[str]:
    """Return the modules of `mirror` among dotted names: `mirror.web.dial` is in the room `web`."""
    return {name.split(".")[1] for name in names if name.startswith("mirror.") and name.split(".")[1] in FLOOR}


def test_every_module_has_a_floor() -> None:
    names = {path.relative_to(ROOT / "scripts" / "mirror").parts[0].removesuffix(".py") for path in modules()}
    assert names - {"__init__"} <= FLOOR.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT / "scripts").as_posix())
def test_imports_go_down(path: Path) -> None:
    room = path.relative_to(ROOT / "scripts" / "mirror").parts[0].removesuffix(".py")
    if room == "__init__":
        return
    above = {other for other in rooms(imported(path)) if FLOOR[other] > FLOOR[room]}
    assert not above, f"{room} imports {sorted(above)} from a floor above"


@pytest.mark.parametrize("path", sorted((ROOT / "plugins").rglob("*.py")), ids=lambda path: path.name)
def test_plugins_stand_on_the_ground(path: Path) -> None:
    above = rooms(imported(path)) - GROUND
    assert not above, f"a plugin imports {sorted(above)}: a build must not reach the network"


@pytest.mark.parametrize("path", sorted((ROOT / "scripts").glob("*.py")), ids=lambda path: path.name)
def test_doors_are_small_and_import_no_plugin(path: Path) -> None:
    assert not {name for name in imported(path) if name.split(".")[0] == "plugins"}
    assert path.read_text(encoding="utf-8").count("\n") < 80


def test_only_web_knows_the_network() -> None:
    network = {"requests", "urllib3", "socket", "http", "ssl", "urllib.request", "asyncio"}
    for path in modules():
        if "web" not in path.parts:
            found = {
                name for name in imported(path) if name in network or name.split(".")[0] in network - {"urllib.request"}
            }
            assert not found, f"{path.name} imports {sorted(found)}"
