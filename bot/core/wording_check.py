"""What is said of a message that was checked against a brief."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.core.answering import Shown
from bot.core.brief import Brief
from bot.core.card import Card, Line, Passage, Role, Span, Tone, words
from bot.core.comparing import ORDER, Checked, Comparison, Mark
from bot.core.wording_facts import label_of, quote, short, source_line, speaker

NOTHING_TO_CHECK: Final = "There is no figure, date or quotation in this message to check."
NO_BRIEF_TO_CHECK: Final = "There is no statement to check it against yet."
CHECKED: Final = "Checked against the statement: "
CUT: Final = "The message is long: only its beginning was checked."

# How a part of a message is marked, and how what the statement says is brought up.
MARKS: Final[dict[Mark, tuple[str, str]]] = {
    Mark.MATCHES: ("Matches: ", " - the statement says: "),
    Mark.QUALIFIER: ("Differs in how it is qualified: ", " - the statement says: "),
    Mark.DIFFERS: ("Differs: ", " - the statement says: "),
    Mark.NOT_STATED: ("Not in the statement: ", ". The nearest it says, which is not the same: "),
}
_COUNTED: Final[dict[Mark, tuple[str, str]]] = {
    Mark.MATCHES: ("matches", "match"),
    Mark.QUALIFIER: ("differs in how it is qualified", "differ in how they are qualified"),
    Mark.DIFFERS: ("differs", "differ"),
    Mark.NOT_STATED: ("is not in the statement", "are not in the statement"),
}
_TONES: Final = {
    Mark.DIFFERS: Tone.CONTRADICTED,
    Mark.QUALIFIER: Tone.CONTRADICTED,
    Mark.NOT_STATED: Tone.NO,
    Mark.MATCHES: Tone.ANSWER,
}


def check_card(comparison: Comparison) -> Card:
    """Return a comparison as a card, what differs first."""
    brief, checked = comparison.brief, comparison.checked
    if brief is None:
        return Card(Tone.NO, (words(NO_BRIEF_TO_CHECK),))
    if not checked:
        return Card(Tone.PLAIN, (words(NOTHING_TO_CHECK),))
    ordered = sorted(checked, key=lambda one: ORDER.index(one.mark))
    first = next((one.shown for one in ordered if one.shown), None)
    return Card(
        _TONES[ordered[0].mark],
        (words(CHECKED), *_counts(checked), words(".")),
        passages=tuple(_passages(ordered, brief)),
        notes=((words(CUT),),) if comparison.cut else (),
        source=source_line(brief, first),
    )


def _counts(checked: tuple[Checked, ...]) -> Iterator[Span]:
    """Yield "2 match, 1 differs", in the order of what must be seen first."""
    counted = Counter(one.mark for one in checked)
    for at, mark in enumerate(mark for mark in ORDER if counted[mark]):
        if at:
            yield words(", ")
        yield Span(Role.OWN, str(counted[mark]))
        yield words(f" {_COUNTED[mark][counted[mark] > 1]}")


def _passages(ordered: list[Checked], brief: Brief) -> Iterator[Passage]:
    """Yield a passage for each part; a sentence that carries several stands once."""
    quoted: set[str] = set()
    for one in ordered:
        passage = _quotation(one) if one.passage else _figure(one, brief)
        text = passage.quote.text if passage.quote else ""
        yield replace(passage, quote=None, said_by=()) if text in quoted else passage
        quoted.add(text)


def _quotation(one: Checked) -> Passage:
    """Return a quotation beside the statement's own words."""
    mark, says = MARKS[one.mark]
    echo: Line = (words(mark), Span(Role.ASKED, one.part))
    if one.mark is Mark.MATCHES:
        return Passage(echo)
    return Passage((*echo, words(says)), Span(Role.QUOTE, one.passage, "", one.passage))


def _figure(one: Checked, brief: Brief) -> Passage:
    """Return a figure or date beside the fact it was compared with, if there is one."""
    mark, says = MARKS[one.mark]
    echo: Line = (words(mark), Span(Role.ASKED, _in_marks(one.part)))
    if one.shown is None:
        return Passage(echo)
    said_by = speaker(brief, one.shown.fact) if one.shown.fact.said_by else ()
    label = f"{label_of(one.shown.fact)}: " if one.mark is not Mark.MATCHES else ""
    line = (*echo, words(says + label), *short(Shown(one.shown.fact, one.shown.aspect)))
    return Passage(line, quote(brief, one.shown), said_by)


def _in_marks(part: str) -> str:
    return part if part.startswith("“") else f"“{part}”"
