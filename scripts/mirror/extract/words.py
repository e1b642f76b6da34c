"""Tables of words as patterns: many lines in the source, one alternative in the expression.

Words are written as `text.fold` leaves them (no hamza seats, ى→ي, ة→ه, no diacritics, lower case), unless their user says otherwise.
"""

import re

_LINE_END = re.compile(r"\s*\n\s*")


def either(table: str) -> str:
    """Return the alternatives in `table` ("a|b|" over as many lines as it takes) as one group."""
    return f"(?:{_joined(table)})"


def listed(table: str) -> list[str]:
    """Return the words of such a table."""
    return _joined(table).split("|")


def _joined(table: str) -> str:
    return _LINE_END.sub("", table.strip()).strip("|")
