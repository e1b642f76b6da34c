"""Workers: the same results and the same errors, in this process or in others."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from doors import ROOT
from mirror.errors import ExtractError, UnfinishedError
from mirror.workers import WORTH_IT, Workers


def where(number: int) -> tuple[int, int]:
    return number, os.getpid()


def refuse(subject: str) -> None:
    raise ExtractError(subject, "has no text", "name a selector for it")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_processes_are_started_once_there_is_much_to_do() -> None:
    with Workers(2) as workers:
        few = [workers.call(where, number) for number in range(WORTH_IT)]
        more = [workers.call(where, number) for number in range(4)]
    assert {process for _, process in few} == {os.getpid()}
    assert os.getpid() not in {process for _, process in more}
    assert [number for number, _ in more] == [0, 1, 2, 3]


def test_one_core_needs_no_process() -> None:
    with Workers(1) as workers:
        assert {workers.call(where, 0)[1] for _ in range(WORTH_IT + 2)} == {os.getpid()}


def test_what_is_refused_there_is_refused_here() -> None:
    with Workers(2) as workers:
        for _ in range(WORTH_IT + 1):
            with pytest.raises(ExtractError) as caught:
                workers.call(refuse, "https://example.org/x")
    assert (caught.value.subject, caught.value.remedy) == ("https://example.org/x", "name a selector for it")


def test_a_worker_that_dies_is_said() -> None:
    with Workers(2) as workers:
        for number in range(WORTH_IT):
            workers.call(where, number)
        with pytest.raises(UnfinishedError, match="its process died"):
            workers.call(die)


FATE = """
import time
from test_workers import where
from mirror.workers import WORTH_IT, Workers

if __name__ == "__main__":
    workers = Workers(2)
    for number in range(WORTH_IT + 4):
        workers.call(where, number)
    print("at work", flush=True)
    time.sleep(60)
"""


def test_workers_end_with_their_parent_even_if_it_is_killed(tmp_path: Path) -> None:
    (tmp_path / "fate.py").write_text(FATE, encoding="utf-8")
    path = os.pathsep.join(map(str, (ROOT / "scripts", ROOT / "tests")))
    with subprocess.Popen(
        [sys.executable, tmp_path / "fate.py"], env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"at work\n"
        family = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
    assert len(family) >= 2
    _, alive = psutil.wait_procs(family, timeout=20)
    for process in alive:
        process.kill()
    assert alive == []
