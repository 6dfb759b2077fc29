"""Two quantities side by side: the number lock's equality, and the verdict on a claim."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.core.quantities.model import Measure, Qualifier, Quantity, Verdict, When
from bot.core.quantities.units import ANY_DOLLAR, DOLLARS

_EXACT: Final = frozenset((Qualifier.EXACT, Qualifier.EXACTLY))
# How far "nearly" and "about" reach when a claim is compared; no figure is ever made from it.
_NEAR: Final = Decimal("0.9")
_AROUND: Final = Decimal("1.1")
_HALF_POINT: Final = Decimal("0.005")
# Units that are whole multiples of another, for comparing claims only.
_IN_MONTHS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_IN_SECONDS: Final = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "fortnight": 1_209_600,
}
_IN_BASIS_POINTS: Final = {"basis point": 1, "percentage point": 100}
_FAMILIES: Final = (_IN_MONTHS, _IN_SECONDS, _IN_BASIS_POINTS)


@dataclass(frozen=True, slots=True)
class _Interval:
    """The numbers a quantity allows; None is no bound, `open_*` leaves the bound itself out."""

    low: Decimal | None
    high: Decimal | None
    open_low: bool = False
    open_high: bool = False

    def contains(self, other: "_Interval") -> bool:
        """Say whether all the other allows is allowed here."""
        return self._reaches_down(other) and self._reaches_up(other)

    def _reaches_down(self, other: "_Interval") -> bool:
        if self.low is None or other.low is None:
            return self.low is None
        tie = self.low == other.low and (other.open_low or not self.open_low)
        return self.low < other.low or tie

    def _reaches_up(self, other: "_Interval") -> bool:
        if self.high is None or other.high is None:
            return self.high is None
        tie = self.high == other.high and (other.open_high or not self.open_high)
        return self.high > other.high or tie

    def apart(self, other: "_Interval") -> bool:
        """Say whether the two have no number in common."""
        return self.below(other) or other.below(self)

    def below(self, other: "_Interval") -> bool:
        """Say whether every number here is smaller than every one there."""
        if self.high is None or other.low is None:
            return False
        touching = self.high == other.low and (self.open_high or other.open_low)
        return self.high < other.low or touching


def same(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities state the same: value, unit, qualifier and own form.

    Nothing is converted, so a third is not 33 % and 1 crore is not 10 million.

    >>> from bot.core.quantities import parse
    >>> same(parse("€72.2m"), parse("72.2 million euros")), same(parse("over 5"), parse("5"))
    (True, False)
    """
    return _identity(one) == _identity(other)


def _identity(quantity: Quantity) -> tuple[object, ...]:
    return (
        quantity.measure,
        quantity.value,
        quantity.high,
        quantity.unit,
        quantity.qualifier,
        quantity.form,
        quantity.vague,
        quantity.when,
    )


def compare(claimed: Quantity, stated: Quantity) -> Verdict:
    """Return what a stated quantity makes of a claimed one.

    Supported where all that the statement allows is within the claim; contradicted where none of
    it is; loosely supported where the number is the stated one and only its qualifier is missing.
    Quantities of different units are undecided: what that means is the caller's to say.
    """
    if same(claimed, stated):
        return Verdict.SUPPORTED
    if claimed.when and stated.when:
        return _compare_times(claimed.when, stated.when)
    pair = _comparable(claimed, stated)
    if pair is None or claimed.vague or stated.vague:
        return Verdict.UNDECIDED
    return _compare_numbers(claimed, stated, *pair)


_Ends = tuple[Decimal, Decimal]


def _comparable(claimed: Quantity, stated: Quantity) -> tuple[_Ends, _Ends] | None:
    """Return both quantities' ends in one unit, None where there is none."""
    one, other = _ends(claimed), _ends(stated)
    if one is None or other is None or (claimed.form == "ago") != (stated.form == "ago"):
        return None
    factors = _factors(claimed, stated)
    if factors is None:
        return None
    return _times(one, factors[0]), _times(other, factors[1])


def _ends(quantity: Quantity) -> _Ends | None:
    if quantity.value is None:
        return None
    return quantity.value, quantity.value if quantity.high is None else quantity.high


def _times(ends: _Ends, factor: Decimal) -> _Ends:
    return (ends[0] * factor, ends[1] * factor) if factor != 1 else ends


def _factors(claimed: Quantity, stated: Quantity) -> tuple[Decimal, Decimal] | None:
    one = Decimal(1)
    shares = {claimed.measure, stated.measure} == {Measure.PERCENT, Measure.FRACTION}
    if shares:
        hundredth = Decimal("0.01")
        percent_claimed = claimed.measure == Measure.PERCENT
        return (hundredth, one) if percent_claimed else (one, hundredth)
    # A bare number in a question is meant in the unit of what it is compared with.
    bare = claimed.measure == Measure.COUNT and not claimed.noun
    if bare or (claimed.measure == stated.measure and _one_unit(claimed.unit, stated.unit)):
        return one, one
    for family in _FAMILIES:
        if claimed.unit in family and stated.unit in family:
            return Decimal(family[claimed.unit]), Decimal(family[stated.unit])
    return None


def _one_unit(claimed: str, stated: str) -> bool:
    """Take a dollar of no country for any country's dollar."""
    dollars = {ANY_DOLLAR, *DOLLARS.values()}
    open_dollar = ANY_DOLLAR in {claimed, stated} and {claimed, stated} <= dollars
    return claimed == stated or open_dollar


def _compare_numbers(claimed: Quantity, stated: Quantity, one: _Ends, other: _Ends) -> Verdict:
    claim = _interval(one, claimed.qualifier)
    statement = _interval(other, stated.qualifier)
    equal = _equal(one, other, claimed, stated)
    if equal and _loose(claimed, stated):
        return Verdict.LOOSELY_SUPPORTED
    # Another ceiling is another statement: "up to 100" is not what "up to 72.2" says.
    if not equal and claimed.qualifier == stated.qualifier == Qualifier.UP_TO:
        return Verdict.CONTRADICTED
    if claim.apart(statement):
        return Verdict.CONTRADICTED
    if claim.contains(statement):
        return Verdict.SUPPORTED
    return Verdict.UNDECIDED


def _equal(one: _Ends, other: _Ends, claimed: Quantity, stated: Quantity) -> bool:
    if one == other:
        return True
    rounded = claimed.measure != stated.measure and Measure.FRACTION in {
        claimed.measure,
        stated.measure,
    }
    return rounded and abs(one[0] - other[0]) < _HALF_POINT


# Which claims are the stated number said loosely, by the statement's qualifier.
_LOOSE: Final[dict[Qualifier, frozenset[Qualifier]]] = {
    Qualifier.EXACT: frozenset((Qualifier.NEARLY,)),
    Qualifier.EXACTLY: frozenset((Qualifier.NEARLY,)),
    Qualifier.UP_TO: frozenset((Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY)),
    Qualifier.MORE_THAN: frozenset((Qualifier.EXACT, Qualifier.ABOUT)),
    Qualifier.AT_LEAST: frozenset((Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN)),
    Qualifier.LESS_THAN: frozenset((Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY)),
    Qualifier.NEARLY: frozenset((Qualifier.EXACT, Qualifier.ABOUT)),
    Qualifier.ABOUT: frozenset((Qualifier.EXACT, Qualifier.NEARLY)),
}


def _loose(claimed: Quantity, stated: Quantity) -> bool:
    if claimed.qualifier in _EXACT and stated.qualifier in _EXACT:
        return claimed.measure != stated.measure or claimed.unit != stated.unit
    return claimed.qualifier in _LOOSE[stated.qualifier]


def _interval(ends: _Ends, qualifier: Qualifier) -> _Interval:
    low, high = ends
    table = {
        Qualifier.UP_TO: _Interval(None, high),
        Qualifier.LESS_THAN: _Interval(None, high, open_high=True),
        Qualifier.AT_LEAST: _Interval(low, None),
        Qualifier.MORE_THAN: _Interval(low, None, open_low=True),
        Qualifier.NEARLY: _Interval(low * _NEAR, high, open_high=True),
        Qualifier.ABOUT: _around(low, high),
    }
    return table.get(qualifier, _Interval(low, high))


def _around(low: Decimal, high: Decimal) -> _Interval:
    ends = (low * _NEAR, low * _AROUND, high * _NEAR, high * _AROUND)
    return _Interval(min(ends), max(ends))


def _compare_times(claimed: When, stated: When) -> Verdict:
    years = _compare_years(claimed, stated)
    if years != Verdict.SUPPORTED:
        return years
    pairs = [
        (claimed.day, stated.day),
        (claimed.month, stated.month),
        (claimed.day_end, stated.day_end),
        (claimed.weekday, stated.weekday),
    ]
    if any(one and other and one != other for one, other in pairs):
        return Verdict.CONTRADICTED
    pairs += [(claimed.year, stated.year), (claimed.relative, stated.relative)]
    # A claim that says more than the statement is not borne out by it.
    within = all(not one or one == other for one, other in pairs)
    if not within:
        return Verdict.UNDECIDED
    return Verdict.SUPPORTED if stated.relative == claimed.relative else Verdict.LOOSELY_SUPPORTED


def _compare_years(claimed: When, stated: When) -> Verdict:
    if not claimed.year or not stated.year:
        return Verdict.SUPPORTED
    one = claimed.year, claimed.year_end or claimed.year
    other = stated.year, stated.year_end or stated.year
    if one == other:
        return Verdict.SUPPORTED
    apart = one[1] < other[0] or other[1] < one[0]
    return Verdict.CONTRADICTED if apart else Verdict.LOOSELY_SUPPORTED
