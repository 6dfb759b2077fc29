import pytest

from bot.core.quantities import Quantity, Verdict, compare, parse, same


def quantity(text: str) -> Quantity:
    """Return the one quantity of a text."""
    found = parse(text)
    assert found
    return found


SAME = [
    ("€72.2 million", "72.2 million euros"),
    ("€72.2 million", "€72.2m"),
    ("up to €72.2 million", "as much as 72,200,000 euros"),
    ("40%", "forty per cent"),
    ("3¼%", "3.25 per cent"),
    ("over 500 arrests", "more than 500"),
    ("5 crore", "five crore"),
    ("doubled", "2x"),
    ("18-month", "18 months"),
    ("the start of 2020", "the beginning of 2020"),
    ("2022 to 2023", "2022-2023"),
]
NOT_SAME = [
    ("€72.2 million", "up to €72.2 million"),
    ("€72.2 million", "£72.2 million"),
    ("$5", "US$5"),
    ("a third", "33%"),
    ("half", "50%"),
    ("one in five", "a fifth"),
    ("1 crore", "10 million"),
    ("12 months", "1 year"),
    ("30 working days", "30 days"),
    ("2.2%", "-2.2%"),
    ("5 to 10", "5"),
    ("14 November", "14 November 2022"),
    ("over 500", "at least 500"),
    ("a dozen", "12"),
    ("two years", "two years ago"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one: str, other: str) -> None:
    """Two spellings of one value, unit and qualifier are the same."""
    assert same(quantity(one), quantity(other))


@pytest.mark.parametrize(("one", "other"), NOT_SAME)
def test_not_same(one: str, other: str) -> None:
    """Nothing is converted, and a qualifier, unit or sign is part of the value."""
    assert not same(quantity(one), quantity(other))


YES, LOOSE, NO, OPEN = (
    Verdict.SUPPORTED,
    Verdict.LOOSELY_SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.UNDECIDED,
)
CLAIMS = [
    ("over 500", "more than 500", YES),
    ("at least 500", "over 500", YES),
    ("500+", "over 500", YES),
    ("at least 400", "over 500", YES),
    ("500", "over 500", LOOSE),
    ("fewer than 500", "over 500", NO),
    ("exactly 500", "over 500", NO),
    ("600", "over 500", OPEN),
    ("over 600", "over 500", OPEN),
    ("400", "over 500", NO),
    ("72.2m euros", "up to €72.2 million", LOOSE),
    ("up to €100m", "up to €72.2m", NO),
    ("€100m", "up to €72.2m", NO),
    ("over €72.2m", "up to €72.2m", NO),
    ("less than €100m", "up to €72.2m", YES),
    ("at least €10m", "up to €72.2m", OPEN),
    ("£72.2m", "up to €72.2m", OPEN),
    ("72.2m", "up to €72.2m", LOOSE),
    ("over 500", "500", NO),
    ("at least 500", "500", YES),
    ("about 500", "500", YES),
    ("nearly 500", "500", LOOSE),
    ("500", "nearly 500", LOOSE),
    ("over 500", "nearly 500", NO),
    ("more than 300", "nearly 350", YES),
    ("600", "about 500", NO),
    ("a quarter", "40%", NO),
    ("half", "50%", LOOSE),
    ("a third", "33%", LOOSE),
    ("12 months", "one year", LOOSE),
    ("over a year", "18 months", YES),
    ("3 weeks", "one month", OPEN),
    ("5", "between 5 and 10", OPEN),
    ("20", "between 5 and 10", NO),
    ("up to 10", "between 5 and 10", YES),
    ("5", "several", OPEN),
    ("2021", "2020", NO),
    ("2020", "the start of 2020", LOOSE),
    ("2022", "2022 to 2023", LOOSE),
    ("2024", "2022 to 2023", NO),
    ("14 November", "Monday 14 November", YES),
    ("14 November 2022", "Monday 14 November", OPEN),
    ("15 November", "Monday 14 November", NO),
    ("tuesday", "Monday 14 November", NO),
    ("next year", "later this week", OPEN),
]


@pytest.mark.parametrize(("claimed", "stated", "verdict"), CLAIMS)
def test_compare(claimed: str, stated: str, verdict: Verdict) -> None:
    """A claim is held against a statement as the set of numbers each of them allows."""
    assert compare(quantity(claimed), quantity(stated)) == verdict
