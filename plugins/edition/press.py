"""The press: makes the file of an output, from a template or from data."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, TemplateError
from pelican.plugins import signals

from mirror.errors import UnfinishedError

from ..stories.library import Unshowable
from ..stories.outputs import DataOutput, Output, TemplateOutput
from .ledger import Made, digest
from .store import Store

Due = tuple[Output, bytes]
"""An output that has to be made, and its key."""


class Press:
    """Makes files of the site with one environment. `shared` is what every template is told."""

    def __init__(self, env: Environment, shared: Mapping[str, Any], store: Store) -> None:
        self._env = env
        self._shared = {**env.globals, **shared}
        self._store = store

    def make(self, due: Due) -> Made | Unshowable:
        """Write the file of an output and return what it is; or why one of its stories cannot be shown.

        Raises:
            UnfinishedError: if its template fails.
            OSError: if the disk refuses.
        """
        output, key = due
        try:
            if isinstance(output, TemplateOutput):
                return self._page(output, key)
            assert isinstance(output, DataOutput)  # noqa: S101 - there is no other kind
            return self._write(output.path, key, output.data())
        except Unshowable as error:
            return error

    def _page(self, output: TemplateOutput, key: bytes) -> Made:
        context = self._shared | output.context()
        context["output_file"] = output.path
        template = self._env.get_template(output.template)
        try:
            # As template.render does, but that the globals, which are in the context, are not merged anew for each page.
            told = self._env.context_class(self._env, context, template.name, template.blocks)
            text = "".join(template.root_render_func(told))
        except TemplateError as error:
            reason = f"{type(error).__name__}: {error} (making {output.path})"
            raise UnfinishedError(f"theme/templates/{output.template}", reason, "mend the template") from error
        made = self._write(output.path, key, text.encode("utf-8"))
        if signals.content_written.receivers:
            signals.content_written.send(str(self._store.root / output.path), context=context)
        return made

    def _write(self, path: str, key: bytes, data: bytes) -> Made:
        seen = self._store.write(path, data)
        return Made(path, key, seen.st_size, seen.st_mtime_ns, seen.st_ino, digest(data))
