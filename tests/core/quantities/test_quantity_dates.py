import pytest

from bot.core.quantities import Measure, When, find

DATES = [
    ("Monday 14 November", When(weekday="monday", day=14, month=11)),
    ("Monday, March 2, 2015", When(weekday="monday", day=2, month=3, year=2015)),
    ("14th of November 2022", When(day=14, month=11, year=2022)),
    ("Nov. 14", When(day=14, month=11)),
    ("nov 14th, 2022", When(day=14, month=11, year=2022)),
    ("14-16 November", When(day=14, day_end=16, month=11)),
    ("May 2022", When(month=5, year=2022)),
    ("since April", When(month=4)),
    ("in may", When(month=5)),
    ("2025-05-20", When(day=20, month=5, year=2025)),
    ("20.05.2025", When(day=20, month=5, year=2025)),
    ("14/11/2022", When(day=14, month=11, year=2022)),
    ("05/06/2022", When(year=2022, relative="05/06/2022")),
    ("since 2020", When(year=2020)),
    ("2022 to 2023", When(year=2022, year_end=2023)),
    ("2022/23", When(year=2022, year_end=2023)),
    ("2001-02", When(year=2001, year_end=2002)),
    ("between 2020 and 2022", When(year=2020, year_end=2022)),
    ("FY2024/25", When(year=2024, year_end=2025, relative="financial year")),
    ("the 1990s", When(relative="1990s")),
    ("mid-2020", When(year=2020, relative="mid")),
    ("the start of 2020", When(year=2020, relative="start of")),
    ("the beginning of 2020", When(year=2020, relative="start of")),
    ("the end of the year", When(relative="end of year")),
    ("the first quarter of 2025", When(year=2025, relative="Q1")),
    ("Q1 2025", When(year=2025, relative="Q1")),
    ("the second half of 2025", When(year=2025, relative="H2")),
    ("next year\u2019s summit", When(relative="next year")),
    ("later this week", When(relative="later this week")),
    ("the coming months", When(relative="coming months")),
    ("over the next few years", When(relative="next few years")),
    ("last Monday", When(weekday="monday", relative="last")),
    ("today", When(relative="today")),
    ("a decade ago", When(relative="decade ago")),
]


@pytest.mark.parametrize(("text", "when"), DATES)
def test_dates(text: str, when: When) -> None:
    """A date or period holds what is written of it and nothing that is not."""
    [found] = find(text)

    assert (found.measure, found.when, found.value) == (Measure.DATE, when, None)


@pytest.mark.parametrize("text", ["2000 people", "over 2000 homes", "1950 euros", "2022%", "2,022"])
def test_four_digits_that_count(text: str) -> None:
    """Four digits with something to count are no year."""
    assert [found.measure for found in find(text)] != [Measure.DATE]


def test_possessive() -> None:
    """The ending of a possessive is no part of a date."""
    assert [found.text for found in find("today\u2019s addition")] == ["today"]
