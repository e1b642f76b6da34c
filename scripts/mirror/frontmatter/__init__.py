"""YAML front matter between `---` fences: the one reader and the one writer.

`read` hands on strings and lists of strings, nothing else: no date, number or `yes` is ever guessed. It refuses tags,
anchors, aliases, nested structures and keys given twice, naming the line. `write` writes the way Sveltia CMS does, so
that an edit there changes one line.
"""

from .reading import Document, Fields, FrontMatterError, Value, body, parse, read
from .writing import DATE_KEYS, write

__all__ = ["DATE_KEYS", "Document", "Fields", "FrontMatterError", "Value", "body", "parse", "read", "write"]
