"""What is called out, and what is not: pure functions over invented memories of invented sources."""

import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror import health, table
from mirror.health import Brief, Evidence, Section, rhythm
from mirror.journal import SourceRun
from mirror.outcome import Kind, Listed
from samples import NOW, source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "https://news.example.org/feed/"


def a_brief(came: datetime = NOW, **changes: object) -> Brief:
    values = {
        "slug": "sabcdefghijkl",
        "title": "خبر مثال",
        "url": "https://news.example.org/x y",
        "status": "published",
        "fetched": came,
        "date": came - HOUR,
        "dated": True,
        "signed": True,
        "words": 300,
        "text": hash((came, *changes.items())),
    }
    return Brief(**{**values, **changes})  # type: ignore[arg-type]


def briefs(count: int, every: timedelta = 3 * HOUR, until: datetime = NOW, **changes: object) -> list[Brief]:
    """Return stories that came one after the other, the last one at `until`."""
    return [a_brief(until - every * n, **changes) for n in reversed(range(count))]


def a_run(began: datetime = NOW, entries: int | None = 20, unchanged: bool = False, **counts: int) -> SourceRun:
    reason = "" if entries is not None else "HTTP 404"
    return SourceRun(
        source="example",
        began=began,
        seconds=1,
        counts={Kind(name.replace("_", " ")): count for name, count in counts.items()},
        listings=(Listed(source="example", url=FEED, entries=entries, unchanged=unchanged, reason=reason),),
        left_out=(("https://news.example.org/x", "has no text"),) if counts.get("left_out") else (),
    )


def runs(count: int, every: timedelta = 6 * HOUR, until: datetime = NOW, **said: object) -> list[SourceRun]:
    return [a_run(until - every * n, **said) for n in reversed(range(count))]  # type: ignore[arg-type]


def seen(stories: Sequence[Brief] = (), ran: Sequence[SourceRun] = (), **changes: object) -> Evidence:
    return Evidence(now=NOW, sources=(source(**changes),), stories={"example": stories}, runs={"example": ran})


def called_out(evidence: Evidence) -> list[str]:
    return [f"{name}: {one}" for name, section in health.sections(evidence) for one in section.concerns]


def figures(evidence: Evidence, name: str) -> dict[str, table.Cell]:
    (row,) = dict(health.sections(evidence))[name].rows
    return dict(row.figures)


HEALTHY = seen(briefs(60), runs(40, new=2, same=18))


def test_a_healthy_source_is_not_called_out() -> None:
    assert called_out(HEALTHY) == []
    assert figures(HEALTHY, "fetching") == {
        "last success": timedelta(0), "new": 2, "in 7 days": 56, "changed": 0, "left out": 0, "because": None,
    }  # fmt: skip
    assert figures(HEALTHY, "listings") == {"entries": 20, "usually": 20, "failed runs": 0, "listing": FEED}
    assert figures(HEALTHY, "texts") == {
        "stories": 60, "waiting": 0, "undated": 0.0, "unsigned": 0.0, "words": 300, "before": 300,
    }  # fmt: skip


def test_nothing_known_is_said_as_not_known_and_is_well() -> None:
    evidence = seen()
    assert called_out(evidence) == []
    assert figures(evidence, "fetching") == {
        "last success": None, "new": None, "in 7 days": 0, "changed": None, "left out": None, "because": None,
    }  # fmt: skip


def test_without_a_state_folder_content_speaks() -> None:
    old = seen(briefs(60, until=NOW - 5 * DAY))
    assert figures(old, "fetching")["last success"] == 5 * DAY
    (line,) = called_out(old)
    assert line.startswith("silence: example: brought nothing new for 5 days (more than 48 h is unusual), since ")


CALLED_OUT: dict[str, tuple[Evidence, str]] = {
    "silently stopped": (
        seen(briefs(60, until=NOW - 3 * DAY), runs(40, same=20)),
        "silence: example: brought nothing new for 3 days (more than 48 h is unusual), since 2025-12-20; "
        "open https://news.example.org/; if there is news, `python scripts/discover.py https://news.example.org/` "
        "finds its listings",
    ),
    "not modified for ever": (
        seen(briefs(60, until=NOW - 3 * DAY), runs(40, same=20, unchanged=True)),
        "every run was told “not modified”: delete the folder web/ of the state folder",
    ),
    "silent, with a reason": (
        seen(briefs(60, until=NOW - 3 * DAY), [*runs(39, until=NOW - HOUR, same=20), a_run(same=18, left_out=2)]),
        "its last run left out: has no text",
    ),
    "never brought anything": (
        seen((), runs(40, every=12 * HOUR, filtered=20)),
        "silence: example: brought nothing new for 19 days (more than 14 days",
    ),
    "listing fails": (
        seen(briefs(60), [*runs(40, until=NOW - DAY, same=20), *runs(3, entries=None, left_out=1)]),
        f"listings: example: {FEED} could not be had in 3 runs since 2025-12-23: HTTP 404; open it in a browser",
    ),
    "listing shrank": (
        seen(briefs(60), [*runs(20, until=NOW - DAY, same=20), *runs(3, entries=6, same=6)]),
        f"listings: example: {FEED} holds 6 entries, where it usually held 20",
    ),
    "everything left out": (
        seen(briefs(60), [*runs(20, until=NOW - HOUR, same=20), a_run(left_out=12, same=8)]),
        "fetching: example: 12 of 20 entries were left out and none got in: has no text",
    ),
    "stopped by a rule of ours": (
        seen(briefs(60), [*runs(20, until=NOW - HOUR, same=20), replace(a_run(left_out=1), listings=())]),
        "fetching: example: is stopped: has no text",
    ),
    "not asked any more": (
        seen(briefs(60, until=NOW - 4 * DAY), runs(40, until=NOW - 4 * DAY, new=1, same=19)),
        "fetching: example: was not asked for 4 days (more than 48 h is unusual); see whether the schedule",
    ),
    "a paywall": (
        seen([*briefs(40, until=NOW - DAY), *briefs(9, every=HOUR, words=140), a_brief(words=400)]),
        "texts: example: its last 10 stories have 140 words at the median, where it was 300; is there a paywall now?; "
        "look at one: `python scripts/preview.py 'https://news.example.org/x y' --explain`",
    ),
    "a consent page": (
        seen([*briefs(40, until=NOW - DAY), *briefs(3, every=HOUR, text=1, words=500)]),
        "texts: example: 3 of its last 10 stories have the same text; is it a consent page",
    ),
    "dates are gone": (
        seen([*briefs(40, until=NOW - DAY), *briefs(5, every=HOUR, dated=False)]),
        "texts: example: 50 % of its last 10 stories have no date, where it was 0 %",
    ),
    "authors are gone": (
        seen([*briefs(40, until=NOW - DAY), *briefs(6, every=HOUR, signed=False)]),
        "name `author` in [source.rules]",
    ),
}


@pytest.mark.parametrize("case", CALLED_OUT)
def test_is_called_out_in_one_line_with_what_to_do(case: str) -> None:
    evidence, says = CALLED_OUT[case]
    lines = called_out(evidence)
    assert len(lines) == 1, lines
    assert says in lines[0]
    assert "; " in lines[0], "says what to do"
    assert called_out(replace(evidence, sources=(source(paused=True),))) == [], "a paused source rests"


def test_one_line_when_no_source_is_asked_any_more() -> None:
    sister = source(id="sister")
    asked = runs(40, until=NOW - 4 * DAY, new=1)
    evidence = Evidence(now=NOW, sources=(source(), sister), runs={"example": asked, "sister": asked})
    assert [line.split(" for ")[0] for line in called_out(evidence)] == ["fetching: every source: was not asked"]
    (line,) = called_out(replace(evidence, runs={"example": asked, "sister": runs(40, new=1)}))
    assert line.startswith("fetching: example: ")


WELL: dict[str, Evidence] = {
    "a quiet night": seen(briefs(60, until=NOW - 30 * HOUR), runs(40, same=20)),
    "a weekly between two issues": seen(
        [
            one
            for week in reversed(range(12))
            for one in briefs(10, every=HOUR / 10, until=NOW - 6 * DAY - 7 * DAY * week)
        ],
        runs(40, same=10),
    ),
    "a weekend of a daily": seen(
        [a_brief(NOW - DAY * n) for n in reversed(range(3, 60)) if n % 7 not in (1, 2)], runs(40, same=20)
    ),
    "a weekend of a busy one": seen(
        [a_brief(NOW - HOUR * n) for n in reversed(range(60, 800)) if (n // 24) % 7 > 1 and n % 24 < 16],
        runs(40, same=20),
    ),
    "a server's bad hour": seen(briefs(60), [*runs(20, until=NOW - HOUR, same=20), *runs(4, HOUR / 4, entries=None)]),
    "a listing that failed once": seen(briefs(60), [*runs(20, until=NOW - HOUR, same=20), a_run(entries=None)]),
    "a news sitemap on Sunday": seen(briefs(60), [*runs(20, until=NOW - DAY, same=40), *runs(3, entries=18, same=18)]),
    "two galleries in a quiet feed": seen(briefs(60), runs(20, same=18, left_out=2)),
    "short and long pieces": seen([a_brief(NOW - 3 * HOUR * n, words=(300, 80)[n % 2]) for n in reversed(range(60))]),
    "headlines have no words": seen(briefs(60, words=0, text=1)),
    "never had authors": seen(briefs(60, signed=False)),
    "taken down": seen([*briefs(40, until=NOW - DAY), *briefs(10, every=HOUR, status="skip", words=0)]),
    "a listing that is gone from mirror.toml": seen(
        briefs(60), [replace(run, listings=(replace(run.listings[0], url="old"), *a_run().listings)) for run in runs(9)]
    ),
    "new, and ten stories young": seen(briefs(10), [a_run(new=10)]),
    "nobody asked for a week, by hand before": seen(briefs(60, until=NOW - 7 * DAY), [a_run(NOW - 7 * DAY, new=20)]),
}


@pytest.mark.parametrize("case", WELL)
def test_is_well(case: str) -> None:
    assert called_out(WELL[case]) == []


def test_drafts_wait_and_that_is_well() -> None:
    evidence = seen([*briefs(3), a_brief(NOW - 2 * DAY, status="draft", slug="swaits2345672", title="خبر ينتظر")])
    waiting = dict(health.sections(evidence))["waiting"]
    assert table.lines(waiting.table) == [
        "source   waits  slug           title",
        "example   48 h  swaits2345672  خبر ينتظر",
    ]
    assert (figures(evidence, "texts")["waiting"], called_out(evidence)) == (1, [])


def test_every_section_is_a_file_that_holds_to_the_contract() -> None:
    names = [info.name for info in pkgutil.iter_modules(health.__path__)]
    for evidence in (HEALTHY, seen(), *(evidence for evidence, _ in CALLED_OUT.values())):
        found = dict(health.sections(evidence))
        assert list(found) == [name for name in names if name in found], "in the order of the names"
        for name, section in found.items():
            assert isinstance(section, Section)
            assert section == dict(health.sections(evidence))[name], "pure"
            assert len({tuple(row.figures) for row in section.rows}) <= 1, "every row has the same figures"
            assert len(table.lines(section.table)) == len(section.rows) + 1


moments = st.lists(st.integers(0, 10**8).map(lambda seconds: NOW + timedelta(seconds=seconds)), max_size=60)


@given(moments, st.timedeltas(timedelta(0), 30 * DAY))
def test_patience_is_never_short_and_knows_no_order(times: list[datetime], gap: timedelta) -> None:
    allowed = rhythm.patience(times)
    assert allowed >= rhythm.LEAST
    assert allowed == rhythm.patience(reversed(times))
    assert allowed == rhythm.patience([time + gap for time in times]), "only gaps count"


def test_patience_grows_with_the_gaps() -> None:
    def every(gap: timedelta) -> timedelta:
        return rhythm.patience(NOW + gap * n for n in range(30))

    assert [every(gap) for gap in (HOUR, 12 * HOUR, DAY, 7 * DAY)] == [2 * DAY, 2 * DAY, 3 * DAY, 21 * DAY]
