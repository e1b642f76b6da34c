"""`Finding`: one thing that is wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Finding:
    """Where something is wrong, with which key ("" for the file or its body), what, and what to do."""

    file: str
    line: int
    key: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.reason}, {self.remedy}"
