"""What can go wrong, as one family; every member has an address, a cause and a remedy.

MirrorError
├── ConfigError      mirror.toml is wrong                                    exit code 2
├── UsageError       a flag or argument cannot be meant                      exit code 2
├── UnfinishedError  a lock, a disk, a bug of ours: the run could not finish exit code 3
└── LeftOut          one thing is left out and named, the run goes on        exit code 1
    ├── WebError     a page, feed or image could not be had
    ├── ListingError what came back is no listing, or holds nothing
    ├── ExtractError a page holds no article that may be published
    └── StoryError   a story file cannot be read, or its notice cannot be made

`LeftOut` is what upstream or an editor can cause: it is caught per item and becomes an `Outcome`.
Anything else is raised to the door, which prints it and ends with `exit_code`.
"""


class MirrorError(Exception):
    """Something failed, at an address.

    `subject` is where (a source, a URL, `file:line`), `reason` what was found and what was expected, `remedy`
    what the reader of the message can do ("" if there is nothing). All three are one line; whoever prints them
    takes control characters out (`report.line`).
    """

    exit_code = 3

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)
        self.subject = subject
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}" + (f"; {self.remedy}" if self.remedy else "")


class ConfigError(MirrorError):
    """mirror.toml is wrong; nothing was done. `others` holds further problems found with it."""

    exit_code = 2
    others: "tuple[ConfigError, ...]" = ()


class UsageError(MirrorError):
    """A flag or argument cannot be meant; nothing was done."""

    exit_code = 2


class UnfinishedError(MirrorError):
    """The run could not finish: locked, disk full, a bug. Nothing half-done remains."""

    exit_code = 3


class LeftOut(MirrorError):
    """One item is left out and named; the run goes on."""

    exit_code = 1


class WebError(LeftOut):
    """A page, feed or image could not be had.

    `status` is the HTTP status if the server gave one; `retry_after` the seconds it asked us to stay away.
    """

    def __init__(
        self,
        subject: str,
        reason: str,
        remedy: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(subject, reason, remedy)
        self.status = status
        self.retry_after = retry_after


class ListingError(LeftOut):
    """What came back is no listing, or holds nothing."""


class ExtractError(LeftOut):
    """A page holds no article that may be published."""


class StoryError(LeftOut):
    """A story file cannot be read, or its notice cannot be made. `subject` is `path:line`."""
