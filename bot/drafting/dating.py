"""The dates of a sentence as facts: when something happens."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.core.brief import Kind
from bot.core.quantities.vocabulary import word_set
from bot.drafting.clauses import Clause, phrase_before
from bot.drafting.found import Found
from bot.drafting.function_words import BEING
from bot.drafting.grammar import Tag, Token
from bot.drafting.naming import REFERS_BACK, clean, is_pronoun, label_tokens
from bot.drafting.periods import compared
from bot.drafting.phrases import Window, actor, text_of, verbatim
from bot.drafting.places import place
from bot.drafting.questions import when
from bot.drafting.sentences import Sentence

_LONGEST: Final = 90
_SPANS: Final = word_set("month year quarter end start middle beginning week day")
_LEADING: Final = word_set("since until till by before after during between")
_RANGING: Final = word_set("between from")  # what leads to a time that has two ends
_UNTIL: Final = word_set("to until till")


def date_fact(
    sentence: Sentence, window: Window, *, beside_figure: bool, clauses: Sequence[Clause]
) -> Found | None:
    """Return a date as a fact; None where it only is the period of a figure beside it."""
    time = window.figure
    event = _event(window)
    if (
        not _dated(time)
        or _modifies(window)
        or _closes(window)
        or not (event or _told(window))
        or (beside_figure and not _own(window, event))
    ):
        return None
    clause = _telling(window.clause, clauses)
    label = label_tokens(event) if event else _label(clause, window)
    if not label:
        return None
    text = sentence.text
    return Found(
        kind=Kind.DATE,
        value=_value(sentence, window),
        label=label,
        sentence=sentence,
        asks=(_question(clause, event) or f"When: {label}?",),
        at=time.start,
        subject=_subject(text, event or clause.subject),
        actor="" if event else actor(clause, text),
        place=place(window, text),
        words=text_of(event or clause.tokens),
        unsure="" if event or not is_pronoun(clause.subject) else REFERS_BACK,
        quantity=time.quantity,
    )


def _dated(time: Token) -> bool:
    """Say whether a time is a date and not just "today", "this month", "the past decade"."""
    when = time.quantity.when if time.quantity else None
    spell = when is not None and when.relative[:1] in {"Q", "H"}
    return when is not None and any((when.day, when.month, when.year)) and not spell


def _told(window: Window) -> bool:
    """Say whether a clause tells when: not where it compares or says what something is."""
    clause = window.clause
    if compared(window.tokens, window.at):
        return False
    verb = clause.tokens[clause.verb] if clause.verb >= 0 else None
    when = window.figure.quantity.when if window.figure.quantity else None
    if verb is None or verb.low not in BEING or (when and when.day):
        return True
    between = window.clause.tokens[clause.verb + 1 : clause.tokens.index(window.figure)]
    return window.figure in clause.tokens[clause.verb :] and len(between) <= 1


def _modifies(window: Window) -> bool:
    """Say whether a time only tells which thing is meant: "its October projection"."""
    after = window.tokens[window.at + 1 : window.at + 2]
    before = window.tokens[window.at - 1] if window.at else None
    named = bool(after) and after[0].tag is Tag.NOUN and after[0].start - window.figure.end <= 1
    return named and (before is None or before.tag is not Tag.PREPOSITION)


def _own(window: Window, event: Sequence[Token]) -> bool:
    """Say whether a date beside a figure has an event of its own: "acquired in July 2024"."""
    low = {one.low for one in window.tokens[: window.at]}
    return bool(event) and bool(low & {"since", "after", "before", "until", "acquisition"})


def _event(window: Window) -> tuple[Token, ...]:
    """Return the thing that has the date: "after our IPO in November 2023", "the vote on 5 May"."""
    before = window.tokens[window.at - 1] if window.at else None
    if before is None or before.low not in {"in", "on", "of"}:
        return ()
    noun = phrase_before(window.tokens, window.at - 1)
    nouns = [one for one in noun if one.tag is Tag.NOUN]
    led = any(one.low in _LEADING for one in window.tokens[: window.at - len(noun)])
    when = window.figure.quantity.when if window.figure.quantity else None
    day = when is not None and when.day is not None and not _acting(window, noun)
    named = bool(nouns) and nouns[-1].low not in _SPANS and nouns[-1].text[0].isalpha()
    return noun if named and (led or day) else ()


def _acting(window: Window, noun: Sequence[Token]) -> bool:
    """Say whether the clause's verb stands before what seems to have the date."""
    verb = window.clause.tokens[window.clause.verb] if window.clause.verb >= 0 else None
    return verb is not None and verb in window.tokens[: window.at - 1 - len(noun)]


def _telling(clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Return the clause that tells what happens: the next one, where this one only leads in."""
    if clause.verb >= 0 and (clause.subject or len(clauses) == 1):
        return clause
    place = list(clauses).index(clause)
    following = clauses[place + 1] if place + 1 < len(clauses) else clause
    if place or following.verb < 0:
        return clause
    if clause.verb < 0:
        return following
    return replace(clause, subject=following.subject, passive=True, inherited=True)


def _label(clause: Clause, window: Window) -> str:
    own = label_tokens(clause.tokens)
    if clause.inherited and clause.subject and not is_pronoun(clause.subject):
        own = clean(f"{label_tokens(clause.subject)} {own}")
    return own or label_tokens(window.tokens)


def _value(sentence: Sentence, window: Window) -> str:
    """Return a date with what leads to it, up to the end of the time that begins with it."""
    tokens, at = window.clause.tokens, window.clause.tokens.index(window.figure)
    last = at + 2 if _spans(tokens, at) else at
    lead = tokens[at - 1].low if at else ""
    led = lead in _LEADING or (lead in _RANGING and last > at)
    return verbatim(sentence.text, tokens[at - led : last + 1])


def _closes(window: Window) -> bool:
    """Say whether a date only ends the time that another one begins: "and January 2025"."""
    tokens, at = window.clause.tokens, window.clause.tokens.index(window.figure)
    return at > 1 and tokens[at - 2].tag is Tag.TIME and _spans(tokens, at - 2)


def _spans(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a date begins a time that the next one ends: "from 15 August to 15 October"."""
    if at + 2 >= len(tokens) or tokens[at + 2].tag is not Tag.TIME:
        return False
    joint, lead = tokens[at + 1].low, tokens[at - 1].low if at else ""
    return (joint == "and" and lead == "between") or (joint in _UNTIL and lead in _RANGING)


def _subject(text: str, tokens: Sequence[Token]) -> str:
    if not tokens or is_pronoun(tokens):
        return ""
    subject = verbatim(text, tokens)
    return subject if len(subject) <= _LONGEST else ""


def _question(clause: Clause, event: Sequence[Token]) -> str:
    name = label_tokens(event)
    return f"When was the {name}?" if name else when(clause)
