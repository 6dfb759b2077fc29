"""What a figure is the figure of: its subject, in the statement's own words."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.core.quantities import Measure
from bot.core.quantities.vocabulary import word_set
from bot.drafting.clauses import phrase_after, phrase_before
from bot.drafting.function_words import BEING
from bot.drafting.grammar import Tag, Token
from bot.drafting.naming import is_pronoun
from bot.drafting.phrases import plain
from bot.drafting.relating import CHANGES, COMPARING, TIMES, Place, Relation, Subject, base, chain

_SETTING: Final = word_set("bring take set reduce keep hold lower raise cut increase")
_GIVING: Final = word_set(
    "award give grant provide invest spend allocate pay contribute commit pledge donate lend "
    "distribute offer transfer disburse release deliver"
)
_WORTH: Final = word_set(
    "valued worth costing costed totalling totaling amounting priced estimated"
)
_ANEW: Final = word_set("from against compared than or i.e versus vs ( down up with to and , about")
_NOT_COUNTED: Final = frozenset(
    {
        Measure.MONEY, Measure.PERCENT, Measure.POINTS, Measure.FRACTION, Measure.DURATION,
        Measure.AGE, Measure.MULTIPLE,
    }
)  # fmt: skip
_LINKS: Final = word_set("of at to by worth from exceeding")
_HOLDERS: Final = word_set("top total excess average part minimum maximum sum")
_PACES: Final = word_set("rate pace speed")  # "grew at a rate of 4%" tells of what grew
_WITH_ADJECTIVE: Final = 3  # words: "a further drop" tells as little as "a drop"
_FEWEST_BEFORE: Final = 2
_SPELLS: Final = word_set("round year quarter period month week half day")
_BY: Final = word_set("by to from at of")
_EQUATING: Final = BEING | {"cost", "costs"}


def subject_of(place: Place) -> Subject:
    """Return what a figure is the figure of, by the first pattern that its words fit."""
    for pattern in _PATTERNS:
        found = pattern(place)
        if (
            found
            and any(one.tag is Tag.NOUN for one in found.tokens)
            and not is_pronoun(found.tokens)
        ):
            return found
    return Subject((), Relation.UNKNOWN, place.next)


def _counted(place: Place) -> Subject | None:
    stuff = place.measure not in _NOT_COUNTED and place.token(place.next).low == "of"
    if place.measure is not Measure.COUNT and not stuff:
        return None
    start = place.next + (place.token(place.next).low == "of")
    if place.token(start).low in COMPARING:
        return None
    end = chain(place.tokens, start)
    if end == start and place.clause.tokens[0].low == "of":
        whole = place.clause.tokens[1 : chain(place.clause.tokens, 1)]
        return Subject(whole, Relation.COUNTED, place.next)
    return Subject(place.tokens[start:end], Relation.COUNTED, end)


def _share(place: Place) -> Subject | None:
    shares = {Measure.PERCENT, Measure.FRACTION, Measure.POINTS}
    if place.measure not in shares or place.token(place.next).low != "of":
        return None
    end = chain(place.tokens, place.next + 1)
    return Subject(place.tokens[place.next + 1 : end], Relation.SHARE, end)


def _before_it(place: Place) -> Subject | None:
    """Read "a premium of 5 euros", "the Bank Rate at 5%", "cut the rate by 2% to 5%"."""
    low = place.word(-1)
    lasting = low == "for" and place.measure is Measure.DURATION
    if (low not in _LINKS and not lasting) or place.at < _FEWEST_BEFORE:
        return None
    if low == "for":
        return Subject(phrase_before(place.tokens, place.at - 1), Relation.HELD, place.next)
    run = _wide(place.tokens, place.at - 1)
    verb = place.token(place.at - 1 - len(run) - 1)
    if low == "of":
        noun = phrase_before(place.tokens, place.at - 1)
        nouns = [one for one in noun if one.tag is Tag.NOUN]
        return (
            Subject(noun, Relation.HELD, place.next) if nouns and not _empty(noun, place) else None
        )
    if low in {"to", "by", "from"}:
        changed = base(verb) in CHANGES or base(verb) in _SETTING
        if not changed or verb.tag is Tag.NOUN:
            return None
        relation = Relation.CHANGE if low == "by" else Relation.HELD
        return Subject(run, relation, place.next)
    return Subject(run, Relation.HELD, place.next)


def _introduced(place: Place) -> Subject | None:
    """Read "Grants: 5 million", "portable batteries (below 5 kg)"."""
    if place.word(-1) == ":" and place.word(-2) not in {"note", "notes"}:
        return Subject(_wide(place.tokens, place.at - 1), Relation.HELD, place.next)
    if place.word(-1) != "(":
        return None
    between = place.tokens[place.before_at + 1 : place.at]
    same = place.before_at >= 0 and place.token(place.before_at).quantity
    if (same and same.measure is place.measure) or not any(one.tag is Tag.NOUN for one in between):
        return _carried(place)
    return Subject(phrase_before(place.tokens, place.at - 1), Relation.HELD, place.next)


def _empty(noun: Sequence[Token], place: Place) -> bool:
    """Say whether a noun only holds the figure of another: "an average of", "a drop of"."""
    low = noun[-1].low
    changes = low in CHANGES or low in {"reduction", "growth"}
    if low in _PACES and base(place.verb) in CHANGES:
        return True
    return low in _HOLDERS or (changes and place.before is not None and len(noun) < _WITH_ADJECTIVE)


def _wide(tokens: Sequence[Token], end: int) -> tuple[Token, ...]:
    """Return a noun phrase with what hangs on it: "its target for the overnight rate"."""
    start = end
    allowed = {Tag.NOUN, Tag.DETERMINER, Tag.PREPOSITION, Tag.CONJUNCTION}
    while (
        start > 0
        and tokens[start - 1].tag in allowed
        and tokens[start - 1].low not in _ANEW - {"and", "to"}
    ):
        start -= 1
    run = list(tokens[start:end])
    while run and run[0].tag in {Tag.PREPOSITION, Tag.CONJUNCTION}:
        run.pop(0)
    return tuple(run)


def _held(place: Place) -> Subject | None:
    """Read "a 10% tariff on all countries", "doubling the number of vessels"."""
    first = place.token(place.next)
    if place.measure is Measure.COUNT or first.low in COMPARING or first.low in TIMES:
        return None
    determined = first.tag is Tag.DETERMINER
    if place.measure is Measure.MULTIPLE:
        determined = not determined
    if first.tag not in {Tag.NOUN, Tag.DETERMINER} or determined or first.start < 0:
        return None
    end = chain(place.tokens, place.next)
    change = place.tokens[end - 1].low in CHANGES.keys() | {"reduction", "growth"} and place.token(
        end
    ).low in {"in", "of"}
    if change:
        start, end = end + 1, chain(place.tokens, end + 1)
        return Subject(place.tokens[start:end], Relation.CHANGE, end)
    return Subject(place.tokens[place.next : end], Relation.HELD, end)


def _meant(place: Place) -> Subject | None:
    """Read "$700 million in ethanol exports", "16% for cobalt", "£48 million to repair walls"."""
    after = place.token(place.next)
    if place.measure not in {Measure.MONEY, Measure.PERCENT, Measure.POINTS, Measure.DURATION}:
        return None
    lasting = place.measure is Measure.DURATION
    if lasting and not (base(place.verb) == "take" and after.tag is Tag.TO):
        return None
    if after.tag is Tag.TO and (lasting or place.measure is Measure.MONEY):
        start = place.next + 2
        while place.token(start).tag in {Tag.CONJUNCTION, Tag.VERB}:
            start += 1
        end = chain(place.tokens, start)
        return Subject(place.tokens[start:end], Relation.MEANT, end)
    fitting = {"in", "for", "of", "towards"} if place.measure is Measure.MONEY else {"for"}
    giving = {"to", "on"} if base(place.verb) in _GIVING else set()
    if after.low not in fitting | giving or base(place.verb) in CHANGES:
        return None
    end = chain(place.tokens, place.next + 1)
    noun = place.tokens[place.next + 1 : end]
    spell = bool(noun) and noun[-1].low in _SPELLS
    named = after.low == "in" and noun and all(one.proper for one in noun if one.tag is Tag.NOUN)
    held = after.low in {"for", "of"} and _copula(place) and place.clause.subject
    return None if named or held or spell else Subject(noun, Relation.MEANT, end)


def _copula(place: Place) -> bool:
    return place.verb is not None and place.verb.low in _EQUATING


def _valued(place: Place) -> Subject | None:
    """Read "claims filed by residents of Utah, valued at $330 million"; "bids amounting to 5"."""
    back = place.at - 1
    while back > 0 and place.token(back).tag in {Tag.PREPOSITION, Tag.ADVERB}:
        back -= 1
    if place.token(back).low not in _WORTH and place.token(back).tag is not Tag.GERUND:
        return None
    if place.token(back - 1).tag is Tag.NOUN:
        return Subject(phrase_before(place.tokens, back), Relation.HELD, place.next)
    if (
        place.token(back).low in _WORTH
        and place.before
        and place.before.relation is Relation.COUNTED
    ):
        return Subject(place.before.tokens, Relation.HELD, place.next)
    return None


def _changed(place: Place) -> Subject | None:
    if place.measure is Measure.DURATION:
        return None
    if base(place.verb) not in CHANGES or place.verb not in place.tokens[: place.at]:
        return None
    between = place.tokens[place.tokens.index(place.verb) + 1 : place.at]
    if any(one.tag is Tag.FIGURE for one in between):
        return None
    aside = next((at for at, one in enumerate(between) if one.text == "("), len(between))
    noun = tuple(one for one in between[:aside] if one.tag in {Tag.NOUN, Tag.DETERMINER})
    paced = bool(between) and between[0].low == "at"
    bare = paced or place.clause.passive
    own = noun if any(one.tag is Tag.NOUN for one in noun) and not bare else ()
    if not own and place.clause.inherited and place.before:
        return None
    subject = own or place.clause.subject
    gathered = (
        place.measure is Measure.MONEY and place.word(-1) not in _BY and base(place.verb) == "raise"
    )
    if gathered and not own:
        return None
    level = place.word(-1) in {"to", "from", "at"}
    return Subject(plain(subject), Relation.SAID if level else Relation.CHANGE, place.next)


def _said_of(place: Place) -> Subject | None:
    """Read "the arrangement is worth 5 million", where the clause has a subject of its own."""
    if place.clause.inherited and place.before and not _relative(place):
        return None
    return _clause_subject(place)


def _relative(place: Place) -> bool:
    """Say whether the clause hangs on a noun of its own: "councils, which have paid £2 million"."""
    return any(one.tag is Tag.RELATIVE for one in place.clause.tokens[:2])


def _clause_subject(place: Place) -> Subject | None:
    subject = place.clause.subject
    figures = (one for one in place.clause.tokens if one.tag is Tag.FIGURE and one not in subject)
    first = next(figures, None)
    if (
        not subject
        or place.figure in subject
        or (place.before_at >= 0 and first is not place.figure)
    ):
        return None
    return Subject(plain(subject), Relation.SAID, place.next)


def _carried(place: Place) -> Subject | None:
    """Take over the subject of the figure before."""
    if place.before is None:
        return None
    return Subject(place.before.tokens, Relation.CARRIED, place.next)


def _any_noun(place: Place) -> Subject | None:
    """Take the first noun of a clause without a verb: a headline's, a row's."""
    for index, one in enumerate(place.clause.tokens):
        if one.tag is Tag.NOUN and one is not place.figure:
            noun = phrase_after(place.clause.tokens, index)
            return Subject(noun, Relation.SAID, place.next)
    return None


_PATTERNS: Final[tuple[Callable[[Place], Subject | None], ...]] = (
    _counted, _share, _held, _before_it, _meant, _introduced, _valued, _changed, _said_of,
    _carried, _clause_subject, _any_noun,
)  # fmt: skip
