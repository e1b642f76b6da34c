"""A command and what it costs: wall time, CPU time, the peak memory of its whole process tree.

Refuses (`Failed`) a command that ends with another exit code than was expected: a bench of something that broke would
be a fast one.
"""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY = 0.05
"""Seconds between two looks at the memory."""


class Failed(Exception):
    """A command of the bench failed; its last words are the message."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a command took: seconds of wall and CPU time, bytes of memory; and what it printed."""

    wall: float
    cpu: float
    memory: int
    output: str


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    codes: Sequence[int] = (0,),
) -> Cost:
    """Run a command to its end and return its cost.

    `env` is added to ours. CPU time is that of the command and of all children it waited for, or, if that is more, of all
    processes of its tree as far as they were seen: a fork server's workers are waited for by nobody. The tree is looked
    at 20 times a second. Memory is of one process its resident set, of several the sum of their proportional sets where
    the system tells them (Linux), so that pages which forked workers share count once.

    Raises:
        Failed: if it ends with a code that is none of `codes`.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    tree = _Tree(process.pid)
    tree.start()
    with process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    tree.ended.set()
    tree.join()
    if process.returncode not in codes:
        raise Failed(f"{Path(str(command[0])).name} … exited with {process.returncode}:\n{output[-2000:]}")
    cpu = max(usage.ru_utime + usage.ru_stime, sum(tree.seconds.values()))
    return Cost(wall=wall, cpu=cpu, memory=tree.bytes, output=output)


class _Tree(threading.Thread):
    """Looks at a process tree until it is told that it ended: its highest memory, the CPU time of each process."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.bytes = 0
        self.seconds: dict[int, float] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        """Keep the highest sum of memory and the last time seen."""
        with suppress(psutil.Error):
            root = psutil.Process(self.pid)
            while not self.ended.wait(_EVERY):
                tree = [root, *root.children(recursive=True)]
                self.bytes = max(self.bytes, _shared(tree) if len(tree) > 1 else root.memory_info().rss)
                for each in tree:
                    with suppress(psutil.Error):
                        times = each.cpu_times()
                        self.seconds[each.pid] = times.user + times.system


def _shared(tree: Sequence[psutil.Process]) -> int:
    total = 0
    for each in tree:
        with suppress(psutil.Error):
            full = each.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total
