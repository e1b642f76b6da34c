"""content/, the archive and only record: what is known of it, and the only writer into it."""

from .archive import Archive
from .contents import NOT_SOURCES, Contents, markdown_files
from .known import Known

__all__ = ["NOT_SOURCES", "Archive", "Contents", "Known", "markdown_files"]
