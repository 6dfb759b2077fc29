"""Hours as people say them: "half past nine" is read as "9:30", 8 in the evening as 20."""

import re
from typing import Final

_HOURS: Final = (
    "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven",
)  # fmt: skip
_HOUR: Final = rf"(?P<hour>{'|'.join(_HOURS)}|\d{{1,2}})"
_PAST: Final = {"half past": 30, "quarter past": 15, "quarter to": -15}
_PART: Final = re.compile(rf"\b(?:a\s+)?(?P<part>{'|'.join(_PAST)})\s+{_HOUR}\b", re.IGNORECASE)
# A number in words is a time only where something says so: it may be a statement's.
_FULL: Final = re.compile(
    rf"\b(?P<hour>{'|'.join(_HOURS)})(?=\s*(?:o'?clock|[ap]\.?m\b|in\s+the\s+(?:mor|aft|eve)))"
    rf"|(?<=\bat\s)(?P<after>{'|'.join(_HOURS)})\b",
    re.IGNORECASE,
)
HALF_DAY: Final = 12
_LAST_HOUR: Final = 23
_EVENING: Final = 6  # from then on "at night" is before midnight
_RUN_TOGETHER: Final = re.compile(r"(?<![\w:.-])(0\d)([0-5]\d)(?![\w:.-])")  # "0900", never "2031"


def in_digits(text: str) -> str:
    """Return a text with its times of day in digits.

    >>> in_digits("quarter to nine on weekdays"), in_digits("Five plans at ten"), in_digits("0900")
    ('8:45 on weekdays', 'Five plans at 10', '09:00')
    """
    told = _RUN_TOGETHER.sub(r"\1:\2", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return _FULL.sub(_full, _PART.sub(_part, told))


def half_of(hour: int, part: str) -> str:
    """Return "am" or "pm" for an hour of 12 in a part of the day."""
    if part == "night":
        return "pm" if _EVENING <= hour < HALF_DAY else "am"
    return "am" if part == "morning" else "pm"


def hour_of(hour: int, half: str | None) -> int:
    """Return an hour of 24; -1 for one that no clock shows."""
    if not half:
        return hour if hour <= _LAST_HOUR else -1
    if not 0 < hour <= HALF_DAY:
        return -1
    return hour % HALF_DAY + (HALF_DAY if half[0].casefold() == "p" else 0)


def _part(found: "re.Match[str]") -> str:
    minutes = _PAST[found["part"].casefold()]
    hour = _number(found["hour"]) - (minutes < 0)
    return f"{hour if hour > 0 else hour + 12}:{minutes % 60:02}"


def _full(found: "re.Match[str]") -> str:
    return str(_number(found["hour"] or found["after"]))


def _number(hour: str) -> int:
    return int(hour) if hour.isdigit() else _HOURS.index(hour.casefold()) or 12
