"""GitHub, through its own command `gh`: one pull request, and an issue for each source in need.

Refuses nothing by itself; what it is told to say goes in by standard input, never into a command, and text of others
must come fenced (`code`, `fenced`), so that it names nobody and closes nothing.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from .errors import UnfinishedError
from .text import one_line

LABEL = "mirror-source"
"""Of the issues that are ours to open and close."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """An open issue of ours."""

    number: int
    body: str


class Forge:
    """The repository on GitHub that `gh` takes this folder, or GH_REPO, for.

    Raises:
        UnfinishedError: from every method, with gh's own words, if it is not there or refuses.
    """

    def propose(self, branch: str, base: str, title: str, body: str) -> None:
        """Open the pull request of `branch` into `base`, or renew the one that is open."""
        listed = json.loads(self._gh("pr", "list", "--head", branch, "--state", "open", "--json", "number"))
        if listed:
            self._gh("pr", "edit", str(int(listed[0]["number"])), "--title", title, "--body-file", "-", said=body)
        else:
            flags = ("--head", branch, "--base", base, "--title", title, "--body-file", "-")
            self._gh("pr", "create", *flags, said=body)

    def issues(self) -> Mapping[str, Issue]:
        """Return our open issues, by title."""
        fields = ("--json", "number,title,body")
        listed = json.loads(self._gh("issue", "list", "--label", LABEL, "--state", "open", "--limit", "500", *fields))
        return {each["title"]: Issue(number=int(each["number"]), body=each["body"]) for each in listed}

    def open(self, title: str, body: str) -> None:
        """Open an issue."""
        self._gh("label", "create", LABEL, "--force", "--description", "A source that needs a look")
        self._gh("issue", "create", "--title", title, "--label", LABEL, "--body-file", "-", said=body)

    def renew(self, issue: Issue, body: str) -> None:
        """Give an issue another text."""
        self._gh("issue", "edit", str(issue.number), "--body-file", "-", said=body)

    def close(self, issue: Issue, comment: str) -> None:
        """Close an issue with a last word, which is ours."""
        self._gh("issue", "close", str(issue.number), "--comment", comment)

    def keep_awake(self, workflow: str) -> None:
        """Enable a workflow anew: GitHub disables the schedules of a public repository after 60 days without commits."""
        self._gh("workflow", "enable", workflow)

    @staticmethod
    def _gh(*arguments: str, said: str = "") -> str:
        try:
            done = subprocess.run(  # noqa: S603 - fixed words, numbers and our own titles; no shell
                ["gh", *arguments],  # noqa: S607 - wherever the machine has it
                input=said,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError as error:
            raise UnfinishedError(
                "gh", error.strerror or str(error), "install it from https://cli.github.com"
            ) from error
        if done.returncode:
            what = f"gh {arguments[0]} {arguments[1]}"
            said = one_line(done.stderr, 400) or f"ended with {done.returncode}"
            raise UnfinishedError(what, said, "see that the workflow has the permission (docs/hosting.md)")
        return done.stdout


def code(text: str) -> str:
    """Return text of others as Markdown that is only shown: a code span, of one line, that may stand in a table."""
    plain = one_line(text, 200).replace("`", "ʼ").replace("|", "¦")
    return f"`{plain}`" if plain else ""


def fenced(lines: str) -> str:
    """Return lines of others as a block of code."""
    plain = "\n".join(one_line(line, 600).replace("~", "∼") for line in lines.splitlines())
    return f"~~~\n{plain}\n~~~"
