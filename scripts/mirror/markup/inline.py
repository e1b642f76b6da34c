"""A line's loose pieces → inline content in one normal form.

Hands on text in NFC without stray controls, with single spaces, none at the edge of an element or of the line; adjacent
`strong` and `em` made one, empty elements gone. Refuses nothing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .. import text
from .model import Break, Image, Inline, Item, Link, Span, Verbatim

MERGED = frozenset({"strong", "em"})
"""Elements that mean the same in two pieces as in one."""

# What HTML and text.clean take for a blank, the space itself apart; a no-break space is none.
_BLANKS = "\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\u061c]+")
# U+FFFC stands for an object among letters, here for the border between two pieces; in pages it is only litter.
_BORDER = "\ufffc"


@dataclass(frozen=True, eq=False, slots=True)
class Mark:
    """An element around a piece, with its address or title. Each is only itself: two neighbouring links stay two."""

    name: str
    value: str = ""

    def joins(self, other: "Mark") -> bool:
        """Whether two marks make one element if nothing stands between them."""
        return self is other or (self.name == other.name and self.name in MERGED)


Marks = tuple[Mark, ...]
Atom = str | Image | Verbatim | Break


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """Text, or one thing in a line, with the elements around it, the outermost first."""

    atom: Atom
    marks: Marks = ()


def content(pieces: Sequence[Piece], *, settled: bool) -> Inline:
    """Return the inline content that a line's pieces make. Their letters are clean if they are `settled`."""
    if all(isinstance(piece.atom, str) and not piece.atom.strip() for piece in pieces):
        return ()
    return _nested(_trimmed(_cleaned(_joined(pieces), text.clean if not settled else str)), 0)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Make neighbouring texts with the same marks one, so that letters meet which belong together."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and isinstance(piece.atom, str) and isinstance(last.atom, str) and piece.marks == last.marks:
            out[-1] = Piece(last.atom + piece.atom, last.marks)
        else:
            out.append(piece)
    return out


def _cleaned(pieces: Sequence[Piece], clean: Callable[[str], str]) -> list[Piece]:
    """Clean the text of a whole line at once: isolates may open in one piece and close in another."""
    whole = clean(_BORDER.join(map(_letters, pieces)))
    out: list[Piece] = []
    for piece, cleaned in zip(pieces, whole.split(_BORDER), strict=True):
        if isinstance(piece.atom, str):  # blanks meet where something between them went
            out.append(Piece(_single_spaced(cleaned), piece.marks))
        elif isinstance(piece.atom, Break):  # behind what closes the isolates that the line had left open
            out.extend([Piece(cleaned.rstrip("\n")), piece])
        else:
            out.extend([piece, Piece(cleaned)])
    return out


def _letters(piece: Piece) -> str:
    if isinstance(piece.atom, str):
        return _single_spaced(piece.atom.replace(_BORDER, ""))
    return "\n" if isinstance(piece.atom, Break) else ""


def _single_spaced(said: str) -> str:
    """Return text with one space for each run of blanks. Faster than a pattern: most text has none but single spaces."""
    for blank in _BLANKS:
        said = said.replace(blank, " ")
    while "  " in said:
        said = said.replace("  ", " ")
    return said


def _trimmed(pieces: Iterable[Piece]) -> list[Piece]:
    """Move blanks and breaks out of the elements that they begin or end, and off the ends of lines."""
    out: list[Piece] = []
    between: list[Piece] = []
    for part in _parts(pieces):
        if _is_loose(part.atom):
            between.append(part)
            continue
        if out and between:
            out.append(_gap(out[-1], between, part))
        if isinstance(part.atom, str) and (not out or isinstance(out[-1].atom, Break)):
            out.append(Piece(part.atom[_lead(part.atom) :], part.marks))
        else:
            out.append(part)
        between = []
    return out


def _parts(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Yield the pieces, each text parted into the blanks before, the words and the blanks behind."""
    for piece in pieces:
        if not isinstance(piece.atom, str):
            yield piece
            continue
        # Any space counts, as it does to Markdown's markers: a no-break space before `**` would switch it off.
        words = piece.atom.strip()
        parts = piece.atom.partition(words) if words else (piece.atom,)
        yield from (Piece(part, piece.marks) for part in parts if part)


def _is_loose(atom: Atom) -> bool:
    return isinstance(atom, Break) or (isinstance(atom, str) and _UNSEEN.fullmatch(atom) is not None)


def _lead(words: str) -> int:
    match = _UNSEEN.match(words)
    return match.end() if match else 0


def _gap(before: Piece, between: Sequence[Piece], after: Piece) -> Piece:
    """Return what stands between two words: a break if there is one, else the blanks; within the elements that go
    on there.
    """
    marks = before.marks
    for piece in (*between, after):
        marks = _common(marks, piece.marks)
    if any(isinstance(piece.atom, Break) for piece in between):
        return Piece(Break(), marks)
    return Piece(_single_spaced("".join(piece.atom for piece in between if isinstance(piece.atom, str))), marks)


def _common(some: Marks, others: Marks) -> Marks:
    length = 0
    for one, other in zip(some, others, strict=False):
        if not one.joins(other):
            break
        length += 1
    return some[:length]


def _nested(pieces: Sequence[Piece], depth: int) -> Inline:
    """Return the content that pieces make below their first `depth` marks."""
    out: list[Item] = []
    start = 0
    while start < len(pieces):
        piece = pieces[start]
        end = start + 1
        if len(piece.marks) > depth:
            mark = piece.marks[depth]
            while end < len(pieces) and len(pieces[end].marks) > depth and mark.joins(pieces[end].marks[depth]):
                end += 1
            out.extend(_element(mark, _nested(pieces[start:end], depth + 1)))
        elif isinstance(piece.atom, str) and out and isinstance(out[-1], str):
            out[-1] += piece.atom
        else:
            out.append(piece.atom)
        start = end
    return tuple(out)


def _element(mark: Mark, inner: Inline) -> Inline:
    if mark.name == "a":
        return (Link(mark.value, inner),)
    if mark.name == "code" and len(inner) == 1 and isinstance(inner[0], str):
        return (Verbatim(inner[0]),)
    if mark.name in MERGED and not _has_text(inner):
        return inner  # a bold picture is a picture
    return (Span(mark.name, inner, mark.value),)


def _has_text(content: Inline) -> bool:
    return any(
        isinstance(item, str | Verbatim) or (isinstance(item, Span | Link) and _has_text(item.content))
        for item in content
    )
