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
