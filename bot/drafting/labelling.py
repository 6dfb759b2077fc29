"""What a figure is called: a label and a first question, without any figure."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from bot.core.quantities import Measure
from bot.core.quantities.vocabulary import word_set
from bot.core.text import squash
from bot.drafting.grammar import Tag, Token
from bot.drafting.naming import clean, label_tokens, lowered, without_article
from bot.drafting.phrases import text_of
from bot.drafting.questions import inverted, modal, name_of
from bot.drafting.relating import CHANGES, Place, Relation, Subject, base, each, tail
from bot.drafting.verbs import VERBS

_ENDS: Final = frozenset(
    {Tag.FIGURE, Tag.MARK, Tag.CONJUNCTION, Tag.SUBORDINATOR, Tag.RELATIVE, Tag.VERB, Tag.TO}
)
_MOST_HELD: Final = 12  # words of what somebody holds
_MOST_TOLD: Final = 6  # words of what they have or are
_LINKING: Final = {"have": "with", "be": "that are", "are": "that are"}
_FEW: Final = 3  # words before a figure that tell of it
_WEAK: Final = word_set(
    "have be do include see need take become total remain mean reach require exceed comprise"
)


class Named(NamedTuple):
    """A label and the question it answers."""

    label: str
    question: str


class _Words(NamedTuple):
    """What a label is made of: the figure's place, its subject as a phrase, what tells more."""

    place: Place
    subject: Subject
    head: str
    more: str

    @property
    def whole(self) -> str:
        return squash(f"{self.head} {self.more}")


def named(place: Place, subject: Subject) -> Named:
    """Return what a figure is called and a question it answers."""
    each_of = text_of(each(place.tokens, place.at + 1))
    more = label_tokens_kept(_own_tail(place, max(subject.end, place.next)))
    said = _Words(place, subject, label_tokens(subject.tokens), squash(f"{each_of} {more}"))
    label, question = _NAMING[subject.relation](said)
    if place.measure is Measure.AGE and said.head:
        label, question = f"age of {said.head}", f"How old are {lowered(said.head)}?"
    fallback = label_tokens(place.clause.tokens)
    told = f"{label} {_predicate(place)}" if place.figure in place.clause.subject else label
    return Named(clean(told) or fallback, clean_question(question, place))


def _predicate(place: Place) -> str:
    """Return what is told of those counted: "one in five households has no car"."""
    link = _LINKING.get(base(place.verb), "")
    if not link or place.verb is None:
        return _held_that(place)
    rest = place.tokens[place.tokens.index(place.verb) + 1 :][:_MOST_TOLD]
    ends = (at for at, one in enumerate(rest) if one.tag in _ENDS | {Tag.PARTICIPLE})
    told = rest[: next(ends, len(rest))]
    return f"{link} {text_of(told)}" if any(one.tag is Tag.NOUN for one in told) else ""


def _held_that(place: Place) -> str:
    """Return what a share of people hold: "70% agreed that a charge would help"."""
    start = place.tokens.index(place.clause.tokens[-1]) + 1
    if place.token(start).low not in {"that", "they"}:
        return ""
    rest = place.tokens[start : start + _MOST_HELD]
    ends = (at for at, one in enumerate(rest) if one.tag in {Tag.MARK, Tag.FIGURE})
    return text_of(rest[: next(ends, len(rest))])


def _own_tail(place: Place, start: int) -> tuple[Token, ...]:
    """Return what tells more of a noun, up to the clause's verb."""
    found = tail(place.tokens, start)
    at = (
        found.index(place.verb)
        if place.verb in found and place.figure in place.clause.subject
        else len(found)
    )
    return found[:at]


def label_tokens_kept(tokens: Sequence[Token]) -> str:
    """Return what tells more of a noun, its first preposition kept."""
    first = text_of(tokens[:1]) if tokens and tokens[0].tag is Tag.PREPOSITION else ""
    return squash(f"{first} {label_tokens(tokens)}") if tokens else ""


def clean_question(question: str, place: Place) -> str:
    """Return a question without figures; empty where nothing is left to ask of."""
    kept = clean(question.removesuffix("?"))
    return f"{kept}?" if len(kept.split()) > len(_opener(place).split()) else ""


def _counted(said: _Words) -> Named:
    done, verb = _participle(said.place)
    later = modal(said.place.clause)
    after = f"to be {verb}" if verb and later else verb
    label = f"{verb} {said.whole}" if done and not later else f"{said.whole} {after}"
    if said.place.measure is not Measure.COUNT:
        told = f"{_was(later)} {verb}" if verb else "is there"
        return Named(label, f"How much {said.head} {told}?")
    if verb:
        return Named(label, f"How many {said.head} {_was(later, 'were')} {verb}?")
    return Named(label, f"How many {said.whole} are there?")


def _was(later: str, past: str = "was") -> str:
    """Return how it is said that something was done, or will, must or may be done."""
    return f"{later} be" if later else past


def _participle(place: Place) -> tuple[bool, str]:
    """Return whether the figure is done to by an active verb, and the verb's participle."""
    verb = place.verb
    form = VERBS.get(verb.low) if verb else None
    if verb is None or form is None or form.base in _WEAK:
        return False, ""
    if place.figure in place.clause.subject:
        return False, form.participle if place.clause.passive else ""
    at = place.tokens.index(verb)
    beside = place.tokens[at + 1 : place.at]
    near = at < place.at and not any(one.tag in {Tag.PREPOSITION, Tag.NOUN} for one in beside)
    return near, form.participle if near and not place.clause.passive else ""


def _share(said: _Words) -> Named:
    _, verb = _participle(said.place)
    later = modal(said.place.clause)
    return Named(
        f"share of {said.whole} {'to be ' if verb and later else ''}{verb}",
        f"What share of {said.whole} {f'{_was(later)} {verb}' if verb else ''}?",
    )


def _held(said: _Words) -> Named:
    return Named(said.whole, f"{_opener(said.place)} the {without_article(said.whole)}?")


def _meant(said: _Words) -> Named:
    verb = said.place.verb
    form = VERBS.get(verb.low) if verb and verb in said.place.tokens[: said.place.at] else None
    link = said.place.token(said.place.next).low
    link = "to" if said.place.token(said.place.next).tag is Tag.TO else link
    if form is None or form.base in _WEAK:
        return Named(f"{said.whole}", f"{_opener(said.place)} for {lowered(said.whole)}?")
    doing = label_tokens_kept(said.place.tokens[said.place.next : said.subject.end])
    told = doing if link == "to" and "to" in doing.split()[:1] else f"{link} {said.whole}"
    later = modal(said.place.clause)
    label = f"{'to be ' if later else ''}{form.participle} {told}"
    return Named(label, f"How much {_was(later)} {form.participle} {told}?")


def _change(said: _Words) -> Named:
    verb = base(said.place.verb)
    noun = CHANGES.get(verb, "change")
    future = any(one.low in {"will", "would"} for one in said.place.clause.tokens)
    name = lowered(said.head)
    told = f"will {name} {verb}" if future else f"did {name} {verb}"
    if said.subject.tokens and said.subject.tokens[0] not in said.place.clause.subject:
        told = f"was {name} {VERBS[verb].participle if verb in VERBS else 'changed'}"
    question = (
        f"By how much {told}?"
        if verb in CHANGES
        else f"{_opener(said.place)} the {noun} in {name}?"
    )
    return Named(f"{noun} in {lowered(said.whole)}", question)


def _said(said: _Words) -> Named:
    place, verb = said.place, said.place.verb
    form = VERBS.get(verb.low) if verb else None
    name, lead = without_article(said.head), _lead(place)
    more = "" if said.more.startswith("of ") else said.more
    if verb is None or (form and form.base in _WEAK) or (form is None and not _done(verb)):
        what = "" if name.casefold() in lead.casefold() else said.head
        asked = f"the {name} {lead}" if what else lead
        return Named(f"{what} {lead} {more}", f"{_opener(place)} {asked}?")
    later = modal(place.clause)
    done = form.participle if form and place.clause.passive else verb.low
    told = f"to {'be ' if place.clause.passive else ''}{done}" if later else done
    asked = name_of(place.clause)
    question = f"{_ASKING.get(place.measure, 'How much')} {inverted(place.clause, asked)}?"
    return Named(f"{said.head} {told} {lead} {more}", question if asked else "")


def _carried(said: _Words) -> Named:
    own = said.place.tokens[said.place.at + 1 :]
    stop = next(
        (at for at, one in enumerate(own) if one.tag in _ENDS or one.low == "due"), len(own)
    )
    more = label_tokens_kept([one for one in own[:stop] if one.tag is not Tag.TIME])
    lead = text_of(one for one in _leading(said.place) if one.tag is not Tag.TIME)
    if said.place.measure is Measure.DURATION:
        aim = text_of(own[: stop_at(own)]) if own and own[0].tag is Tag.TO else ""
        told = squash(f"time for {lowered(said.head)} {aim}")
        return Named(told, f"How long is the {told}?")
    label = f"{said.head} {lead} {more}"
    return Named(label, f"{_opener(said.place)} the {without_article(said.head)} {lead} {more}?")


def _done(verb: Token) -> bool:
    """Say whether an unknown word is a verb of its clause by its form: "was fined"."""
    return verb.tag in {Tag.PARTICIPLE, Tag.VERB} and verb.low.endswith("ed")


def stop_at(tokens: Sequence[Token]) -> int:
    """Return where what is aimed at ends: "to comply, after which"."""
    ends = (at for at, one in enumerate(tokens) if one.tag in {Tag.MARK, Tag.FIGURE, Tag.RELATIVE})
    return min(next(ends, len(tokens)), _MOST_TOLD)


def _leading(place: Place) -> Sequence[Token]:
    """Return the few words before a figure, with the preposition that leads to them."""
    first = place.before_at + 1
    start = max(first, place.at - _FEW)
    if start > first and place.token(start - 1).tag is Tag.PREPOSITION:
        start -= 1
    before = place.tokens[start : place.at]
    ends = [at for at, one in enumerate(before) if one.tag in _ENDS]
    return before[ends[-1] + 1 :] if ends else before


def _unknown(said: _Words) -> Named:
    return Named(label_tokens(said.place.clause.tokens), "")


_NAMING: Final[dict[Relation, Callable[[_Words], Named]]] = {
    Relation.COUNTED: _counted,
    Relation.SHARE: _share,
    Relation.HELD: _held,
    Relation.MEANT: _meant,
    Relation.CHANGE: _change,
    Relation.SAID: _said,
    Relation.CARRIED: _carried,
    Relation.UNKNOWN: _unknown,
}


def _lead(place: Place) -> str:
    """Return the words between verb and figure."""
    verb = place.verb
    if verb is None or verb not in place.tokens[: place.at]:
        return ""
    between = place.tokens[place.tokens.index(verb) + 1 : place.at]
    kept = [one for one in between if one.tag not in {Tag.FIGURE, Tag.TIME, Tag.MARK, Tag.ADVERB}]
    return "" if len(kept) != len(between) else text_of(_without_end(kept))


def _without_end(kept: list[Token]) -> list[Token]:
    while kept and kept[-1].tag in {Tag.PREPOSITION, Tag.DETERMINER}:
        kept.pop()
    return kept


_ASKING: Final = {
    Measure.COUNT: "How many",
    Measure.DURATION: "How long",
    Measure.PERCENT: "What percentage",
    Measure.FRACTION: "What share",
}
_OPENERS: Final = {
    Measure.MONEY: "How much is",
    Measure.COUNT: "How many is",
    Measure.DURATION: "How long is",
    Measure.AGE: "How old is",
    Measure.PERCENT: "What percentage is",
    Measure.POINTS: "How many points is",
    Measure.FRACTION: "What share is",
}


def _opener(place: Place) -> str:
    return _OPENERS.get(place.measure, "How much is")
