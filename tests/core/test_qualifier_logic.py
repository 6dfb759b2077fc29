"""Claims held against statements: what follows, what cannot be, and what stays open."""

from dataclasses import dataclass
from datetime import date
from math import inf

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.answering import Outcome, answer
from bot.core.brief import Brief, BriefFile, Fact, Kind, Reviewed, Source
from bot.core.library import Library
from bot.core.quantities import Quantity, Verdict, compare, parse


@dataclass(frozen=True)
class Span:
    """The numbers that a wording allows, and whether the ends belong to them."""

    low: float
    high: float
    low_in: bool = True
    high_in: bool = True

    def within(self, other: "Span") -> bool:
        """Say whether all its numbers are the other's too."""
        low = self.low > other.low or (self.low == other.low and other.low_in >= self.low_in)
        high = self.high < other.high or (self.high == other.high and other.high_in >= self.high_in)
        return low and high

    def apart(self, other: "Span") -> bool:
        """Say whether they have no number in common."""
        return _before(self, other) or _before(other, self)


def _before(one: Span, other: Span) -> bool:
    touch = one.high == other.low and not (one.high_in and other.low_in)
    return one.high < other.low or touch


SAME = settings(derandomize=True, deadline=None)  # the same cases on every machine
# How each wording is said, and what it allows.
SAID = {
    "over {}": lambda n: Span(n, inf, low_in=False),
    "more than {}": lambda n: Span(n, inf, low_in=False),
    "at least {}": lambda n: Span(n, inf),
    "fewer than {}": lambda n: Span(0, n, high_in=False),
    "less than {}": lambda n: Span(0, n, high_in=False),
    "exactly {}": lambda n: Span(n, n),
}
NUMBERS = st.integers(min_value=2, max_value=2_000)
WORDINGS = st.sampled_from(sorted(SAID))


def quantity(wording: str, number: int) -> Quantity:
    """Return the quantity of a wording."""
    found = parse(wording.format(f"{number:,}") + " seals")
    assert found
    return found


def expected(claimed: Span, stated: Span) -> Verdict:
    """Return what follows for a claim where the statement allows these numbers."""
    if stated.within(claimed):
        return Verdict.SUPPORTED
    return Verdict.CONTRADICTED if stated.apart(claimed) else Verdict.UNDECIDED


@SAME
@given(WORDINGS, NUMBERS, WORDINGS, NUMBERS)
@example("at least {}", 500, "over {}", 500)
@example("fewer than {}", 500, "over {}", 500)
@example("exactly {}", 500, "at least {}", 500)
def test_a_claim_follows_exactly_where_all_that_is_allowed_fits_it(
    claim: str, claimed: int, statement: str, stated: int
) -> None:
    """Supported: each number that the statement allows fits; contradicted: none does; else open.

    "Loosely" is allowed instead only where both name the same number.
    """
    found = compare(quantity(claim, claimed), quantity(statement, stated))

    wanted = expected(SAID[claim](claimed), SAID[statement](stated))
    loosely = claimed == stated and found is Verdict.LOOSELY_SUPPORTED
    assert found is wanted or (loosely and wanted is Verdict.UNDECIDED)


@SAME
@given(WORDINGS, NUMBERS)
def test_what_is_stated_supports_itself(wording: str, number: int) -> None:
    """The statement's own words are always supported."""
    assert compare(quantity(wording, number), quantity(wording, number)) is Verdict.SUPPORTED


@SAME
@given(st.sampled_from(["over {}", "more than {}", "at least {}"]), NUMBERS, NUMBERS)
def test_a_bare_number_is_judged_by_what_the_bound_allows(
    wording: str, stated: int, claimed: int
) -> None:
    """A bare "600" on "over 500" is open above the bound, loosely right at it, wrong below it."""
    found = compare(quantity("{}", claimed), quantity(wording, stated))

    wanted = {-1: Verdict.CONTRADICTED, 0: Verdict.LOOSELY_SUPPORTED, 1: Verdict.UNDECIDED}
    assert found is wanted[(claimed > stated) - (claimed < stated)]


def brief(value: str) -> Library:
    """Return a library whose one brief states this of seals."""
    statement = f"In the spring the wardens rescued {value} seals from the nets."
    fact = Fact(
        id="seals", kind=Kind.COUNT, value=f"{value} seals", label="seals rescued", subject="seals",
        actor="the wardens", evidence=(statement,), ask=("How many seals were rescued?",),
    )  # fmt: skip
    source = Source(title="Seals", publisher="Wardens", date="4 May 2030")
    reviewed = Reviewed(by="editors", on=date(2030, 5, 5))
    file = BriefFile(source=source, reviewed=reviewed, summary=("seals",), facts=(fact,))
    return Library((Brief("seals", statement, file),))


OUTCOMES = {
    Verdict.SUPPORTED: Outcome.SUPPORTED,
    Verdict.LOOSELY_SUPPORTED: Outcome.SUPPORTED,
    Verdict.CONTRADICTED: Outcome.CONTRADICTED,
    Verdict.UNDECIDED: Outcome.NOT_STATED,
}
ASKED = st.sampled_from(
    ["were {} seals rescued?", "is it true that {} seals were rescued?", "{} seals rescued, right?", "so they rescued {} seals, correct?"]
)  # fmt: skip


@SAME
@given(ASKED, st.sampled_from([*sorted(SAID), "{}"]), NUMBERS, WORDINGS, NUMBERS)
def test_the_answer_to_a_claim_is_what_follows(
    asked: str, claim: str, claimed: int, statement: str, stated: int
) -> None:
    """However a claim is put, the whole answer is what its figure and the stated one make of it."""
    said = statement.removeprefix("exactly ").format(f"{stated:,}")
    claim_text = claim.format(f"{claimed:,}")

    found = answer(asked.format(claim_text), brief(said))
    verdict = compare(quantity(claim, claimed), quantity(said, 0))
    assert (found.outcome, found.shown[0].fact.id) == (OUTCOMES[verdict], "seals")


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("over 500", Outcome.SUPPORTED),
        ("at least 500", Outcome.SUPPORTED),
        ("500", Outcome.SUPPORTED),
        ("fewer than 500", Outcome.CONTRADICTED),
        ("400", Outcome.CONTRADICTED),
        ("600", Outcome.NOT_STATED),
        ("over 600", Outcome.NOT_STATED),
        ("fewer than 600", Outcome.NOT_STATED),
    ],
)
def test_over_five_hundred(claim: str, outcome: Outcome) -> None:
    """What "over 500" makes of each claim."""
    assert answer(f"were {claim} seals rescued?", brief("over 500")).outcome is outcome
