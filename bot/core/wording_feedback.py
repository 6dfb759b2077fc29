"""What the operator reads of votes and open questions, in the terminal or as data."""

from collections.abc import Sequence
from typing import Any, Final

from bot.core.feedback import Report, Unanswered

NO_FEEDBACK: Final = "No feedback yet: no votes, and no question without an answer."
VOTES: Final = "Votes, those against first"
OPEN: Final = "Questions that no statement answered"
AGAINST: Final = "Questions whose answer was voted against"
NO_QUESTIONS: Final = "Questions are not kept, as KEEP_QUESTIONS says."
FORGOTTEN: Final = "Nothing is kept of {whom}{place} any more."
_NO_BRIEF: Final = "(no statement)"


def as_table(report: Report, *, keeps_questions: bool = True) -> str:
    """Return a report for people: a table each for votes and questions."""
    parts = [
        _table(VOTES, ("against", "for", "statement", "shown"), _votes(report)),
        _table(OPEN, ("times", "last", "statement", "question"), _asked(report.unanswered)),
        _table(AGAINST, ("times", "last", "statement", "question"), _asked(report.against)),
    ]
    told = [part for part in parts if part] or [NO_FEEDBACK]
    return "\n\n".join(told if keeps_questions else [*told, NO_QUESTIONS])


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as one JSON object."""
    return {
        "votes": [
            {
                "brief": one.brief,
                "facts": one.fact.split(", ") if one.fact else [],
                "outcome": one.outcome,
                "for": one.good,
                "against": one.bad,
            }
            for one in report.tallies
        ],
        "unanswered": [_question(one) for one in report.unanswered],
        "voted_against": [_question(one) for one in report.against],
    }


def _question(one: Unanswered) -> dict[str, Any]:
    return {
        "question": one.question,
        "brief": one.brief,
        "times": one.times,
        "last": one.last.isoformat(),
    }


def _votes(report: Report) -> list[tuple[str, ...]]:
    return [
        (str(one.bad), str(one.good), one.brief, one.fact or one.outcome.replace("_", " "))
        for one in report.tallies
    ]


def _asked(questions: Sequence[Unanswered]) -> list[tuple[str, ...]]:
    return [
        (str(one.times), f"{one.last:%Y-%m-%d}", one.brief or _NO_BRIEF, one.question)
        for one in questions
    ]


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table with columns as wide as they must be; empty where there is no row."""
    if not rows:
        return ""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join([title, *(f"  {line}" for line in lines)])
