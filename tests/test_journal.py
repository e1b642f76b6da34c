"""What a run did: tallied, shown, remembered; and a memory that can be lost or spoilt without harm."""

import json
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import journal, table
from mirror.journal import SourceRun, Tally
from mirror.outcome import Begun, Ended, Event, Kind, Listed, Outcome
from samples import NOW

FEED = "https://news.example.org/feed/"


def outcome(kind: Kind, item: str = "https://news.example.org/x", source: str = "example") -> Outcome:
    return Outcome(source=source, item=item, kind=kind, reason="has no text" if kind is Kind.LEFT_OUT else "")


def a_run(**changes: object) -> SourceRun:
    values = {
        "source": "example",
        "began": NOW,
        "seconds": 1.5,
        "counts": {Kind.NEW: 2, Kind.LEFT_OUT: 1},
        "listings": (Listed(source="example", url=FEED, entries=20, unchanged=True),),
        "left_out": (("https://news.example.org/x", "has no text"),),
    }
    return SourceRun(**{**values, **changes})  # type: ignore[arg-type]


def test_a_tally_adds_up_each_source() -> None:
    tally = Tally()
    events: tuple[Event, ...] = (
        Listed(source="example", url=FEED, entries=3),
        Listed(source="sister", url="https://sister.example.org/atom.xml", entries=None, reason="HTTP 404"),
        outcome(Kind.LEFT_OUT, "https://sister.example.org/atom.xml", "sister"),
        Begun(source="example", due=2),
        outcome(Kind.NEW),
        Ended(source="sister", seconds=0.5),
        outcome(Kind.NEW),
        *(outcome(Kind.LEFT_OUT, f"https://news.example.org/{n}") for n in range(9)),
        Ended(source="example", seconds=2.5),
    )
    for event in events:
        tally.take(event)
    example, sister = tally.runs(NOW)
    assert (example.counts, example.seconds, example.heard) == ({Kind.NEW: 2, Kind.LEFT_OUT: 9}, 2.5, True)
    assert [item[-1] for item, _ in example.left_out] == ["0", "1", "2", "3", "4"], "the first five are enough"
    assert (sister.counts, sister.heard) == ({Kind.LEFT_OUT: 1}, False)


def test_a_source_that_was_interrupted_is_not_remembered() -> None:
    tally = Tally()
    tally.take(outcome(Kind.NEW))
    assert tally.runs(NOW) == []


def test_the_summary_has_a_line_for_each_source_and_no_column_of_nothing() -> None:
    runs = [a_run(), a_run(source="sister", counts={Kind.SAME: 20}, seconds=0.25)]
    assert table.lines(journal.summary(runs, {"example"})) == [
        "source   new  waiting  same  left out   time",
        "example    2        2     0         1  1.5 s",
        "sister     0        0    20         0  0.2 s",
    ]
    assert table.lines(journal.summary(runs[1:], ())) == [
        "source  new  same  left out   time",
        "sister    0    20         0  0.2 s",
    ]


def test_what_is_remembered_is_recalled_in_order(tmp_path: Path) -> None:
    runs = [a_run(began=NOW + timedelta(hours=n)) for n in range(3)]
    for run in (runs[1], runs[0], runs[2]):
        journal.remember(tmp_path, [run])
    assert journal.recall(tmp_path, "example") == tuple(runs)
    assert journal.recall(tmp_path, "sister") == ()


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "example.jsonl"
    journal.remember(tmp_path, [a_run()])
    line = json.loads(path.read_text(encoding="utf-8"))
    began = [NOW - timedelta(days=500), *(NOW - timedelta(minutes=15 * n) for n in range(journal.RUNS, 0, -1))]
    path.write_text("".join(json.dumps({**line, "began": f"{at:%FT%T+00:00}"}) + "\n" for at in began))
    journal.remember(tmp_path, [a_run()])
    kept = journal.recall(tmp_path, "example")
    assert len(kept) == journal.RUNS
    assert (kept[0].began, kept[-1].began) == (NOW - timedelta(minutes=15 * (journal.RUNS - 1)), NOW)
    assert path.stat().st_size < 300_000


def test_a_spoilt_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "example.jsonl"
    journal.remember(tmp_path, [a_run()])
    good = path.read_text(encoding="utf-8")
    naive = good.replace("+00:00", "")
    other = good.replace('"v": 1', '"v": 2')
    path.write_bytes(b"\xff\x00\n[]\n{}\n" + (other + '{"v": 1}\n' + "[" * 9999 + "\n" + good + good[:40]).encode())
    assert journal.recall(tmp_path, "example") == (a_run(),)
    journal.remember(tmp_path, [a_run(began=NOW + timedelta(hours=1))])
    assert len(journal.recall(tmp_path, "example")) == 2
    assert path.read_text(encoding="utf-8").startswith(good), "what cannot be read is forgotten when its turn comes"
    path.write_text(naive, encoding="utf-8")
    assert all(run.began.tzinfo for run in journal.recall(tmp_path, "example"))


@settings(max_examples=50)
@given(item=st.text(), reason=st.text(), entries=st.none() | st.integers(0, 10**6))
def test_whatever_upstream_says_is_one_line(item: str, reason: str, entries: int | None) -> None:
    listed = Listed(source="example", url=FEED, entries=entries, reason=reason)
    line = journal.written(a_run(left_out=((item, reason),), listings=(listed,)))
    assert "\n" not in line
    assert len(line.encode("utf-8")) < 4000
    back = journal.read(line, "example")
    assert back is not None
    assert back.listings[0].entries == entries
