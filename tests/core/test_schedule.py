"""When posts are due, over clock changes and after time away."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.card import Card, Role, Span, Tone, text_of, words
from bot.core.schedule import COALESCED, Plan, Run, RunState, Schedule, marker, plan, run_id
from bot.core.schedule_times import MINIMUM_INTERVAL, ScheduleInvalid, check, next_slot
from bot.core.wording_schedule import as_posted, late_note

DAILY = Schedule("daily", "slack", "C1", "uk", "0 9 * * *", "Europe/London")
START = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = [  # each with changes of its own: none, half an hour, at midnight, backwards in summer
    "UTC",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Santiago",
    "America/Havana",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Nuuk",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "America/St_Johns",
]


def utc(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """Return a moment of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def slots(cron: str, zone: str, after: datetime, count: int) -> list[str]:
    """Return the next slots in their zone."""
    found = []
    for _ in range(count):
        after = next_slot(cron, zone, after)
        found.append(after.astimezone(ZoneInfo(zone)).isoformat())
    return found


@pytest.mark.parametrize(
    ("cron", "after", "expected"),
    [
        (
            "30 1 * * *",
            utc(28, 12, month=3),
            ["2026-03-29T02:00:00+01:00", "2026-03-30T01:30:00+01:00"],
        ),
        (
            "0 9 * * *",
            utc(28, 12, month=3),
            ["2026-03-29T09:00:00+01:00", "2026-03-30T09:00:00+01:00"],
        ),
        (
            "30 1 * * *",
            utc(24, 12, month=10),
            ["2026-10-25T01:30:00+01:00", "2026-10-26T01:30:00+00:00"],
        ),
        (
            "0 9 * * *",
            utc(24, 12, month=10),
            ["2026-10-25T09:00:00+00:00", "2026-10-26T09:00:00+00:00"],
        ),
        (
            "0 * * * *",
            utc(25, 0, 30, month=10),
            ["2026-10-25T01:00:00+00:00", "2026-10-25T02:00:00+00:00"],
        ),
    ],
)
def test_london_clock_changes(cron: str, after: datetime, expected: list[str]) -> None:
    """A daily post comes once through London's clock changes, an hourly one every real hour."""
    assert slots(cron, "Europe/London", after, 2) == expected


@given(
    zone=st.sampled_from(ZONES),
    first=st.dates(date(2024, 1, 1), date(2030, 12, 1)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_daily_once_a_local_day(zone: str, first: date, at: time) -> None:
    """A daily rule has one slot a local day: at its time, or right after a missing hour."""
    tz = ZoneInfo(zone)
    after = datetime.combine(first, time(0), tz).astimezone(UTC) - timedelta(minutes=1)
    days = [first + timedelta(days=n) for n in range(45)]

    found = []
    for _ in days:
        after = next_slot(f"{at.minute} {at.hour} * * *", zone, after)
        found.append(after)

    assert found == [due_on(day, at, tz) for day in days]


def due_on(day: date, at: time, tz: ZoneInfo) -> datetime:
    """Walk a day minute by minute to the first whose clock shows this time or later."""
    moment = datetime.combine(day, at, tz).astimezone(UTC) - timedelta(hours=3)
    while moment.astimezone(tz).replace(tzinfo=None) < datetime.combine(day, at):
        moment += timedelta(minutes=1)
    return moment


FIELD = {
    "minute": st.integers(0, 59),
    "hour": st.integers(0, 23) | st.just("*") | st.just("*/6"),
    "day": st.integers(1, 28) | st.just("*") | st.just("L"),
    "month": st.integers(1, 12) | st.just("*"),
    "weekday": st.integers(0, 6) | st.just("*") | st.just("1-5"),
}


@given(
    zone=st.sampled_from(ZONES),
    fields=st.tuples(*FIELD.values()),
    now=st.integers(0, 7 * 365 * 24 * 60).map(
        lambda n: START + timedelta(minutes=n, seconds=n % 60)
    ),
)
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_next_is_later(zone: str, fields: tuple[int | str, ...], now: datetime) -> None:
    """The next slot is later than now, and the one after it later again."""
    cron = " ".join(map(str, fields))
    check(cron, zone)

    first = next_slot(cron, zone, now)
    second = next_slot(cron, zone, first)

    assert now < first < second
    assert (first.second, first.microsecond, first.tzinfo) == (0, 0, UTC)


@pytest.mark.parametrize(
    ("cron", "zone", "said"),
    [
        ("0 9 * *", "UTC", "write five fields"),
        ("0 0 9 * * *", "UTC", "write five fields"),
        ("", "UTC", "write five fields"),
        ("9" * 5000 + " 9 * * *", "UTC", "write five fields"),
        ("61 9 * * *", "UTC", "bad minute"),
        ("0 9 * * mon-funday", "UTC", "bad day-of-week"),
        ("0 0 31 2 *", "UTC", "bad day-of-month"),
        ("* * * * *", "UTC", "leave at least 15 minutes"),
        ("*/10 * * * *", "UTC", "leave at least 15 minutes"),
        ("0,5 9 1 1 *", "UTC", "leave at least 15 minutes"),
        ("55,0 0,23 * * *", "UTC", "leave at least 15 minutes"),
        ("0 9 * * *", "Europe/Lundon", "did you mean Europe/London?"),
        ("0 9 * * *", "+01:00", "use a name such as Europe/London"),
        ("0 9 * * *", "EST5EDT", "is not an IANA time zone"),
        ("0 9 * * *", "Etc/GMT-1", "is not an IANA time zone"),
        ("0 9 * * *", "../../etc/passwd", "is not an IANA time zone"),
    ],
)
def test_invalid(cron: str, zone: str, said: str) -> None:
    """A rule or zone that cannot be kept gives one line that says what to do."""
    with pytest.raises(ScheduleInvalid) as raised:
        check(cron, zone)

    message = str(raised.value)
    assert (said in message, "\n" in message, len(message) < 200) == (True, False, True)


@pytest.mark.parametrize(
    "cron",
    ["0 9 * * *", "*/15 * * * *", "0 9 * * mon-fri", "0 0 29 2 *", "0 9 L * *", "30 9 * * 1#1"],
)
def test_valid(cron: str) -> None:
    """Five fields that are not too frequent are kept."""
    assert check(cron, "Europe/London") is None


def test_no_rule_allowed_is_too_frequent() -> None:
    """The most frequent rule leaves the minimum interval between two posts."""
    after = [datetime(2026, 1, 1, tzinfo=UTC)]
    for _ in range(200):
        after.append(next_slot("*/15 * * * *", "UTC", after[-1]))

    assert {later - earlier for earlier, later in pairwise(after)} == {MINIMUM_INTERVAL}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (utc(25, 9), Plan(utc(25, 9), 0, missed=False, next_due=utc(26, 9))),
        (utc(25, 10), Plan(utc(25, 9), 0, missed=False, next_due=utc(26, 9))),
        (utc(25, 10, 1), Plan(utc(25, 9), 0, missed=True, next_due=utc(26, 9))),
        (utc(28, 9, 40), Plan(utc(28, 9), 3, missed=False, next_due=utc(29, 9))),
        (utc(28, 23), Plan(utc(28, 9), 3, missed=True, next_due=utc(29, 9))),
    ],
    ids=["on time", "end of grace", "past its grace", "three days away", "away and too late"],
)
def test_plan(now: datetime, expected: Plan) -> None:
    """Only the latest slot that has come is posted, and only within its grace."""
    assert plan(DAILY, utc(25, 9), now) == expected


def test_plan_after_years() -> None:
    """After years away a plan takes a bounded step and the next one goes on from there."""
    long_ago = datetime(2015, 1, 1, 9, tzinfo=UTC)

    first = plan(DAILY, long_ago, utc(25, 9))
    second = plan(DAILY, first.next_due, utc(25, 9))

    assert (first.skipped, first.missed, first.next_due < utc(25, 9)) == (COALESCED, True, True)
    assert second.next_due > first.next_due + timedelta(days=COALESCED)


def test_identity() -> None:
    """A slot of a schedule always has the same run and marker; another has another."""
    same = [marker(run_id("daily", moment)) for moment in (utc(25, 9), DAILY_IN_TOKYO)]
    other = [marker(run_id("daily", utc(26, 9))), marker(run_id("weekly", utc(25, 9)))]

    assert run_id("daily", utc(25, 9)) == "daily.1795597200"
    assert same == ["a407c3644ae68bca1498bab4"] * 2
    assert len({*same, *other}) == 3


DAILY_IN_TOKYO = utc(25, 9).astimezone(ZoneInfo("Asia/Tokyo"))


ON_ANOTHER_DAY = (
    "Due 09:00 on 25 November (Europe/London), posted late. 2 posts before it were left out."
)


@pytest.mark.parametrize(
    ("posted", "skipped", "said"),
    [
        (utc(25, 9, 40), 0, "Due 09:00 (Europe/London), posted late."),
        (
            utc(25, 9, 40),
            1,
            "Due 09:00 (Europe/London), posted late. 1 post before it was left out.",
        ),
        (
            utc(26, 8),
            2,
            ON_ANOTHER_DAY,
        ),
    ],
)
def test_late_note(posted: datetime, skipped: int, said: str) -> None:
    """A late post says when it was due, in its zone, and how many before it were left out."""
    note = late_note(utc(25, 9), posted, "Europe/London", skipped)

    assert text_of(note) == said
    assert not any(c.isdigit() for span in note if span.role is Role.WORDS for c in span.text)


@pytest.mark.parametrize(("minutes", "notes"), [(0, 0), (2, 0), (3, 1)])
def test_only_late_posts_have_a_note(minutes: int, notes: int) -> None:
    """A post within two minutes of its slot says nothing of its time; its own notes are kept."""
    own = (words("Reviewed by the press office"),)
    card = Card(Tone.PLAIN, (Span(Role.VALUE, "500"),), notes=(own,))

    posted = as_posted(card, a_run(utc(25, 9)), utc(25, 9, minutes))

    assert (posted.headline, posted.notes[0], len(posted.notes)) == (
        card.headline,
        own,
        1 + notes,
    )


def a_run(slot: datetime) -> Run:
    """Return a run that is waiting."""
    return Run(
        id=run_id("daily", slot),
        schedule="daily",
        platform="slack",
        channel="C1",
        brief="uk",
        zone="Europe/London",
        slot=slot,
        post_by=slot + timedelta(hours=1),
        skipped=0,
        state=RunState.QUEUED,
        attempts=0,
        lease="",
    )
