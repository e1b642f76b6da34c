"""record.py and what is behind it: commits travel in bundles, editors win, nothing but content/ is taken in."""

import os
import subprocess
from pathlib import Path

import pytest

from mirror.errors import UnfinishedError
from mirror.repository import Repository

STORY = "content/example/2025/12/saaaaaaaaaaaa.md"


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=محرّرة", "-c", "user.email=editor@example.org"]
    return subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def read(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git as on a machine that nobody has configured."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("EMAIL", "")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    seed = tmp_path / "seed"
    seed.mkdir()
    git(seed, "init", "--quiet", "--initial-branch=main")
    put(seed, STORY, "\n".join(f"سطر {n}" for n in range(30)))
    put(seed, "content/example/taken/2025-12.txt", "saaaaaaaaaaaa bbbbbbbbbbbbbbbb\n")
    put(seed, ".gitattributes", "content/*/taken/*.txt merge=union\n")
    put(seed, "mirror.toml", "")
    git(seed, "add", ".")
    git(seed, "commit", "--quiet", "-m", "a mirror")
    bare = tmp_path / "origin.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(seed), str(bare))
    return bare


class Clones(dict[int, Path]):
    """Shallow clones, as jobs of a workflow check them out; each is made when it is asked for."""

    def __init__(self, origin: Path) -> None:
        super().__init__()
        self.origin = origin

    def __missing__(self, n: int) -> Path:
        clone = self[n] = self.origin.parent / f"clone{n}"
        git(self.origin.parent, "clone", "--quiet", "--depth=1", f"file://{self.origin}", str(clone))
        return clone


@pytest.fixture
def clones(origin: Path) -> Clones:
    return Clones(origin)


def fetched(clone: Path, changes: dict[str, str]) -> Path:
    """Put files there and return the bundle of their commit, as a job that fetched does."""
    for path, text in changes.items():
        put(clone, path, text)
    repository = Repository(clone / "content")
    base = repository.head()
    assert repository.commit()
    bundle = clone.parent / f"{clone.name}.bundle"
    repository.bundle(base, bundle)
    return bundle


def test_nothing_new_is_no_commit(clones: Clones) -> None:
    repository = Repository(clones[0] / "content")
    before = repository.head()
    assert not repository.commit()
    assert repository.head() == before


def test_only_content_is_committed(clones: Clones) -> None:
    put(clones[0], "mirror.toml", "# not ours to commit\n")
    put(clones[0], "content/example/2025/12/sbbbbbbbbbbbb.md", "جديد")
    repository = Repository(clones[0] / "content")
    base = repository.head()
    assert repository.commit()
    assert [(each.kind, each.path.name) for each in repository.changes(base)] == [("A", "sbbbbbbbbbbbb.md")]
    assert git(clones[0], "status", "--porcelain") == "M mirror.toml"
    assert git(clones[0], "log", "-1", "--format=%an %s") == "Mirah What the sources published"


def test_what_two_machines_fetched_becomes_one_commit(clones: Clones) -> None:
    picture = {"content/images/aaaaaaaaaa.webp": "bytes"}
    bundles = [
        fetched(clones[0], {"content/example/2025/12/sbbbbbbbbbbbb.md": "من الأول", **picture}),
        fetched(clones[1], {"content/sister/2025/12/scccccccccccc.md": "من الثاني", **picture}),
    ]
    repository = Repository(clones[2] / "content")
    base = repository.head()
    assert repository.take_in(bundles)
    assert len(repository.changes(base)) == 3
    assert git(clones[2], "rev-list", "--count", f"{base}..HEAD") == "1"
    repository.push("main")
    assert git(clones[2], "ls-remote", "origin", "main").split()[0] == repository.head()


def test_an_editor_who_pushes_meanwhile_wins(clones: Clones) -> None:
    """The machine changes lines 3 and 20 and appends; the editor changed line 3 and deleted another story's file."""
    old = read(clones[0], STORY)
    machine = old.replace("سطر 3\n", "سطر الآلة\n").replace("سطر 20\n", "تصحيح المصدر\n")
    taken = "content/example/taken/2025-12.txt"
    repository = Repository(clones[2] / "content")
    bundle = fetched(clones[0], {STORY: machine, taken: read(clones[0], taken) + "sbbbbbbbbbbbb cccccccccccccccc\n"})
    put(clones[1], STORY, old.replace("سطر 3\n", "سطر المحرّرة\n"))
    put(clones[1], taken, read(clones[1], taken) + "sdddddddddddd eeeeeeeeeeeeeeee\n")
    git(clones[1], "commit", "--quiet", "-am", "تصحيح")
    git(clones[1], "push", "--quiet", "origin", "HEAD:main")
    assert repository.take_in([bundle])
    repository.push("main")
    story = read(clones[2], STORY)
    assert "سطر المحرّرة\n" in story
    assert "سطر الآلة" not in story
    assert "تصحيح المصدر\n" in story
    assert {"sbbbbbbbbbbbb cccccccccccccccc", "sdddddddddddd eeeeeeeeeeeeeeee"} <= set(
        read(clones[2], taken).splitlines()
    ), "identities of both are kept"


def test_what_an_editor_deleted_meanwhile_stays_deleted(clones: Clones) -> None:
    repository = Repository(clones[2] / "content")
    bundle = fetched(clones[0], {STORY: "الآلة غيّرته كله", "content/example/2025/12/sbbbbbbbbbbbb.md": "جديد"})
    git(clones[1], "rm", "--quiet", STORY)
    git(clones[1], "commit", "--quiet", "-m", "حذف")
    git(clones[1], "push", "--quiet", "origin", "HEAD:main")
    assert repository.take_in([bundle])
    repository.push("main")
    assert not (clones[2] / STORY).exists()
    assert read(clones[2], "content/example/2025/12/sbbbbbbbbbbbb.md") == "جديد"
    fresh = clones[2].parent / "fresh"
    git(clones[2].parent, "clone", "--quiet", git(clones[2], "remote", "get-url", "origin"), str(fresh))
    assert not (fresh / STORY).exists()


def outside(clone: Path) -> None:
    put(clone, ".github/workflows/evil.yml", "on: push")


def link(clone: Path) -> None:
    (clone / "content" / "link.md").symlink_to("/etc/hostname")


def program(clone: Path) -> None:
    put(clone, "content/run.md", "x")
    (clone / "content" / "run.md").chmod(0o755)


def lookalike(clone: Path) -> None:
    put(clone, "content-of-another/x.md", "x")


@pytest.mark.parametrize("change", [outside, link, program, lookalike])
def test_what_is_no_plain_file_of_content_is_refused(change: object, clones: Clones) -> None:
    good = fetched(clones[0], {"content/example/2025/12/sbbbbbbbbbbbb.md": "جديد"})
    base = git(clones[1], "rev-parse", "HEAD")
    change(clones[1])  # type: ignore[operator]
    git(clones[1], "add", "--all")
    git(clones[1], "commit", "--quiet", "-m", "evil")
    evil = clones[1].parent / "evil.bundle"
    git(clones[1], "bundle", "create", "--quiet", str(evil), f"{base}..HEAD", "HEAD")
    repository = Repository(clones[2] / "content")
    before = repository.head()
    with pytest.raises(UnfinishedError, match="plain files of content/ only"):
        repository.take_in([good, evil])
    assert repository.head() == before
    assert git(clones[2], "status", "--porcelain") == ""


def test_work_that_is_not_committed_is_not_lost(clones: Clones) -> None:
    bundle = fetched(clones[0], {"content/example/2025/12/sbbbbbbbbbbbb.md": "جديد"})
    put(clones[2], STORY, "عمل لم يُحفظ بعد")
    with pytest.raises(UnfinishedError, match="not committed"):
        Repository(clones[2] / "content").take_in([bundle])
    assert read(clones[2], STORY) == "عمل لم يُحفظ بعد"


def test_outside_a_repository_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(UnfinishedError, match=r"^git rev-parse: "):
        Repository(tmp_path / "content")


def test_without_git_it_is_said(clones: Clones, monkeypatch: pytest.MonkeyPatch) -> None:
    content = clones[0] / "content"
    monkeypatch.setitem(os.environ, "PATH", "")
    with pytest.raises(UnfinishedError, match="install git"):
        Repository(content)
