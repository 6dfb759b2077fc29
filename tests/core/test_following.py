"""Follow-ups that ask for the same thing at another time."""

from datetime import date

import pytest

from bot.core.answering import answer
from bot.core.brief import Brief, BriefFile, Fact, Kind, Reviewed, Source
from bot.core.library import Library
from bot.core.wording import value_text

SENTENCE = (
    "Lending growth fell to 2.9% in August 2031 from 3.3% in July, while rents rose by 4% in May "
    "and fees fell to 1% from 6%."
)


@pytest.fixture
def lending() -> Library:
    """Return a brief whose one sentence tells a figure, the one before it and another's."""

    def told(name: str, value: str, label: str, period: str = "") -> Fact:
        return Fact(
            id=name, kind=Kind.PERCENT, value=value, label=label, period=period,
            evidence=(SENTENCE,), ask=(f"What was the {label}?",),
        )  # fmt: skip

    file = BriefFile(
        source=Source(title="Lending", publisher="Seaton Bank", date="4 May 2032", url=""),
        reviewed=Reviewed(by="editors", on=date(2032, 5, 5)),
        summary=("now",),
        facts=(
            told("now", "2.9%", "lending growth", "in August 2031"),
            told("before", "3.3%", "lending growth earlier", "in July"),
            told("rents", "4%", "rise in rents", "in May"),
            told("fees", "1%", "fees"),
            told("fees-before", "6%", "fees earlier"),
        ),
    )
    return Library((Brief("lending", SENTENCE, file),))


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("and in july?", "3.3% in July"),
        ("what was it the month before?", "3.3% in July"),
        ("and in august 2031?", "2.9% in August 2031"),
        ("and in june?", ""),
        ("and in may?", ""),
        ("and in 2029?", ""),
    ],
)
def test_another_time_is_answered_with_its_own_figure_or_not(
    question: str, short: str, lending: Library
) -> None:
    """Another month gets the figure of that month; where none is told, never the one before."""
    before = answer("what was the lending growth?", lending)

    assert value_text(before) == "2.9% in August 2031"
    assert value_text(answer(question, lending, recall=before.recall)) == short


def test_what_is_compared_with_another_figure_is_not_taken(lending: Library) -> None:
    """A rise that is compared with nothing has no figure of a year ago, whatever follows it."""
    rents = answer("what was the rise in rents?", lending)
    fees = answer("what was the fees?", lending)

    assert value_text(answer("and a year ago?", lending, recall=rents.recall)) == ""
    assert value_text(answer("and a year ago?", lending, recall=fees.recall)) == "6%"
