"""A workflow's own steps, run on this machine: each job in a fresh clone, artifacts by copying, GitHub's `gh` played.

What only GitHub can do (checkout, caches, Pages) is done by plain means or left out, each by the name of its action: an
action that is not known here fails the rehearsal.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from doors import ROOT

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
LEFT_TO_GITHUB = {"actions/setup-python", "actions/cache/restore", "actions/cache/save", "actions/deploy-pages"}


def workflow(name: str) -> dict[Any, Any]:
    """Return a workflow as YAML."""
    loaded: dict[Any, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))
    return loaded


@dataclass
class Rehearsal:
    """A repository as GitHub holds it (`origin`), and what its workflows know."""

    root: Path
    origin: Path
    known: dict[str, str]
    environment: Mapping[str, str]
    artifacts: dict[str, Path] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)

    def run(self, name: str, job: str) -> Path:
        """Run the steps of a job in a clone of its own, and return the clone."""
        spec = workflow(name)["jobs"][job]
        clone = self.root / f"job{len(list(self.root.glob('job*')))}-{job}"
        steps: dict[str, dict[str, str]] = {}
        for step in spec["steps"]:
            action = str(step.get("uses", "")).partition("@")[0]
            told = {key: self.said(str(value), steps) for key, value in step.get("with", {}).items()}
            if action == "actions/checkout":
                self.checkout(clone, told.get("ref") or "main")
            elif action == "actions/upload-artifact":
                if (clone / told["path"]).is_dir():
                    self.artifacts[told["name"]] = clone / told["path"]
            elif action == "actions/upload-pages-artifact":
                self.artifacts["github-pages"] = clone / told["path"]
            elif action == "actions/download-artifact":
                for each, folder in self.artifacts.items():
                    if each.startswith(told["pattern"].rstrip("*")):
                        shutil.copytree(folder, clone / told["path"] / each)
            elif action == "actions/configure-pages":
                steps[step["id"]] = {"base_url": self.known["base_url"]}
            elif action:
                assert action in LEFT_TO_GITHUB, action
            else:
                env = {**workflow(name).get("env", {}), **spec.get("env", {}), **step.get("env", {})}
                steps[step.get("id", "")] = self.shell(
                    step["run"], clone, {k: self.said(str(v), steps) for k, v in env.items()}
                )
        self.outputs[job] = {key: self.said(value, steps) for key, value in spec.get("outputs", {}).items()}
        return clone

    def checkout(self, clone: Path, ref: str) -> None:
        """Clone as the action does: one commit, no more."""
        git(self.root, "init", "--quiet", str(clone))
        git(clone, "remote", "add", "origin", f"file://{self.origin}")
        ref = ref.removeprefix("refs/heads/")
        git(clone, "fetch", "--quiet", "--depth=1", "origin", ref)
        git(clone, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        (clone / ".venv").symlink_to(ROOT / ".venv")
        for lock in clone.glob("requirements*.lock"):
            os.utime(lock, (0, 0))  # what it names is installed

    def shell(self, script: str, clone: Path, env: Mapping[str, str]) -> dict[str, str]:
        """Run a `run:` step as GitHub does, and return the outputs it set."""
        output, summary = self.root / "output", self.root / "summary"
        output.write_text("", encoding="utf-8")
        places = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_REF_NAME": "main"}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=clone,
            env={**self.environment, **places, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        self.printed.append(done.stdout + done.stderr)
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())

    def said(self, text: str, steps: Mapping[str, Mapping[str, str]]) -> str:
        """Return text with its expressions evaluated: names that are known, and `a || b`."""

        def value(expression: str) -> str:
            for name in re.split(r"\s*\|\|\s*", expression):
                if match := re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", name):
                    found = steps.get(match[1], {}).get(match[2], "")
                elif match := re.fullmatch(r"needs\.(\w+)\.outputs\.(\w+)", name):
                    found = self.outputs.get(match[1], {}).get(match[2], "")
                else:
                    found = self.known[name]
                if found:
                    return found
            return ""

        return EXPRESSION.sub(lambda found: value(found[1]), text)


def git(folder: Path, *arguments: str) -> str:
    """Run git as an editor."""
    who = ["-c", "user.name=محرّرة", "-c", "user.email=editor@example.org"]
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def copy_of_tree(target: Path) -> None:
    """Copy what git would hold of this project: its files, without what is ignored."""
    names = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
