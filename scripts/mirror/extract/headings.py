"""Headings of an article's body: under the story's own title, one level after the other.

Pages choose levels for their looks; screen readers and checkers read them as an outline (WCAG 2, H42).
"""

from lxml.html import HtmlElement

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TOP = 2
"""The level of the first headings within a story: the title is the first level."""


def settle(body: HtmlElement) -> None:
    """Give every heading the level of its place in the outline: `h3 h3 h5 h3` becomes `h2 h2 h3 h2`."""
    open_levels: list[int] = []
    for heading in body.iter(*_LEVELS):
        level = _LEVELS[heading.tag]
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.tag = f"h{min(6, _TOP + len(open_levels) - 1)}"
