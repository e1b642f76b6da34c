"""Tables: aligned lines outside a terminal, a frame on one, and nothing in a cell gets out of it."""

import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from mirror import table
from mirror.table import Table

SAMPLE = Table(
    header=("source", "new", "undated", "time", "because"),
    rows=(
        ("example", 3, 0.5, timedelta(seconds=1.25), "لا نص"),
        ("a-longer-name", 1200, 1.0, timedelta(days=3), None),
    ),
)


def printed(shown: Table, *, terminal: bool, lead: str = "") -> str:
    out = io.StringIO()
    table.show(shown, Console(file=out, force_terminal=terminal, width=80, color_system=None), lead)
    return out.getvalue()


def test_plain_lines_are_aligned() -> None:
    assert printed(SAMPLE, terminal=False, lead="fetch: ").splitlines() == [
        "fetch: source          new  undated    time  because",
        "fetch: example           3     50 %   1.2 s  لا نص",
        "fetch: a-longer-name  1200    100 %  3 days  -",
    ]


def test_a_terminal_gets_a_frame_and_the_same_words() -> None:
    shown = printed(SAMPLE, terminal=True, lead="fetch: ")
    assert "fetch: " not in shown
    assert "│" in shown
    assert {"example", "1200", "50", "3", "days", "نص"} <= set(shown.replace("│", " ").split())


@pytest.mark.parametrize("terminal", [True, False])
def test_a_cell_cannot_leave_its_line(terminal: bool) -> None:
    hostile = "a\n::error::b\x1b[31m[bold]c[/bold]\u2028d"
    shown = printed(Table(header=("source", "because"), rows=(("example", hostile),)), terminal=terminal)
    assert "\x1b[31m" not in shown
    assert not [line for line in shown.splitlines() if line.startswith("::")]
    assert "[bold]c[/bold]" in shown, "markup is text"


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(), st.floats(0, 1)), min_size=1, max_size=5))
def test_every_row_is_one_line_as_wide_as_the_header(rows: list[table.Cell]) -> None:
    made = Table(header=("text", "count", "share"), rows=tuple(rows))  # type: ignore[arg-type]
    lines = table.lines(made)
    assert len(lines) == len(rows) + 1
    assert len({cell_len(line) for line in lines}) == 1, "the last column is right-aligned, so all end together"


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0, "0.0 s"),
        (-5, "0.0 s"),
        (179, "179.0 s"),
        (180, "3 min"),
        (3 * 3600 - 1, "179 min"),
        (3 * 3600, "3 h"),
        (71 * 3600, "71 h"),
        (72 * 3600, "3 days"),
    ],
)
def test_spans(seconds: float, says: str) -> None:
    assert table.span(timedelta(seconds=seconds)) == says
