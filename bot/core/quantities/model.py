"""What a quantity is: a figure with its qualifier and unit, or a date."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """What a statement says about the exactness of a figure; `EXACT` is a bare figure."""

    EXACT = ""
    EXACTLY = "exactly"
    UP_TO = "up to"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    NEARLY = "nearly"
    ABOUT = "about"


class Measure(StrEnum):
    """What is measured. A range is a quantity with `high`, not a measure of its own."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"  # percentage points and basis points
    MULTIPLE = "multiple"  # double, threefold, 2.3x
    FRACTION = "fraction"  # a third, one in five
    DURATION = "duration"
    AGE = "age"
    MASS = "mass"
    DISTANCE = "distance"
    AREA = "area"
    VOLUME = "volume"
    POWER = "power"
    ENERGY = "energy"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    DATA = "data"
    DATE = "date"  # days, months, years, periods and relative times


class Verdict(StrEnum):
    """What a stated quantity does to a claimed one."""

    SUPPORTED = "supported"
    LOOSELY_SUPPORTED = "loosely supported"  # the number is right, the qualifier is missing
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class When:
    """A date or period as far as it is written; nothing is filled in.

    `relative` holds what is no calendar field, in lower case without articles: "start of",
    "Q1", "next year", "later this week".
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    year_end: int | None = None
    day_end: int | None = None
    weekday: str = ""
    relative: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity in a text.

    `high` is the upper end of a range. `unit` is an ISO code ("EUR") or a singular ("year");
    a dollar that could be any country's is "$", counts have none. `noun` is what a count counts,
    in lower case. `form` says how a number is written where that must not change: "crore",
    "1/3", "tens of thousands", "ago". `text` is `start` to `end` of the input, with the qualifier.
    """

    measure: Measure
    text: str
    start: int
    end: int
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    noun: str = ""
    form: str = ""
    vague: bool = False
    when: When | None = None
