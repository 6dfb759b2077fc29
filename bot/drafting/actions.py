"""What a sentence says beside its figures: who does what, why, what for; and who says it."""

import re
from collections.abc import Sequence
from typing import Final

from bot.core.brief import FIGURES, Kind
from bot.core.quantities import find
from bot.core.quantities.vocabulary import word_set
from bot.core.text import squash
from bot.core.vocabulary import terms_of
from bot.drafting.block import BlockKind
from bot.drafting.clauses import Clause, phrase_after
from bot.drafting.found import Found
from bot.drafting.grammar import Tag, Token
from bot.drafting.naming import REFERS_BACK, clean, is_pronoun, label_tokens, lowered
from bot.drafting.periods import period
from bot.drafting.phrases import Window, actor, plain, text_of, verbatim
from bot.drafting.pieces import LONGEST, pieces, quotes_of, start_of, told_in, value_of
from bot.drafting.places import place
from bot.drafting.questions import about, aim, name_of, what, when
from bot.drafting.sentences import Sentence

_LONGEST_LABEL: Final = 9  # words
_FEWEST_WORDS: Final = 3
_TOLD: Final = 0.8  # share of a piece's words that figure facts have already
_MOST_FIGURES: Final = 2
_REASONS: Final = word_set("because due owing thanks as")
_LISTING: Final = word_set("including such namely")
_EXPLETIVE: Final = frozenset(["there", "it"])
_VERBAL: Final = frozenset({Tag.VERB, Tag.AUXILIARY, Tag.PARTICIPLE})
_ENDS_SAYING: Final = re.compile(
    r"\b(?:said|says|commented|stated|added|announced|confirmed|reported|cover|include|are)"
    r"(?: today)?$"
)


def actions(
    sentence: Sentence, clauses: Sequence[Clause], figures: Sequence[Found]
) -> tuple[Found, ...]:
    """Return what a sentence says, in verbatim pieces short enough for an answer.

    What its figures say already is left out, and whatever does not read by itself.
    """
    said = told_in(sentence, clauses)
    counted = [one for one in figures if one.kind in FIGURES]
    told = frozenset().union(*(terms_of(_told_by(one)) for one in counted))
    found = (_fact(sentence, piece, said) for piece in pieces(said))
    return tuple(one for one in found if one and _telling(one, told))


def _told_by(one: Found) -> str:
    return f"{one.value} {one.label} {one.subject} {one.place} {one.period}"


def _telling(one: Found, told: frozenset[str]) -> bool:
    """Say whether a piece says enough to be a fact of its own."""
    own = terms_of(one.value)
    if len(own) < _FEWEST_WORDS or not one.label or _ENDS_SAYING.search(one.value):
        return False
    known = len(own & told) / len(own)
    figures = sum(quantity.when is None for quantity in find(one.value))
    return known < (_TOLD - 0.2 if figures else _TOLD) and figures < _MOST_FIGURES


def _fact(sentence: Sentence, run: tuple[Clause, ...], said: Sequence[Clause]) -> Found | None:
    """Return a piece as a fact, None for one that does not read by itself."""
    lead = next((one for one in run if one.verb >= 0 and not one.inherited), run[0])
    if not _reads(run, said, bullet=sentence.block.kind is BlockKind.BULLET):
        return None
    text = sentence.text
    tokens = tuple(one for clause in run for one in clause.tokens)
    whole = Window(lead, tokens, 0, first=True, alone=True)
    subject = plain(lead.subject)
    pronoun = is_pronoun(subject) and not sentence.speaker and subject[0].low not in _EXPLETIVE
    return Found(
        kind=Kind.QUOTATION if _verbatim(sentence) else Kind.ACTION,
        value=value_of(text, start_of(run[0], said), run),
        label=_label(sentence, lead, run),
        sentence=sentence,
        asks=_asks(sentence, lead, run, said),
        at=run[0].start,
        subject=_quoted(text, subject),
        actor=actor(lead, text),
        place=place(whole, text),
        period=period(whole, text),
        words=squash(f"{text_of(subject)} {text_of(tokens)}"),
        unsure=REFERS_BACK if pronoun else "",
    )


def _verbatim(sentence: Sentence) -> bool:
    """Say whether a sentence is somebody's own words, not only what somebody is said to say."""
    marked = bool(quotes_of(sentence.text)) or sentence.block.kind is BlockKind.QUOTATION
    return bool(sentence.speaker) and marked


def _reads(run: Sequence[Clause], said: Sequence[Clause], *, bullet: bool) -> bool:
    """Say whether a piece is a clause, a purpose, a reason or a list, and no mere rest of one."""
    first = run[0]
    if first is said[0]:
        return any(one.verb >= 0 for one in run) or (bullet and len(run) == len(said))
    if first.opener in _LISTING or first.opener in _REASONS:
        return True
    opening = next((one.tag for one in first.tokens if one.tag is not Tag.MARK), Tag.MARK)
    return first.verb >= 0 or opening is Tag.TO


def _quoted(text: str, subject: Sequence[Token]) -> str:
    if not subject or is_pronoun(subject):
        return ""
    told = verbatim(text, subject)
    return told if len(told) <= LONGEST else ""


def _label(sentence: Sentence, lead: Clause, run: Sequence[Clause]) -> str:
    short = clean(" ".join(_telling_words(run).split()[:_LONGEST_LABEL]))
    if sentence.speaker:
        return clean(f"{sentence.speaker} on {_topic(lead, run) or short}")
    if run[0].inherited and name_of(run[0]):
        return clean(f"{name_of(run[0])}: {short}")
    return short


def _telling_words(run: Sequence[Clause]) -> str:
    """Return the words of a piece without figures, what led into it kept."""
    tokens = [one for clause in run for one in clause.tokens]
    while tokens and tokens[0].tag in {Tag.MARK, Tag.CONJUNCTION, Tag.DETERMINER}:
        tokens.pop(0)
    kept = label_tokens(tokens)
    lead = tokens[0].text if tokens and tokens[0].tag is Tag.PREPOSITION else ""
    return f"{lead} {kept}" if lead and not kept.startswith(lead) else kept


def _topic(lead: Clause, run: Sequence[Clause]) -> str:
    """Return what a piece is about: its subject, else the first thing it names."""
    if name := name_of(lead):
        return name
    tokens = [one for clause in run for one in clause.tokens]
    for at, one in enumerate(tokens):
        if one.tag is Tag.NOUN and (name := label_tokens(phrase_after(tokens, at))):
            return name
    return ""


def _asked_about(sentence: Sentence, lead: Clause, run: Sequence[Clause]) -> str:
    """Return a question for what is said of a topic, and by whom if not the publisher."""
    topic = lowered(_topic(lead, run))
    if sentence.speaker and topic:
        return f"What does {sentence.speaker} say about {topic}?"
    subject = plain(lead.subject)
    if topic and is_pronoun(subject):
        return f"What does the statement say about {topic}?"
    return about(subject or [one for clause in run for one in clause.tokens])


def _asks(
    sentence: Sentence, lead: Clause, run: Sequence[Clause], said: Sequence[Clause]
) -> tuple[str, ...]:
    """Return a question that the piece answers, and its telling words."""
    tokens = [one for clause in run for one in clause.tokens]
    phrase = label_tokens(tokens)
    main = next((one for one in said if one.verb >= 0 and not one.inherited), run[0])
    opening = next((one for one in run[0].tokens if one.tag is not Tag.MARK), tokens[0])
    question = ""
    if run[0] is not said[0] and run[0].opener in _REASONS:
        question = when(main, "Why")
    elif run[0] is not said[0] and opening.tag is Tag.TO:
        question = aim(main)
    question = question or what(lead) or _asked_about(sentence, lead, run)
    return tuple(dict.fromkeys(one for one in (question, phrase) if one))
