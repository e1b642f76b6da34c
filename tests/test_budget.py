"""status.py --budget: what is used of a free host's limits, and when each will be reached."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mirror import budget, durations
from mirror.budget import MB, Usage

NOW = datetime(2025, 12, 23, 12, tzinfo=UTC)


def usage(**changes: object) -> Usage:
    known = {
        "stories": 1000,
        "pace": 10.0,
        "files": 2000,
        "site": 100 * MB,
        "pictures": 60 * MB,
        "repository": 50 * MB,
        "build": timedelta(seconds=6),
    }
    return Usage(**{**known, **changes})  # type: ignore[arg-type]


def test_the_pace_is_that_of_the_last_ninety_days() -> None:
    old = [NOW - timedelta(days=400)] * 500
    recent = [NOW - timedelta(days=day) for day in range(80) for _ in range(3)]
    assert budget.pace([*old, *recent], NOW) == pytest.approx(240 / 79)
    assert budget.pace([NOW - timedelta(hours=1)] * 40, NOW) == 40, "of a mirror of one hour: not 960 a day"
    assert budget.pace(old, NOW) == 0
    assert budget.pace([], NOW) == 0


def test_each_limit_has_its_day() -> None:
    """900 MB are left, and 10 stories of 100 kB a day use one of them: 900 days."""
    found = {each.name: each for each in budget.limits(usage(), date(2025, 12, 23))}
    assert found["site"].reached == date(2025, 12, 23) + timedelta(days=900)
    assert found["repository"].reached == date(2025, 12, 23) + timedelta(days=1900)
    assert found["build"].share == pytest.approx(0.01)
    assert found["build"].reached is None, "27 years"


def test_what_is_over_is_reached_today_and_what_does_not_grow_never() -> None:
    over = budget.limits(usage(site=1200 * MB), date(2025, 12, 23))[0]
    assert over.reached == date(2025, 12, 23)
    assert budget.limits(usage(pace=0.0), date(2025, 12, 23))[0].reached is None
    assert budget.limits(usage(stories=0, pace=0.0, site=1), date(2025, 12, 23))[0].reached is None


def test_past_four_fifths_it_warns_and_says_what_helps() -> None:
    nearly = usage(site=790 * MB, repository=810 * MB, build=timedelta(minutes=9))
    said = [str(each) for each in budget.concerns(nearly, budget.limits(nearly, NOW.date()))]
    assert [line.split(":")[0] for line in said] == ["repository", "build"]
    full = usage(site=900 * MB, pictures=450 * MB)
    (site,) = budget.concerns(full, budget.limits(full, NOW.date()))
    assert site.reason == "90% of 1,000 MB is used"
    assert "pictures are 50% of it" in site.remedy
    assert "--drop-images-before" in site.remedy


def test_a_build_is_remembered_and_a_torn_line_is_no_harm(tmp_path: Path) -> None:
    assert durations.last(tmp_path) is None
    for seconds in range(60):
        durations.remember(tmp_path, float(seconds))
    with (tmp_path / "builds.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"seconds": \n')
    assert durations.last(tmp_path) == timedelta(seconds=59)
    assert len((tmp_path / "builds.jsonl").read_text(encoding="utf-8").splitlines()) == 51
