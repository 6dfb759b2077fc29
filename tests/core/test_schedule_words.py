"""Times as people say them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.schedule_words import Trouble, Unclear, When, read_when, read_zone
from bot.core.scheduling_words import read_wish
from bot.core.zones import find_zone

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("said", "cron", "zone"),
    [
        ("weekdays 09:00", "0 9 * * 1-5", ""),
        ("every weekday at 9am London", "0 9 * * 1-5", LONDON),
        ("every Monday 8am", "0 8 * * 1", ""),
        ("Mondays and Thursdays at 8.30 in New York", "30 8 * * 1,4", "America/New_York"),
        ("mon-fri 9 and 17", "0 9,17 * * 1,2,3,4,5", ""),
        ("sat-mon 9:00", "0 9 * * 6,0,1", ""),
        ("weekends noon", "0 12 * * 6,0", ""),
        ("first working day of the month 10:00", "0 10 1W * *", ""),
        ("last working day of each month 5pm Paris", "0 17 LW * *", "Europe/Paris"),
        ("first Monday of the month 9am", "0 9 * * 1#1", ""),
        ("last Friday of the month 4 p.m.", "0 16 * * 5L", ""),
        ("on the 1st and 15th of the month at 9am", "0 9 1,15 * *", ""),
        ("last day of the month midnight", "0 0 L * *", ""),
        ("hourly 9-17", "0 9-17 * * *", ""),
        ("weekdays 9am\u20135pm hourly", "0 9-17 * * 1-5", ""),
        ("hourly", "0 * * * *", ""),
        ("every 2 hours between 8 and 20", "0 8-20/2 * * *", ""),
        ("every 30 minutes 9-17 weekdays", "*/30 9-17 * * 1-5", ""),
        ("daily at 9", "0 9 * * *", ""),
        ("every day at 9 o'clock", "0 9 * * *", ""),
        ("12am daily", "0 0 * * *", ""),
        ("weekly on Friday 10am Berlin", "0 10 * * 5", "Europe/Berlin"),
        ("0 9 * * 1-5 London", "0 9 * * 1-5", LONDON),
        ("0 10 1W * * Europe/Paris", "0 10 1W * *", "Europe/Paris"),
        ("9:00 UTC", "0 9 * * *", "Etc/UTC"),
        ("9:00 UK time", "0 9 * * *", LONDON),
        ("in London every weekday at 9:00", "0 9 * * 1-5", LONDON),
        ("every evening at 8", "0 20 * * *", ""),
        ("weekday mornings at 9", "0 9 * * 1-5", ""),
        ("9 at night, daily", "0 21 * * *", ""),
        ("12 at night", "0 0 * * *", ""),
        ("5 o\u2019clock in the afternoon", "0 17 * * *", ""),
        ("17:00 in the afternoon", "0 17 * * *", ""),
        ("half past nine on Mondays", "30 9 * * 1", ""),
        ("weekdays at quarter to nine", "45 8 * * 1-5", ""),
        ("weekdays at 12 noon", "0 12 * * 1-5", ""),
        ("0900 weekdays", "0 9 * * 1-5", ""),
        ("first of the month 9am", "0 9 1 * *", ""),
        ("on the 15 at 9", "0 9 15 * *", ""),
        ("1st and 3rd Monday of the month 9am", "0 9 * * 1#1,1#3", ""),
        ("on the first and the last day of the month at 9", "0 9 1,L * *", ""),
        ("hourly 22-6", "0 22,23,0,1,2,3,4,5,6 * * *", ""),
        ("every 2 hours 10pm to 6am", "0 22,0,2,4,6 * * *", ""),
    ],
)
def test_said(said: str, cron: str, zone: str) -> None:
    """Times, days and places are understood as people say them, and nothing is left over."""
    assert read_when(said) == When(cron, zone)


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("uk-france-2022-11-14 weekdays 09:00 London", "uk-france-2022-11-14"),
        ("harbour plan 2031 Fridays at 5pm Tokyo", "harbour plan 2031"),
        ("all weekdays 09:00", "all"),
        ("UK France joint statement weekdays 09:00", "UK France joint statement"),
        ("weekdays at 9 Lodnon", "Lodnon"),
        ("about 9", "about"),
        ("pages 7-3 weekdays 9:00", "pages 7-3"),
        ("third Tuesday 9am", "third"),
        ("9 in the morning and 5 in the afternoon", "afternoon"),
    ],
)
def test_left_over(said: str, rest: str) -> None:
    """What is not about time is given back as it was written."""
    read = read_when(said)

    assert isinstance(read, When)
    assert read.rest == rest


@pytest.mark.parametrize(
    ("said", "unclear"),
    [
        ("", Unclear(Trouble.NO_TIME)),
        ("tomorrow", Unclear(Trouble.NO_TIME, "tomorrow")),
        ("every morning", Unclear(Trouble.NO_TIME)),
        ("weekdays 25:00", Unclear(Trouble.NO_TIME, "25:00")),
        ("monthly 9am", Unclear(Trouble.NO_DAY, "monthly")),
        ("every week 9am", Unclear(Trouble.NO_DAY, "every week")),
        ("Mondays and the 15th at 9", Unclear(Trouble.NO_DAY)),
        ("09:00 UTC+1", Unclear(Trouble.OFFSET, "utc+1")),
        ("weekdays 09:00 +02:00", Unclear(Trouble.OFFSET, "+02:00")),
        ("9am EST", Unclear(Trouble.OFFSET, "est")),
        ("0 9 * * * CET", Unclear(Trouble.OFFSET, "cet")),
        ("weekdays 09:00+01:00", Unclear(Trouble.OFFSET, "+01:00")),
        ("9am -05:00", Unclear(Trouble.OFFSET, "-05:00")),
        ("8ish", Unclear(Trouble.NO_TIME, "8ish")),
        ("every second Tuesday 9am", Unclear(Trouble.BEYOND, "every second Tuesday")),
        ("fortnightly on Monday 9am", Unclear(Trouble.BEYOND, "fortnightly")),
        ("weekdays except Friday 9am", Unclear(Trouble.BEYOND, "except Friday")),
        (
            "second working day of the month 9am",
            Unclear(Trouble.BEYOND, "second working day of the month"),
        ),
        ("hourly 9-5", Unclear(Trouble.SPAN, "hourly 9-5")),
        ("every 2 hours 9-25", Unclear(Trouble.SPAN, "every 2 hours 9-25")),
        ("daily 9:00 and 17:30", Unclear(Trouble.MINUTES)),
        ("every 7 minutes", Unclear(Trouble.STEP, "every 7 minutes")),
        ("every 5 minutes", Unclear(Trouble.STEP, "every 5 minutes")),
        (
            "*/5 * * * *",
            Unclear(
                Trouble.RULE,
                "*/5 * * * *",
                "cron '*/5 * * * *': leave at least 15 minutes between posts",
            ),
        ),
    ],
)
def test_unclear(said: str, unclear: Unclear) -> None:
    """What is no rule is told from what is, with the part that is meant."""
    assert read_when(said) == unclear


@pytest.mark.parametrize(
    ("said", "cron", "rest"),
    [
        ("10:00", "0 10 * * 1-5", ""),
        ("10:00 daily", "0 10 * * *", ""),
        ("Mondays", "30 9 * * 1", ""),
        ("Paris", "30 9 * * 1-5", ""),
        ("hourly 9-17", "0 9-17 * * 1-5", ""),
        ("harbour plan", "30 9 * * 1-5", "harbour plan"),
    ],
)
def test_edited(said: str, cron: str, rest: str) -> None:
    """Of a rule that is edited what is not said stays: its time or its days."""
    read = read_when(said, kept="30 9 * * 1-5")

    assert isinstance(read, When)
    assert (read.cron, read.rest) == (cron, rest)


@given(st.text(max_size=300))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_any_text(said: str) -> None:
    """Whatever is written, the answer is a rule that can be kept or the reason why not."""
    assert isinstance(read_when(said), When | Unclear)


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("London", LONDON),
        ("europe/london", LONDON),
        ("new york", "America/New_York"),
        ("Washington, D.C.", "America/New_York"),
        ("The Hague", "Europe/Amsterdam"),
        ("UTC", "Etc/UTC"),
        ("GMT+1", ""),
        ("EST", ""),
        ("Etc/GMT-1", ""),
        ("", ""),
    ],
)
def test_places(place: str, zone: str) -> None:
    """A zone is found by a city, a country or its name, never by an offset or abbreviation."""
    assert find_zone(place) == zone


def test_zone_alone() -> None:
    """A place that stands alone is found, none is none, and an unknown one says what is near."""
    read = [read_zone(place) for place in ("Paris", " ", "Lundon", "UTC+2")]

    assert read == [
        "Europe/Paris",
        "",
        Unclear(Trouble.ZONE, "Lundon", LONDON),
        Unclear(Trouble.OFFSET, "utc+2"),
    ]


@pytest.mark.parametrize(
    ("text", "command", "handle", "parts"),
    [
        ("", "schedule_list", "", {}),
        ("list", "schedule_list", "", {}),
        ("pause K3X9PA", "schedule_pause", "k3x9pa", {}),
        ("remove morning-post", "schedule_remove", "morning-post", {}),
        ("run k3x9pa", "schedule_run", "k3x9pa", {}),
        (
            "edit k3x9pa 10:00 silent",
            "schedule_edit",
            "k3x9pa",
            {"when": "10:00", "unchanged": "silent"},
        ),
        (
            "add all weekdays 09:00 in short to <#C12|press> skip missed",
            "schedule_preview",
            "",
            {"when": "all weekdays 09:00", "content": "short", "channel": "C12", "missed": "skip"},
        ),
        (
            "weekdays 09:00 only if something is new",
            "schedule_preview",
            "",
            {"when": "weekdays 09:00", "unchanged": "silent"},
        ),
    ],
)
def test_wishes(text: str, command: str, handle: str, parts: dict[str, str]) -> None:
    """What follows "schedule" is a deed with a name, or a wish with its options apart."""
    read, named, wish = read_wish(text)

    said = {name: value for name in wish.__slots__ if (value := getattr(wish, name))}
    assert (read, named, said) == (command, handle, parts)
