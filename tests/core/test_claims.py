"""Claims in words: what a denial, a rank, a share or a standstill makes of them."""

from datetime import date

import pytest

from bot.core.answering import answer
from bot.core.brief import Brief, BriefFile, Fact, Kind, Reviewed, Source
from bot.core.library import Library

STATEMENT = """Ferry report 2031
The council has not yet opened the new pier. Seaton hosts the second-largest ferry fleet in the county.
Less than half of the boats are electric. The rate of growth in ticket sales was unchanged at 2% in June.
Prices in this report are adjusted for the season. The board acted without delay on noise.
The mayor chose ferries rather than trams. The harbour added a jetty, which does not cost passengers anything.
Most fares increased, by 40% on average. The harbour may discharge water for ships.
"""


def _fact(name: str, kind: Kind, value: str, label: str, evidence: str) -> Fact:
    return Fact(
        id=name, kind=kind, value=value, label=label, evidence=(evidence,), ask=(f"{label}?",)
    )


@pytest.fixture
def ferries() -> Library:
    """Return a brief of what was not done, what is second, and what stayed as it was."""
    sentences = STATEMENT.replace("\n", " ").split(". ")
    pier = sentences[0].removeprefix("Ferry report 2031 ")
    file = BriefFile(
        source=Source(title="Ferry report", publisher="Seaton Council", date="4 May 2031", url=""),
        reviewed=Reviewed(by="editors", on=date(2031, 5, 5)),
        summary=("pier",),
        facts=(
            _fact("pier", Kind.ACTION, pier, "new pier opened by the council", pier),
            _fact("fleet", Kind.ACTION, sentences[1], "ferry fleet in the county", sentences[1]),
            _fact("boats", Kind.PERCENT, "Less than half", "electric boats", sentences[2]),
            _fact("tickets", Kind.PERCENT, "2%", "rate of ticket sales", sentences[3]),
            _fact("prices", Kind.ACTION, sentences[4], "season", sentences[4]),
            _fact("board", Kind.ACTION, sentences[5], "noise", sentences[5]),
            _fact("mayor", Kind.ACTION, sentences[6], "choice of the mayor", sentences[6]),
            _fact("jetty", Kind.ACTION, sentences[7], "new jetty", sentences[7]),
            _fact("fares", Kind.PERCENT, "40%", "increase in fares", sentences[8]),
            _fact("water", Kind.ACTION, sentences[9].strip(" ."), "water", sentences[9].strip()),
        ),
    )
    return Library((Brief("ferries", STATEMENT, file),))


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("has the council opened the new pier?", "contradicted"),
        ("the council has not opened the new pier, right?", "supported"),
        ("is seaton home to the biggest ferry fleet in the county?", "not_stated"),
        ("are most boats electric?", "contradicted"),
        ("did ticket sales slow in june?", "contradicted"),
        ("are prices in this report unadjusted for the season?", "contradicted"),
        ("are prices in this report adjusted for the season?", "supported"),
        ("did the board act on noise?", "not_stated"),
        ("did the mayor choose trams?", "not_stated"),
        ("did the harbour add a jetty?", "supported"),
        ("did all fares increase?", "not_stated"),
        ("may the harbour charge ships for water?", "not_stated"),
    ],
)
def test_a_claim_in_words_is_held_against_how_it_is_said(
    claim: str, outcome: str, ferries: Library
) -> None:
    """A denial, a rank, a share, a standstill or a prefix turns what all other words agree on."""
    assert answer(claim, ferries).outcome.value == outcome
