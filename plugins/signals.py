"""The signals by which plugins, and whoever runs Pelican, take part in an edition; outsiders may use their names.

`planning` (mirror_planning), sent with the `Library`: a receiver returns an iterable of outputs that join the site.
`left_out` (mirror_left_out), sent with a `StoryError`: something is not part of the site. Without a receiver it is a
logged warning. `progress` (mirror_progress), sent with how many of how many outputs are about made.
`finished` (mirror_finished), sent with the `Edition`: what was found and what was written.
"""

import logging

from blinker import signal

from mirror.errors import StoryError

planning = signal("mirror_planning")
left_out = signal("mirror_left_out")
progress = signal("mirror_progress")
finished = signal("mirror_finished")

logger = logging.getLogger(__name__)


def leave_out(error: StoryError) -> None:
    """Name something that cannot be part of the site; with `--fatal warnings` and no receiver, stop."""
    if left_out.receivers:
        left_out.send(error)
    else:
        logger.warning("left out: %s", error)
