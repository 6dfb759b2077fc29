"""The figures and dates of a sentence as facts."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.brief import Kind
from bot.core.quantities import Measure, Quantity
from bot.core.quantities.vocabulary import word_set
from bot.core.text import squash
from bot.drafting.asides import with_verb, without_aside
from bot.drafting.clauses import Clause
from bot.drafting.dating import date_fact
from bot.drafting.found import Found
from bot.drafting.grammar import Tag, Token
from bot.drafting.introducing import aged
from bot.drafting.labelling import Named, named
from bot.drafting.naming import REFERS_BACK, is_pronoun, label_tokens
from bot.drafting.periods import period
from bot.drafting.phrases import Window, actor, text_of, verbatim, windows
from bot.drafting.places import place
from bot.drafting.relating import COMPARING, Place, Relation, Subject, chain, each, listed
from bot.drafting.sentences import Sentence
from bot.drafting.subjects import subject_of

KINDS: Final = {
    Measure.MONEY: Kind.MONEY,
    Measure.PERCENT: Kind.PERCENT,
    Measure.POINTS: Kind.PERCENT,
    Measure.FRACTION: Kind.PERCENT,
    Measure.DURATION: Kind.DURATION,
    Measure.AGE: Kind.DURATION,
    Measure.DATE: Kind.DATE,
}
_LONGEST: Final = 120
_LONGEST_THAN: Final = 70
_COMPARISONS: Final = word_set("than compared versus")
_FOOTNOTE: Final = 9


def figures(sentence: Sentence, clauses: Sequence[Clause]) -> tuple[Found, ...]:
    """Return the figures of a sentence, and its dates where they are no figure's period."""
    return (*_figures(sentence, clauses), *_dates(sentence, clauses))


def _figures(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[Found]:
    tokens = tuple(one for clause in clauses for one in clause.tokens)
    at, before, before_at = 0, None, -1
    last: Place | None = None
    ages = {one.figure for one in aged(sentence)}
    for clause in clauses:
        for window in windows(clause):
            where = tokens.index(window.figure, at)
            one = Place(tokens, where, clause, before, before_at)
            if one.figure.start not in ages and not _idle(one) and not _in_code(sentence, one):
                alone = with_verb(without_aside(one, last), last)
                subject = subject_of(alone)
                yield _figure(sentence, window, one, named(alone, subject), subject)
                before, before_at = subject if subject.tokens else before, where
                last = one
            at = where


def _dates(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[Found]:
    for clause in clauses:
        beside = any(one.tag is Tag.FIGURE for one in clause.tokens)
        for window in windows(clause, Tag.TIME):
            fact = date_fact(sentence, window, beside_figure=beside, clauses=clauses)
            if fact:
                yield fact


def _idle(one: Place) -> bool:
    """Say whether a figure counts nothing worth asking for: a footnote's mark, "one at a time"."""
    quantity = one.figure.quantity
    if quantity is None or quantity.measure is not Measure.COUNT:
        return False
    after = one.token(one.at + 1)
    if one.figure.low == "one":
        return after.tag is not Tag.NOUN or one.token(one.at + 2).low == "at"
    named_in = (
        one.figure.text[:1].isupper() and one.figure.text.isalpha() and one.at > 0 and after.proper
    )
    bare = quantity.value is not None and quantity.value <= _FOOTNOTE and one.figure.text.isdigit()
    closes = after.text == ")" and one.token(one.at - 1).text != "("
    footnote = one.token(one.at - 1).tag is Tag.NOUN and after.tag is not Tag.NOUN
    loose = not quantity.noun and (closes or footnote)
    return named_in or (bare and loose)


def _in_code(sentence: Sentence, one: Place) -> bool:
    """Say whether a figure only numbers or names: "Article L.34-5", "1.Brück", "Lind Doubling"."""
    start, end = one.figure.start, one.figure.end
    before, after = sentence.text[max(start - 2, 0) : start], sentence.text[end : end + 1]
    if one.measure is Measure.MULTIPLE:
        return one.figure.proper and one.token(one.at - 1).proper
    glued = len(before) > 1 and before[1] in ".-/" and before[0].isalnum()
    numbers = not before and after in {".", ")"} and one.figure.text.isdigit()
    return one.measure is Measure.COUNT and (
        glued or numbers or (after == "-" and before[-1:] == ".")
    )


def _figure(sentence: Sentence, window: Window, one: Place, name: Named, subject: Subject) -> Found:
    figure = window.figure
    quantity = figure.quantity
    assert quantity is not None  # noqa: S101  # a figure token is made from one
    kind = KINDS.get(quantity.measure, Kind.COUNT)
    text = sentence.text
    told = verbatim(text, subject.tokens)
    return Found(
        kind=kind,
        value=_value(sentence, one, kind),
        label=name.label,
        sentence=sentence,
        asks=_asks(name.question, name.label, window),
        at=figure.start,
        subject=told if len(told) <= _LONGEST else "",
        actor=actor(window.clause, text),
        place=place(window, text),
        period=period(window, text),
        words=_words(window, subject.tokens),
        unsure=_unsure(quantity, window, subject),
        quantity=quantity,
    )


def _value(sentence: Sentence, one: Place, kind: Kind) -> str:
    """Return the figure with its qualifier, noun and rate, in the sentence's words."""
    figure = one.figure
    start = (
        one.token(one.at - 1).start
        if kind is Kind.DURATION and one.word(-1) == "within"
        else figure.start
    )
    at = one.at + 1
    if kind is Kind.COUNT and one.token(at).low not in COMPARING:
        stuff = one.measure is not Measure.COUNT and one.token(at).low == "of"
        noun = at + (stuff or _elliptic(one, at))
        end = chain(one.tokens, noun)
        at = listed(one.tokens, end) if end > noun else at
        at = at if one.token(at - 1).end - figure.start <= _LONGEST else one.at + 1
    at += kind is Kind.COUNT and _aged(one.token(at))
    at += len(each(one.tokens, at))
    adjacent = one.token(at).start - one.token(at - 1).end <= 1
    if one.token(at).low in COMPARING and adjacent:
        at += 1
    at = _compared(one, at)
    return squash(sentence.text[start : one.token(at - 1).end])


def _aged(token: Token) -> bool:
    """Say whether an age tells who is counted: "139 children under the age of 18"."""
    return token.quantity is not None and token.quantity.measure is Measure.AGE


def _elliptic(one: Place, at: int) -> bool:
    """Say whether a count stands for its noun with what tells it apart: "five in Dampier"."""
    bare = one.token(at).tag is Tag.PREPOSITION and one.token(at).low in {"in", "from", "at", "by"}
    return bare and one.before is not None and one.token(at + 1).tag is Tag.NOUN


def _compared(one: Place, at: int) -> int:
    """Return where a comparison ends: "13.7% lower than those in March 2023", "compared to Q1"."""
    if one.token(at).low not in _COMPARISONS:
        return at
    end = at + 1
    while one.token(end).tag in {Tag.NOUN, Tag.DETERMINER, Tag.PREPOSITION, Tag.TIME, Tag.PRONOUN}:
        end += 1
    while end > at + 1 and one.token(end - 1).tag not in {Tag.NOUN, Tag.TIME}:
        end -= 1
    dated = one.token(end - 1).tag is Tag.TIME
    short = one.token(end - 1).end - one.figure.start <= _LONGEST_THAN
    return end if end > at + 1 and short and (dated or one.token(at).low == "than") else at


def _asks(question: str, label: str, window: Window) -> tuple[str, ...]:
    phrase = label_tokens(window.tokens)
    return tuple(dict.fromkeys(one for one in (question, phrase) if one and one != label))


def _words(window: Window, subject: Sequence[Token]) -> str:
    verb = window.clause.tokens[window.clause.verb].text if window.clause.verb >= 0 else ""
    return squash(f"{text_of(window.tokens)} {text_of(subject)} {verb}")


def _unsure(quantity: Quantity, window: Window, subject: Subject) -> str:
    if quantity.vague:
        return "a vague quantity"
    if subject.relation is Relation.UNKNOWN:
        return "its subject was not found"
    if is_pronoun(window.clause.subject) and subject.relation is Relation.SAID:
        return REFERS_BACK
    return ""
