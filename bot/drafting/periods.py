"""When something is told of: the time that belongs to a figure or an action."""

from collections.abc import Sequence
from typing import Final

from bot.core.quantities import Measure
from bot.core.quantities.vocabulary import word_set
from bot.drafting.clauses import phrase_after
from bot.drafting.grammar import Tag, Token
from bot.drafting.phrases import Window, verbatim

_WHEN: Final = word_set(
    "since in on by at over during until till from before after within throughout between for "
    "through around than of"
)

_REACHING: Final = word_set("since until till before after prior")

_COMPARED: Final = word_set("than compared versus vs against")

_ANOTHER: Final = word_set("from against up down while ( respectively compared versus than")

_LASTING: Final = word_set(
    "over for in within during the past last next coming previous first following another"
)

_LEADING: Final = frozenset({Tag.PREPOSITION, Tag.SUBORDINATOR})

_SPANS: Final = frozenset(
    (lead, "the", span, "to") for lead in ("in", "over") for span in ("year", "quarter", "months")
)
_FAR: Final = 7


def period(window: Window, sentence: str) -> str:
    """Return when, in the sentence's words: nearest within the window, else in the clause."""
    own = _nearest(window.tokens, window.at)
    if own >= 0:
        return _reaching(window.tokens, own, sentence)
    shared = _shared(window)
    if shared >= 0:
        return _reaching(window.clause.tokens, shared, sentence)
    return _lasting(window.after, sentence) or _lasting(window.clause.tokens, sentence)


def _lasting(tokens: Sequence[Token], sentence: str) -> str:
    """Return a length of time that tells when: "over four years", "for the past three years"."""
    for at, one in enumerate(tokens):
        if one.quantity and one.quantity.measure is Measure.DURATION and one.tag is Tag.FIGURE:
            start = at
            while start and tokens[start - 1].low in _LASTING:
                start -= 1
            if start < at and tokens[start].tag is Tag.PREPOSITION:
                return verbatim(sentence, tokens[start : at + 1])
    return ""


def _shared(window: Window) -> int:
    """Return the clause's time that holds for a figure, -1 for none.

    One before the first figure holds for all; one after another figure only where no "from" or
    "against" gives it to that figure.
    """
    tokens = window.clause.tokens
    first = next((at for at, one in enumerate(tokens) if one.tag is Tag.FIGURE), len(tokens))
    own = tokens.index(window.figure) if window.figure in tokens else first
    for at, one in enumerate(tokens):
        if one.tag is not Tag.TIME or compared(tokens, at):
            continue
        between = {other.low for other in tokens[own + 1 : at]}
        if at < first or window.alone or (at > own and not between & _ANOTHER):
            return at
    return -1


def _nearest(tokens: Sequence[Token], figure: int) -> int:
    """Return the time that belongs to a figure, -1 for none; one compared with is none."""
    times = [
        at for at, one in enumerate(tokens) if one.tag is Tag.TIME and not compared(tokens, at)
    ]
    after = [at for at in times if at > figure]
    return (after or times or [-1])[0]


def compared(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a time is one that is compared with: "than in 2020", "compared to Q1"."""
    for back in range(at - 1, max(at - _FAR, -1), -1):
        one = tokens[back]
        if one.low in _COMPARED:
            return True
        if one.tag in {Tag.FIGURE, Tag.VERB, Tag.AUXILIARY, Tag.MARK, Tag.TIME}:
            return False
    return False


def _reaching(tokens: Sequence[Token], at: int, sentence: str) -> str:
    """Return a time with what leads to it: "since its inception in 2020"."""
    start = at
    if start > 1 and tokens[start - 1].tag is Tag.DETERMINER and tokens[start - 2].low in _WHEN:
        start -= 1
    while start > 0 and tokens[start - 1].tag in _LEADING and tokens[start - 1].low in _WHEN:
        start -= 1
    if tuple(one.low for one in tokens[max(at - 4, 0) : at]) in _SPANS:
        start = at - 4
    for back in range(at - 1, max(at - _FAR, -1), -1):
        if tokens[back].tag is Tag.MARK or tokens[back].tag in {
            Tag.FIGURE,
            Tag.VERB,
            Tag.AUXILIARY,
        }:
            break
        if tokens[back].low in _REACHING:
            start = min(start, back)
    end = at + 1
    ranged = tokens[start].low in {"between", "from"} and start < at
    if ranged and len(tokens) > end + 1 and tokens[end + 1].tag is Tag.TIME:
        end += 2
    determined = start < at and tokens[at - 1].tag is Tag.DETERMINER
    if determined and end < len(tokens) and tokens[end].start - tokens[at].end <= 1:
        end += len(phrase_after(tokens, end))
    return verbatim(sentence, tokens[start:end])
