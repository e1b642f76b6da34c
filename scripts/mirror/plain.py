"""Plain Markdown: the part of it that our writer writes most, rendered by a fast engine to what Python-Markdown makes.

Hands on the elements of the reference, letter for letter, from pyromark (optional; some 50 times faster). Refuses
(None) every text that both might read differently: what it accepts is a grammar of its own in which each mark is one
that both know, closed where it was opened. Without the engine it refuses everything, and the reference takes longer.
"""

import re
from collections.abc import Callable
from html import unescape

try:
    import pyromark
except ImportError:  # no wheel for this machine, or not wanted
    pyromark = None  # type: ignore[assignment]

_LETTER = r"[^\W_]"
# Text: letters that are no mark, `!` before no bracket, `&` before no entity (but for two), `_` within a word, and
# what Python-Markdown knows a backslash for.
_TEXT = rf"(?:[^\\`*_\[\]<&!\n\t]++|!(?!\[)|&(?!\#|\w*;)|&(?:amp|lt);|(?<={_LETTER})_(?={_LETTER})|\\[\\`*_{{}}\[\]()>#+.!-])"
# Addresses in letters that neither engine escapes.
_URL = r"(?:https?://|mailto:|tel:)(?:[A-Za-z0-9%./:?=#,;+~@!$_-]|&(?!\w*;)|&amp;)++"
_PICTURE = rf"!\[{_TEXT}*+\]\((?:{_URL}|\{{static\}}/images/[0-9a-z.]++)\)"
_LINK = rf"\[(?!\s)(?:{_PICTURE}|{_TEXT}++(?<!\s))\]\({_URL}\)"


def _emphasis(marks: str) -> str:
    """Return the pattern of words between `marks`.

    CommonMark pairs asterisks by their neighbours: beside a letter they are read as meant; beside any other sign only
    where there is a blank on their far side.
    """
    opening = rf"(?<!\*)(?:{marks}(?={_LETTER})|(?<![^ \n]){marks}(?![\s*]))"
    closing = rf"(?:(?<={_LETTER}){marks}(?!\*)|(?<!\s){marks}(?![^ \n]))"
    return rf"{opening}{_TEXT}++{closing}"


# The start of a line that neither begins a block of another kind nor underlines the line before.
_START = r"(?![\s#>|=~<]|-(?![^\s=|:-])|\+(?!\S)|:(?![^\s|:-])|\d+[.)](?!\S))"
_STRONG, _EMPHASIS = _emphasis(r"\*\*"), _emphasis(r"\*")
_LINE = rf"{_START}(?:{_TEXT}|{_STRONG}|{_EMPHASIS}|{_LINK}|{_PICTURE}|<br>)++(?<!\s)"
_ONE_LINE = re.compile(_LINE)
_LINES = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_HEADING = re.compile("#{1,6} ")
_BULLET = re.compile("- ")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}\. ")
_RULE = "* * *"
_ROW = re.compile(r"\| (.*) \|")
_CELL = re.compile(rf"(?!\s)(?:{_TEXT}|{_STRONG}|{_EMPHASIS}|{_LINK}|{_PICTURE}|<br>)*+(?<!\s)")
_DEPTH = 3
"""Quotations within each other; news needs no more."""

# Where the reference begins a new line and the engine does not.
_TABLE = (
    ("<table><thead><tr>", "<table>\n<thead>\n<tr>\n"),
    ("</th></tr></thead><tbody>", "</th>\n</tr>\n</thead>\n<tbody>"),
    ("</th><th>", "</th>\n<th>"),
    ("<tr><td>", "<tr>\n<td>"),
    ("</td><td>", "</td>\n<td>"),
    ("</td></tr>", "</td>\n</tr>"),
    ("</tbody></table>", "</tbody>\n</table>"),
)
_IMAGE = re.compile(r'<img (src="[^"]*") (alt="[^"]*") />')
_FIGURE = re.compile(r"<p>((?:<a [^>]*>)?<img [^>]*>(?:</a>)?)\n<em>([^<]*)</em></p>")
_LINK_ALONE = re.compile(r'<p>(<a href="([^"]*)">([^<]*)</a></p>)')


def html(markdown: str, *, is_card: Callable[[str, str], bool]) -> str | None:
    """Return clean (`text.clean`) Markdown as HTML that has yet to pass the allow-list; None if it is not all plain.

    `is_card` is asked with the text and the address of each link that is a paragraph.
    """
    if pyromark is None or not _is_plain(markdown, _DEPTH):
        return None
    out = pyromark.html(markdown, options=pyromark.Options.ENABLE_TABLES).strip()
    out = out.replace("<br />", "<br>").replace("<hr />", "<hr>")
    if "<table>" in out:
        for engines, references in _TABLE:
            out = out.replace(engines, references)
    if "<img " not in out:
        out = out.replace("&quot;", '"')  # in text, and there are no attributes that could hold one
    else:
        out = _IMAGE.sub(r"<img \2 \1>", out).replace('src="%7Bstatic%7D/', 'src="{static}/')
        out = _FIGURE.sub(r"<figure>\1\n<figcaption>\2</figcaption></figure>", out)

    def marked(paragraph: re.Match[str]) -> str:
        rest, url, said = paragraph.groups()
        return f'<p class="card">{rest}' if is_card(unescape(said), unescape(url)) else paragraph[0]

    return _LINK_ALONE.sub(marked, out)


def _is_plain(markdown: str, depth: int) -> bool:
    """Whether a text is blocks of the grammar, parted by one empty line each."""
    held = ""
    for block in markdown.split("\n\n"):
        kind = "list" if _BULLET.match(block) or _NUMBER.match(block) else "quote" if block[:1] == ">" else ""
        if kind and kind == held:
            return False  # two in a row may be read as one
        if kind == "list":
            plain = _is_list(block)
        elif kind == "quote":
            plain = depth > 0 and _is_quote(block, depth)
        elif heading := _HEADING.match(block):
            plain = not block.endswith("#") and _ONE_LINE.fullmatch(block, heading.end()) is not None
        elif block[:1] == "|":
            plain = depth == _DEPTH and _is_table(block)
        else:
            plain = block == _RULE or _LINES.fullmatch(block) is not None
        if not plain:
            return False
        held = kind
    return True


def _is_list(block: str) -> bool:
    marker = _BULLET if _BULLET.match(block) else _NUMBER
    items = [(line, marker.match(line)) for line in block.split("\n")]
    return all(found and _ONE_LINE.fullmatch(line, found.end()) for line, found in items)


def _is_table(block: str) -> bool:
    """Whether a block is a table as the writer writes it: two columns at least, a head and a row, no `|` in a cell."""
    head, rule, *rows = block.split("\n") if block.count("\n") > 1 else ("", "")
    width = head.count("|") - 1
    if width < 2 or rule != "|" + " --- |" * width:
        return False
    return all(row.count("|") == width + 1 and _is_row(row) for row in (head, *rows))


def _is_row(row: str) -> bool:
    inner = _ROW.fullmatch(row)
    return inner is not None and all(_CELL.fullmatch(cell) for cell in inner[1].split(" | "))


def _is_quote(block: str, depth: int) -> bool:
    lines = block.split("\n")
    marked = all(line == ">" or line.startswith("> ") for line in lines)
    return marked and _is_plain("\n".join(line[2:] for line in lines), depth - 1)
