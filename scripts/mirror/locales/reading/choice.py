"""Every date that a text says → the one that counts, or None where they disagree."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from .grammar import Mention


def choose(mentions: Iterable[Mention], zone: tzinfo) -> datetime | None:
    """Return the moment that is said under the most telling label, there by the most certain reckoning.

    All mentions of that rank have to be possible and to agree: on the moment, or, where one says no time of day, on
    the day in `zone`.
    """
    found = list(mentions)
    rank = min(((mention.label, mention.reckoning) for mention in found), default=None)
    ranked = [mention for mention in found if (mention.label, mention.reckoning) == rank]
    values = [mention.value for mention in sorted(ranked, key=lambda mention: not mention.timed) if mention.value]
    if not values or len(values) < len(ranked):
        return None
    days = {value.astimezone(zone).date() for value in values}
    moments = {mention.value for mention in ranked if mention.timed}
    return values[0] if len(days) == 1 and len(moments) <= 1 else None
