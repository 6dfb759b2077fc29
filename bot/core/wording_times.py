"""Rules, moments and clock changes in words; all times are our own, never a statement's."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.card import Line, Role, Span, words
from bot.core.schedule import GRACES, Missed, Schedule
from bot.core.schedule_times import ClockChange, is_fixed, touched
from bot.core.zones import city_of

_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_WEEK: Final[Mapping[str, str]] = {
    "*": "every day", "1-5": "every weekday", "mon-fri": "every weekday",
    "1,2,3,4,5": "every weekday", "6,0": "on weekends", "0,6": "on weekends",
}  # fmt: skip
_DATES: Final[Mapping[str, str]] = {
    "1W": "on the first working day of the month",
    "LW": "on the last working day of the month",
    "L": "on the last day of the month",
}
_NTH: Final = ("", "first", "second", "third", "fourth", "fifth")
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}
_HOLIDAYS: Final = "Public holidays are not known to me: working days are Monday to Friday."
NO_CHANGE: Final = "The clocks there do not change in the next year."
DOWNTIME: Final[Mapping[Missed, str]] = {
    Missed.SKIP: "After downtime nothing is posted late: a post that is missed stays out.",
    Missed.LATEST: "After downtime the latest missed post is made, marked as late, if it was due "
    "within ",
    Missed.ALL: "After downtime all missed posts are made, the oldest first, marked as late, if "
    "due within ",
}


def rule(schedule: Schedule) -> str:
    """Return when a schedule posts: "every weekday at 09:00, London time"."""
    zone = schedule.zone
    return f"{_told(schedule.cron)}, {'UTC' if zone == 'Etc/UTC' else f'{city_of(zone)} time'}"


def moment(at: datetime, zone: str) -> str:
    """Return a moment in a zone: "Monday 30 November 2026, 09:00"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"


def both(at: datetime, zone: str) -> Line:
    """Return a moment in a zone and in UTC."""
    utc = f" ({at:%H:%M} UTC)" if zone != "Etc/UTC" else " UTC"
    return (Span(Role.OWN, moment(at, zone) + utc, moment=at),)


def change_line(schedule: Schedule, change: ClockChange | None) -> Line:
    """Return when the clocks change next, and what the post does then."""
    if change is None:
        return (Span(Role.OWN, NO_CHANGE),)
    forward = change.by > timedelta(0)
    when = moment(change.at - timedelta(seconds=1), schedule.zone).split(",")[0]
    told = f"Clocks in {city_of(schedule.zone)} go {'forward' if forward else 'back'} on {when}. "
    return (Span(Role.OWN, told + _effect(schedule, change)),)


def downtime_line(missed: Missed) -> Line:
    """Return what becomes of posts that were missed."""
    told = (words(DOWNTIME[missed]),)
    if missed is Missed.SKIP:
        return told
    return (*told, Span(Role.OWN, "a day" if GRACES[missed].days else "an hour"), words("."))


def holiday_line(schedule: Schedule) -> Line:
    """Return what is not known of working days, for a rule that is about them."""
    _, _, date, _, day = schedule.cron.split()
    about = date.upper() in ("1W", "LW") or _WEEK.get(day.lower()) == "every weekday"
    return (Span(Role.OWN, _HOLIDAYS),) if about else ()


def _effect(schedule: Schedule, change: ClockChange) -> str:
    if not is_fixed(schedule.cron):
        return "A post for every hour follows real time."
    wall = touched(schedule.cron, schedule.zone, change)
    if wall is None:
        return "Posts keep their local time."
    if change.by > timedelta(0):
        after = change.at.astimezone(ZoneInfo(schedule.zone))
        return f"{wall:%H:%M} does not exist that day: the post is made once, at {after:%H:%M}."
    return f"{wall:%H:%M} comes twice that day: the post is made once, at the first."


def _told(cron: str) -> str:
    minute, hour, date, month, day = cron.split()
    time, on = _time(minute, hour), _on(date, day)
    if not time or not on or month != "*":
        return f"by the rule “{cron}”"
    return f"{on} {time}"


def _time(minute: str, hour: str) -> str:
    if minute.isdigit() and re.fullmatch(r"\d+(,\d+)*", hour):
        times = [f"{int(one):02}:{int(minute):02}" for one in hour.split(",")]
        return f"at {_listed(times)}"
    step = re.fullmatch(r"\*/(\d+)", minute)
    found = re.fullmatch(r"(?:(\d+)-(\d+)|\*)(?:/(\d+))?", hour)
    if not found or not (step or minute == "0"):
        return ""
    span = f" from {int(found[1]):02}:00 to {int(found[2]):02}:{_last(step)}" if found[1] else ""
    if step:
        return "" if found[3] else f"every {step[1]} minutes{span}"
    return f"every {found[3]} hours{span}" if found[3] else f"every hour{span}"


def _last(step: "re.Match[str] | None") -> str:
    return f"{60 - int(step[1]):02}" if step else "00"


def _on(date: str, day: str) -> str:
    if date == "*":
        return _WEEK.get(day.lower()) or _days(day)
    if day != "*":
        return ""
    if date.upper() in _DATES:
        return _DATES[date.upper()]
    if not re.fullmatch(r"\d+(,\d+)*", date):
        return ""
    return f"on the {_listed([_ordinal(int(one)) for one in date.split(',')])} of the month"


def _days(day: str) -> str:
    parts = day.split(",")
    if all(one in "01234567" and len(one) == 1 for one in parts):
        return f"every {_listed([_DAYS[int(one) % 7] for one in parts])}"
    found = [re.fullmatch(r"([0-7])(?:#([1-5])|L)", one) for one in parts]
    nths = [nth for nth in found if nth]
    if len(nths) < len(parts) or len({nth[1] for nth in nths}) > 1:
        return ""
    which = _listed([_NTH[int(nth[2])] if nth[2] else "last" for nth in nths])
    return f"on the {which} {_DAYS[int(nths[0][1]) % 7]} of the month"


def _ordinal(number: int) -> str:
    teen = number // 10 == 1
    return f"{number}{'th' if teen else _ORDINALS.get(number % 10, 'th')}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
