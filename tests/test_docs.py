"""What the documents claim is there, and what is there is in the documents."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOORS = sorted(path.name for path in (ROOT / "scripts").glob("*.py"))
README, CONTRIBUTING = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))


@pytest.mark.parametrize("door", DOORS)
def test_every_door_is_in_the_readme(door: str) -> None:
    assert f"scripts/{door}" in README


def test_every_door_and_flag_of_the_readme_is_there() -> None:
    for line in README.splitlines():
        for door, rest in re.findall(r"scripts/(\w+\.py)([^`|]*)", line):
            source = (ROOT / "scripts" / door).read_text(encoding="utf-8")
            for flag in re.findall(r"--[a-z-]+", rest):
                assert f'"{flag}"' in source, f"{door} has no {flag}"
    for flag in ("--config", "--content", "--state", "--report", "--quiet", "--verbose"):
        assert f"`{flag}`" in README


def test_every_make_target_of_the_documents_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    named = {
        name
        for text in (README, CONTRIBUTING)
        for names in re.findall(r"\bmake ([a-z ]+)`", text)
        for name in names.split()
    }
    assert named
    assert named <= targets


def test_every_module_is_on_the_map() -> None:
    rooms = {path.name.removesuffix(".py") for path in (ROOT / "scripts" / "mirror").iterdir() if path.name[0] != "_"}
    missing = {room for room in rooms if f"`{room}`" not in CONTRIBUTING}
    assert not missing


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.split(r"[\[><=]", one)[0] for one in project["project"]["dependencies"]]
    table = CONTRIBUTING.split("## Dependencies")[1]
    assert not [name for name in names if not re.search(rf"\b{re.escape(name)}\b", table, re.I)]


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-audit.lock", "requirements-advisories.lock"]
)
def test_every_pin_has_hashes_and_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"(?m)^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.S | re.M)
    assert len(pins) > 20
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
    assert "://" not in text


def test_the_packages_of_the_audit_are_pinned_with_hashes_and_no_host() -> None:
    """A host would make the lock one registry's; `.npmrc` keeps it out."""
    lock = json.loads((ROOT / "tests" / "audit" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 100
    assert [name for name, package in packages.items() if "integrity" not in package or "resolved" in package] == []


def test_every_file_the_documents_link_to_is_there() -> None:
    for text in (README, CONTRIBUTING, (ROOT / "README.ar.md").read_text(encoding="utf-8")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (ROOT / target).is_file(), target
