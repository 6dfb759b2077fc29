"""A brief laid beside its statement, as text for the terminal."""

from bot.core.brief import Brief, Fact
from bot.core.text import squash, visible
from bot.core.wording import DRAFT
from bot.core.wording_showing import CUT_LEGEND, LEGEND, UNSURE
from bot.drafting.coverage import coverage
from bot.drafting.doubts import uncarried
from bot.drafting.marking import bracketed, marks, nested


def as_text(brief: Brief, *, colour: bool = False) -> str:
    """Return the statement with its facts marked, then the facts, then what no fact carries."""
    covered = coverage(brief)
    marked = marks(brief, covered)
    parts = [
        visible(_source(brief)),
        *([] if brief.reviewed else [DRAFT]),
        LEGEND,
        *([CUT_LEGEND] if nested(marked) != marked else []),
        "",
        bracketed(brief.statement, marked, colour=colour).strip("\n"),
        "",
        *(visible(_told(fact)) for fact in brief.facts),
        "",
        *(f"statement.txt:{row}:{column}: {why}" for row, column, why in uncarried(brief, covered)),
        str(covered),
    ]
    return "\n".join(parts)


def _source(brief: Brief) -> str:
    source = brief.source
    parts = (brief.title, source.publisher, source.date, source.url)
    return " · ".join(part for part in parts if part)


def _told(fact: Fact) -> str:
    unsure = f"  ({UNSURE.format(why=fact.unsure)})" if fact.unsure else ""
    return f"{fact.id}: {fact.label}: {squash(fact.value)}{unsure}"
