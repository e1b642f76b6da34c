"""watch.py and review.py: what GitHub is told. A program named gh stands in for it, and writes down what it was told."""

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import pytest

from doors import ROOT
from mirror import review, watch
from mirror import story as stories
from mirror.forge import Issue, code, fenced
from mirror.repository import Change
from mirror.store import Archive
from samples import a_story

GH = """#!{python}
import json, os, sys
store = os.environ["GH_STORE"]
issues = json.load(open(store)) if os.path.exists(store) else []
said = sys.stdin.read() if "--body-file" in sys.argv else ""
with open(store + ".log", "a") as log:
    log.write(json.dumps([sys.argv[1:], said]) + "\\n")
match sys.argv[1:3]:
    case ["issue", "list"]:
        print(json.dumps([each for each in issues if each["open"]]))
    case ["issue", "create"]:
        title = sys.argv[sys.argv.index("--title") + 1]
        issues.append(dict(number=len(issues) + 1, title=title, body=said, open=True))
    case ["issue", "edit"]:
        issues[int(sys.argv[3]) - 1]["body"] = said
    case ["issue", "close"]:
        issues[int(sys.argv[3]) - 1]["open"] = False
    case ["pr", "list"]:
        print("[]")
json.dump(issues, open(store, "w"))
"""


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GH_STORE", str(tmp_path / "issues.json"))
    return tmp_path


def report(folder: Path, **concerns: str) -> None:
    """Write what status.py --report writes of two sources."""
    lines: list[dict[str, object]] = [
        {"source": name, "item": "fetching", "outcome": "figures", "reason": ""} for name in ("one", "two")
    ]
    lines += [
        {"source": name, "item": "listings", "outcome": "called out", "reason": reason, "remedy": "open it"}
        for name, reason in concerns.items()
    ]
    folder.mkdir(exist_ok=True)
    (folder / "status.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")


def run(folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / "watch.py", "--from", folder, *flags]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_one_issue_opens_is_renewed_and_closes(github: Path) -> None:
    store, news = github / "issues.json", github / "news"
    report(news, two="HTTP 500")
    assert run(news).returncode == 0
    (opened,) = json.loads(store.read_text())
    assert opened["title"] == "Source two needs a look"
    assert "HTTP 500; open it" in opened["body"]
    assert run(news).returncode == 0
    assert json.loads(store.read_text()) == [opened], "nobody is told of it twice"
    report(news, two="HTTP 404")
    assert run(news).returncode == 0
    assert "HTTP 404" in json.loads(store.read_text())[0]["body"]
    report(news)
    done = run(news, "--keep-awake", "publish.yml")
    assert (done.returncode, done.stderr) == (0, "watch: close: Source two needs a look\n")
    assert not json.loads(store.read_text())[0]["open"]
    log = [json.loads(line) for line in Path(f"{store}.log").read_text().splitlines()]
    assert ["workflow", "enable", "publish.yml"] in [arguments for arguments, _ in log]


def test_what_upstream_wrote_names_nobody_and_is_in_no_command(github: Path) -> None:
    hostile = "~~~\n@everyone closes #1 <!-- ::set-output --> `x` \u202e"
    report(github / "news", one=hostile)
    assert run(github / "news").returncode == 0
    (opened,) = json.loads((github / "issues.json").read_text())
    lines = opened["body"].splitlines()
    fences = [n for n, line in enumerate(lines) if line.startswith("~~~")]
    assert len(fences) == 2
    (said,) = [n for n, line in enumerate(lines) if "@everyone" in line]
    assert fences[0] < said < fences[1]
    log = (github / "issues.json.log").read_text()
    assert all("everyone" not in " ".join(json.loads(line)[0]) for line in log.splitlines())


def test_without_gh_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report(tmp_path / "news")
    done = run(tmp_path / "news")
    assert done.returncode == 3
    assert "gh: " in done.stderr


def test_issues_of_sources_that_were_not_looked_at_stay() -> None:
    issues = {
        "Source three needs a look": Issue(number=3, body="…"),
        "Source one needs a look": Issue(number=1, body="…"),
    }
    steps = list(watch.steps({}, ["one"], issues))
    assert [(step.do, step.issue and step.issue.number) for step in steps] == [("close", 1)]


@pytest.mark.parametrize("text", ["a`b|c", "``", "@x #1", "a\nb", "\u202eabc"])
def test_shown_text_stays_in_its_cell(text: str) -> None:
    shown = code(text)
    assert shown.count("`") == 2
    assert "|" not in shown
    assert "\n" not in shown
    assert fenced("~~~\nx").count("~~~") == 2


def test_the_pull_request_says_what_waits_first(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "content", ZoneInfo("Asia/Damascus"))
    folder = tmp_path / "content" / "example" / "2025" / "12"
    folder.mkdir(parents=True)
    changes = []
    for letter, kind, status in (("b", "A", "published"), ("c", "A", "draft"), ("d", "M", "published")):
        one = a_story(slug="s" + letter * 12, status=status, title=f"عنوان | {letter} @x `y`")
        (folder / f"{one.slug}.md").write_text(stories.write(one), encoding="utf-8")
        changes.append(Change(kind=kind, path=PurePosixPath(f"content/example/2025/12/{one.slug}.md")))
    changes.append(Change(kind="A", path=PurePosixPath("content/example/pending/seeeeeeeeeeee.md")))
    changes.append(Change(kind="A", path=PurePosixPath("content/images/aaaaaaaaaa.webp")))
    rows = review.rows(changes, archive)
    assert [row.what for row in rows] == ["waiting", "pending", "changed", "new"]
    text = review.body(rows)
    assert "- **1 waiting**" in text
    assert "`عنوان ¦ c @x ʼyʼ`" in text
    many = review.body(rows * 100)
    assert "And 300 more" in many
    assert len(many) < 65_536
