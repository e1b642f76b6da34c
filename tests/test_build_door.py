"""build.py as a person runs it: what it says, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

from mirror import files
from site_builder import ROOT, Mirror, mirror, numbered


def run(made: Mirror, *flags: str) -> subprocess.CompletedProcess[str]:
    folders = ["--config", made.folder / "mirror.toml", "--content", made.content, "--state", made.folder / "state"]
    command = [sys.executable, ROOT / "scripts" / "build.py", *folders, "--output", made.output, *flags]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=made.folder)


def test_all_well_is_0(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1), numbered(2, status="draft")])
    done = run(made, "--siteurl", "https://mirror.example.org/sub", "--no-search", "--verify", "--profile")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 stories, 1 waiting" in done.stderr
    assert "URL is not known" not in done.stderr
    assert 'href="/sub/' in made.read("index.html")


def test_a_missing_site_url_is_said(tmp_path: Path) -> None:
    done = run(mirror(tmp_path, [numbered(1)]))
    assert (done.returncode, done.stdout) == (0, "")
    assert "the site's URL is not known" in done.stderr


def test_something_left_out_is_1_and_named_in_words_and_lines(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    [bad] = made.put(numbered(2, category="طبخ"))
    done = run(made, "--quiet", "--report", str(tmp_path / "report.jsonl"))
    assert done.returncode == 1
    [said] = done.stderr.splitlines()
    assert said.startswith("build: left out: example: content/example/2025/12/")
    assert "طبخ" in said
    [line] = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (line["source"], line["outcome"], line["slug"]) == ("example", "left out", bad.stem)
    assert (made.output / "news" / f"{numbered(1).slug}.html").is_file()


def test_wrong_configuration_or_usage_is_2(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    assert run(made, "--siteurl", "nonsense").returncode == 2
    assert run(made, "--nonsense").returncode == 2
    (tmp_path / "mirror.toml").write_text("[site]\n", encoding="utf-8")
    done = run(made)
    assert done.returncode == 2
    assert "mirror.toml:1" in done.stderr
    assert not made.output.exists()


def test_a_lock_that_is_held_is_3(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    with files.locked(tmp_path / "state", "build"):
        done = run(made)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
