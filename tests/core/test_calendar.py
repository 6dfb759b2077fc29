"""Due times against the oracle that walks minute by minute."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.schedule_times import ClockChange, clock_change, next_slot, touched
from tests.core.calendar_oracle import (
    clock_changes,
    daily_counts,
    next_by_walking,
    random_moment,
    random_rule,
)

ZONES = (
    "Etc/UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "America/Havana",
    "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Europe/London", "Europe/Dublin",
    "America/New_York", "America/Nuuk", "Pacific/Chatham", "Antarctica/Troll", "America/St_Johns",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(150))
def test_walked(seed: int) -> None:
    """A random rule in a random zone is next due when every minute is looked at, too."""
    chance = random.Random(seed)  # noqa: S311 - the same cases each time
    zone = chance.choice(ZONES)
    cron, after = random_rule(chance), random_moment(chance, zone)

    due = next_slot(cron, zone, after)

    assert due > after
    assert (cron, zone, after, due) == (cron, zone, after, next_by_walking(cron, zone, after))


@pytest.mark.parametrize("zone", ZONES)
def test_daily_over_clock_changes(zone: str) -> None:
    """A daily slot of any hour comes exactly once on the days around each change of clocks."""
    counts = {
        tuple(daily_counts(zone, change, f"30 {hour} * * *"))
        for change in clock_changes(zone)
        for hour in range(24)
    }

    assert counts <= {(1, 1, 1)}


@pytest.mark.parametrize(
    ("cron", "at", "by", "wall"),
    [
        ("30 1 * * *", datetime(2027, 3, 28, 1, tzinfo=UTC), 1, "01:30"),
        ("0 9 * * *", datetime(2027, 3, 28, 1, tzinfo=UTC), 1, None),
        ("0 * * * *", datetime(2027, 3, 28, 1, tzinfo=UTC), 1, None),
    ],
)
def test_next_change_forward(cron: str, at: datetime, by: int, wall: str | None) -> None:
    """The next change of clocks is known, and whether a rule's time is skipped by it."""
    change = clock_change("Europe/London", datetime(2026, 11, 25, tzinfo=UTC))

    assert change == ClockChange(at, timedelta(hours=by))
    found = touched(cron, "Europe/London", change)
    assert (f"{found:%H:%M}" if found else None) == wall


def test_next_change_back() -> None:
    """A time that comes twice when the clocks go back is told."""
    change = clock_change("Europe/London", datetime(2026, 6, 1, tzinfo=UTC))

    assert change == ClockChange(datetime(2026, 10, 25, 1, tzinfo=UTC), -timedelta(hours=1))
    found = [
        touched(f"{m} {h} * * *", "Europe/London", change) for m, h in ((30, 1), (0, 2), (59, 0))
    ]
    assert [f"{one:%H:%M}" if one else None for one in found] == ["01:30", None, None]


def test_no_change() -> None:
    """A zone without changes of clocks has none."""
    assert clock_change("Asia/Tokyo", datetime(2026, 6, 1, tzinfo=UTC)) is None


def test_asked_in_the_second_hour() -> None:
    """In the second of two equal hours a time that came in the first is over for the day."""
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 01:10 in London, for the second time

    assert next_slot("30 1 * * *", "Europe/London", second) == datetime(
        2026, 10, 26, 1, 30, tzinfo=UTC
    )
