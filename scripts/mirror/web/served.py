"""A folder served on this machine alone, for people who want to look at a site."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ..errors import UnfinishedError


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the files in a folder on http://localhost:PORT; 0 takes a free port. Files need not be there yet.

    Raises:
        UnfinishedError: if the port is taken.
    """
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnfinishedError(f"port {port}", reason, f"free it, or serve {folder} yourself") from error


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
