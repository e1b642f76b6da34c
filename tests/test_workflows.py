"""The workflows: what they may do, and all their steps in order, from a fresh clone to a site under a sub-path."""

import os
import re
import sys
from pathlib import Path

import pytest

from doors import FETCHED, ROOT, tree
from newsroom import Newsroom
from test_watch import GH
from workflows import Rehearsal, copy_of_tree, git, workflow

NAMES = sorted(path.name for path in (ROOT / ".github" / "workflows").glob("*.yml"))
SISTER = """
[[source]]
id = "sister"
name = "صحيفة النموذج"
home = "https://sister.example.org/"
listing = ["https://sister.example.org/atom.xml"]
mode = "full"
category = "منوعات"
connect = "{address}"
"""


@pytest.mark.parametrize("name", NAMES)
def test_each_job_may_do_only_what_it_states(name: str) -> None:
    spec = workflow(name)
    assert spec["permissions"] == {}
    assert spec["concurrency"]["group"]
    for job in spec["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 45
        for step in job["steps"]:
            assert re.fullmatch(r"[a-z/-]+@[0-9a-f]{40}", step.get("uses", "a@" + "0" * 40))
            assert "${{" not in step.get("run", ""), "an expression in a script is somebody else's script"
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_who_fetches_may_not_write_and_who_writes_does_not_fetch() -> None:
    jobs = workflow("publish.yml")["jobs"]
    for name, job in jobs.items():
        does = " ".join(step.get("run", "") for step in job["steps"])
        may_write = "write" in job["permissions"].values()
        assert not (may_write and re.search("make (fetch|html)", does)), name
    assert jobs["fetch"]["permissions"] == {"contents": "read"}
    minute = workflow("publish.yml")[True]["schedule"][0]["cron"].split()[0]
    assert "0" not in minute.split(","), "the full hour is when schedules are dropped"


def test_every_command_is_a_make_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in NAMES:
        for job in workflow(name)["jobs"].values():
            for step in job["steps"]:
                for target in re.findall(r"\bmake (?:--silent )?([a-z-]+)", step.get("run", "")):
                    assert re.search(rf"^{target}:", makefile, re.M), target


def test_from_the_template_to_a_site(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    seed = tmp_path / "seed"
    seed.mkdir()
    copy_of_tree(seed)
    git(seed, "init", "--quiet", "--initial-branch=main")
    git(seed, "add", "--all")
    git(seed, "commit", "--quiet", "-m", "template")
    git(tmp_path, "clone", "--quiet", "--bare", str(seed), "origin.git")
    rehearsal = Rehearsal(
        root=tmp_path,
        origin=tmp_path / "origin.git",
        known={
            "base_url": "https://user.example.org/mirror",
            "github.ref": "refs/heads/main",
            "github.token": "none",
            "github.repository": "user/mirror",
            "github.run_id": "1",
            "inputs.name": "مرآتي $(touch evil) `touch evil`",
            "matrix.shard": "1",
            "strategy.job-total": "1",
            "vars.SITEURL": "",
        },
        environment={
            **{key: value for key, value in os.environ.items() if key not in ("SITEURL", "MAKEFLAGS", "MAKELEVEL")},
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "GH_STORE": str(tmp_path / "issues.json"),
            "SOURCE_DATE_EPOCH": FETCHED,
        },
    )
    started = rehearsal.run("start.yml", "start")
    assert not (started / "evil").exists()
    editor = tmp_path / "editor"
    git(tmp_path, "clone", "--quiet", str(rehearsal.origin), str(editor))
    assert 'name = "مرآتي $(touch evil) `touch evil`"' in (editor / "mirror.toml").read_text(encoding="utf-8")
    assert sorted(path.name for path in (editor / "content").iterdir()) == ["pages"]
    with Newsroom() as newsroom:
        with (editor / "mirror.toml").open("a", encoding="utf-8") as file:
            file.write(SISTER.format(address=newsroom.address))
        git(editor, "commit", "--quiet", "-am", "مصدر جديد")
        git(editor, "push", "--quiet", "origin", "HEAD:main")
        for job in ("plan", "fetch", "review", "preview"):
            rehearsal.run("publish.yml", job)
        assert "mirror/news" in git(editor, "ls-remote", "--heads", "origin")
        assert git(editor, "ls-remote", "origin", "main").split()[0] == git(editor, "rev-parse", "HEAD"), (
            "main is as it was"
        )
        assert len(list((rehearsal.artifacts["preview"] / "news").glob("*.html"))) == 18
        for job in ("record", "build", "watch"):
            rehearsal.run("publish.yml", job)
        site = rehearsal.artifacts["github-pages"]
        assert rehearsal.outputs["record"]["new"] == "true"
        again = rehearsal.run("publish.yml", "plan") and rehearsal.run("publish.yml", "fetch")
        assert not list(again.rglob("*.bundle")), "nothing new: no commit"
        del rehearsal.artifacts["news-1"]
        rehearsal.artifacts["news-1"] = again / "scratch" / "news"
        rehearsal.run("publish.yml", "record")
        assert rehearsal.outputs["record"]["new"] == "false", "so nothing is built or deployed"
    git(editor, "pull", "--quiet", "origin", "main")
    assert len(list((editor / "content" / "sister").rglob("s*.md"))) == 18
    assert git(editor, "log", "-1", "--format=%an|%s") == "github-actions[bot]|What the sources published"
    page = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="/mirror/' in page
    assert "0 dead links" in "".join(rehearsal.printed)
    assert "at this pace" in (tmp_path / "summary").read_text(encoding="utf-8")
    log = (tmp_path / "issues.json.log").read_text(encoding="utf-8")
    assert '"pr", "create"' in log
    assert "18 new" in log
    assert '["workflow", "enable", "publish.yml"]' in log
    assert tree(site)["404.html"]
