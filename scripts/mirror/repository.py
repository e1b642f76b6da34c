"""The git repository that holds the mirror: what is new in content/ becomes a commit, travels in a bundle, is pushed.

Hands on commits. Refuses to take in what touches anything but content/, or is no plain file: jobs that fetched are not
trusted with more. Nothing that upstream wrote stands in a command or a message.
"""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .errors import UnfinishedError

NOBODY = ("-c", "user.name=Mirah", "-c", "user.email=mirah@localhost")
"""Who commits where neither git's configuration nor the environment says (on a schedule: the workflow says)."""
MESSAGE = "What the sources published"
"""Of every commit: it is fixed, because titles and names of others do not belong into a log that tools read."""
TRIES = 5
"""Pushes that are tried while editors push at the same time."""
_PLAIN = "100644"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A file that differs between two commits. `kind` is A (added), M (changed) or D (removed)."""

    kind: str
    path: PurePosixPath


class Repository:
    """The repository in whose work tree `content` lies.

    Raises:
        UnfinishedError: from every method, with git's own words, if git is not there or refuses.
    """

    def __init__(self, content: Path) -> None:
        content = content.resolve()
        self._where = content.parent
        self._who: tuple[str, ...] = ()
        if self._ran("var", "GIT_AUTHOR_IDENT").returncode or self._ran("var", "GIT_COMMITTER_IDENT").returncode:
            self._who = NOBODY
        self.root = Path(self._git("rev-parse", "--show-toplevel")).resolve()
        self.content = content.relative_to(self.root).as_posix()

    def head(self) -> str:
        """Return the commit that is checked out, as 40 hex digits."""
        return self._git("rev-parse", "HEAD")

    def commit(self) -> bool:
        """Commit what is new, changed or gone in content/; return whether there was anything.

        What else is changed, or staged, in the work tree stays as it is.
        """
        self._git("add", "--all", "--", self.content)
        if not self._git("diff", "--cached", "--name-only", "HEAD", "--", self.content):
            return False
        self._git("commit", "--quiet", "--no-verify", f"--message={MESSAGE}", "--only", "--", self.content)
        return True

    def bundle(self, base: str, file: Path) -> None:
        """Write the commits since `base` to a file that another clone can take in."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._git("bundle", "create", "--quiet", str(file.resolve()), f"{base}..HEAD", "HEAD")

    def take_in(self, bundles: Sequence[Path]) -> bool:
        """Make one commit of what the bundles hold, on top of what is checked out; return whether there was anything.

        Each was made by a machine that fetched sources of its own, so they meet at most in pictures, which are named
        after their bytes. Where they meet what was committed here since, what is here stays (editors outrank the
        machine).

        Raises:
            UnfinishedError: if a bundle touches anything but plain files of content/, or the work tree holds changes
                that are not committed. Nothing was taken in.
        """
        start = self.head()
        if self._git("status", "--porcelain", "--untracked-files=no"):
            raise UnfinishedError(str(self.root), "holds changes that are not committed", "commit them first")
        try:
            for bundle in bundles:
                self._git("fetch", "--quiet", str(bundle.resolve()), "HEAD")
                theirs = self._git("rev-parse", "FETCH_HEAD")
                self._check(self._git("merge-base", start, theirs), theirs, bundle)
                self._settled("merge", "--quiet", "--no-edit", "--no-verify", "-X", "ours", theirs, then="merge")
        except UnfinishedError:
            self._git("reset", "--quiet", "--hard", start)
            raise
        self._git("reset", "--quiet", "--soft", start)
        return self.commit()

    def push(self, branch: str) -> None:
        """Push what is checked out to `branch` of origin, behind whatever others have pushed meanwhile."""
        for _ in range(TRIES - 1):
            if self._ran("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}").returncode == 0:
                return
            self._git("fetch", "--quiet", "origin", branch)
            # In a rebase "ours" is the branch that we come upon: the editors'.
            self._settled("rebase", "--quiet", "-X", "ours", "FETCH_HEAD", then="rebase")
        self._git("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")

    def replace(self, branch: str) -> None:
        """Make `branch` of origin what is checked out, whatever it was."""
        self._git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")

    def changes(self, base: str, tip: str = "HEAD") -> list[Change]:
        """Return the files of content/ that differ between two commits, by their paths."""
        raw = self._git("diff", "--name-status", "--no-renames", "-z", base, tip, "--", self.content)
        parts = raw.split("\0")
        return [
            Change(kind=kind, path=PurePosixPath(path)) for kind, path in zip(parts[::2], parts[1::2], strict=False)
        ]

    def size(self) -> int:
        """Return the bytes that the history takes on the disk, packed or not."""
        counted = dict(line.split(": ") for line in self._git("count-objects", "-v").splitlines())
        return 1024 * (int(counted["size"]) + int(counted["size-pack"]))

    def _check(self, base: str, tip: str, bundle: Path) -> None:
        for line in self._git("diff", "--raw", "--no-renames", "-z", base, tip).split("\0:"):
            if not line:
                continue
            modes, _, path = line.removeprefix(":").partition("\0")
            path = path.rstrip("\0")
            inside = path.startswith(f"{self.content}/")
            if not inside or modes.split()[1] not in (_PLAIN, "000000"):
                reason = f"would change {path!r}, expected plain files of {self.content}/ only"
                raise UnfinishedError(str(bundle), reason, "look at what made it; nothing was taken in")

    def _settled(self, *arguments: str, then: str) -> None:
        """Run what may end in conflicts, and settle each for "ours": a file that is gone there stays gone."""
        done = self._ran(*arguments)
        while done.returncode:
            torn = self._git("diff", "--name-only", "--diff-filter=U", "-z").split("\0")
            if torn == [""]:
                self._ran(then, "--abort")
                raise self._refused(arguments[0], done)
            for path in torn[:-1]:
                here = self._ran("checkout", "--quiet", "--ours", "--", path).returncode == 0
                self._git(*(("add",) if here else ("rm", "--quiet")), "--", path)
            done = self._ran("-c", "core.editor=true", then, "--continue")

    def _git(self, *arguments: str) -> str:
        done = self._ran(*arguments)
        if done.returncode:
            raise self._refused(arguments[0], done)
        return done.stdout.strip("\n")

    def _ran(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-c", "core.quotePath=false", "-c", "commit.gpgSign=false", *self._who, *arguments]
        try:
            return subprocess.run(  # noqa: S603 - fixed words, no shell; paths and commits are ours
                command, capture_output=True, encoding="utf-8", errors="replace", check=False, cwd=self._where
            )
        except OSError as error:
            raise UnfinishedError("git", error.strerror or str(error), "install git") from error

    @staticmethod
    def _refused(what: str, done: subprocess.CompletedProcess[str]) -> UnfinishedError:
        said = (done.stderr or done.stdout).strip().replace("\n", " ") or f"ended with {done.returncode}"
        return UnfinishedError(f"git {what}", said, "see to the repository, then run again")
