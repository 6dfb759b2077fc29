"""A second opinion on due times: it walks minute by minute, without the product's arithmetic.

Random cases and all clock changes are judged by it; `bench/schedules.py` runs many more of them.
"""

import calendar
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.schedule_times import slots

MINUTE = timedelta(minutes=1)
RULES = (
    "{m} {h} * * *", "{m} {h} * * 1-5", "{m} {h} * * {d}", "{m} {h},{g} * * *", "0 * * * *",
    "{m} * * * *", "*/15 * * * *", "*/30 {h} * * *", "0 {h}-23 * * *", "0 */3 * * *",
    "{m} {h} 1W * *", "{m} {h} LW * *", "{m} {h} L * *", "{m} {h} {n} * *", "{m} {h} * * {d}#2",
    "{m} {h} * * {d}L", "{m} {h} {n} * {d}",
)  # fmt: skip


def next_by_walking(cron: str, zone: str, after: datetime, *, days: int = 70) -> datetime | None:
    """Return the first slot after a time by looking at every minute; None where none comes."""
    fields = cron.split()
    place = ZoneInfo(zone)
    fixed = not (fields[0].startswith("*") or fields[1].startswith("*"))
    at = after.astimezone(UTC).replace(second=0, microsecond=0)
    before = at.astimezone(place)
    for _ in range(days * 24 * 60):
        at += MINUTE
        local = at.astimezone(place)
        if _fires(fields, before, local, fixed=fixed):
            return at
        before = local
    return None


def _fires(fields: list[str], before: datetime, local: datetime, *, fixed: bool) -> bool:
    """Say whether a rule fires in a minute: of a fixed one also what the clocks skipped."""
    wall = local.replace(tzinfo=None)
    if not fixed:
        return _matches(fields, wall)
    if local.fold:
        return False  # it comes for the second time
    skipped = before.replace(tzinfo=None) + MINUTE
    while skipped < wall:
        if _matches(fields, skipped):
            return True
        skipped += MINUTE
    return _matches(fields, wall)


def _matches(fields: list[str], wall: datetime) -> bool:
    minute, hour, day, month, weekday = fields
    if not (
        _in(minute, wall.minute, 59) and _in(hour, wall.hour, 23) and _in(month, wall.month, 12)
    ):
        return False
    of_month, of_week = _day(day, wall.date()), _weekday(weekday, wall.date())
    if day.startswith("*") or weekday.startswith("*"):
        return of_month and of_week
    return of_month or of_week


def _in(field: str, value: int, most: int) -> bool:
    for part in field.split(","):
        span, _, step = part.partition("/")
        low, _, high = ("0", "", str(most)) if span == "*" else span.partition("-")
        last = int(high or low)
        if int(low) <= value <= last and (value - int(low)) % int(step or 1) == 0:
            return True
    return False


def _day(field: str, day: date) -> bool:
    last = calendar.monthrange(day.year, day.month)[1]
    working = [n for n in range(1, last + 1) if day.replace(day=n).weekday() < 5]
    special = {"1W": working[0], "LW": working[-1], "L": last}
    return (
        day.day == special[field] if field in special else field == "*" or _in(field, day.day, 31)
    )


def _weekday(field: str, day: date) -> bool:
    today = day.isoweekday() % 7
    if field.endswith("L"):
        last = calendar.monthrange(day.year, day.month)[1]
        return today == int(field[:-1]) % 7 and day.day + 7 > last
    if "#" in field:
        which, nth = field.split("#")
        return today == int(which) % 7 and (day.day + 6) // 7 == int(nth)
    return field == "*" or _in(field, today, 7) or (today == 0 and _in(field, 7, 7))


def random_rule(chance: random.Random) -> str:
    """Return some rule that is allowed."""
    hour = chance.randrange(23)
    return chance.choice(RULES).format(
        m=chance.choice((0, 0, 15, 30, 59)), h=hour, g=chance.randrange(hour + 1, 24),
        d=chance.randrange(7), n=chance.randrange(1, 29),
    )  # fmt: skip


def random_moment(chance: random.Random, zone: str) -> datetime:
    """Return a moment from 2024 to 2030, half of them within a day of a change of clocks."""
    start = datetime(2024, 1, 1, tzinfo=UTC)
    moment = start + timedelta(seconds=chance.randrange(7 * 365 * 86_400))
    changes = list(clock_changes(zone))
    if changes and chance.random() < 0.5:
        moment = chance.choice(changes) + timedelta(seconds=chance.randrange(-86_400, 86_400))
    return moment


_CHANGES: dict[str, tuple[datetime, ...]] = {}


def clock_changes(zone: str) -> tuple[datetime, ...]:
    """Return every change of clocks of a zone from 2024 to 2030, found minute by minute."""
    if zone not in _CHANGES:
        _CHANGES[zone] = tuple(_changes(ZoneInfo(zone)))
    return _CHANGES[zone]


def _changes(place: ZoneInfo) -> Iterator[datetime]:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    end = datetime(2031, 1, 1, tzinfo=UTC)
    while at < end:
        later = at + timedelta(days=1)
        if at.astimezone(place).utcoffset() != later.astimezone(place).utcoffset():
            while at.astimezone(place).utcoffset() == (at + MINUTE).astimezone(place).utcoffset():
                at += MINUTE
            yield at + MINUTE
        at = later


def daily_counts(zone: str, change: datetime, cron: str) -> list[int]:
    """Count the product's slots of a daily rule on the day before, of and after a change.

    A slot that the clocks skip belongs to the day of the hour that is missing, even where that is
    the last of a day and its slot is the midnight that follows at once.
    """
    place = ZoneInfo(zone)
    minute, hour = (int(field) for field in cron.split()[:2])
    before = (change - MINUTE).astimezone(place).utcoffset() or timedelta(0)
    due = []
    for slot in slots(cron, zone, change - timedelta(days=3)):
        local = slot.astimezone(place)
        skipped = slot == change and (local.hour, local.minute) != (hour, minute)
        due.append((change + before if skipped else local).date())
        if slot > change + timedelta(days=3):
            break
    day = (change + before).date()
    return [due.count(day + timedelta(days=n)) for n in (-1, 0, 1)]
